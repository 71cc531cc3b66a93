//! Reference implementation of each kernel, by its definition: one number after the other, on whole
//! planes (channels x height x width), without padding, packed weights or vectors. Slow, and easy to
//! verify.

use crate::{Activation, pool::Kind};

/// A picture: channels x height x width.
#[derive(Clone, Debug, PartialEq)]
pub struct Planes {
    /// Channels, height, width.
    pub shape: [usize; 3],
    /// Row-major.
    pub values: Vec<f32>,
}

/// How a window moves over a picture: kernel's height and width, step, then the zeros above, left,
/// below and right.
pub type Moves = ([usize; 2], usize, [usize; 4]);

impl Planes {
    /// The number at a place, zero outside.
    fn at(&self, channel: usize, y: isize, x: isize) -> f32 {
        let [_, height, width] = self.shape;
        match (usize::try_from(y), usize::try_from(x)) {
            (Ok(y), Ok(x)) if y < height && x < width => {
                self.values[(channel * height + y) * width + x]
            }
            _ => 0.0,
        }
    }
}

/// Height and width of what comes out.
fn places(input: &Planes, ([height, width], step, [top, left, below, right]): Moves) -> [usize; 2] {
    [
        (input.shape[1] + top + below - height) / step + 1,
        (input.shape[2] + left + right - width) / step + 1,
    ]
}

/// Each number that a window sees of one channel, with its place in the kernel.
fn seen(
    input: &Planes,
    channel: usize,
    [y, x]: [usize; 2],
    ([height, width], step, [top, left, ..]): Moves,
) -> impl Iterator<Item = (usize, f32)> {
    (0..height * width).map(move |place| {
        let y = (y * step + place / width) as isize - top as isize;
        let x = (x * step + place % width) as isize - left as isize;
        (place, input.at(channel, y, x))
    })
}

fn draw(
    channels: usize,
    [height, width]: [usize; 2],
    f: impl Fn(usize, [usize; 2]) -> f32,
) -> Planes {
    let places = (0..channels * height * width)
        .map(|at| f(at / (height * width), [at / width % height, at % width]));
    Planes { shape: [channels, height, width], values: places.collect() }
}

/// Weights: output x input x height x width.
pub fn convolution(
    input: &Planes,
    weights: &[f32],
    bias: &[f32],
    moves: Moves,
    residual: Option<&Planes>,
    activation: &Activation,
) -> Planes {
    let (inputs, kernel) = (input.shape[0], moves.0[0] * moves.0[1]);
    draw(bias.len(), places(input, moves), |output, place| {
        let mut sum = f64::from(bias[output]);
        for channel in 0..inputs {
            for (at, value) in seen(input, channel, place, moves) {
                let weight = weights[(output * inputs + channel) * kernel + at];
                sum += f64::from(value) * f64::from(weight);
            }
        }
        let other = residual.map_or(0.0, |it| it.at(output, place[0] as isize, place[1] as isize));
        activation.of(sum as f32 + other, output)
    })
}

/// Weights: channel x height x width.
pub fn depthwise(
    input: &Planes,
    weights: &[f32],
    bias: &[f32],
    moves: Moves,
    activation: &Activation,
) -> Planes {
    let kernel = moves.0[0] * moves.0[1];
    draw(bias.len(), places(input, moves), |channel, place| {
        let products = seen(input, channel, place, moves)
            .map(|(at, value)| f64::from(value) * f64::from(weights[channel * kernel + at]));
        activation.of((f64::from(bias[channel]) + products.sum::<f64>()) as f32, channel)
    })
}

/// With zeros in the channels from the input's up to `channels`.
pub fn pool(input: &Planes, moves: Moves, kind: Kind, channels: usize) -> Planes {
    draw(channels, places(input, moves), |channel, place| {
        if channel >= input.shape[0] {
            return 0.0;
        }
        let seen = seen(input, channel, place, moves).map(|(_, value)| value);
        match kind {
            Kind::Max => seen.fold(f32::NEG_INFINITY, f32::max),
            Kind::Mean => seen.sum::<f32>() / (moves.0[0] * moves.0[1]) as f32,
        }
    })
}
