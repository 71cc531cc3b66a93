//! The one error type of this tool.

use std::{
    io,
    path::{Path, PathBuf},
};

/// Why a command failed: each message is a sentence for the user of the command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A program is not installed, or may not be run.
    #[error("`{program}` cannot be started ({source}); {remedy}")]
    CannotStart { program: String, source: io::Error, remedy: &'static str },
    /// A program ran and failed. Its output was shown.
    #[error("{what} failed ({status}); its message is above")]
    Failed { what: String, status: std::process::ExitStatus },
    /// A program that is one of the two prerequisites is missing.
    #[error(
        "Node.js 20 or newer is needed and was not found; install it (nodejs.org or your system's packages) and run this again"
    )]
    NoNode,
    /// Node.js is there and too old.
    #[error(
        "Node.js 20 or newer is needed, this one is {found}; install a newer one and run this again"
    )]
    OldNode { found: String },
    /// A piece of the Rust toolchain is missing and cannot be added.
    #[error(
        "the Rust toolchain lacks {what} and rustup could not add it; run `rustup {command}` where the network can be reached"
    )]
    NoToolchainPart { what: &'static str, command: &'static str },
    /// A pinned command-line tool could not be installed.
    #[error(
        "{name} {version} could not be installed; check the network and run this again, or install it yourself with `cargo install {name}@{version}` so that it is on PATH"
    )]
    NoTool { name: String, version: String },
    /// The npm packages could not be installed.
    #[error(
        "the npm packages could not be installed; check the network (or npm's registry setting) and run this again"
    )]
    NoPackages,
    /// A browser is missing that the tests require.
    #[error(
        "{name} was not found and could not be installed; install it and put it on PATH, or set the environment variable {variable} to its path"
    )]
    NoBrowser { name: &'static str, variable: &'static str },
    /// The database of the server's tests is not available.
    #[error("PostgreSQL cannot be started ({0}); install it and put `initdb` on PATH")]
    NoPostgres(cluster::Error),
    /// PC/SC or its virtual reader is not available.
    #[error(
        "gangway-reader cannot be tested; install libpcsclite-dev, pkg-config, pcscd and vsmartcard-vpcd"
    )]
    NoReader,
    /// A file could not be read or written.
    #[error("{} cannot be {action} ({source})", path.display())]
    File { action: &'static str, path: PathBuf, source: io::Error },
    /// A file has unexpected content.
    #[error("{} cannot be used: {why}", path.display())]
    Content { path: PathBuf, why: String },
    /// A file has another hash than the pinned one.
    #[error(
        "{name} is refused: its hash is {actual}, but {expected} is pinned; download it again from its publisher"
    )]
    Hash { name: String, expected: String, actual: String },
    /// The build did not make a file that it should make.
    #[error("the build is incomplete: there is no {}", .0.display())]
    NotBuilt(PathBuf),
    /// Another program listens on the port.
    #[error(
        "port {port} is taken; choose another one with --port, or stop the program that uses it"
    )]
    PortTaken { port: u16 },
}

impl Error {
    /// An error of reading `path`, for `map_err`.
    pub(crate) fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::File { action: "read", path, source }
    }

    /// An error of writing `path`, for `map_err`.
    pub(crate) fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::File { action: "written", path, source }
    }

    /// An error of the content of `path`, for `map_err`.
    pub(crate) fn content<E: std::fmt::Display>(path: &Path) -> impl FnOnce(E) -> Self {
        let path = path.to_owned();
        move |why| Self::Content { path, why: why.to_string() }
    }
}
