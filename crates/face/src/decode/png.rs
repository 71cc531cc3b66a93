//! PNG: removes chunks that the pixels do not need (W3C PNG, third edition).

use super::bytes::Bytes;
use crate::Error;

/// Chunks with pixels or orientation. The decoder gets no other chunk: a compressed colour profile
/// or text may be a thousand times as long as the file.
const KEPT_CHUNKS: [&[u8; 4]; 6] = [b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"IDAT", b"IEND"];

/// Length of the PNG signature.
const SIGNATURE_LEN: usize = 8;

/// The same file with only the chunks that are needed. Fails if a chunk is incomplete, or if the
/// end chunk is missing.
pub(super) fn without_ancillary_chunks(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut rest = Bytes(bytes);
    let mut kept = rest.take(SIGNATURE_LEN)?.to_vec();
    loop {
        let start = rest.0;
        let length = rest.length()?;
        let kind = rest.array()?;
        rest.take(length)?;
        let _check_sum: [u8; 4] = rest.array()?;
        if KEPT_CHUNKS.contains(&&kind) {
            kept.extend_from_slice(&start[..start.len() - rest.0.len()]);
        }
        if kind == *b"IEND" {
            return Ok(kept);
        }
    }
}
