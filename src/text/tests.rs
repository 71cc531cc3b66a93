//! Holds what the screens say to what Fluent's own implementation makes of the same files.

use std::{fs, path::Path};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use locales::{ArgumentKind, Locales, Sentence};

use super::*;

/// The sentences of a language, as they lie on the site.
pub(crate) fn read(language: Language) -> Words {
    let file = format!("{}/words/{language}.txt", env!("OUT_DIR"));
    Words::read(&fs::read_to_string(file).unwrap())
}

/// The same file, read by Fluent.
fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let file = fs::read_to_string(format!("locales/{language}/main.ftl")).unwrap();
    let mut bundle = FluentBundle::new(vec![language.tag().parse().unwrap()]);
    bundle.add_resource(FluentResource::try_new(file).unwrap()).unwrap();
    bundle
}

/// A fact of each argument; `number` is the one that the sentence may be counted by.
fn facts(sentence: &Sentence, number: u32) -> Vec<String> {
    let fact = |(place, argument): (usize, &locales::Argument)| match argument.kind {
        ArgumentKind::Number => (number + place as u32).to_string(),
        ArgumentKind::String => format!("<{}>", argument.name),
    };
    sentence.arguments.iter().enumerate().map(fact).collect()
}

fn as_fluent_says(
    bundle: &FluentBundle<FluentResource>,
    sentence: &Sentence,
    facts: &[String],
) -> String {
    let mut named = FluentArgs::new();
    for (argument, fact) in sentence.arguments.iter().zip(facts) {
        let value = match argument.kind {
            ArgumentKind::Number => FluentValue::try_number(fact),
            ArgumentKind::String => FluentValue::from(fact.as_str()),
        };
        named.set(argument.name.as_str(), value);
    }
    let pattern = bundle.get_message(&sentence.key).unwrap().value().unwrap();
    let mut errors = Vec::new();
    let said = bundle.format_pattern(pattern, Some(&named), &mut errors).into_owned();
    assert!(errors.is_empty(), "{errors:?}");
    said
}

#[test]
fn every_sentence_of_every_language_is_said_as_fluent_says_it() {
    let locales = Locales::read(Path::new("locales"), locales::KIOSK_FILE).unwrap();
    for language in Language::all() {
        let (words, bundle) = (read(language), bundle(language));
        for (line, sentence) in locales.sentences.iter().enumerate() {
            let last = if sentence.counted.is_some() { 1_000 } else { 0 };
            for number in 0..=last {
                let facts = facts(sentence, number);
                let told: Vec<&str> = facts.iter().map(String::as_str).collect();
                let said = match sentence.counted {
                    Some(_) => words.count(line, number, &told),
                    None => words.say(line, &told),
                };
                let expected = as_fluent_says(&bundle, sentence, &facts);
                assert_eq!(said, expected, "{language}: {}", sentence.key);
            }
        }
    }
}

#[test]
fn each_language_is_found_by_its_tag_and_calls_itself_by_its_own_name() {
    assert_eq!(Language::all().count(), site::LANGUAGES.len());
    for language in Language::all() {
        assert_eq!(language.tag().parse(), Ok(language));
        assert_eq!(language.language_name(), read(language).language_name());
    }
    assert_eq!("xx".parse::<Language>(), Err(()));
    assert_eq!(Words::english().language_name(), "English");
}
