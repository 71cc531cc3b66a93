//! PNG: the chunks that a picture is made of (W3C PNG, third edition).

use super::bytes::Bytes;
use crate::Error;

/// What a picture is made of, with its orientation. The decoder is shown no other chunk: a colour
/// profile or a text is compressed, and may be a thousand times as long as the file.
const KINDS: [&[u8; 4]; 6] = [b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"IDAT", b"IEND"];

/// Signature of a PNG.
const SIGNATURE: usize = 8;

/// The same file with nothing but these chunks. Fails if one of its chunks is not whole, or if it
/// has no end.
pub(super) fn picture(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut rest = Bytes(bytes);
    let mut picture = rest.take(SIGNATURE)?.to_vec();
    loop {
        let start = rest.0;
        let length = rest.length()?;
        let kind = rest.array()?;
        rest.take(length)?;
        let _check_sum: [u8; 4] = rest.array()?;
        if KINDS.contains(&&kind) {
            picture.extend_from_slice(&start[..start.len() - rest.0.len()]);
        }
        if kind == *b"IEND" {
            return Ok(picture);
        }
    }
}
