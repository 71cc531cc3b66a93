//! Tests of valid and refused files.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{env, fs, path::PathBuf, process};

use super::*;

const ENGLISH: &str = "close = Close
# $days (Number) - how many
# $place (String) - where
wait = { $days ->
    [0] Today, { $place }
    [one] 1 day, { $place }
   *[other] { $days } days, { $place }
}
";
const CHINESE: &str = "close = 关闭\nwait = { $days } 天 { $place }\n";

/// A folder with these languages.
struct Folder(PathBuf);

impl Folder {
    fn of(name: &str, languages: &[(&str, &str)]) -> Self {
        let path = env::temp_dir().join(format!("gangway-locales-{name}-{}", process::id()));
        for (tag, text) in languages {
            fs::create_dir_all(path.join(tag)).unwrap();
            fs::write(path.join(tag).join(KIOSK_FILE), text).unwrap();
        }
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

#[test]
fn a_language_becomes_a_line_for_each_sentence_in_the_order_of_english() {
    let folder = Folder::of("lines", &[("en", ENGLISH), ("zh-Hans", CHINESE)]);
    let locales = Locales::read(&folder.0, KIOSK_FILE).unwrap();
    let [english, chinese] = &locales.languages[..] else { panic!() };
    let place = "\u{2068}{1}\u{2069}";
    let twos = "2".repeat(198);
    let forms = format!("Today, {place}\t1 day, {place}\t\u{2068}{{0}}\u{2069} days, {place}");
    assert_eq!(english.table(), format!("Close\n01{twos}\t{forms}\n"));
    let nothing = "0".repeat(200);
    assert_eq!(chinese.table(), format!("关闭\n{nothing}\t\u{2068}{{0}}\u{2069} 天 {place}\n"));
    assert_eq!(chinese.say(&locales.sentences, "close"), Some("关闭"));
}

#[test]
fn each_sentence_becomes_a_method_with_its_arguments() {
    let folder = Folder::of("methods", &[("en", ENGLISH)]);
    let methods = Locales::read(&folder.0, KIOSK_FILE).unwrap().methods();
    assert!(methods.contains("pub fn close(&self) -> String { self.say(0, &[]) }"), "{methods}");
    assert!(
        methods.contains(
            "pub fn wait(&self, days: impl Into<u32> + Copy, place: impl AsRef<str>) -> String \
             { self.count(1, days.into(), &[&days.into().to_string(), place.as_ref(), ]) }"
        ),
        "{methods}"
    );
}

#[test]
fn a_language_with_other_sentences_or_arguments_is_refused() {
    let table = [
        ("lacking", "close = 关闭\n", "`wait` is missing"),
        (
            "more",
            "close = 关闭\nwait = { $days } { $place }\nnew = 新\n",
            "`new` is not in English",
        ),
        (
            "arguments",
            "close = 关闭\nwait = { $days }\n",
            "`wait` does not use exactly the arguments",
        ),
        ("twice", "close = 关\nclose = 闭\n", "`close` occurs twice"),
        (
            "lines",
            "close = 关\n    闭\nwait = { $days } { $place }\n",
            "`close` is not one plain line",
        ),
        ("brace", "close = { \"{0}\" }\nwait = { $days } { $place }\n", "`close` is not one plain"),
        ("term", "-close = 关闭\n", "`close` is a term"),
        (
            "other",
            "close = { wait }\nwait = { $days } { $place }\n",
            "`close` has an element other",
        ),
        ("junk", "close\n", "not a valid Fluent file"),
        (
            "word",
            "close = 关闭\nwait = { $place ->\n    [a] { $days }\n   *[b] { $days }\n}\n",
            "`wait` has plural forms, but not of the same number",
        ),
    ];
    for (name, text, why) in table {
        let folder = Folder::of(name, &[("en", ENGLISH), ("zh-Hans", text)]);
        let error = Locales::read(&folder.0, KIOSK_FILE).unwrap_err().to_string();
        assert!(error.contains(why), "{name}: {error}");
    }
}

#[test]
fn an_argument_without_a_valid_type_is_refused() {
    for comment in ["# $place - where", "# $place (Place) - where", "# the place"] {
        let english = format!("{comment}\nat = At {{ $place }}\n");
        let folder = Folder::of("kinds", &[("en", &english)]);
        assert!(Locales::read(&folder.0, KIOSK_FILE).is_err(), "{comment}");
    }
}
