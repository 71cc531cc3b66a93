//! Asks for the reader of chips and what a document must be worth, where a site reads chips.

use std::io::{BufRead, Write};

use base16ct::lower::encode_string;
use serde_json::{Value, json};
use site::Site;

use super::questions::{answer, tell};
use crate::Error;

/// Adds the reader to the settings, unless the answer is `-`. A wrong answer is said, with the reason that the
/// page would give, and all of them are asked for again.
pub(super) fn ask(
    settings: &mut Value,
    today: &str,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> Result<(), Error> {
    loop {
        let mut ask = |question: &str, default: &str| -> Result<String, Error> {
            Ok(answer(question, default, input, output)?.unwrap_or_else(|| default.into()))
        };
        let address =
            ask("Address of gangway-reader on the kiosk, ws://127.0.0.1:8787/; - for none", "-")?;
        if address == "-" {
            return Ok(());
        }
        let reader = json!({
            "address": address,
            "token": ask("Its token", &token()?)?,
            "trust": ask("Hash of trust.bin, as gangway-trust prints it", "-")?,
            "made": ask("Day on which that file was made", today)?,
        });
        let least = ask("Least worth of a document: printed, signed or genuine", "printed")?;
        let mut changed = settings.clone();
        if let Some(sources) = changed["document_sources"].as_array_mut() {
            sources.push("chip".into());
        }
        changed["reader"] = reader;
        changed["least_document"] = least.into();
        match Site::parse(&changed.to_string()) {
            Ok(_) => {
                *settings = changed;
                return Ok(());
            }
            Err(error) => tell(output, &format!("  {error}\n"))?,
        }
    }
}

/// A new token for the reader, which the operator also gives to the program.
fn token() -> Result<String, Error> {
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes).map_err(|_| Error::Random)?;
    Ok(encode_string(&bytes))
}

#[cfg(test)]
mod tests {
    use site::{LeastDocument, Profile};

    use super::*;
    use crate::commands::site::defaults;

    /// What these answers make of the defaults, and what is said.
    fn dialogue(answers: &str) -> (Site, String) {
        let mut settings = defaults::of(Profile::Arrival, "2026-12-01");
        let (mut input, mut output) = (answers.as_bytes(), Vec::new());
        ask(&mut settings, "2026-12-01", &mut input, &mut output).unwrap();
        (Site::parse(&settings.to_string()).unwrap(), String::from_utf8(output).unwrap())
    }

    const HASH: &str = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    #[test]
    fn an_empty_answer_reads_no_chips() {
        let (site, _) = dialogue("\n");
        assert_eq!((site.document_sources.has_chip(), site.reader), (false, None));
    }

    #[test]
    fn a_reader_has_a_new_token_and_a_list_of_today() {
        let (site, _) = dialogue(&format!("ws://127.0.0.1:8787/\n\n{HASH}\n\ngenuine\n"));
        assert!(site.document_sources.has_chip());
        assert_eq!(site.least_document, LeastDocument::Genuine);
        let reader = site.reader.unwrap();
        assert_eq!((reader.token.len(), &*reader.trust), (48, HASH));
        assert_eq!(reader.made.to_string(), "2026-12-01");
    }

    #[test]
    fn a_wrong_answer_is_said_with_the_reason_that_the_page_would_give() {
        let wrong = format!("ws://192.0.2.1:8787/\n\n{HASH}\n\n\n");
        let (site, said) = dialogue(&format!("{wrong}-\n"));
        assert_eq!(site.reader, None);
        assert!(said.contains("address: one on this machine"), "{said}");
    }
}
