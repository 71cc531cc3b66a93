//! The one error type of this crate.

/// Why a measurement could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A key pair cannot be created.
    #[error("no key pair")]
    Key,
    /// A request cannot be created.
    #[error("no request")]
    Request,
    /// The server did not answer.
    #[error("the server does not answer")]
    NoAnswer,
    /// The server does not start or stop.
    #[error("the server does not start")]
    NoServer,
    /// The proxy does not start or stop.
    #[error("the proxy does not start")]
    NoProxy,
    /// A kiosk was not enrolled.
    #[error("a kiosk was refused with status {0}")]
    Refused(u16),
    /// PostgreSQL is not available.
    #[error(transparent)]
    Cluster(#[from] cluster::Error),
    /// The database cannot be read.
    #[error("the database cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    /// A file cannot be written or read.
    #[error("a file cannot be used: {0}")]
    File(#[from] std::io::Error),
    /// The stored results are not the expected ones.
    #[error("{0}")]
    Missed(String),
}
