//! Decodes pictures with a memory limit. Exceeding it ends the fuzzer, however short the file is.

use std::alloc::System;

use cap::Cap;

/// The maximum number of pixels, small so that large sizes in headers are refused early.
const PIXELS: usize = 1 << 16;

/// The memory in bytes in which every picture of that size can be decoded. A partition of a lossy WebP may
/// have 16 MB, and the code-blocks of JPEG 2000 need more memory than the pixels.
const MEMORY: usize = 64 << 20;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, MEMORY);

/// Decodes a picture of any format. Refused pictures are fine.
pub fn decode(bytes: &[u8]) {
    let _either_is_fine = face::decode::decode_at_most(bytes, PIXELS);
}
