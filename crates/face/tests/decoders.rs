//! The decoders with limited memory: declared lengths, and truncated files.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{alloc::System, fs, path::Path};

use cap::Cap;
use face::{Error, decode::decode_at_most, image::Photo};

/// As in `fuzz/src/decoding.rs`. An allocation beyond it aborts this program.
const MEMORY: usize = 64 << 20;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, MEMORY);

fn decode(bytes: &[u8]) -> Result<Photo, Error> {
    decode_at_most(bytes, 1 << 16)
}

/// The seeds of the fuzzers: complete images of at max_pixels 48 x 32 pixels.
fn seeds(format: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(format);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let seeds: Vec<_> =
        files.map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect();
    assert!(seeds.len() > 5, "{format} has {} seeds", seeds.len());
    seeds
}

const FORMATS: [&str; 4] = ["jpeg", "png", "webp", "jp2"];

fn all_seeds() -> impl Iterator<Item = (String, Vec<u8>)> {
    FORMATS.into_iter().flat_map(seeds)
}

#[test]
fn every_seed_is_a_complete_image() {
    for (name, bytes) in all_seeds() {
        let photo = decode(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(photo.width() * photo.height() >= 24 * 16, "{name}");
    }
}

#[test]
fn k9_no_declared_length_is_trusted() {
    let lengths: [[u8; 4]; 3] = [[0xff; 4], [0, 0, 0, 0xb0], [0xb0, 0, 0, 0]];
    for (name, bytes) in all_seeds() {
        // Headers and metadata are at both ends.
        let offsets = (0..bytes.len() - 4).filter(|at| *at < 130 || bytes.len() - at < 60);
        for at in offsets {
            for length in [lengths[0], lengths[1 + at % 2]] {
                let mut changed = bytes.clone();
                changed[at..at + 4].copy_from_slice(&length);
                let _either_is_fine = decode(&changed);
                assert!(ALLOCATOR.max_allocated() < MEMORY, "{name}, {length:x?} at {at}");
            }
        }
    }
}

/// The offset of this marker, or of the name of a chunk or box.
fn offset_of(name: &[u8], bytes: &[u8]) -> usize {
    bytes.windows(name.len()).position(|window| window == name).unwrap()
}

#[test]
fn k9_a_chunk_longer_than_its_file_is_refused() {
    let seed = |format: &str, name: &str| {
        seeds(format).into_iter().find(|(path, _)| path.ends_with(name)).unwrap().1
    };
    let length = [0xb0, 0, 0, 0];
    let mut webp = seed("webp", "metadata.webp");
    let exif = offset_of(b"EXIF", &webp) + 4;
    webp[exif..][..4].copy_from_slice(&[0, 0, 0, 0xb0]);
    let mut png = seed("png", "metadata.png");
    let exif = offset_of(b"eXIf", &png) - 4;
    png[exif..][..4].copy_from_slice(&length);
    let mut boxes = seed("jp2", "plain.jp2");
    let codestream = offset_of(b"jp2c", &boxes) - 4;
    boxes[codestream..][..4].copy_from_slice(&length);
    let mut tiles = seed("jp2", "tiles.jp2");
    let part = offset_of(b"\xff\x90\0\x0a", &tiles) + 6;
    tiles[part..][..4].copy_from_slice(&length);
    for (name, bytes) in [("WebP", webp), ("PNG", png), ("JP2", boxes), ("tile", tiles)] {
        assert_eq!(decode(&bytes).err(), Some(Error::Corrupt), "{name}");
    }
}

/// A small file that declares millions of tiles or code-blocks.
#[test]
fn k9_a_jpeg_2000_with_too_many_tiles_or_code_blocks_is_refused() {
    let plain =
        seeds("jp2").into_iter().find(|(path, _)| path.ends_with("precincts.j2k")).unwrap().1;
    // The size of the image, then that of its tiles.
    let size = offset_of(b"\xff\x51", &plain) + 6;
    let with = |picture: [u32; 2], tile: [u32; 2]| {
        let mut bytes = plain.clone();
        for (at, length) in picture.into_iter().enumerate() {
            bytes[size + 4 * at..][..4].copy_from_slice(&length.to_be_bytes());
        }
        for (at, length) in tile.into_iter().enumerate() {
            bytes[size + 16 + 4 * at..][..4].copy_from_slice(&length.to_be_bytes());
        }
        bytes
    };
    let max_pixels = 50_000_000;
    assert_eq!(decode_at_most(&with([7_000; 2], [1; 2]), max_pixels).err(), Some(Error::Corrupt));
    // The smallest code-blocks have 4 x 4 pixels.
    let style = offset_of(b"\xff\x52", &plain);
    let mut fine = with([7_000; 2], [7_000; 2]);
    fine[style + 10..style + 12].copy_from_slice(&[0, 0]);
    fine[style + 6..style + 8].copy_from_slice(&[0, 32]);
    assert_eq!(decode_at_most(&fine, max_pixels).err(), Some(Error::NotAnImage));
}

#[test]
fn k10_an_image_truncated_anywhere_is_refused() {
    for (name, bytes) in all_seeds() {
        // Without the marker at the end a JPEG still has all of its pixels.
        let whole = if name.contains("/jpeg/") { bytes.len() - 2 } else { bytes.len() };
        let offsets = (1..=60).map(|part| part * whole / 61);
        for length in offsets.chain([whole - 1, whole - 2, whole - 3, whole - 9]) {
            let error = decode(&bytes[..length]).err();
            assert!(error.is_some(), "{name} cut to {length} of {} bytes", bytes.len());
        }
    }
}

#[test]
fn k10_a_truncated_image_with_its_end_marker_is_refused() {
    let ends: [(&str, &[u8]); 2] = [("jpeg", b"\xff\xd9"), ("jp2", b"\xff\xd9")];
    for (format, end) in ends {
        for (name, bytes) in seeds(format) {
            let data = offset_of(if format == "jpeg" { b"\xff\xda" } else { b"\xff\x93" }, &bytes);
            for part in 1..8 {
                let length = data + 14 + part * (bytes.len() - data - 20) / 9;
                let cut = [&bytes[..length], end].concat();
                // Every scan of a progressive file is a complete image; later ones refine it.
                let is_whole = name.ends_with("progressive.jpg") && decode(&cut).is_ok();
                assert!(is_whole || decode(&cut).is_err(), "{name} cut to {length}");
            }
        }
    }
}

#[test]
fn k10_a_jpeg_2000_without_one_of_its_tiles_is_refused() {
    let (_, bytes) =
        seeds("jp2").into_iter().find(|(path, _)| path.ends_with("tiles.jp2")).unwrap();
    let stream = &bytes[offset_of(b"\xff\x4f\xff\x51", &bytes)..];
    assert!(decode(stream).is_ok());
    let first = offset_of(b"\xff\x90\0\x0a", stream);
    let length = u32::from_be_bytes(stream[first + 6..first + 10].try_into().unwrap()) as usize;
    let missing = [&stream[..first], &stream[first + length..]].concat();
    assert_eq!(decode(&missing).err(), Some(Error::Corrupt));
}

/// A PNG may have its pixels in several chunks.
#[test]
fn k10_a_png_without_one_of_its_chunks_is_refused() {
    let (_, bytes) =
        seeds("png").into_iter().find(|(path, _)| path.ends_with("colour.png")).unwrap();
    let data = offset_of(b"IDAT", &bytes) - 4;
    let end = offset_of(b"IEND", &bytes) - 4;
    assert_eq!(decode(&[&bytes[..data], &bytes[end..]].concat()).err(), Some(Error::Corrupt));
    let mut half = bytes[..data].to_vec();
    let content = &bytes[data + 8..data + 8 + (end - data) / 2];
    half.extend((content.len() as u32).to_be_bytes());
    half.extend(b"IDAT");
    half.extend(content);
    half.extend(crc32(&half[data + 4..]).to_be_bytes());
    half.extend(&bytes[end..]);
    assert_eq!(decode(&half).err(), Some(Error::Corrupt));
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}
