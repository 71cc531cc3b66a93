//! An encoded image within a biometric data block.

/// The picture, and the size in pixels that the record around it announces.
pub(super) struct EncodedImage<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) width: u32,
    pub(super) height: u32,
}
