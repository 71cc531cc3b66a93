//! The decoders in little memory: what a file claims, and what breaks off.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{alloc::System, fs, path::Path};

use cap::Cap;
use face::{Error, decode::decode_at_most, image::Photo};

/// As in `fuzz/src/decoding.rs`. More ends this program.
const MEMORY: usize = 64 << 20;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, MEMORY);

fn decode(bytes: &[u8]) -> Result<Photo, Error> {
    decode_at_most(bytes, 1 << 16)
}

/// The seeds of the fuzzers: whole pictures of 48 x 32 pixels and less.
fn seeds(format: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(format);
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let seeds: Vec<_> =
        files.map(|it| (it.display().to_string(), fs::read(&it).unwrap())).collect();
    assert!(seeds.len() > 5, "{format} has {} seeds", seeds.len());
    seeds
}

const FORMATS: [&str; 4] = ["jpeg", "png", "webp", "jp2"];

fn all_seeds() -> impl Iterator<Item = (String, Vec<u8>)> {
    FORMATS.into_iter().flat_map(seeds)
}

#[test]
fn every_seed_is_a_whole_picture() {
    for (name, bytes) in all_seeds() {
        let photo = decode(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(photo.width() * photo.height() >= 24 * 16, "{name}");
    }
}

#[test]
fn k9_no_length_in_a_file_is_believed() {
    let lengths: [[u8; 4]; 3] = [[0xff; 4], [0, 0, 0, 0xb0], [0xb0, 0, 0, 0]];
    for (name, bytes) in all_seeds() {
        // Headers and metadata are at both ends.
        let places = (0..bytes.len() - 4).filter(|at| *at < 130 || bytes.len() - at < 60);
        for at in places {
            for length in [lengths[0], lengths[1 + at % 2]] {
                let mut claiming = bytes.clone();
                claiming[at..at + 4].copy_from_slice(&length);
                let _either_is_fine = decode(&claiming);
                assert!(ALLOCATOR.max_allocated() < MEMORY, "{name}, {length:x?} at {at}");
            }
        }
    }
}

/// Where the length of the chunk, box or segment of this name is.
fn place_of(name: &[u8], bytes: &[u8]) -> usize {
    bytes.windows(name.len()).position(|it| it == name).unwrap()
}

#[test]
fn k9_a_chunk_that_claims_more_than_the_file_has_is_refused() {
    let seed = |format: &str, name: &str| {
        seeds(format).into_iter().find(|(it, _)| it.ends_with(name)).unwrap().1
    };
    let claim = [0xb0, 0, 0, 0];
    let mut webp = seed("webp", "metadata.webp");
    let exif = place_of(b"EXIF", &webp) + 4;
    webp[exif..][..4].copy_from_slice(&[0, 0, 0, 0xb0]);
    let mut png = seed("png", "metadata.png");
    let exif = place_of(b"eXIf", &png) - 4;
    png[exif..][..4].copy_from_slice(&claim);
    let mut boxes = seed("jp2", "plain.jp2");
    let codestream = place_of(b"jp2c", &boxes) - 4;
    boxes[codestream..][..4].copy_from_slice(&claim);
    let mut tiles = seed("jp2", "tiles.jp2");
    let part = place_of(b"\xff\x90\0\x0a", &tiles) + 6;
    tiles[part..][..4].copy_from_slice(&claim);
    for (name, bytes) in [("WebP", webp), ("PNG", png), ("JP2", boxes), ("tile", tiles)] {
        assert_eq!(decode(&bytes).err(), Some(Error::Corrupt), "{name}");
    }
}

/// A picture of a few bytes that has millions of tiles, or of code-blocks.
#[test]
fn k9_a_jpeg_2000_is_not_taken_apart_into_more_pieces_than_a_picture_has() {
    let plain = seeds("jp2").into_iter().find(|(it, _)| it.ends_with("precincts.j2k")).unwrap().1;
    // The picture's size, then that of its tiles.
    let size = place_of(b"\xff\x51", &plain) + 6;
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
    let most = 50_000_000;
    assert_eq!(decode_at_most(&with([7_000; 2], [1; 2]), most).err(), Some(Error::Corrupt));
    // Four by four pixels are the least.
    let style = place_of(b"\xff\x52", &plain);
    let mut fine = with([7_000; 2], [7_000; 2]);
    fine[style + 10..style + 12].copy_from_slice(&[0, 0]);
    fine[style + 6..style + 8].copy_from_slice(&[0, 32]);
    assert_eq!(decode_at_most(&fine, most).err(), Some(Error::NotAnImage));
}

#[test]
fn k10_a_picture_that_breaks_off_anywhere_is_refused() {
    for (name, bytes) in all_seeds() {
        // Without the marker at the end a JPEG still has all of its pixels.
        let whole = if name.contains("/jpeg/") { bytes.len() - 2 } else { bytes.len() };
        let places = (1..=60).map(|part| part * whole / 61);
        for length in places.chain([whole - 1, whole - 2, whole - 3, whole - 9]) {
            let error = decode(&bytes[..length]).err();
            assert!(error.is_some(), "{name} cut to {length} of {} bytes", bytes.len());
        }
    }
}

#[test]
fn k10_a_picture_that_breaks_off_and_has_its_end_again_is_refused() {
    let ends: [(&str, &[u8]); 2] = [("jpeg", b"\xff\xd9"), ("jp2", b"\xff\xd9")];
    for (format, end) in ends {
        for (name, bytes) in seeds(format) {
            let data = place_of(if format == "jpeg" { b"\xff\xda" } else { b"\xff\x93" }, &bytes);
            for part in 1..8 {
                let length = data + 14 + part * (bytes.len() - data - 20) / 9;
                let cut = [&bytes[..length], end].concat();
                // The scans of a progressive file are whole pictures, the later ones finer.
                let is_whole = name.ends_with("progressive.jpg") && decode(&cut).is_ok();
                assert!(is_whole || decode(&cut).is_err(), "{name} cut to {length}");
            }
        }
    }
}

#[test]
fn k10_a_jpeg_2000_without_one_of_its_tiles_is_refused() {
    let (_, bytes) = seeds("jp2").into_iter().find(|(it, _)| it.ends_with("tiles.jp2")).unwrap();
    let stream = &bytes[place_of(b"\xff\x4f\xff\x51", &bytes)..];
    assert!(decode(stream).is_ok());
    let first = place_of(b"\xff\x90\0\x0a", stream);
    let length = u32::from_be_bytes(stream[first + 6..first + 10].try_into().unwrap()) as usize;
    let missing = [&stream[..first], &stream[first + length..]].concat();
    assert_eq!(decode(&missing).err(), Some(Error::Corrupt));
}

/// A PNG may have its pixels in several chunks.
#[test]
fn k10_a_png_without_one_of_its_chunks_is_refused() {
    let (_, bytes) = seeds("png").into_iter().find(|(it, _)| it.ends_with("colour.png")).unwrap();
    let data = place_of(b"IDAT", &bytes) - 4;
    let end = place_of(b"IEND", &bytes) - 4;
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
