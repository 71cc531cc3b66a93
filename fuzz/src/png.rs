//! No PNG breaks the decoder, or takes more memory than its pixels.

#![no_main]

mod decoding;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"\x89PNG") {
        decoding::decode(bytes);
    }
});
