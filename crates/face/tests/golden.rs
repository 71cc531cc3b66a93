//! Every stage against the reference pipeline, with the real networks and real photos.
//!
//! From a file's bytes to the embedding, nothing is taken over from the reference on the way. The
//! figures in `golden/` were made with OpenCV and onnxruntime. The photos are not committed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "the closest call is worth reading in the log")]

mod support;

use face::{
    align::Crop,
    detect::{Area, Detector, Face},
    embed::{Embedding, Recogniser, Template},
    image::{Photo, Point},
    landmarks::Landmarker,
    model::{Model as _, Onnx, Operators},
    spec::{Landmarks, Metric, Model, Role},
    verify::{Threshold, Verdict, verify},
};
use support::{Golden, GoldenFace};

/// Pixels by which a side of a box may be off.
const BOX: f64 = 1.0;
/// Pixels by which a landmark may be off.
const LANDMARK: f64 = 0.5;
/// The cosine that an embedding must reach with its golden one.
const COSINE: f64 = 0.9999;

#[test]
fn the_photos_of_the_npm_package_give_the_golden_figures() {
    let golden = support::golden("npm-samples.json");
    check(golden.iter().map(|it| (it, support::photo_of(it, &support::sample_bytes(&it.photo)))));
}

#[test]
fn twelve_photos_of_lfw_give_the_golden_figures() {
    let golden = support::golden("lfw.json");
    assert_eq!(golden.len(), 12);
    let names: Vec<_> = golden.iter().map(|it| &*it.photo).collect();
    let Some(photos) = support::lfw(&names) else { return };
    check(golden.iter().zip(&photos).map(|(it, bytes)| (it, support::photo_of(it, bytes))));
}

#[test]
fn a_folder_with_some_of_the_photos_is_not_taken_for_one_without() {
    let folder = support::repository().join("crates/face/tests/golden");
    let here = "lfw.json";
    assert_eq!(support::all_or_none(&folder, &["no.jpg", "none.jpg"]), None);
    assert_eq!(support::all_or_none(&folder, &[here, here]).unwrap().len(), 2);
    let some = std::panic::catch_unwind(|| support::all_or_none(&folder, &[here, "no.jpg"]));
    assert!(some.is_err());
}

/// The network alone, as TensorFlow Lite runs the file that ours is made from.
#[test]
fn k0_the_network_of_the_first_fallback_gives_the_numbers_of_the_file_that_it_is_made_from() {
    const NAME: &str = "mobilefacenet-sirius";
    let Some(bytes) = support::model_bytes(NAME) else {
        return eprintln!("SKIPPED: {NAME} is not there");
    };
    let models = support::models();
    let spec = models.named(NAME).unwrap();
    let side = spec.input.side();
    let value = |at: usize| {
        let (channel, row, column) = (at / side / side, at / side % side, at % side);
        (((7 * row + 3 * column + 5 * channel) % 256) as f32 - 127.5) / 128.0
    };
    let input: Vec<f32> = (0..3 * side * side).map(value).collect();
    for operators in [Operators::Stock, Operators::Ours] {
        let mut network = Onnx::load_with(&bytes, spec, operators).unwrap();
        let numbers = network.run(&input).unwrap().swap_remove(0);
        assert_eq!(numbers.len(), 192);
        let norm = numbers.iter().map(|it| f64::from(*it).powi(2)).sum::<f64>().sqrt();
        eprintln!("{operators:?}: {:?}, norm {norm}", &numbers[..5]);
        // Our weights are rounded to half precision.
        assert!((norm - 25.9932).abs() < 0.02, "{norm}");
        let golden = [0.10637, 0.42140, 0.37795, -0.12120, -1.02083];
        for (number, expected) in numbers.iter().zip(golden) {
            assert!((number - expected).abs() < 0.01, "{number} {expected}");
        }
    }
}

fn check<'a>(photos: impl Iterator<Item = (&'a Golden, Photo)>) {
    let models = support::models();
    let network = support::network;
    let mut detector = Detector::new(network("blazeface"), models.detector().unwrap()).unwrap();
    let mut landmarker = Landmarker::new(network("facemesh"), models.landmarks().unwrap()).unwrap();
    let mut recognisers: Vec<_> = support::recognisers()
        .into_iter()
        .flat_map(|name| ways(models.named(name).unwrap()))
        .map(|(spec, figures)| {
            let recogniser = Recogniser::new(network(&spec.name), &spec).unwrap();
            (spec, recogniser.spec().clone(), recogniser, figures)
        })
        .collect();
    let mut worst = Worst { area: 0.0, landmark: 0.0, cosine: 1.0 };
    for (golden, photo) in photos {
        let faces = detector.detect(&photo, 0.0).unwrap();
        assert_eq!(faces.len(), golden.faces.len(), "faces in {}", golden.photo);
        for (face, expected) in faces.iter().zip(&golden.faces) {
            worst.area = worst.area.max(box_error(&face.area, expected));
            worst.landmark = worst.landmark.max(keypoint_error(face, expected));
            assert!((face.score - expected.score).abs() < 0.01, "score in {}", golden.photo);
            let mesh = landmarker.locate(&photo, face).unwrap();
            let five = mesh.five(Landmarks::EyesNoseMouth);
            worst.landmark = worst.landmark.max(error(&five, &expected.five));
            let corners = mesh.five(Landmarks::EyeCornersNose);
            worst.landmark = worst.landmark.max(error(&corners, &expected.corners));
            for (spec, role, recogniser, figures) in &mut recognisers {
                let five = mesh.five(role.landmarks());
                let crop = Crop::cut(&photo, &five, role, spec.input.side()).unwrap();
                let cosine = closeness(recogniser.embed(&crop).unwrap(), figures(expected));
                worst.cosine = worst.cosine.min(cosine);
            }
        }
    }
    eprintln!("{worst:?}");
    assert!(worst.area <= BOX, "{worst:?}");
    assert!(worst.landmark <= LANDMARK, "{worst:?}");
    assert!(worst.cosine >= COSINE, "{worst:?}");
}

/// The largest differences from the reference.
#[derive(Debug)]
struct Worst {
    /// In pixels.
    area: f64,
    /// In pixels.
    landmark: f64,
    cosine: f64,
}

/// Which of the golden figures a recogniser should give.
type Figures = fn(&GoldenFace) -> &[f32];

/// The ways in which the reference used a recogniser: MobileFaceNet with the mirror image and
/// without it, the others with it.
fn ways(spec: &Model) -> Vec<(Model, Figures)> {
    let mirrored = |mirrored| {
        let Role::Recogniser(role) = spec.role.clone() else { panic!("not a recogniser") };
        Model { role: Role::Recogniser(role.with_mirrored(mirrored)), ..spec.clone() }
    };
    match &*spec.name {
        "mobilefacenet" => vec![
            (mirrored(false), |face| &face.mobilefacenet),
            (mirrored(true), |face| &face.mobilefacenet_mirrored),
        ],
        "mobilefacenet-sirius" => vec![(mirrored(true), |face| &face.sirius_mirrored)],
        "dlib" => vec![(mirrored(true), |face| &face.dlib)],
        name => panic!("no golden figures for {name}"),
    }
}

fn box_error(area: &Area, golden: &GoldenFace) -> f64 {
    let sides = [area.start.x, area.start.y, area.end.x, area.end.y];
    sides.iter().zip(&golden.area).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

fn keypoint_error(face: &Face, golden: &GoldenFace) -> f64 {
    error(&face.keypoints, &golden.keypoints)
}

fn error(points: &[Point], golden: &[[f64; 2]]) -> f64 {
    assert_eq!(points.len(), golden.len());
    let distances = points.iter().zip(golden).map(|(p, &[x, y])| p.distance(Point { x, y }));
    distances.fold(0.0, f64::max)
}

/// The cosine of two embeddings, to one part in a million.
///
/// No embedding and no score can be had from the crate, so thresholds are tried.
fn closeness(ours: Embedding, golden: &[f32]) -> f64 {
    let golden = Embedding::new(golden.to_vec().into(), Metric::Cosine).unwrap();
    let (ours, golden) = (Template::of_one(ours), Template::of_one(golden));
    let (mut low, mut high) = (-1.0, 1.0);
    while high - low > 1e-7 {
        let middle = (low + high) / 2.0;
        let threshold = Threshold::new(Metric::Cosine, middle).unwrap();
        match verify(&ours, &golden, threshold) {
            Verdict::Match => low = middle,
            Verdict::NoMatch => high = middle,
        }
    }
    low
}
