//! What can be wrong with the languages.

use std::{io, path::Path};

/// Why `locales/` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("{path}: {why}")]
    Reading {
        /// Its path.
        path: String,
        /// What the system says.
        why: io::Error,
    },
    /// A file is not what Fluent's parser takes.
    #[error("{path}: not a file of sentences: {why}")]
    Syntax {
        /// Its path.
        path: String,
        /// What the parser says first.
        why: String,
    },
    /// A sentence is wrong.
    #[error("locales/{language}/main.ftl: `{key}` {why}")]
    Sentence {
        /// The language's tag.
        language: String,
        /// The sentence's key.
        key: String,
        /// What is wrong.
        why: &'static str,
    },
    /// The plural rules of a language are not known, or no table of a hundred can hold them.
    #[error("{0}: this language's plurals cannot be counted")]
    Plural(String),
}

impl Error {
    pub(crate) fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.display().to_string();
        move |why| Self::Reading { path, why }
    }

    pub(crate) fn sentence(language: &str, key: &str, why: &'static str) -> Self {
        Self::Sentence { language: language.into(), key: key.into(), why }
    }
}
