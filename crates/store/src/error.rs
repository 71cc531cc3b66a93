//! The one error type of this crate.

use domain::UserName;

use crate::Database;

/// Why the store cannot be opened or used.
///
/// No variant carries what a kiosk sent, so every message is safe to log; a database's message may
/// quote a row, so [`Error::cause`] is logged instead of it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be opened or brought up to date.
    #[error("The database {database} cannot be opened: {source}.")]
    Open {
        /// Which one.
        database: Database,
        /// What the database says; it has not seen a result yet.
        source: sqlx::Error,
    },
    /// A migration was not applied.
    #[error("The tables are old: run `gangway-server migrate`.")]
    OldTables,
    /// The database does not answer, or refuses.
    #[error("The store cannot be used.")]
    Database(#[from] sqlx::Error),
    /// A result could not be written; the log says why.
    #[error("The store does not write.")]
    Unwritten,
    /// More messages wait for the store than it can take.
    #[error("The store is busy.")]
    Busy,
    /// No user has this name.
    #[error("There is no user {0}.")]
    NoSuchUser(UserName),
    /// A user has this name already.
    #[error("There is a user {0} already.")]
    UserExists(UserName),
    /// A row of the audit is missing or changed.
    #[error(
        "The audit is not whole: line number {0} is missing or changed, or what the next says of it."
    )]
    AuditLine(i64),
    /// The audit has rows that no server wrote.
    #[error("A line was added to the audit outside the chain.")]
    AuditBeside,
    /// The last rows of the audit are missing.
    #[error("The audit had another end when it was noted: its last lines are missing or changed.")]
    AuditEnd,
    /// The system gives no random numbers.
    #[error("The system gives no random numbers.")]
    Random,
    /// A stored row has values that no kiosk can send.
    #[error("A stored row is not a result.")]
    Damaged,
}

impl Error {
    /// The cause for the log. A database's message may quote a row, so only its code is given.
    pub fn cause(&self) -> String {
        match self {
            Self::Database(sqlx::Error::Database(error)) => {
                format!("The database refuses: {}.", error.code().unwrap_or_default())
            }
            Self::Database(error) => format!("The store fails: {error}."),
            error => error.to_string(),
        }
    }
}
