//! The networks of `models/models.toml` say the same with our operators and with the engine's.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]

mod support;

use std::fs;

use face::{
    model::{Model, Onnx, Operators},
    spec,
};

/// As many numbers of a picture, no pattern, in the range of `input`.
fn picture(input: &spec::Input) -> Vec<f32> {
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
        let input = picture(&model.input);
        let run =
            |operators| Onnx::load_with(&bytes, model, operators).unwrap().run(&input).unwrap();
        let (ours, stock) = (run(Operators::Ours), run(Operators::Stock));
        assert_eq!(ours.len(), model.outputs.len());
        for (name, (ours, stock)) in model.outputs.iter().zip(ours.iter().zip(&stock)) {
            assert_eq!(ours.len(), stock.len(), "{} {name}", model.name);
            let largest = stock.iter().fold(0.0f32, |most, it| most.max(it.abs()));
            let apart = ours.iter().zip(stock.iter()).map(|(a, b)| (a - b).abs());
            let most = apart.fold(0.0f32, f32::max);
            // The engine's sigmoid is right to a ten millionth, which may be a large part of it.
            let allowed = 1e-4 * largest + 1e-7;
            assert!(most <= allowed, "{} {name}: {most} of {largest}", model.name);
        }
    }
}
