//! Measures the duration of each stage and asserts nothing. Run it with
//! `cargo test -p face --test speed -- --ignored --nocapture`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "prints the measurements")]

mod support;

use std::time::Instant;

use face::{
    decode::decode, detect::FaceDetector, embed::FaceRecogniser, image::Photo,
    landmarks::Landmarker, quality::Quality,
};

/// The shortest of 20 runs, in milliseconds.
fn time<T>(stage: &str, mut run: impl FnMut() -> T) -> T {
    let mut best = f64::INFINITY;
    let mut last = None;
    for _ in 0..20 {
        let start = Instant::now();
        last = Some(run());
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    eprintln!("{stage:>16} {best:7.2} ms");
    last.unwrap()
}

#[test]
#[ignore = "measures, and asserts nothing"]
fn stages() {
    let models = support::models();
    let bytes = support::sample_bytes("sample3.jpg");
    let whole: Photo = time("decode 1920x1350", || decode(&bytes).unwrap());
    drop(whole);
    let golden = support::golden("npm-samples.json");
    let face = &golden.iter().find(|sample| sample.photo == "sample3.jpg").unwrap().faces[1];
    let frame = support::photo(image::imageops::thumbnail(
        &support::around(&support::sample("sample3.jpg"), face, 2.2),
        480,
        480,
    ));
    let mut detector =
        FaceDetector::new(support::network("blazeface"), models.detector().unwrap()).unwrap();
    let mut landmarker =
        Landmarker::new(support::network("facemesh"), models.landmarks().unwrap()).unwrap();
    let faces = time("detect", || detector.detect(&frame, 0.0).unwrap());
    let mesh = time("landmarks", || landmarker.locate(&frame, &faces[0]).unwrap());
    time("quality", || Quality::measure(&frame, &mesh).unwrap());
    for name in support::recognisers() {
        let mut recogniser =
            FaceRecogniser::new(support::network(name), models.named(name).unwrap()).unwrap();
        let crop = time("crop", || recogniser.crop(&frame, &mesh).unwrap());
        time(name, || recogniser.embed(&crop, models::Side::Document).unwrap());
    }
}
