//! Why a photo is not treated.

/// What can be wrong with a treatment or with its use.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// A step of this name does not exist.
    #[error("there is no treatment {name:?}; there are {known}, and lists joined with +")]
    Unknown {
        /// What was asked for.
        name: String,
        /// All names, with their ranges.
        known: String,
    },
    /// The step exists, not with this strength.
    #[error("no treatment has the strength of {name:?}; there is {known}")]
    Strength {
        /// What was asked for.
        name: String,
        /// The step's name, with its range.
        known: String,
    },
    /// The photo would be larger than photos may be, or its eye distance is none.
    #[error("the treated photo would be empty or too large")]
    Size,
    /// The photo cannot be saved as JPEG and read again.
    #[error("the photo cannot be saved as JPEG")]
    Jpeg,
}
