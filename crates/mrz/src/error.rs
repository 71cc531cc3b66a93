//! What can go wrong. No error contains what was read.

/// Why a frame cannot be examined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MrzError {
    /// The pixels are not width x height bytes, or a side is shorter than 16 or longer than 16,384
    /// pixels.
    #[error("the frame has another size than its pixels")]
    FrameSize,
    /// The network has another input or output.
    #[error("the network has another shape")]
    NetworkShape,
}
