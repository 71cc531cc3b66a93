//! A small collection of portraits, cut out of photos that set-up installs.

#![allow(dead_code, reason = "each test program uses a part")]
#![allow(clippy::print_stderr, reason = "a skipped test is reported")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use image::RgbImage;
use serde_json::Value;

/// A folder that is removed when it is dropped.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("gangway-{name}-{}", std::process::id()));
        fs::remove_dir_all(&path).ok();
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of lfw-dev. If it is not available, `None`, and the skip is reported.
pub(crate) fn lfw() -> Option<PathBuf> {
    let folder = repository().join("../shared/data/lfw-dev");
    let is_available = folder.join("pairs.tsv").is_file();
    if !is_available {
        eprintln!("SKIPPED: lfw-dev is not available");
    }
    is_available.then_some(folder)
}

/// Cuts two photos of one woman, `woman_1.png` and `woman_2.png`, and three of others.
pub(crate) fn portraits(folder: &Path) {
    let faces = [
        ("woman_1", "sample1.jpg", 1),
        ("woman_2", "sample3.jpg", 1),
        ("man_1", "sample1.jpg", 0),
        ("other_1", "sample6.jpg", 0),
        ("another_1", "sample4.jpg", 0),
    ];
    let golden = repository().join("crates/face/tests/golden/npm-samples.json");
    let golden: Value = serde_json::from_slice(&fs::read(golden).unwrap()).unwrap();
    for (name, photo, face) in faces {
        let sample = repository().join("node_modules/@vladmandic/face-api/demo").join(photo);
        let sample = image::open(&sample).expect("node_modules lacks the sample photos").to_rgb8();
        let entry =
            golden.as_array().unwrap().iter().find(|entry| entry["photo"] == photo).unwrap();
        let area = &entry["faces"][face]["box"];
        let area = [0, 1, 2, 3].map(|at| area[at].as_f64().unwrap());
        around(&sample, area).save(folder.join(format!("{name}.png"))).unwrap();
    }
}

/// The square around a face, 2.2 times as wide as its box.
fn around(photo: &RgbImage, [left, top, right, bottom]: [f64; 4]) -> RgbImage {
    let side = 2.2 * (right - left).max(bottom - top);
    let [x, y] = [(left + right - side) / 2.0, (top + bottom - side) / 2.0];
    RgbImage::from_fn(side as u32, side as u32, |column, row| {
        let (column, row) = (x + f64::from(column), y + f64::from(row));
        let is_in = column >= 0.0 && row >= 0.0;
        let pixel = photo.get_pixel_checked(column as u32, row as u32);
        pixel.copied().filter(|_| is_in).unwrap_or(image::Rgb([0; 3]))
    })
}

/// Runs `gangway-eval` with the best available recogniser and its own cache.
pub(crate) fn eval(scratch: &Scratch, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gangway-eval"));
    command.arg("--models").arg(repository().join("models"));
    command.arg("--cache").arg(scratch.at("cache"));
    command.arg("--images").arg(scratch.at("images")).arg("--pairs").arg(scratch.at("pairs.tsv"));
    command.args(arguments).current_dir(&scratch.0).output().unwrap()
}

/// The `report.json` of a run of `gangway-eval`.
pub(crate) fn report(scratch: &Scratch) -> Value {
    serde_json::from_slice(&fs::read(scratch.at("report.json")).unwrap()).unwrap()
}
