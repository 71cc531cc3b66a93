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
        /// Read or written.
        action: &'static str,
        /// Which file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// A file has unexpected content.
    #[error("{} cannot be used: {why}", path.display())]
    Content {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The file of pairs has none that can be used.
    #[error("{} has no pairs that can be used: there is nothing to measure", .0.display())]
    Empty(PathBuf),
    /// There are no genuine pairs, or no impostor pairs.
    #[error("there is no comparison of {0}: error rates need both kinds")]
    OneKind(&'static str),
    /// No recogniser of this name has its file.
    #[error(
        "no recogniser {0} is there; run `cargo xtask models`, and see models.toml for the names"
    )]
    NoRecogniser(String),
    /// The pipeline itself failed.
    #[error("the pipeline failed: {0}")]
    Pipeline(#[from] face::Error),
    /// `models.toml` lacks a role, or a calibration.
    #[error(transparent)]
    Models(#[from] face::spec::ModelsError),
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] crate::plot::PlotError),
    /// A card would be wrong.
    #[error("no card was written: {0}")]
    NoCard(String),
}

impl Error {
    /// An error of reading `path`, for `map_err`.
    pub fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::File { action: "read", path, source }
    }

    /// An error of writing `path`, for `map_err`.
    pub fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::File { action: "written", path, source }
    }

    /// A file whose content is not understood, for `map_err`.
    pub fn content<E: std::fmt::Display>(path: &Path) -> impl FnOnce(E) -> Self {
        let path = path.to_owned();
        move |why| Self::Content { path, why: why.to_string() }
    }
}
