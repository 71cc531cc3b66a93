//! The networks of `models/models.toml` give equal outputs with both backends.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking and reports what it skips"
)]

mod support;

use std::fs;

use face::model::{Backend, Network, Onnx};

/// Pseudorandom numbers for an input tensor.
fn random_input(input: &models::Input) -> Vec<f32> {
    let mut state = 1u32;
    let count = 3 * input.side() * input.side();
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(state >> 24) as f32 - 127.0) / 64.0
    };
    std::iter::repeat_with(next).take(count).collect()
}

#[test]
fn every_network_agrees_to_a_ten_thousandth_of_its_largest_number() {
    let models = support::models();
    let others = [models.detector().unwrap(), models.landmarks().unwrap()];
    for model in others.into_iter().chain(models.recognisers()) {
        let path = support::repository().join("models").join(format!("{}.onnx", model.name));
        let Ok(bytes) = fs::read(path) else {
            eprintln!("SKIPPED: {} is not in models/", model.name);
            continue;
        };
        let input = random_input(&model.input);
        let run = |backend| Onnx::load_with(&bytes, model, backend).unwrap().run(&input).unwrap();
        let (actual, expected) = (run(Backend::Kernels), run(Backend::Tract));
        assert_eq!(actual.len(), model.outputs.len());
        for (name, (actual, expected)) in model.outputs.iter().zip(actual.iter().zip(&expected)) {
            assert_eq!(actual.len(), expected.len(), "{} {name}", model.name);
            let largest = expected.iter().fold(0.0f32, |largest, value| largest.max(value.abs()));
            let differences = actual.iter().zip(expected.iter()).map(|(a, b)| (a - b).abs());
            let most = differences.fold(0.0f32, f32::max);
            // The engine's sigmoid has an absolute error of 1e-7, which may be relatively large.
            let allowed = 1e-4 * largest + 1e-7;
            assert!(most <= allowed, "{} {name}: {most} of {largest}", model.name);
        }
    }
}
