//! WebP: checks that all chunks of the RIFF file are complete (RFC 9649).

use super::bytes::Bytes;
use crate::{Error, image::check_size};

/// Length of the header of an animation frame (`ANMF`), after which its own chunks begin.
const FRAME_HEADER_LEN: usize = 16;

/// The part of a file that is a WebP image. Fails if a chunk is incomplete, or if a frame has more
/// than `max_pixels` pixels.
pub(super) fn checked(bytes: &[u8], max_pixels: usize) -> Result<&[u8], Error> {
    let mut rest = Bytes(bytes);
    let _riff: [u8; 4] = rest.array()?;
    let length = rest.little_length()?;
    let mut content = Bytes(rest.take(length)?);
    let _webp: [u8; 4] = content.array()?;
    check_chunks(content, max_pixels)?;
    Ok(&bytes[..bytes.len() - rest.0.len()])
}

/// Checks each chunk, also those inside the frames of an animation.
fn check_chunks(mut rest: Bytes<'_>, max_pixels: usize) -> Result<(), Error> {
    while !rest.0.is_empty() {
        let kind: [u8; 4] = rest.array()?;
        let length = rest.little_length()?;
        let content = rest.take(length)?;
        // Chunks are padded to even offsets. Some writers omit the last padding byte.
        if length % 2 == 1 && !rest.0.is_empty() {
            rest.take(1)?;
        }
        match &kind {
            b"ANMF" => {
                let mut frame = Bytes(content);
                frame.take(FRAME_HEADER_LEN)?;
                check_chunks(frame, max_pixels)?;
            }
            b"VP8 " => check_lossy(Bytes(content), max_pixels)?,
            _ => {}
        }
    }
    Ok(())
}

/// A lossy frame has its own size, for which the decoder allocates memory before it compares the
/// size with that of the image (RFC 6386, section 9.1).
fn check_lossy(mut frame: Bytes<'_>, max_pixels: usize) -> Result<(), Error> {
    let _tag_and_start_code: [u8; 6] = frame.array()?;
    let size: [u8; 4] = frame.array()?;
    let [width, height] =
        [[size[0], size[1]], [size[2], size[3]]].map(|bytes| u16::from_le_bytes(bytes) & 0x3fff);
    check_size(width.into(), height.into(), max_pixels)
}
