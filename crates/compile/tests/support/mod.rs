//! Runs networks with both engines.

#![allow(dead_code, reason = "each test uses a part")]

pub(crate) mod onnx;

use std::{io::Cursor, path::PathBuf};

use network::{Network, Plan};
use tract_onnx::prelude::*;

/// The root of the repository.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Pseudorandom numbers for an image of `height` x `width` pixels.
pub(crate) fn input([height, width]: [usize; 2]) -> Vec<f32> {
    let mut state = 1u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(state >> 24) as f32 - 127.0) / 64.0
    };
    std::iter::repeat_with(next).take(3 * height * width).collect()
}

/// The outputs of a network with tract's own operators, optimised or not.
pub(crate) fn run_tract(
    onnx: &[u8],
    [height, width]: [usize; 2],
    outputs: &[String],
    input: &[f32],
    is_optimised: bool,
) -> Vec<Vec<f32>> {
    let model = tract_onnx::onnx().model_for_read(&mut Cursor::new(onnx)).unwrap();
    let model = model.with_input_fact(0, f32::fact([1, 3, height, width]).into()).unwrap();
    let model = model.with_outputs_by_name(outputs).unwrap();
    let model = if is_optimised { model.into_optimized() } else { model.into_typed() }.unwrap();
    let input = Tensor::from_shape(&[1, 3, height, width], input).unwrap();
    let outputs = model.into_runnable().unwrap().run(tvec!(input.into())).unwrap();
    outputs.iter().map(|output| output.view().as_slice::<f32>().unwrap().to_vec()).collect()
}

/// The outputs of a plan that was written and read.
pub(crate) fn run_plan(plan: Plan, input: &[f32]) -> Vec<Vec<f32>> {
    let mut network = Network::new(Plan::read(&plan.write()).unwrap());
    // The first run leaves numbers in all buffers, which must not matter.
    for _ in 0..2 {
        network.run(input).unwrap();
    }
    network.outputs().map(<[f32]>::to_vec).collect()
}

/// Fails if two outputs differ by more than a ten-thousandth of the largest number.
#[track_caller]
pub(crate) fn assert_close(expected: &[Vec<f32>], actual: &[Vec<f32>], case: &str) {
    assert_eq!(expected.len(), actual.len(), "{case}");
    for (expected, actual) in expected.iter().zip(actual) {
        assert_eq!(expected.len(), actual.len(), "{case}");
        let largest = expected.iter().fold(0.0f32, |largest, value| largest.max(value.abs()));
        // The engine's sigmoid has an absolute error of 1e-7, which may be relatively large.
        let allowed = 1e-4 * largest + 1e-7;
        let differences = expected.iter().zip(actual).map(|(a, b)| (a - b).abs());
        let most = differences.fold(0.0f32, f32::max);
        assert!(most <= allowed, "{case}: {most} of {largest}");
    }
}
