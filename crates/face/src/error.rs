//! The one error type of this crate.

/// Why a photo could not be processed.
///
/// A photo without a usable face is no error: see [`guidance`](crate::guidance). No variant
/// carries pixels, coordinates or scores, so every message is safe to log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The bytes are not in a supported image format.
    #[error("not an image of a known format")]
    NotAnImage,
    /// The image has more than [`MAX_PIXELS`](crate::image::MAX_PIXELS).
    #[error("image has too many pixels")]
    TooLarge,
    /// The image, or the file, has a size of zero.
    #[error("image is empty")]
    Empty,
    /// The image has a supported format but cannot be decoded.
    #[error("image is corrupt")]
    Corrupt,
    /// The buffer length does not match the stated size.
    #[error("image buffer does not match its stated size")]
    WrongLength,
    /// The landmarks are too close together to define a rotation and a scale.
    #[error("face landmarks are degenerate")]
    DegenerateLandmarks,
    /// The model file is broken, or its output has an unexpected shape or value.
    #[error("model cannot be used")]
    Model,
    /// The description of the models contradicts itself.
    #[error("model description is inconsistent")]
    Spec,
    /// The recogniser has no measured threshold, or none for the requested false match rate.
    #[error("recogniser is not calibrated: run `cargo xtask eval --write-card`")]
    Uncalibrated,
    /// No embeddings were given to be averaged, or more than there are thresholds for.
    #[error("wrong number of frames")]
    Frames,
}

impl From<models::ModelsError> for Error {
    fn from(error: models::ModelsError) -> Self {
        match error {
            models::ModelsError::Inconsistent => Self::Spec,
            models::ModelsError::Uncalibrated => Self::Uncalibrated,
            models::ModelsError::Frames => Self::Frames,
        }
    }
}
