//! The one error type of this crate.

/// Why a measurement could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// No key pair could be made.
    #[error("no key pair")]
    Key,
    /// A request could not be put together.
    #[error("no request")]
    Request,
    /// The server did not answer.
    #[error("the server does not answer")]
    NoAnswer,
    /// The server did not start, or did not end.
    #[error("the server does not start")]
    NoServer,
    /// A kiosk was not taken.
    #[error("a kiosk was refused with status {0}")]
    Refused(u16),
    /// PostgreSQL could not be had.
    #[error(transparent)]
    Cluster(#[from] cluster::Error),
    /// The database cannot be read.
    #[error("the database cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    /// A file cannot be written or read.
    #[error("a file cannot be used: {0}")]
    File(#[from] std::io::Error),
    /// What a run must show was not there.
    #[error("{0}")]
    Missed(String),
}
