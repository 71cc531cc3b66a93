//! JPEG 2000: the boxes of its container (ISO/IEC 15444-1, annex I).

use super::{bytes::Bytes, codestream};
use crate::Error;

/// The most colours that a palette may have, and the most channels that are made of it.
const CHANNELS: usize = 4;

/// Whether `bytes` are JPEG 2000, in its container or as a codestream.
pub(super) fn is_it(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\0\0\0\x0cjP  \r\n\x87\n") || is_codestream(bytes)
}

fn is_codestream(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\x4f\xff\x51")
}

/// The part of a file that is a picture of at most `most` pixels. Fails if one of its boxes or
/// tiles is not whole, or if it would be taken apart into more pieces than a picture has.
pub(super) fn picture(bytes: &[u8], most: usize) -> Result<&[u8], Error> {
    if is_codestream(bytes) {
        codestream::examine(bytes, most)?;
        return Ok(bytes);
    }
    let mut rest = Bytes(bytes);
    loop {
        let (kind, content) = next_box(&mut rest)?;
        match &kind {
            b"jp2h" => header(Bytes(content))?,
            b"jp2c" => {
                codestream::examine(content, most)?;
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
        // The last box may leave its length open.
        0 => rest.0.len(),
        1 => usize::try_from(u64::from_be_bytes(rest.array()?))
            .ok()
            .and_then(|it| it.checked_sub(16))
            .ok_or(Error::Corrupt)?,
        length => length.checked_sub(8).ok_or(Error::Corrupt)?,
    };
    Ok((kind, rest.take(content)?))
}

/// A channel of the picture is made for each entry of a mapping, and for each column of a palette.
fn header(mut rest: Bytes<'_>) -> Result<(), Error> {
    while !rest.0.is_empty() {
        let (kind, content) = next_box(&mut rest)?;
        let channels = match &kind {
            b"cmap" => content.len().div_ceil(4),
            b"pclr" => content.get(2).copied().map_or(0, usize::from),
            _ => 0,
        };
        if channels > CHANNELS {
            return Err(Error::NotAnImage);
        }
    }
    Ok(())
}
