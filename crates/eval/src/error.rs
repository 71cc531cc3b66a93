//! The one error type of this crate.

use std::{
    io,
    path::{Path, PathBuf},
};

/// Why the measurement failed. Each message is a sentence for the user of the command.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error("{} cannot be {action} ({source})", path.display())]
    File {
        /// "read" or "written".
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// A file has unexpected content.
    #[error("{} cannot be used: {why}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// The reason.
        why: String,
    },
    /// The file of pairs has no usable pair.
    #[error("{} has no pairs that can be used: there is nothing to measure", .0.display())]
    Empty(PathBuf),
    /// There are no genuine pairs, or no impostor pairs.
    #[error("there is no comparison of {0}: error rates need both kinds")]
    OneKind(&'static str),
    /// No recogniser with this name is available.
    #[error(
        "no recogniser {0} is there; run `cargo xtask models`, and see models.toml for the names"
    )]
    NoRecogniser(String),
    /// The pipeline itself failed.
    #[error("the pipeline failed: {0}")]
    Pipeline(#[from] face::Error),
    /// `models.toml` lacks a role, or a calibration.
    #[error(transparent)]
    Models(#[from] models::ModelsError),
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] crate::plot::PlotError),
    /// A card would be invalid.
    #[error("no card was written: {0}")]
    NoCard(String),
}

impl Error {
    /// For `map_err`: an error while reading `path`.
    pub fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::File { action: "read", path, source }
    }

    /// For `map_err`: an error while writing `path`.
    pub fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::File { action: "written", path, source }
    }

    /// For `map_err`: a file with invalid content.
    pub fn content<E: std::fmt::Display>(path: &Path) -> impl FnOnce(E) -> Self {
        let path = path.to_owned();
        move |why| Self::Content { path, why: why.to_string() }
    }
}
