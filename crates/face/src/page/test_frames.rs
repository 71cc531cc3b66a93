//! Test frames: people before other photos, with the positions of their eyes.
#![allow(clippy::print_stderr, reason = "a skipped test is reported")]

use std::{fs, path::PathBuf};

use image::{RgbImage, imageops};

use crate::{
    decode::decode,
    eye_positions::EyePositions,
    image::{Photo, Point},
};

/// `picture` as a photo of the pipeline.
pub(super) fn photo(picture: RgbImage) -> Photo {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    Photo::new(width, height, picture.into_raw()).unwrap()
}

pub(super) fn points(eyes: [[f64; 2]; 2]) -> [Point; 2] {
    eyes.map(|[x, y]| Point { x, y })
}

/// Eyes as eye positions of the pipeline.
pub(super) fn eye_positions(eyes: [[f64; 2]; 2]) -> EyePositions {
    let [right, left] = points(eyes);
    EyePositions::new(right, left)
}

/// Eyes `apart` pixels apart around (x, y), on a line that is rotated by `degrees`.
pub(super) fn eyes_at(x: f64, y: f64, apart: f64, degrees: f64) -> [[f64; 2]; 2] {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [-0.5, 0.5].map(|side| [x + side * apart * cos, y + side * apart * sin])
}

/// The photos of lfw-dev. If they are not available, none, and the skip is reported.
pub(super) fn lfw() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join("../shared/data/lfw-dev/images");
    let Ok(entries) = fs::read_dir(folder) else {
        eprintln!("SKIPPED: the photos of lfw-dev are not available");
        return Vec::new();
    };
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    files
}

/// A decoded photo.
pub(super) fn open(file: &PathBuf) -> RgbImage {
    let photo = decode(&fs::read(file).unwrap()).unwrap();
    RgbImage::from_fn(photo.width() as u32, photo.height() as u32, |x, y| {
        image::Rgb(photo.pixel(x as isize, y as isize))
    })
}

/// A frame tiled with other photos, each `side` pixels wide, with one person in front.
pub(super) fn before_photos(
    person: &RgbImage,
    others: &[RgbImage],
    size: [u32; 2],
    side: u32,
    eyes: [[f64; 2]; 2],
) -> RgbImage {
    let mut frame = RgbImage::new(size[0], size[1]);
    let mut at = 0;
    for y in (0..size[1]).step_by(side as usize) {
        for x in (0..size[0]).step_by(side as usize) {
            let other = imageops::resize(
                &others[at % others.len()],
                side,
                side,
                imageops::FilterType::Triangle,
            );
            imageops::overlay(&mut frame, &other, i64::from(x), i64::from(y));
            at += 1;
        }
    }
    // LFW's eyes are 42 pixels apart around (125, 112).
    let apart = (eyes[1][0] - eyes[0][0]).hypot(eyes[1][1] - eyes[0][1]);
    let scale = apart / 42.0;
    let width = (250.0 * scale) as u32;
    let person = imageops::resize(person, width, width, imageops::FilterType::Triangle);
    let middle = [0, 1].map(|axis| (eyes[0][axis] + eyes[1][axis]) / 2.0);
    let corner = [middle[0] - 125.0 * scale, middle[1] - 112.0 * scale];
    imageops::overlay(&mut frame, &person, corner[0] as i64, corner[1] as i64);
    frame
}
