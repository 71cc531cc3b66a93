//! Operators that take little time and are not optimised.

use kernels::{Activation, Invalid, Layout};
use serde::{Deserialize, Serialize};

/// Multiplies each channel, adds to it, and applies a function.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Map {
    /// Layout of the input.
    pub input: Layout,
    /// Layout of the output, which may have another padding.
    pub output: Layout,
    /// Factor of each channel.
    pub scale: Vec<f32>,
    /// Summand of each channel, after the factor.
    pub shift: Vec<f32>,
    /// Applied last.
    pub function: Function,
}

/// A function of one number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Function {
    /// An activation that kernels have as well.
    Activation(Activation),
    /// The logistic function.
    Sigmoid,
}

/// The sum of two feature maps with an activation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sum {
    /// Layouts of the summands, which may have different paddings.
    pub inputs: [Layout; 2],
    /// Layout of the sum.
    pub output: Layout,
    /// Applied to the sum.
    pub activation: Activation,
}

/// A larger feature map with zeros around the smaller one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pad {
    /// Layout of the smaller one.
    pub input: Layout,
    /// Layout of the larger one. Channels are added after those of the input.
    pub output: Layout,
    /// Rows of zeros above the input.
    pub top: usize,
    /// Columns of zeros left of the input.
    pub left: usize,
}

fn ensure(holds: bool) -> Result<(), Invalid> {
    if holds { Ok(()) } else { Err(Invalid) }
}

/// Channels, height and width.
fn shape(layout: &Layout) -> [usize; 3] {
    [layout.channels, layout.height, layout.width]
}

/// The positions of all pixels of a layout, row by row.
fn pixels(layout: &Layout) -> impl Iterator<Item = [usize; 2]> {
    let Layout { height, width, .. } = *layout;
    (0..height).flat_map(move |y| (0..width).map(move |x| [y, x]))
}

/// The channels of one pixel.
fn pixel<'a>(tensor: &'a [f32], layout: &Layout, [y, x]: [usize; 2]) -> &'a [f32] {
    &tensor[layout.offset(y as isize, x as isize)..][..layout.channels]
}

/// The numbers of one pixel that is written, including filling channels.
fn pixel_mut<'a>(tensor: &'a mut [f32], layout: &Layout, [y, x]: [usize; 2]) -> &'a mut [f32] {
    &mut tensor[layout.offset(y as isize, x as isize)..][..layout.stride]
}

impl Function {
    fn apply(&self, value: f32, channel: usize) -> f32 {
        match self {
            Self::Activation(activation) => activation.apply(value, channel),
            Self::Sigmoid => 1.0 / (1.0 + (-value).exp()),
        }
    }

    fn fits_channels(&self, channels: usize) -> bool {
        match self {
            Self::Activation(activation) => activation.fits_channels(channels),
            Self::Sigmoid => true,
        }
    }
}

impl Map {
    pub(crate) fn check(&self) -> Result<(), Invalid> {
        let Self { input, output, scale, shift, function } = self;
        input.check()?;
        output.check()?;
        ensure(
            shape(input) == shape(output)
                && [scale.len(), shift.len()] == [input.channels; 2]
                && function.fits_channels(input.channels),
        )
    }

    pub(crate) fn run(&self, from: &[f32], to: &mut [f32]) {
        self.output.clear_padding(to);
        for position in pixels(&self.input) {
            let from = pixel(from, &self.input, position);
            let to = pixel_mut(to, &self.output, position);
            let (to, filling) = to.split_at_mut(from.len());
            filling.fill(0.0);
            for (channel, (to, value)) in to.iter_mut().zip(from).enumerate() {
                let value = value * self.scale[channel] + self.shift[channel];
                *to = self.function.apply(value, channel);
            }
        }
    }
}

impl Sum {
    pub(crate) fn check(&self) -> Result<(), Invalid> {
        let Self { inputs: [one, other], output, activation } = self;
        [one, other, output].iter().try_for_each(|layout| layout.check())?;
        ensure(
            shape(one) == shape(output)
                && shape(other) == shape(output)
                && activation.fits_channels(output.channels),
        )
    }

    pub(crate) fn run(&self, [one, other]: [&[f32]; 2], to: &mut [f32]) {
        self.output.clear_padding(to);
        for position in pixels(&self.output) {
            let one = pixel(one, &self.inputs[0], position);
            let other = pixel(other, &self.inputs[1], position);
            let to = pixel_mut(to, &self.output, position);
            let (to, filling) = to.split_at_mut(one.len());
            filling.fill(0.0);
            for (channel, (to, (one, other))) in
                to.iter_mut().zip(one.iter().zip(other)).enumerate()
            {
                *to = self.activation.apply(one + other, channel);
            }
        }
    }
}

impl Pad {
    pub(crate) fn check(&self) -> Result<(), Invalid> {
        let Self { input, output, top, left } = *self;
        input.check()?;
        output.check()?;
        ensure(
            input.channels <= output.channels
                && top.saturating_add(input.height) <= output.height
                && left.saturating_add(input.width) <= output.width,
        )
    }

    pub(crate) fn run(&self, from: &[f32], to: &mut [f32]) {
        to.fill(0.0);
        for [y, x] in pixels(&self.input) {
            let from = pixel(from, &self.input, [y, x]);
            let to = pixel_mut(to, &self.output, [y + self.top, x + self.left]);
            to[..from.len()].copy_from_slice(from);
        }
    }
}
