//! No EXIF block crashes the decoder, in any of the formats that contain one.

#![no_main]

mod decoding;

use libfuzzer_sys::fuzz_target;

const JPEG: &[u8] = include_bytes!("../seeds/jpeg/half.jpg");
const PNG: &[u8] = include_bytes!("../seeds/png/grey.png");
const WEBP: &[u8] = include_bytes!("../seeds/webp/metadata.webp");

fuzz_target!(|exif: &[u8]| {
    decoding::decode(&in_jpeg(exif));
    decoding::decode(&in_png(exif));
    decoding::decode(&in_webp(exif));
});

/// A JPEG with the block as its first application segment.
fn in_jpeg(exif: &[u8]) -> Vec<u8> {
    let length = (exif.len() as u16 + 8).to_be_bytes();
    let (start, rest) = JPEG.split_at(2);
    [start, b"\xff\xe1", &length, b"Exif\0\0", exif, rest].concat()
}

/// A PNG with the block as a chunk after the header. The checksum is not verified in a fuzzing build.
fn in_png(exif: &[u8]) -> Vec<u8> {
    let length = (exif.len() as u32).to_be_bytes();
    let (start, rest) = PNG.split_at(33);
    [start, &length, b"eXIf", exif, &[0; 4], rest].concat()
}

/// A WebP with the block as a chunk that replaces the last two.
fn in_webp(exif: &[u8]) -> Vec<u8> {
    let at = WEBP.windows(4).position(|window| window == b"EXIF").expect("it has one");
    let length = (exif.len() as u32).to_le_bytes();
    let padding: &[u8] = if exif.len() % 2 == 1 { b"\0" } else { b"" };
    let mut file = [&WEBP[..at], b"EXIF", &length, exif, padding].concat();
    // The header announces this chunk.
    file.extend(b"XMP \0\0\0\0");
    let length = (file.len() as u32 - 8).to_le_bytes();
    file[4..8].copy_from_slice(&length);
    file
}
