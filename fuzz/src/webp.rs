//! No WebP crashes the decoder, or makes it use more memory than its pixels need.

#![no_main]

mod decoding;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"RIFF") {
        decoding::decode(bytes);
    }
});
