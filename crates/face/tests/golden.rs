//! Every stage against the reference pipeline, with the real networks and real photos.
//!
//! All stages run from the bytes of a file to the embedding, without intermediate values of the
//! reference. The values in `golden/` were computed with OpenCV and onnxruntime. The photos are not
//! committed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "the largest differences are logged")]

mod support;

use face::{
    align::Crop,
    detect::{BoundingBox, Face, FaceDetector},
    embed::{Embedding, FaceRecogniser, Template},
    image::{Photo, Point},
    landmarks::Landmarker,
    model::{self, Tract},
    verify::{Threshold, Verdict, verify},
};
use models::{Landmarks, Metric, Mirroring, Model, Role, Side};
use support::{Golden, GoldenFace};

/// Tolerance for the sides of a box, in pixels.
const BOX: f64 = 1.0;
/// Tolerance for a landmark, in pixels.
const LANDMARK: f64 = 0.5;
/// Minimum cosine between an embedding and its golden value.
const COSINE: f64 = 0.9999;

#[test]
fn the_photos_of_the_npm_package_give_the_golden_values() {
    let golden = support::golden("npm-samples.json");
    check(
        golden.iter().map(|sample| {
            (sample, support::photo_of(sample, &support::sample_bytes(&sample.photo)))
        }),
    );
}

#[test]
fn twelve_photos_of_lfw_give_the_golden_values() {
    let golden = support::golden("lfw.json");
    assert_eq!(golden.len(), 12);
    let names: Vec<_> = golden.iter().map(|sample| &*sample.photo).collect();
    let Some(photos) = support::lfw(&names) else { return };
    check(
        golden
            .iter()
            .zip(&photos)
            .map(|(sample, bytes)| (sample, support::photo_of(sample, bytes))),
    );
}

/// Without the black bars, which the reference has.
#[test]
fn a_photo_s_own_shape_gives_the_faces_of_the_square() {
    let models = support::models();
    let spec = models.detector().unwrap();
    let detector = FaceDetector::new(support::network("blazeface"), spec).unwrap();
    let mut detector = detector.without_bars();
    // In pixels of the network's input, which has 256 for the photo's 1,920.
    let tolerance = 0.6 * 1920.0 / 256.0;
    for golden in support::golden("npm-samples.json") {
        let photo = support::photo_of(&golden, &support::sample_bytes(&golden.photo));
        let faces = detector.detect(&photo, 0.0).unwrap();
        assert_eq!(faces.len(), golden.faces.len(), "faces in {}", golden.photo);
        // Two faces with nearly the same score may come in the other order.
        for expected in &golden.faces {
            let error = |face: &Face| box_error(&face.bounding_box, expected);
            let face = faces.iter().min_by(|a, b| error(a).total_cmp(&error(b))).unwrap();
            let moved = error(face);
            eprintln!("{}: {moved:.1} px, {:.3}", golden.photo, face.score - expected.score);
            assert!(moved <= tolerance, "{}: {moved} px", golden.photo);
            assert!((face.score - expected.score).abs() < 0.03, "score in {}", golden.photo);
        }
    }
}

#[test]
fn a_folder_with_some_of_the_photos_fails_the_test() {
    let folder = support::repository().join("crates/face/tests/golden");
    let here = "lfw.json";
    assert_eq!(support::all_or_none(&folder, &["no.jpg", "none.jpg"]), None);
    assert_eq!(support::all_or_none(&folder, &[here, here]).unwrap().len(), 2);
    let some = std::panic::catch_unwind(|| support::all_or_none(&folder, &[here, "no.jpg"]));
    assert!(some.is_err());
}

/// The network alone, compared with TensorFlow Lite on the original file.
#[test]
fn k0_the_first_fallback_network_gives_the_numbers_of_its_original_file() {
    const NAME: &str = "mobilefacenet-sirius";
    if support::model_bytes(NAME).is_none() {
        return eprintln!("SKIPPED: {NAME} is not available");
    }
    let models = support::models();
    let spec = models.named(NAME).unwrap();
    let side = spec.input.side();
    let value = |at: usize| {
        let (channel, row, column) = (at / side / side, at / side % side, at % side);
        (((7 * row + 3 * column + 5 * channel) % 256) as f32 - 127.5) / 128.0
    };
    let input: Vec<f32> = (0..3 * side * side).map(value).collect();
    let tract = Tract::load(&support::half_precision(NAME), spec).unwrap();
    let plan = model::load(&support::plan(NAME), spec).unwrap();
    let networks: [(&str, Box<dyn model::Model>); 2] = [("tract", Box::new(tract)), ("plan", plan)];
    for (engine, mut network) in networks {
        let numbers = network.run(&input).unwrap().swap_remove(0);
        assert_eq!(numbers.len(), 192);
        let norm = numbers.iter().map(|number| f64::from(*number).powi(2)).sum::<f64>().sqrt();
        eprintln!("{engine}: {:?}, norm {norm}", &numbers[..5]);
        // Our weights are rounded to half precision.
        assert!((norm - 25.9932).abs() < 0.02, "{norm}");
        let golden = [0.10637, 0.42140, 0.37795, -0.12120, -1.02083];
        for (number, expected) in numbers.iter().zip(golden) {
            assert!((number - expected).abs() < 0.01, "{number} {expected}");
        }
    }
}

/// Compares all stages with the golden values of these photos.
fn check<'a>(photos: impl Iterator<Item = (&'a Golden, Photo)>) {
    let models = support::models();
    let network = support::network;
    let mut detector = FaceDetector::new(network("blazeface"), models.detector().unwrap()).unwrap();
    let mut landmarker = Landmarker::new(network("facemesh"), models.landmarks().unwrap()).unwrap();
    let mut recognisers: Vec<_> = support::recognisers()
        .into_iter()
        .flat_map(|name| variants(models.named(name).unwrap()))
        .map(|(spec, values)| {
            let recogniser = FaceRecogniser::new(network(&spec.name), &spec).unwrap();
            (spec, recogniser.spec().clone(), recogniser, values)
        })
        .collect();
    let mut largest = Differences { bounding_box: 0.0, landmark: 0.0, cosine: 1.0 };
    for (golden, photo) in photos {
        let faces = detector.detect(&photo, 0.0).unwrap();
        assert_eq!(faces.len(), golden.faces.len(), "faces in {}", golden.photo);
        for (face, expected) in faces.iter().zip(&golden.faces) {
            largest.bounding_box =
                largest.bounding_box.max(box_error(&face.bounding_box, expected));
            largest.landmark = largest.landmark.max(keypoint_error(face, expected));
            assert!((face.score - expected.score).abs() < 0.01, "score in {}", golden.photo);
            let mesh = landmarker.locate(&photo, face).unwrap();
            let five = mesh.alignment_points(Landmarks::EyesNoseMouth);
            largest.landmark = largest.landmark.max(error(&five, &expected.five));
            let corners = mesh.alignment_points(Landmarks::EyeCornersNose);
            largest.landmark = largest.landmark.max(error(&corners, &expected.corners));
            for (spec, role, recogniser, values) in &mut recognisers {
                let five = mesh.alignment_points(role.landmarks());
                let crop = Crop::cut(&photo, &five, role, spec.input.side()).unwrap();
                let cosine = cosine_similarity(
                    recogniser.embed(&crop, Side::Document).unwrap(),
                    values(expected),
                );
                largest.cosine = largest.cosine.min(cosine);
            }
        }
    }
    eprintln!("{largest:?}");
    assert!(largest.bounding_box <= BOX, "{largest:?}");
    assert!(largest.landmark <= LANDMARK, "{largest:?}");
    assert!(largest.cosine >= COSINE, "{largest:?}");
}

/// The largest differences from the reference.
#[derive(Debug)]
struct Differences {
    /// In pixels.
    bounding_box: f64,
    /// In pixels.
    landmark: f64,
    cosine: f64,
}

/// Selects the golden embedding of a recogniser.
type GoldenEmbedding = fn(&GoldenFace) -> &[f32];

/// The variants of a recogniser in the reference: MobileFaceNet with and without the mirror image,
/// the others with it.
fn variants(spec: &Model) -> Vec<(Model, GoldenEmbedding)> {
    let mirrored = |mirrored| {
        let Role::Recogniser(role) = spec.role.clone() else { panic!("not a recogniser") };
        Model { role: Role::Recogniser(role.with_mirrored(mirrored)), ..spec.clone() }
    };
    match &*spec.name {
        "mobilefacenet" => vec![
            (mirrored(Mirroring::Never), |face| &face.mobilefacenet),
            (mirrored(Mirroring::Always), |face| &face.mobilefacenet_mirrored),
        ],
        "mobilefacenet-sirius" => vec![(mirrored(Mirroring::Always), |face| &face.sirius_mirrored)],
        "dlib" => vec![(mirrored(Mirroring::Always), |face| &face.dlib)],
        name => panic!("no golden values for {name}"),
    }
}

fn box_error(bounding_box: &BoundingBox, golden: &GoldenFace) -> f64 {
    let sides =
        [bounding_box.start.x, bounding_box.start.y, bounding_box.end.x, bounding_box.end.y];
    sides.iter().zip(&golden.bounding_box).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
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
/// The crate returns no numbers and no score, so the cosine is found by bisecting the threshold.
fn cosine_similarity(ours: Embedding, golden: &[f32]) -> f64 {
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
