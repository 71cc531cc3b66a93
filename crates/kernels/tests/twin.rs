//! Every operator computes what its definition says, whatever the shape.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use kernels::{
    Activation, Layout, Window,
    convolution::Convolution,
    depthwise::Depthwise,
    pack,
    pool::{Kind, Pool},
    separable::Separable,
    twin::{self, Moves, Planes},
};
use proptest::prelude::*;

/// Numbers that are no pattern, -1 to 1.
fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    std::iter::repeat_with(next).take(count).collect()
}

fn picture(shape: [usize; 3], seed: u32) -> Planes {
    Planes { shape, values: numbers(shape.iter().product(), seed) }
}

/// A picture laid out, with something in the border and beyond the channels that must not matter.
fn laid(planes: &Planes, layout: &Layout) -> Vec<f32> {
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

fn planes(tensor: &[f32], layout: &Layout) -> Planes {
    let shape = [layout.channels, layout.height, layout.width];
    let mut values = vec![f32::NAN; shape.iter().product()];
    pack::planes(tensor, layout, &mut values);
    Planes { shape, values }
}

/// Whether padding and filling channels are zero, as the next layer expects.
fn surroundings_are_zero(tensor: &[f32], layout: &Layout) -> bool {
    let mut copy = tensor.to_vec();
    let shape = [layout.channels, layout.height, layout.width];
    let nothing = Planes { shape, values: vec![0.0; shape.iter().product()] };
    let inner = laid(&nothing, layout);
    let ones = laid(&Planes { values: vec![1.0; nothing.values.len()], shape }, layout);
    for (value, (zero, one)) in copy.iter_mut().zip(inner.iter().zip(&ones)) {
        if zero != one {
            *value = 0.0;
        }
    }
    copy.iter().all(|it| *it == 0.0)
}

fn is_close(ours: &Planes, twin: &Planes) -> Result<(), TestCaseError> {
    prop_assert_eq!(ours.shape, twin.shape);
    for (at, (ours, twin)) in ours.values.iter().zip(&twin.values).enumerate() {
        prop_assert!((ours - twin).abs() <= 1e-4 * twin.abs().max(1.0), "{at}: {ours}, not {twin}");
    }
    Ok(())
}

fn activation(kind: u8, channels: usize) -> Activation {
    match kind {
        0 => Activation::None,
        1 => Activation::RELU,
        2 => Activation::Clamp { low: -0.25, high: 0.5 },
        _ => Activation::Slope(numbers(channels, 77)),
    }
}

fn window(([height, width], step, [top, left, ..]): Moves) -> Window {
    Window { height, width, step, top, left }
}

fn border(([..], _, pads): Moves) -> usize {
    pads.into_iter().max().unwrap_or(0)
}

/// How a window moves, and a size that it fits on.
fn moves() -> impl Strategy<Value = (Moves, [usize; 2])> {
    let kernel = [1..=5usize, 1..=5usize];
    let pads = [0..=2usize, 0..=2usize, 0..=2usize, 0..=2usize];
    (kernel, 1..=3usize, pads, [0..=9usize, 0..=9usize]).prop_map(|(kernel, step, pads, more)| {
        let size = [kernel[0] + more[0], kernel[1] + more[1]];
        ((kernel, step, pads), size)
    })
}

fn output_of(planes: &Planes, border: usize) -> Layout {
    let [channels, height, width] = planes.shape;
    Layout::new(height, width, channels, border)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_convolution_is_its_definition(
        (moves, [height, width]) in moves(), inputs in 1..=13usize, outputs in 1..=21usize,
        kind in 0..4u8, with_residual: bool, tight: bool, beyond in 0..=2usize, seed: u32,
    ) {
        let input = picture([inputs, height, width], seed);
        let weights = numbers(outputs * inputs * moves.0[0] * moves.0[1], seed ^ 1);
        let bias = numbers(outputs, seed ^ 2);
        let activation = activation(kind, outputs);
        let shape = twin::convolution(&input, &weights, &bias, moves, None, &activation).shape;
        let residual = with_residual.then(|| picture(shape, seed ^ 3));
        let twin =
            twin::convolution(&input, &weights, &bias, moves, residual.as_ref(), &activation);

        let make = if tight { Layout::tight } else { Layout::new };
        let from = make(height, width, inputs, border(moves));
        let to = output_of(&twin, beyond);
        let ours = Convolution::new([from, to], window(moves), &weights, Some(&bias), activation);
        let mut ours = ours.unwrap();
        let other = residual.as_ref().map(|it| laid(it, &output_of(it, 1)));
        if let Some(residual) = &residual {
            ours = ours.with_residual(output_of(residual, 1)).unwrap();
        }
        let mut tensor = vec![f32::NAN; to.len()];
        ours.run(&laid(&input, &from), other.as_deref(), &mut tensor);
        is_close(&planes(&tensor, &to), &twin)?;
        prop_assert!(kind == 2 || surroundings_are_zero(&tensor, &to));
    }

    #[test]
    fn a_depthwise_convolution_is_its_definition(
        (moves, [height, width]) in moves(), channels in 1..=13usize, kind in 0..4u8,
        beyond in 0..=2usize, seed: u32,
    ) {
        let input = picture([channels, height, width], seed);
        let weights = numbers(channels * moves.0[0] * moves.0[1], seed ^ 1);
        let bias = numbers(channels, seed ^ 2);
        let activation = activation(kind, channels);
        let twin = twin::depthwise(&input, &weights, &bias, moves, &activation);
        let from = Layout::new(height, width, channels, border(moves));
        let to = output_of(&twin, beyond);
        let ours = Depthwise::new([from, to], window(moves), &weights, Some(&bias), activation);
        let mut tensor = vec![f32::NAN; to.len()];
        ours.unwrap().run(&laid(&input, &from), &mut tensor);
        is_close(&planes(&tensor, &to), &twin)?;
        prop_assert!(surroundings_are_zero(&tensor, &to));
    }

    #[test]
    fn both_together_are_one_after_the_other(
        (moves, [height, width]) in moves(), channels in 1..=13usize, outputs in 1..=21usize,
        kinds in [0..4u8, 0..4u8], with_residual: bool, seed: u32,
    ) {
        let input = picture([channels, height, width], seed);
        let places = moves.0[0] * moves.0[1];
        let [first, second] = [numbers(channels * places, seed ^ 1), numbers(channels * outputs, seed ^ 2)];
        let [one, two] = [numbers(channels, seed ^ 3), numbers(outputs, seed ^ 4)];
        let pixel: Moves = ([1, 1], 1, [0; 4]);
        let [inner, outer] = [activation(kinds[0], channels), activation(kinds[1], outputs)];
        let between = twin::depthwise(&input, &first, &one, moves, &inner);
        let shape = [outputs, between.shape[1], between.shape[2]];
        let residual = with_residual.then(|| picture(shape, seed ^ 5));
        let twin = twin::convolution(&between, &second, &two, pixel, residual.as_ref(), &outer);

        let from = Layout::new(height, width, channels, border(moves));
        let [strip, to] = [output_of(&between, 0), output_of(&twin, 1)];
        let first = Depthwise::new([from, strip], window(moves), &first, Some(&one), inner);
        let second = Convolution::new([strip, to], window(pixel), &second, Some(&two), outer);
        let mut second = second.unwrap();
        if residual.is_some() {
            second = second.with_residual(to).unwrap();
        }
        let other = residual.as_ref().map(|it| laid(it, &to));
        let mut tensor = vec![f32::NAN; to.len()];
        Separable::new(first.unwrap(), second)
            .unwrap()
            .run(&laid(&input, &from), other.as_deref(), &mut tensor);
        is_close(&planes(&tensor, &to), &twin)?;
    }

    #[test]
    fn pooling_is_its_definition(
        kernel in [1..=3usize, 1..=3usize], step in 1..=3usize, more in [0..=7usize, 0..=7usize],
        channels in 1..=9usize, wider in 0..=9usize, mean: bool, seed: u32,
    ) {
        let moves: Moves = (kernel, step, [0; 4]);
        let input = picture([channels, kernel[0] + more[0], kernel[1] + more[1]], seed);
        let kind = if mean { Kind::Mean } else { Kind::Max };
        let twin = twin::pool(&input, moves, kind, channels + wider);
        let [from, to] = [output_of(&input, 1), output_of(&twin, 2)];
        let mut tensor = vec![f32::NAN; to.len()];
        Pool::new([from, to], window(moves), kind).unwrap().run(&laid(&input, &from), &mut tensor);
        is_close(&planes(&tensor, &to), &twin)?;
        prop_assert!(surroundings_are_zero(&tensor, &to));
    }
}

#[test]
fn what_would_read_beyond_a_picture_is_refused() {
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
fn weights_that_are_too_few_are_refused() {
    let layout = Layout::new(4, 4, 4, 1);
    let window = Window { height: 3, width: 3, step: 1, top: 1, left: 1 };
    assert!(Convolution::new([layout; 2], window, &[0.0; 143], None, Activation::None).is_none());
    assert!(Depthwise::new([layout; 2], window, &[0.0; 35], None, Activation::None).is_none());
    let slopes = Activation::Slope(vec![0.0; 3]);
    assert!(Depthwise::new([layout; 2], window, &[0.0; 36], None, slopes).is_none());
}

#[test]
#[should_panic(expected = "assertion")]
fn a_tensor_of_another_length_is_not_read() {
    let layout = Layout::new(4, 4, 4, 1);
    let window = Window { height: 3, width: 3, step: 1, top: 1, left: 1 };
    let made = Convolution::new([layout; 2], window, &[0.0; 144], None, Activation::None).unwrap();
    made.run(&vec![0.0; layout.len() - 1], None, &mut vec![0.0; layout.len()]);
}
