//! Loads the real networks and photos that set-up has installed.

#![allow(dead_code, reason = "each test program uses a part")]
#![allow(clippy::print_stderr, reason = "a skipped test is reported")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use face::{
    Pipeline, Specs,
    decode::decode,
    image::Photo,
    model::{self, Model},
};
use image::RgbImage;
use libjpeg_turbo_rs::{PixelFormat, decompress_to};
use models::Models;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The results of the reference pipeline for one photo.
#[derive(Deserialize)]
pub(crate) struct Golden {
    pub(crate) photo: String,
    sha256: String,
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// In the order of their scores.
    pub(crate) faces: Vec<GoldenFace>,
}

/// The results of the reference pipeline for one face, in pixels.
#[derive(Deserialize)]
pub(crate) struct GoldenFace {
    #[serde(rename = "box")]
    pub(crate) bounding_box: [f64; 4],
    pub(crate) score: f64,
    pub(crate) keypoints: [[f64; 2]; 6],
    /// The landmarks `eyes_nose_mouth`.
    pub(crate) five: [[f64; 2]; 5],
    /// The landmarks `eye_corners_nose`.
    pub(crate) corners: [[f64; 2]; 5],
    pub(crate) mobilefacenet: Vec<f32>,
    pub(crate) mobilefacenet_mirrored: Vec<f32>,
    pub(crate) dlib: Vec<f32>,
    pub(crate) sirius_mirrored: Vec<f32>,
}

pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn golden(name: &str) -> Vec<Golden> {
    let path = repository().join("crates/face/tests/golden").join(name);
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// `models/models.toml`.
pub(crate) fn models() -> Models {
    toml::from_str(&fs::read_to_string(repository().join("models/models.toml")).unwrap()).unwrap()
}

/// The ONNX file of a network: as set-up creates it, or a local copy of its original.
pub(crate) fn model_bytes(name: &str) -> Option<Vec<u8>> {
    let models = models();
    let file = &models.named(name).unwrap().file;
    let local_copy = match name {
        "blazeface" => "blazeface_256.onnx",
        "facemesh" => "facemesh_192.onnx",
        "mobilefacenet" => "source/MobileFaceNet.onnx",
        "dlib" => "dlib_resnet.onnx",
        "mobilefacenet-sirius" => "mobilefacenet-sirius.onnx",
        _ => panic!("no such network: {name}"),
    };
    fs::read(repository().join("models").join(file))
        .or_else(|_| fs::read(repository().join("../shared/models").join(local_copy)))
        .ok()
}

/// The network `name`, compiled as a build delivers it.
pub(crate) fn network(name: &str) -> Box<dyn Model> {
    model::load(&plan(name), models().named(name).unwrap()).unwrap()
}

/// The plan of the network `name`, which set-up always creates.
pub(crate) fn plan(name: &str) -> Vec<u8> {
    let spec = models().named(name).unwrap().clone();
    compile::compile(&half_precision(name), spec.input.side(), &spec.outputs).unwrap().write()
}

/// The ONNX file of the network `name` with rounded weights.
pub(crate) fn half_precision(name: &str) -> Vec<u8> {
    let bytes = model_bytes(name)
        .unwrap_or_else(|| panic!("models/ lacks {name}: run `cargo xtask models`"));
    convert::to_half_precision(&bytes).unwrap()
}

/// The recognisers with golden values.
const GOLDEN: [&str; 3] = ["mobilefacenet", "mobilefacenet-sirius", "dlib"];

/// The available recognisers with golden values: there are none for a recogniser that a site has
/// added. A recogniser is not available where its file cannot be downloaded.
pub(crate) fn recognisers() -> Vec<&'static str> {
    for other in models().recognisers().filter(|model| !GOLDEN.contains(&&*model.name)) {
        eprintln!("SKIPPED: there are no golden values of {}", other.name);
    }
    let (available, missing): (Vec<_>, Vec<_>) =
        GOLDEN.into_iter().partition(|name| model_bytes(name).is_some());
    assert!(!available.is_empty(), "models/ lacks a recogniser: run `cargo xtask models`");
    missing.iter().for_each(|name| eprintln!("SKIPPED: {name} is not available"));
    available
}

/// All stages with the recogniser `name`.
pub(crate) fn pipeline(name: &str) -> Pipeline {
    let models = models();
    let specs = Specs {
        detector: models.detector().unwrap(),
        landmarks: models.landmarks().unwrap(),
        recogniser: models.named(name).unwrap(),
    };
    Pipeline::new(network("blazeface"), network("facemesh"), network(name), specs).unwrap()
}

/// The bytes of `demo/<name>` of the npm package face-api.
pub(crate) fn sample_bytes(name: &str) -> Vec<u8> {
    let path = repository().join("node_modules/@vladmandic/face-api/demo").join(name);
    fs::read(path).expect("node_modules lacks the sample photos: run `npm ci --ignore-scripts`")
}

/// The bytes of these photos of lfw-dev. If the folder is missing, `None`, and the skip is reported.
pub(crate) fn lfw(names: &[&str]) -> Option<Vec<Vec<u8>>> {
    let photos = all_or_none(&repository().join("../shared/data/lfw-dev/images"), names);
    if photos.is_none() {
        eprintln!("SKIPPED: the {} photos of lfw-dev are not available", names.len());
    }
    photos
}

/// The files `names` in `folder`, or `None` if it has none of them. Fails if only some are missing,
/// because a test with fewer photos than intended would pass unnoticed.
pub(crate) fn all_or_none(folder: &Path, names: &[&str]) -> Option<Vec<Vec<u8>>> {
    let files: Vec<_> = names.iter().filter_map(|name| fs::read(folder.join(name)).ok()).collect();
    assert!(files.is_empty() || files.len() == names.len(), "{folder:?} lacks some of {names:?}");
    (!files.is_empty()).then_some(files)
}

/// Decodes the photo of `golden` and checks that it is the same file.
pub(crate) fn photo_of(golden: &Golden, bytes: &[u8]) -> Photo {
    let hash = base16ct::lower::encode_string(&Sha256::digest(bytes));
    assert_eq!(hash, golden.sha256, "{} is another photo", golden.photo);
    let photo = decode(bytes).unwrap();
    assert_eq!((photo.width(), photo.height()), (golden.width, golden.height));
    photo
}

/// A sample photo of the npm package, for tests that change it.
pub(crate) fn sample(name: &str) -> RgbImage {
    let image = decompress_to(&sample_bytes(name), PixelFormat::Rgb).unwrap();
    RgbImage::from_raw(image.width as u32, image.height as u32, image.data).unwrap()
}

/// `image` as a photo of the pipeline.
pub(crate) fn photo(image: RgbImage) -> Photo {
    let (width, height) = (image.width() as usize, image.height() as usize);
    Photo::new(width, height, image.into_raw()).unwrap()
}

/// The square around a golden face whose side is `sides` times that of its box. Black outside the
/// image.
pub(crate) fn around(image: &RgbImage, face: &GoldenFace, sides: f64) -> RgbImage {
    let [left, top, right, bottom] = face.bounding_box;
    let half = sides * (right - left).max(bottom - top) / 2.0;
    let (x, y) = ((left + right) / 2.0 - half, (top + bottom) / 2.0 - half);
    let side = (2.0 * half) as u32;
    RgbImage::from_fn(side, side, |column, row| {
        let (column, row) = (x as i64 + i64::from(column), y as i64 + i64::from(row));
        match (u32::try_from(column), u32::try_from(row)) {
            (Ok(x), Ok(y)) if x < image.width() && y < image.height() => *image.get_pixel(x, y),
            _ => image::Rgb([0; 3]),
        }
    })
}
