//! WebP: a RIFF file whose chunks lie inside of it (RFC 9649).

use super::{bytes::Bytes, fits};
use crate::Error;

/// What a chunk of an animation's frame says before its own chunks begin.
const FRAME_HEADER: usize = 16;

/// The part of a file that is a WebP image. Fails if one of its chunks is not whole, or if a frame
/// has more than `most` pixels.
pub(super) fn picture(bytes: &[u8], most: usize) -> Result<&[u8], Error> {
    let mut rest = Bytes(bytes);
    let _riff: [u8; 4] = rest.array()?;
    let length = rest.little_length()?;
    let mut content = Bytes(rest.take(length)?);
    let _webp: [u8; 4] = content.array()?;
    chunks(content, most)?;
    Ok(&bytes[..bytes.len() - rest.0.len()])
}

/// Looks at each chunk, and at those inside the frames of an animation.
fn chunks(mut rest: Bytes<'_>, most: usize) -> Result<(), Error> {
    while !rest.0.is_empty() {
        let kind: [u8; 4] = rest.array()?;
        let length = rest.little_length()?;
        let content = rest.take(length)?;
        // Every chunk begins at an even place. Some writers leave the last byte away.
        if length % 2 == 1 && !rest.0.is_empty() {
            rest.take(1)?;
        }
        match &kind {
            b"ANMF" => {
                let mut frame = Bytes(content);
                frame.take(FRAME_HEADER)?;
                chunks(frame, most)?;
            }
            b"VP8 " => lossy(Bytes(content), most)?,
            _ => {}
        }
    }
    Ok(())
}

/// A lossy frame has a size of its own, for which memory is taken before it is compared with that
/// of the picture (RFC 6386, section 9.1).
fn lossy(mut frame: Bytes<'_>, most: usize) -> Result<(), Error> {
    let _tag_and_start_code: [u8; 6] = frame.array()?;
    let size: [u8; 4] = frame.array()?;
    let [width, height] =
        [[size[0], size[1]], [size[2], size[3]]].map(|it| u16::from_le_bytes(it) & 0x3fff);
    fits(width.into(), height.into(), most)
}
