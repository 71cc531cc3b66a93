//! Asks for settings, and checks each answer with the schema that the kiosk's page uses.

use std::io::{BufRead, Write};

use serde_json::Value;
use site::{Profile, Site};

use crate::Error;

/// How an answer is read.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Number,
    /// Answers with commas between them.
    List,
    /// Left out if it is `-`.
    Optional,
}

/// Where a setting is, what is asked, and how its answer is read.
const QUESTIONS: [(&str, &str, Kind); 21] = [
    ("/kiosk", "Number of the first kiosk in a trial, four hexadecimal digits", Kind::Text),
    ("/site", "Name of the site", Kind::Text),
    ("/operator", "Who runs the kiosk", Kind::Text),
    ("/places/face", "Where a match leads, as the site's signs say it", Kind::Text),
    ("/places/officer", "Where officers are", Kind::Text),
    (
        "/places/desks",
        "Desks that officers call travellers to, commas between; - for none",
        Kind::List,
    ),
    ("/complaints", "Where complaints go", Kind::Text),
    ("/languages", "Languages, the first one is the start language", Kind::List),
    ("/notice/authority", "Law that allows the check", Kind::Text),
    ("/notice/address", "https address of the notice", Kind::Text),
    ("/notice/effective", "First day of the notice", Kind::Text),
    ("/notice/expires", "Last day of the notice", Kind::Text),
    ("/retention/source", "Document on how long the agency keeps officers' photos", Kind::Text),
    ("/retention/dated", "Date of that document", Kind::Text),
    ("/screen/diagonal_inches", "Diagonal of the screen in inches", Kind::Number),
    ("/screen/distance_mm", "Distance of the eyes from the screen in mm", Kind::Number),
    ("/document_sources", "How documents are shown: camera, file", Kind::List),
    ("/board", "Public board of called numbers: on or off", Kind::Text),
    ("/groups", "Groups that are called ashore, as on travellers' cards; - for none", Kind::List),
    ("/follow", "https address of this server for telephones; - for none", Kind::Optional),
    ("/print", "Printed tickets: off, offer or always", Kind::Text),
];

/// Asks for the profile of the site.
pub(super) fn profile(input: &mut impl BufRead, output: &mut impl Write) -> Result<Profile, Error> {
    let words = Profile::ALL.map(Profile::word).join(", ");
    loop {
        let answer = answer("What kind of place is it", "arrival", input, output)?;
        let answer = answer.as_deref().unwrap_or("arrival");
        match Profile::ALL.into_iter().find(|profile| profile.word() == answer) {
            Some(profile) => return Ok(profile),
            None => tell(output, &format!("  It is one of {words}.\n"))?,
        }
    }
}

/// Asks for every setting. An empty answer keeps the default in brackets; a wrong one is asked for again,
/// with the reason.
pub(super) fn ask(
    settings: &mut Value,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> Result<(), Error> {
    for (place, question, kind) in QUESTIONS {
        loop {
            let default = settings.pointer(place).cloned().unwrap_or(Value::Null);
            let Some(answer) = answer(question, &shown(&default), input, output)? else { break };
            put(settings, place, read(&answer, kind));
            match Site::parse(&settings.to_string()) {
                Ok(_) => break,
                Err(error) => tell(output, &format!("  {error}\n"))?,
            }
            put(settings, place, default);
        }
    }
    Ok(())
}

/// The answer to a question; `None` if it is empty.
fn answer(
    question: &str,
    default: &str,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> Result<Option<String>, Error> {
    tell(output, &format!("{question} [{default}]: "))?;
    let mut line = String::new();
    match input.read_line(&mut line) {
        Ok(0) | Err(_) => Err(Error::NoAnswer),
        Ok(_) => Ok(Some(line.trim().to_owned()).filter(|answer| !answer.is_empty())),
    }
}

fn tell(output: &mut impl Write, text: &str) -> Result<(), Error> {
    let told = output.write_all(text.as_bytes()).and_then(|()| output.flush());
    told.map_err(|_| Error::NoAnswer)
}

fn read(answer: &str, kind: Kind) -> Value {
    match kind {
        Kind::List | Kind::Optional if answer == "-" => Value::Null,
        Kind::Text | Kind::Optional => answer.into(),
        Kind::Number => answer.parse::<f64>().map_or_else(|_| answer.into(), Value::from),
        Kind::List => answer.split(',').map(str::trim).collect(),
    }
}

/// A value as it is typed.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "-".into(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// Sets the value at a JSON pointer of one or two names.
fn put(settings: &mut Value, place: &str, value: Value) {
    let parts: Vec<_> = place.split('/').skip(1).collect();
    match parts[..] {
        [outer, inner] => settings[outer][inner] = value,
        [name] => settings[name] = value,
        _ => (),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::site::defaults;

    /// What a dialogue makes of these answers, and what it says.
    fn dialogue(answers: &str) -> (Result<Site, Error>, String) {
        let (mut input, mut output) = (answers.as_bytes(), Vec::new());
        let site = profile(&mut input, &mut output).and_then(|profile| {
            let mut settings = defaults::of(profile, "2026-12-01");
            ask(&mut settings, &mut input, &mut output)?;
            Ok(Site::parse(&settings.to_string()).unwrap())
        });
        (site, String::from_utf8(output).unwrap())
    }

    #[test]
    fn empty_answers_keep_the_defaults_of_the_profile() {
        let (site, _) = dialogue(&"\n".repeat(22));
        assert_eq!(site.unwrap().profile, Profile::Arrival);
        let (site, _) = dialogue(&format!("small_port{}", "\n".repeat(22)));
        let site = site.unwrap();
        assert_eq!(
            (site.profile, &*site.places.officer),
            (Profile::SmallPort, "The harbour office")
        );
    }

    #[test]
    fn a_wrong_answer_is_asked_for_again_with_the_reason_that_the_page_would_give() {
        let answers = "marina\nsea\n7\n0007\nPier 2\n\n\n\nDesk 1, Desk 2\n\nen, xx\nen, ar\n";
        let (site, said) = dialogue(&format!("{answers}{}", "\n".repeat(13)));
        let site = site.unwrap();
        assert_eq!((&*site.site, site.places.desks().len()), ("Pier 2", 2));
        assert_eq!(site.languages.iter().collect::<Vec<_>>(), ["en", "ar"]);
        for reason in
            ["It is one of arrival, land_exit,", "kiosk: four hexadecimal digits", "`xx` is given"]
        {
            assert!(said.contains(reason), "{said}");
        }
    }

    #[test]
    fn a_dialogue_that_breaks_off_writes_nothing() {
        assert!(matches!(dialogue("sea\n0007\n").0, Err(Error::NoAnswer)));
    }
}
