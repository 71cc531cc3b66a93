//! Turns `locales/` into what a small program can say: a table of lines for each language, and the
//! Rust that knows which line is which sentence.
//!
//! Reading order: the sentences of a file ([`mod@file`]), what each of them says about which facts
//! ([`sentence`]), which form goes with which number ([`plural`]), all languages together
//! ([`Locales`]), the Rust of it ([`code`]), how a line is read ([`table`]).
//!
//! What does this crate not do? Fluent's terms, attributes, functions and nested choices: no
//! sentence of ours needs them, and a file that has one is refused.

mod error;
mod file;
mod sentence;
mod plural;
mod code;
pub mod table;

use std::{fs, path::Path};

pub use error::Error;
pub use sentence::{Argument, Kind, Sentence};

/// The language that says which sentences there are, and about which facts.
pub const FIRST: &str = "en";

/// Every sentence in every language.
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
    /// Its folder in `locales/`, which is a BCP 47 tag.
    pub tag: String,
    lines: Vec<String>,
}

impl Locales {
    /// Reads a folder of languages, and refuses one that does not say everything.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let first = file::read(folder, FIRST)?;
        let mut sentences: Vec<Sentence> =
            first.iter().map(|message| Sentence::of(FIRST, message)).collect::<Result<_, _>>()?;
        let mut files = Vec::new();
        for tag in tags(folder)? {
            files.push((file::read(folder, &tag)?, tag));
        }
        for (messages, tag) in &files {
            sentence::agree(tag, &mut sentences, messages)?;
        }
        let table = |(messages, tag): (Vec<file::Message>, String)| {
            let line = |sentence: &Sentence| sentence.line(&tag, &messages);
            Ok(Language { lines: sentences.iter().map(line).collect::<Result<_, _>>()?, tag })
        };
        let languages = files.into_iter().map(table).collect::<Result<_, Error>>()?;
        Ok(Self { sentences, languages })
    }

    /// Rust for a type `Words`: a method for each sentence.
    pub fn methods(&self) -> String {
        code::methods(&self.sentences)
    }
}

impl Language {
    /// All lines, as [`table`] reads them.
    pub fn table(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// What a sentence without facts says.
    pub fn say(&self, sentences: &[Sentence], key: &str) -> Option<&str> {
        let place = sentences.iter().position(|sentence| sentence.key == key)?;
        self.lines.get(place).map(String::as_str)
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
