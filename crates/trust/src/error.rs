//! The one error type of this crate.

use document::Refusal;
use std::path::PathBuf;

/// Why a trust list was not made, or a document not checked.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{path}: {refusal}")]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        refusal: Refusal,
    },
    /// The signer of a master list is neither pinned nor certified by a pinned authority.
    #[error("the signer of the master list is not certified by a pinned authority")]
    NotPinned,
    /// A line of the deviations is neither empty, a comment nor `drop` and a hash.
    #[error("line {0} of the deviations is not `drop` and 64 hexadecimal digits")]
    Deviation(usize),
    /// A date is not written as `YYYY-MM-DD`.
    #[error("a date is written as YYYY-MM-DD")]
    Date,
    /// The trust list would not fit into its format.
    #[error("the trust list is too large")]
    TooLarge,
}
