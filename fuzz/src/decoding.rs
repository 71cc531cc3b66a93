//! Decodes pictures with a memory limit. Exceeding it ends the fuzzer, however short the file is.

use std::alloc::System;

use cap::Cap;

/// The most pixels of a picture: what a size in a header may ask for is not what is tested here.
const PIXELS: usize = 1 << 16;

/// Bytes that all pictures of that size can be decoded in: the lengths in a file are checked, but
/// one kind of part in a lossy WebP has 16 MB at most, and code-blocks of JPEG 2000 have more
/// administration than pixels.
const MEMORY: usize = 64 << 20;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, MEMORY);

/// Decodes a picture of any format. That it is refused is fine.
pub fn decode(bytes: &[u8]) {
    let _either_is_fine = face::decode::decode_at_most(bytes, PIXELS);
}
