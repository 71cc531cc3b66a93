//! Every sentence on every screen, in every language: made from `locales/`.
//!
//! English is part of the program. The other languages are files of the site, fetched when the
//! page starts, each with the hash that the build gave it.

mod fetch;
mod line;

use std::{
    fmt,
    str::FromStr,
    sync::{LazyLock, OnceLock},
};

pub use fetch::{Missing, fetch};

/// A language of this build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(&'static Facts);

/// What is known of a language without its sentences.
#[derive(Debug, PartialEq, Eq)]
struct Facts {
    /// Its folder in `locales/`.
    tag: &'static str,
    /// Its own name for itself.
    name: &'static str,
    /// The address of its sentences on the site.
    file: &'static str,
    /// The hash that they must have.
    integrity: &'static str,
}

/// All sentences of one language. There is a method for each, which every language has: a build
/// refuses one that lacks a sentence.
#[derive(Debug)]
pub struct Words {
    lines: Vec<Box<str>>,
}

/// One of the sentences that need no facts.
pub type Sentence = fn(&Words) -> String;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The sentences that have been fetched, in the order of the languages. They never change.
static FETCHED: [OnceLock<Words>; COUNT] = [const { OnceLock::new() }; COUNT];

static ENGLISH: LazyLock<Words> =
    LazyLock::new(|| Words::read(include_str!(concat!(env!("OUT_DIR"), "/words/en.txt"))));

impl Language {
    /// The language that is always there.
    pub const ENGLISH: Self = Self(&LANGUAGES[FIRST]);

    /// All languages of this build.
    pub fn all() -> impl Iterator<Item = Self> {
        LANGUAGES.iter().map(Self)
    }

    /// Its BCP 47 tag, which its folder in `locales/` is called.
    pub fn tag(self) -> &'static str {
        self.0.tag
    }

    /// What it calls itself.
    pub fn language_name(self) -> &'static str {
        self.0.name
    }

    /// Its sentences, if they are here.
    pub fn words(self) -> Option<&'static Words> {
        if self == Self::ENGLISH { Some(&ENGLISH) } else { self.place().get() }
    }

    fn place(self) -> &'static OnceLock<Words> {
        let place = LANGUAGES.iter().position(|tag| tag == self.0);
        &FETCHED[place.unwrap_or(FIRST)]
    }
}

impl FromStr for Language {
    type Err = ();

    fn from_str(tag: &str) -> Result<Self, ()> {
        Self::all().find(|language| language.tag() == tag).ok_or(())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl Words {
    /// English, which is always there.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    fn read(table: &str) -> Self {
        Self { lines: table.lines().map(Into::into).collect() }
    }

    fn say(&self, line: usize, facts: &[&str]) -> String {
        line::filled(&self.lines[line], facts)
    }

    fn count(&self, line: usize, number: u32, facts: &[&str]) -> String {
        line::filled(line::form(&self.lines[line], number), facts)
    }
}

#[cfg(test)]
pub(crate) mod tests;
