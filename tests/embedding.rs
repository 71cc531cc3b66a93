//! Native code and wasm give the same embeddings.
//!
//! The same test runs as both. Each embedding must lie within a cosine of 0.999975 (0.405 degrees)
//! of the reference's, so that no two of native, wasm and reference are further apart than twice
//! that: a cosine of 0.9999.

#![cfg(feature = "vision")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use face::{
    align::Crop,
    decode::decode,
    embed::{Embedding, Recogniser, Template},
    image::Point,
    model::Onnx,
    spec::{Landmarks, Metric, Models, Role},
    verify::{Threshold, Verdict, verify},
};
use serde::Deserialize;

const COSINE: f64 = 0.999_975;

#[derive(Deserialize)]
struct Golden {
    photo: String,
    faces: Vec<GoldenFace>,
}

#[derive(Deserialize)]
struct GoldenFace {
    five: [[f64; 2]; 5],
    corners: [[f64; 2]; 5],
    mobilefacenet: Vec<f32>,
    dlib: Vec<f32>,
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn embeddings_are_those_of_the_reference_on_every_target() {
    let models: Models =
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/models.json"))).unwrap();
    let golden: Vec<Golden> =
        serde_json::from_slice(&read("crates/face/tests/golden/npm-samples.json").unwrap())
            .unwrap();
    let mut compared = 0;
    for spec in models.recognisers() {
        let Role::Recogniser(role) = &spec.role else { panic!("{} is no recogniser", spec.name) };
        let Some(file) = read(&format!("models/{}", spec.file)) else {
            say(&format!("SKIPPED: {} is not there", spec.file));
            continue;
        };
        let network = Box::new(Onnx::load(&file, spec).unwrap());
        let mut recogniser = Recogniser::new(network, spec).unwrap();
        // Photos of several sizes, seven faces: enough for the arithmetic, quick enough for all.
        for golden in golden.iter().skip(2) {
            let photo = decode(&sample(&golden.photo)).unwrap();
            for face in golden.faces.iter().take(2) {
                let (points, expected) = match role.landmarks() {
                    Landmarks::EyesNoseMouth => (face.five, &face.mobilefacenet),
                    Landmarks::EyeCornersNose => (face.corners, &face.dlib),
                };
                let points = points.map(|[x, y]| Point { x, y });
                let crop = Crop::cut(&photo, &points, role, spec.input.side()).unwrap();
                let embedding = recogniser.embed(&crop).unwrap();
                assert!(is_close(embedding, expected), "{} on {}", spec.name, golden.photo);
                compared += 1;
            }
        }
    }
    assert!(compared >= 4, "only {compared} faces");
    say(&format!("{compared} embeddings agree"));
}

fn is_close(ours: Embedding, golden: &[f32]) -> bool {
    let template = |embedding| Template::new(&[embedding], Metric::Cosine).unwrap();
    let golden = Embedding::new(golden.to_vec().into(), Metric::Cosine).unwrap();
    let threshold = Threshold::new(Metric::Cosine, COSINE).unwrap();
    verify(&template(ours), &template(golden), threshold) == Verdict::Match
}

fn sample(name: &str) -> Vec<u8> {
    read(&format!("node_modules/@vladmandic/face-api/demo/{name}")).unwrap()
}

/// A file of the repository, or nothing where it is not there.
#[cfg(not(target_arch = "wasm32"))]
fn read(file: &str) -> Option<Vec<u8>> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).ok()
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::print_stderr, reason = "a test that skips says so aloud")]
fn say(words: &str) {
    eprintln!("{words}");
}

/// A file of the repository, or nothing where it is not there. Runs in Node.
#[cfg(target_arch = "wasm32")]
fn read(file: &str) -> Option<Vec<u8>> {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(module = "node:fs")]
    extern "C" {
        #[wasm_bindgen(catch, js_name = readFileSync)]
        fn read_file_sync(path: &str) -> Result<js_sys::Uint8Array, JsValue>;
    }
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    read_file_sync(&path).ok().map(|bytes| bytes.to_vec())
}

#[cfg(target_arch = "wasm32")]
fn say(words: &str) {
    wasm_bindgen_test::console_log!("{words}");
}
