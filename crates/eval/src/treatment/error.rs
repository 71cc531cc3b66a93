//! Errors of treatments.

/// Why a treatment is invalid or cannot be applied.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TreatmentError {
    /// No step has this name.
    #[error("there is no treatment {name:?}; there are {known}, and lists joined with +")]
    Unknown {
        /// The given name.
        name: String,
        /// All names, with their ranges.
        known: String,
    },
    /// The strength is outside the step's range.
    #[error("no treatment has the strength of {name:?}; there is {known}")]
    Strength {
        /// The given name.
        name: String,
        /// The step's name, with its range.
        known: String,
    },
    /// The result would be too large, or the eye distance is invalid.
    #[error("the treated photo would be empty or too large")]
    Size,
    /// The photo cannot be encoded as JPEG and decoded again.
    #[error("the photo cannot be saved as JPEG")]
    Jpeg,
}
