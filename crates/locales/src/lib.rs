//! Compiles Fluent files of `locales/`: a table of lines for each language, and Rust code with a
//! method for each sentence.
//!
//! Reading order: the messages of a file ([`mod@file`]), a sentence and its arguments ([`sentence`]),
//! plural forms ([`plural`]), all languages ([`Locales`]), the generated code ([`code`]), the format of
//! a line ([`table`]).
//!
//! The page's program is small because it reads lines instead of Fluent. Plural rules are tables for
//! the same reason: `plural` evaluates the rules of Unicode CLDR at build time.
//!
//! # What does this crate not do?
//!
//! It refuses Fluent's terms, attributes, functions and nested selectors, which no sentence needs.

mod error;
mod file;
mod sentence;
mod plural;
mod code;
pub mod table;

use std::{fs, path::Path};

pub use error::Error;
pub use sentence::{Argument, ArgumentKind, Sentence};

/// The language that defines the sentences and their arguments.
pub const FIRST: &str = "en";

/// The file with the sentences of the kiosk's page.
pub const KIOSK_FILE: &str = "main.ftl";

/// The file with the sentences of the server's pages for travellers.
pub const PUBLIC_FILE: &str = "public.ftl";

/// All sentences in all languages.
#[derive(Debug)]
pub struct Locales {
    /// The sentences, in the order of the lines of every table.
    pub sentences: Vec<Sentence>,
    /// The languages, in the order of their tags.
    pub languages: Vec<Language>,
}

/// One language.
#[derive(Debug)]
pub struct Language {
    /// The name of its folder in `locales/`, a BCP 47 tag.
    pub tag: String,
    lines: Vec<String>,
}

impl Locales {
    /// Reads the file `name` of every language in a folder. Every language must have all sentences.
    pub fn read(folder: &Path, name: &str) -> Result<Self, Error> {
        let first = file::read(folder, FIRST, name)?;
        let mut sentences: Vec<Sentence> =
            first.iter().map(|message| Sentence::of(FIRST, message)).collect::<Result<_, _>>()?;
        let mut files = Vec::new();
        for tag in tags(folder)? {
            files.push((file::read(folder, &tag, name)?, tag));
        }
        for (messages, tag) in &files {
            sentence::check_language(tag, &mut sentences, messages)?;
        }
        let table = |(messages, tag): (Vec<file::Message>, String)| {
            let line = |sentence: &Sentence| sentence.line(&tag, &messages);
            Ok(Language { lines: sentences.iter().map(line).collect::<Result<_, _>>()?, tag })
        };
        let languages = files.into_iter().map(table).collect::<Result<_, Error>>()?;
        Ok(Self { sentences, languages })
    }

    /// The Rust code of an `impl` of a type `Words`, with a method for each sentence.
    pub fn methods(&self) -> String {
        code::methods(&self.sentences)
    }
}

impl Language {
    /// All lines in the format of [`table`].
    pub fn table(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// The line of a sentence in the format of [`table`]: the text itself, if it has no arguments.
    pub fn say(&self, sentences: &[Sentence], key: &str) -> Option<&str> {
        let index = sentences.iter().position(|sentence| sentence.key == key)?;
        self.lines.get(index).map(String::as_str)
    }
}

fn tags(folder: &Path) -> Result<Vec<String>, Error> {
    let mut tags = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        let name = entry.map_err(Error::reading(folder))?.file_name();
        tags.push(name.to_string_lossy().into_owned());
    }
    tags.sort();
    Ok(tags)
}

#[cfg(test)]
mod tests;
