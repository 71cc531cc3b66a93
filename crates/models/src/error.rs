//! The one error type of this crate.

/// Why the description of a network cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelsError {
    /// The description contradicts itself, or lacks a role.
    #[error("model description is inconsistent")]
    Inconsistent,
    /// The recogniser has no measured threshold for one person, or none at the requested false match
    /// rate.
    #[error("recogniser is not calibrated: run `cargo xtask eval --write-card`")]
    Uncalibrated,
    /// No threshold exists for this number of live frames.
    #[error("wrong number of frames")]
    Frames,
}
