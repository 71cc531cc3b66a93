//! No JPEG 2000 crashes the decoder, or makes it use more memory than its pixels need.

#![no_main]

mod decoding;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"\xff\x4f\xff\x51") || bytes.starts_with(b"\0\0\0\x0cjP") {
        decoding::decode(bytes);
    }
});
