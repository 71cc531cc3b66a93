//! The one error type of this crate.

use std::{io, path::Path};

/// Why `locales/` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("{path}: {why}")]
    Reading {
        /// Its path.
        path: String,
        /// The error of the operating system.
        why: io::Error,
    },
    /// A file is not valid Fluent.
    #[error("{path}: not a valid Fluent file: {why}")]
    Syntax {
        /// Its path.
        path: String,
        /// The first message of the parser.
        why: String,
    },
    /// A sentence is wrong.
    #[error("locales/{language}: `{key}` {why}")]
    Sentence {
        /// The language's tag.
        language: String,
        /// The sentence's key.
        key: String,
        /// What is wrong.
        why: &'static str,
    },
    /// The plural rules of a language are unknown, or do not fit a table.
    #[error("{0}: the plural rules of this language are unknown or do not fit a table")]
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
