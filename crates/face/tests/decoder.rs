//! How far our JPEG decoder moves the figures from those made with libjpeg-turbo's pixels.
//!
//! The two round chroma differently, by less than one grey level on average. Each stage starts
//! from the figures of the one before, so that what is seen is the pixels' part alone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "the closest call is worth reading in the log")]

mod support;

use face::{
    align::Crop,
    detect::{Area, Detector, Face},
    embed::{Embedding, Recogniser, Template},
    image::Point,
    landmarks::Landmarker,
    spec::{Landmarks, Metric},
    verify::{Threshold, Verdict, verify},
};
use support::GoldenFace;

/// Pixels by which a box may be off. All but one are within 0.6; that one is cut by the border.
const BOX: f64 = 2.1;
/// Pixels by which a landmark may be off.
const LANDMARK: f64 = 0.5;
/// The cosine that an embedding must reach.
const COSINE: f64 = 0.9998;

#[test]
fn another_decoder_moves_each_stage_by_little() {
    let models = support::models();
    let network = support::network;
    let mut detector = Detector::new(network("blazeface"), models.detector().unwrap()).unwrap();
    let mut landmarker = Landmarker::new(network("facemesh"), models.landmarks().unwrap()).unwrap();
    let mut recogniser = support::recognisers().contains(&"mobilefacenet").then(|| {
        let spec = models.named("mobilefacenet").unwrap();
        Recogniser::new(network("mobilefacenet"), spec).unwrap()
    });
    for name in ["npm-samples.json", "lfw.json"] {
        for golden in support::shared_golden(name).unwrap_or_default() {
            let bytes = match name {
                "lfw.json" => support::lfw_bytes(&golden.photo),
                _ => Some(support::sample_bytes(&golden.photo)),
            };
            let Some(bytes) = bytes else { continue };
            let photo = support::photo_of(&golden, &bytes);
            let faces = detector.detect(&photo, 0.0).unwrap();
            assert_eq!(faces.len(), golden.faces.len(), "faces in {}", golden.photo);
            for (face, expected) in faces.iter().zip(&golden.faces) {
                let box_error = corners(&face.area).into_iter().zip(expected.area);
                let box_error = box_error.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                let mesh = landmarker.locate(&photo, &as_face(expected)).unwrap();
                let five = points(&expected.five);
                let landmark_error = mesh.five(Landmarks::EyesNoseMouth);
                let landmark_error = landmark_error.iter().zip(&five);
                let landmark_error =
                    landmark_error.map(|(a, b)| a.distance(*b)).fold(0.0, f64::max);
                let case = format!(
                    "{}: box {box_error:.3} px, landmarks {landmark_error:.3} px",
                    golden.photo
                );
                eprintln!("{case}");
                assert!(box_error <= BOX && landmark_error <= LANDMARK, "{case}");
                if let Some(recogniser) = &mut recogniser {
                    let crop = Crop::cut(&photo, &five, recogniser.spec(), 112).unwrap();
                    let ours = recogniser.embed(&crop).unwrap();
                    let cosine = closest(template(ours), &expected.mobilefacenet);
                    eprintln!("  cosine at least {cosine}");
                    assert!(cosine >= COSINE, "{case}, cosine {cosine}");
                }
            }
        }
    }
}

/// The largest of a few cosines that `ours` reaches with `golden`.
fn closest(ours: Template, golden: &[f32]) -> f64 {
    let golden = Embedding::new(golden.to_vec().into(), Metric::Cosine).unwrap();
    let golden = template(golden);
    let reached = |cosine: &f64| {
        let threshold = Threshold::new(Metric::Cosine, *cosine).unwrap();
        verify(&ours, &golden, threshold) == Verdict::Match
    };
    [0.9999, 0.9998, 0.999].into_iter().find(reached).unwrap_or(0.0)
}

fn template(embedding: Embedding) -> Template {
    Template::new(&[embedding], Metric::Cosine).unwrap()
}

fn corners(area: &Area) -> [f64; 4] {
    [area.start.x, area.start.y, area.end.x, area.end.y]
}

fn as_face(golden: &GoldenFace) -> Face {
    let [left, top, right, bottom] = golden.area;
    let area = Area { start: Point { x: left, y: top }, end: Point { x: right, y: bottom } };
    Face { area, score: golden.score, keypoints: points(&golden.keypoints) }
}

fn points<const N: usize>(golden: &[[f64; 2]; N]) -> [Point; N] {
    golden.map(|[x, y]| Point { x, y })
}
