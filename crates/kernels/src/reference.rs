//! Reference implementation of each kernel: scalar code on planes (channels x height x width),
//! without padding or packed weights. Slow, and easy to verify.

use crate::{Activation, pool::PoolKind};

/// A feature map: channels x height x width.
#[derive(Clone, Debug, PartialEq)]
pub struct Planes {
    /// Channels, height, width.
    pub shape: [usize; 3],
    /// Row-major.
    pub values: Vec<f32>,
}

/// Kernel height and width, step, and the padding above, left, below and right.
pub type WindowParameters = ([usize; 2], usize, [usize; 4]);

impl Planes {
    /// The number at a position, zero outside.
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

/// Height and width of the output.
fn output_size(
    input: &Planes,
    ([height, width], step, [top, left, below, right]): WindowParameters,
) -> [usize; 2] {
    [
        (input.shape[1] + top + below - height) / step + 1,
        (input.shape[2] + left + right - width) / step + 1,
    ]
}

/// The numbers of one channel within a window, each with its index in the kernel.
fn window_values(
    input: &Planes,
    channel: usize,
    [y, x]: [usize; 2],
    ([height, width], step, [top, left, ..]): WindowParameters,
) -> impl Iterator<Item = (usize, f32)> {
    (0..height * width).map(move |index| {
        let y = (y * step + index / width) as isize - top as isize;
        let x = (x * step + index % width) as isize - left as isize;
        (index, input.at(channel, y, x))
    })
}

fn planes_from(
    channels: usize,
    [height, width]: [usize; 2],
    value_at: impl Fn(usize, [usize; 2]) -> f32,
) -> Planes {
    let values = (0..channels * height * width)
        .map(|at| value_at(at / (height * width), [at / width % height, at % width]));
    Planes { shape: [channels, height, width], values: values.collect() }
}

/// Convolution. Weights: output x input x height x width.
pub fn convolution(
    input: &Planes,
    weights: &[f32],
    bias: &[f32],
    parameters: WindowParameters,
    residual: Option<&Planes>,
    activation: &Activation,
) -> Planes {
    let (inputs, kernel) = (input.shape[0], parameters.0[0] * parameters.0[1]);
    planes_from(bias.len(), output_size(input, parameters), |output, position| {
        let mut sum = f64::from(bias[output]);
        for channel in 0..inputs {
            for (at, value) in window_values(input, channel, position, parameters) {
                let weight = weights[(output * inputs + channel) * kernel + at];
                sum += f64::from(value) * f64::from(weight);
            }
        }
        let added = residual.map_or(0.0, |residual| {
            residual.at(output, position[0] as isize, position[1] as isize)
        });
        activation.apply(sum as f32 + added, output)
    })
}

/// Depthwise convolution. Weights: channel x height x width.
pub fn depthwise(
    input: &Planes,
    weights: &[f32],
    bias: &[f32],
    parameters: WindowParameters,
    activation: &Activation,
) -> Planes {
    let kernel = parameters.0[0] * parameters.0[1];
    planes_from(bias.len(), output_size(input, parameters), |channel, position| {
        let products = window_values(input, channel, position, parameters)
            .map(|(at, value)| f64::from(value) * f64::from(weights[channel * kernel + at]));
        activation.apply((f64::from(bias[channel]) + products.sum::<f64>()) as f32, channel)
    })
}

/// Pooling. Channels beyond the input's, up to `channels`, are zero.
pub fn pool(
    input: &Planes,
    parameters: WindowParameters,
    kind: PoolKind,
    channels: usize,
) -> Planes {
    planes_from(channels, output_size(input, parameters), |channel, position| {
        if channel >= input.shape[0] {
            return 0.0;
        }
        let seen = window_values(input, channel, position, parameters).map(|(_, value)| value);
        match kind {
            PoolKind::Max => seen.fold(f32::NEG_INFINITY, f32::max),
            PoolKind::Sum => seen.sum(),
            PoolKind::Mean => seen.sum::<f32>() / (parameters.0[0] * parameters.0[1]) as f32,
        }
    })
}
