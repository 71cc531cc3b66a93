//! JPEG 2000: the boxes of its container (ISO/IEC 15444-1, annex I).

use super::{bytes::Bytes, codestream};
use crate::Error;

/// Maximum number of palette columns and of channels that are mapped from it.
const MAX_CHANNELS: usize = 4;

/// Whether `bytes` are JPEG 2000, in its container or as a codestream.
pub(super) fn is_jpeg_2000(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\0\0\0\x0cjP  \r\n\x87\n") || is_codestream(bytes)
}

fn is_codestream(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\x4f\xff\x51")
}

/// The part of a file up to the end of its codestream. Fails if a box or tile is incomplete, if the
/// image has more than `max_pixels` pixels, or if it is divided into too many code-blocks.
pub(super) fn checked(bytes: &[u8], max_pixels: usize) -> Result<&[u8], Error> {
    if is_codestream(bytes) {
        codestream::check(bytes, max_pixels)?;
        return Ok(bytes);
    }
    let mut rest = Bytes(bytes);
    loop {
        let (kind, content) = next_box(&mut rest)?;
        match &kind {
            b"jp2h" => check_header(Bytes(content))?,
            b"jp2c" => {
                codestream::check(content, max_pixels)?;
                return Ok(&bytes[..bytes.len() - rest.0.len()]);
            }
            _ => {}
        }
    }
}

/// The kind and the content of the next box.
fn next_box<'a>(rest: &mut Bytes<'a>) -> Result<([u8; 4], &'a [u8]), Error> {
    let length = rest.length()?;
    let kind = rest.array()?;
    let content = match length {
        // The last box may have length 0: it ends with the file.
        0 => rest.0.len(),
        1 => usize::try_from(u64::from_be_bytes(rest.array()?))
            .ok()
            .and_then(|length| length.checked_sub(16))
            .ok_or(Error::Corrupt)?,
        length => length.checked_sub(8).ok_or(Error::Corrupt)?,
    };
    Ok((kind, rest.take(content)?))
}

/// Limits the channels: the decoder allocates one for each entry of a component mapping (`cmap`)
/// and each column of a palette (`pclr`).
fn check_header(mut rest: Bytes<'_>) -> Result<(), Error> {
    while !rest.0.is_empty() {
        let (kind, content) = next_box(&mut rest)?;
        let channels = match &kind {
            b"cmap" => content.len().div_ceil(4),
            b"pclr" => content.get(2).copied().map_or(0, usize::from),
            _ => 0,
        };
        if channels > MAX_CHANNELS {
            return Err(Error::NotAnImage);
        }
    }
    Ok(())
}
