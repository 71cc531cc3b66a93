//! Every operator gives the result of its reference implementation, for any shape.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use kernels::{
    Activation, Layout, Window, Workspace,
    convolution::Convolution,
    depthwise::Depthwise,
    pack,
    pool::{Pool, PoolKind},
    reference::{self, Planes, WindowParameters},
    separable::Separable,
};
use proptest::prelude::*;

/// Pseudorandom numbers, -1 to 1.
fn random_numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    std::iter::repeat_with(next).take(count).collect()
}

fn random_planes(shape: [usize; 3], seed: u32) -> Planes {
    Planes { shape, values: random_numbers(shape.iter().product(), seed) }
}

/// The planes as a tensor. It was filled with NaN before, so a test fails if padding or filling
/// channels stay unwritten.
fn interleave(planes: &Planes, layout: &Layout) -> Vec<f32> {
    let channels = planes.shape[0];
    let mut tensor = vec![f32::NAN; layout.len()];
    pack::interleave(
        &planes.values,
        layout,
        &vec![1.0; channels],
        &vec![0.0; channels],
        &mut tensor,
    );
    tensor
}

fn deinterleave(tensor: &[f32], layout: &Layout) -> Planes {
    let shape = [layout.channels, layout.height, layout.width];
    let mut values = vec![f32::NAN; shape.iter().product()];
    pack::deinterleave(tensor, layout, &mut values);
    Planes { shape, values }
}

/// Whether padding and filling channels are zero, as the next layer expects.
fn padding_is_zero(tensor: &[f32], layout: &Layout) -> bool {
    let mut copy = tensor.to_vec();
    let shape = [layout.channels, layout.height, layout.width];
    let nothing = Planes { shape, values: vec![0.0; shape.iter().product()] };
    let inner = interleave(&nothing, layout);
    let ones = interleave(&Planes { values: vec![1.0; nothing.values.len()], shape }, layout);
    for (value, (zero, one)) in copy.iter_mut().zip(inner.iter().zip(&ones)) {
        if zero != one {
            *value = 0.0;
        }
    }
    copy.iter().all(|value| *value == 0.0)
}

fn assert_close(actual: &Planes, expected: &Planes) -> Result<(), TestCaseError> {
    prop_assert_eq!(actual.shape, expected.shape);
    for (at, (actual, expected)) in actual.values.iter().zip(&expected.values).enumerate() {
        prop_assert!(
            (actual - expected).abs() <= 1e-4 * expected.abs().max(1.0),
            "{at}: {actual}, not {expected}"
        );
    }
    Ok(())
}

fn activation(kind: u8, channels: usize) -> Activation {
    match kind {
        0 => Activation::None,
        1 => Activation::RELU,
        2 => Activation::Clamp { low: -0.25, high: 0.5 },
        _ => Activation::PRelu(random_numbers(channels, 77)),
    }
}

fn window(([height, width], step, [top, left, ..]): WindowParameters) -> Window {
    Window { height, width, step, top, left }
}

fn padding(([..], _, pads): WindowParameters) -> usize {
    pads.into_iter().max().unwrap_or(0)
}

/// Parameters of a window, and an input size that is large enough for it.
fn any_parameters() -> impl Strategy<Value = (WindowParameters, [usize; 2])> {
    let kernel = [1..=5usize, 1..=5usize];
    let pads = [0..=2usize, 0..=2usize, 0..=2usize, 0..=2usize];
    (kernel, 1..=3usize, pads, [0..=9usize, 0..=9usize]).prop_map(|(kernel, step, pads, more)| {
        let size = [kernel[0] + more[0], kernel[1] + more[1]];
        ((kernel, step, pads), size)
    })
}

fn layout_of(planes: &Planes, padding: usize) -> Layout {
    let [channels, height, width] = planes.shape;
    Layout::new(height, width, channels, padding)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_convolution_equals_its_reference(
        (parameters, [height, width]) in any_parameters(), inputs in 1..=13usize, outputs in 1..=21usize,
        kind in 0..4u8, with_residual: bool, tight: bool, beyond in 0..=2usize, seed: u32,
    ) {
        let input = random_planes([inputs, height, width], seed);
        let weights = random_numbers(outputs * inputs * parameters.0[0] * parameters.0[1], seed ^ 1);
        let bias = random_numbers(outputs, seed ^ 2);
        let activation = activation(kind, outputs);
        let shape = reference::convolution(&input, &weights, &bias, parameters, None, &activation).shape;
        let residual = with_residual.then(|| random_planes(shape, seed ^ 3));
        let expected =
            reference::convolution(&input, &weights, &bias, parameters, residual.as_ref(), &activation);

        let make = if tight { Layout::tight } else { Layout::new };
        let from = make(height, width, inputs, padding(parameters));
        let to = layout_of(&expected, beyond);
        let actual = Convolution::new([from, to], window(parameters), &weights, Some(&bias), activation);
        let mut actual = actual.unwrap();
        let other = residual.as_ref().map(|planes| interleave(planes, &layout_of(planes, 1)));
        if let Some(residual) = &residual {
            actual = actual.with_residual(layout_of(residual, 1)).unwrap();
        }
        let mut tensor = vec![f32::NAN; to.len()];
        actual.run(&interleave(&input, &from), other.as_deref(), &mut tensor, &mut Workspace::default());
        assert_close(&deinterleave(&tensor, &to), &expected)?;
        prop_assert!(kind == 2 || padding_is_zero(&tensor, &to));
    }

    #[test]
    fn a_depthwise_convolution_equals_its_reference(
        (parameters, [height, width]) in any_parameters(), channels in 1..=13usize, kind in 0..4u8,
        beyond in 0..=2usize, seed: u32,
    ) {
        let input = random_planes([channels, height, width], seed);
        let weights = random_numbers(channels * parameters.0[0] * parameters.0[1], seed ^ 1);
        let bias = random_numbers(channels, seed ^ 2);
        let activation = activation(kind, channels);
        let expected = reference::depthwise(&input, &weights, &bias, parameters, &activation);
        let from = Layout::new(height, width, channels, padding(parameters));
        let to = layout_of(&expected, beyond);
        let actual = Depthwise::new([from, to], window(parameters), &weights, Some(&bias), activation);
        let mut tensor = vec![f32::NAN; to.len()];
        actual.unwrap().run(&interleave(&input, &from), &mut tensor);
        assert_close(&deinterleave(&tensor, &to), &expected)?;
        prop_assert!(padding_is_zero(&tensor, &to));
    }

    #[test]
    fn a_separable_convolution_equals_its_two_parts(
        (parameters, [height, width]) in any_parameters(), channels in 1..=13usize, outputs in 1..=21usize,
        kinds in [0..4u8, 0..4u8], with_residual: bool, seed: u32,
    ) {
        let input = random_planes([channels, height, width], seed);
        let positions = parameters.0[0] * parameters.0[1];
        let [first, second] = [random_numbers(channels * positions, seed ^ 1), random_numbers(channels * outputs, seed ^ 2)];
        let [one, two] = [random_numbers(channels, seed ^ 3), random_numbers(outputs, seed ^ 4)];
        let pixel: WindowParameters = ([1, 1], 1, [0; 4]);
        let [inner, outer] = [activation(kinds[0], channels), activation(kinds[1], outputs)];
        let between = reference::depthwise(&input, &first, &one, parameters, &inner);
        let shape = [outputs, between.shape[1], between.shape[2]];
        let residual = with_residual.then(|| random_planes(shape, seed ^ 5));
        let expected = reference::convolution(&between, &second, &two, pixel, residual.as_ref(), &outer);

        let from = Layout::new(height, width, channels, padding(parameters));
        let [strip, to] = [layout_of(&between, 0), layout_of(&expected, 1)];
        let first = Depthwise::new([from, strip], window(parameters), &first, Some(&one), inner);
        let second = Convolution::new([strip, to], window(pixel), &second, Some(&two), outer);
        let mut second = second.unwrap();
        if residual.is_some() {
            second = second.with_residual(to).unwrap();
        }
        let other = residual.as_ref().map(|planes| interleave(planes, &to));
        let mut tensor = vec![f32::NAN; to.len()];
        Separable::new(first.unwrap(), second)
            .unwrap()
            .run(&interleave(&input, &from), other.as_deref(), &mut tensor, &mut Workspace::default());
        assert_close(&deinterleave(&tensor, &to), &expected)?;
    }

    #[test]
    fn pooling_equals_its_reference(
        kernel in [1..=3usize, 1..=3usize], step in 1..=3usize, more in [0..=7usize, 0..=7usize],
        channels in 1..=9usize, wider in 0..=9usize, kind in 0..3usize, seed: u32,
    ) {
        let parameters: WindowParameters = (kernel, step, [0; 4]);
        let input = random_planes([channels, kernel[0] + more[0], kernel[1] + more[1]], seed);
        let kind = [PoolKind::Max, PoolKind::Mean, PoolKind::Sum][kind];
        let expected = reference::pool(&input, parameters, kind, channels + wider);
        let [from, to] = [layout_of(&input, 1), layout_of(&expected, 2)];
        let mut tensor = vec![f32::NAN; to.len()];
        Pool::new([from, to], window(parameters), kind).unwrap().run(&interleave(&input, &from), &mut tensor);
        assert_close(&deinterleave(&tensor, &to), &expected)?;
        prop_assert!(padding_is_zero(&tensor, &to));
    }
}

#[test]
fn a_window_outside_the_padded_input_is_refused() {
    let input = Layout::new(8, 8, 4, 1);
    for (window, output) in [
        (Window { height: 3, width: 3, step: 1, top: 2, left: 1 }, Layout::new(8, 8, 4, 0)),
        (Window { height: 3, width: 3, step: 1, top: 1, left: 1 }, Layout::new(9, 8, 4, 0)),
        (Window { height: 3, width: 3, step: 2, top: 0, left: 0 }, Layout::new(8, 4, 4, 0)),
        (Window { height: 0, width: 3, step: 1, top: 1, left: 1 }, Layout::new(8, 8, 4, 0)),
        (Window { height: 3, width: 3, step: 0, top: 1, left: 1 }, Layout::new(8, 8, 4, 0)),
    ] {
        let weights = vec![0.0; 16 * window.height * window.width];
        let made = Convolution::new([input, output], window, &weights, None, Activation::None);
        assert!(made.is_none(), "{window:?}");
    }
}

#[test]
fn too_few_weights_or_slopes_are_refused() {
    let layout = Layout::new(4, 4, 4, 1);
    let window = Window { height: 3, width: 3, step: 1, top: 1, left: 1 };
    assert!(Convolution::new([layout; 2], window, &[0.0; 143], None, Activation::None).is_none());
    assert!(Depthwise::new([layout; 2], window, &[0.0; 35], None, Activation::None).is_none());
    let slopes = Activation::PRelu(vec![0.0; 3]);
    assert!(Depthwise::new([layout; 2], window, &[0.0; 36], None, slopes).is_none());
}

#[test]
#[should_panic(expected = "assertion")]
fn a_tensor_of_wrong_length_panics() {
    let layout = Layout::new(4, 4, 4, 1);
    let window = Window { height: 3, width: 3, step: 1, top: 1, left: 1 };
    let made = Convolution::new([layout; 2], window, &[0.0; 144], None, Activation::None).unwrap();
    let short = vec![0.0; layout.len() - 1];
    made.run(&short, None, &mut vec![0.0; layout.len()], &mut Workspace::default());
}
