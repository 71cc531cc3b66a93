//! The closed list of operators that a plan consists of.

use kernels::{
    Invalid, Layout, Workspace, convolution::Convolution, depthwise::Depthwise, pack, pool::Pool,
    separable::Separable,
};
use serde::{Deserialize, Serialize};

use crate::plain::{Map, Pad, Sum};

/// What a step computes. Feature maps between two steps have a packed [`Layout`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Operator {
    /// From planes to a layout.
    Interleave(Interleave),
    /// A convolution, to which a second input may be added.
    Convolution(Convolution),
    /// A depthwise convolution.
    Depthwise(Depthwise),
    /// A depthwise and a pointwise convolution, to which a second input may be added.
    Separable(Separable),
    /// Pooling.
    Pool(Pool),
    /// A function of each number.
    Map(Map),
    /// The sum of two feature maps.
    Sum(Sum),
    /// A larger feature map with zeros around the smaller one.
    Pad(Pad),
    /// From a layout to planes: channels x height x width.
    Planes(Layout),
    /// From a layout to rows of pixels: height x width x channels.
    Rows(Layout),
}

/// The conversion from planes to a layout, with a scale and a shift for each channel.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Interleave {
    /// The result.
    pub layout: Layout,
    /// Factor of each channel.
    pub scale: Vec<f32>,
    /// Summand of each channel, after the factor.
    pub shift: Vec<f32>,
}

/// The number of a layout's values, without padding and filling channels.
fn values(layout: &Layout) -> usize {
    layout.height * layout.width * layout.channels
}

impl Operator {
    /// Fails if the parts of the operator do not fit each other.
    pub(crate) fn check(&self) -> Result<(), Invalid> {
        match self {
            Self::Interleave(Interleave { layout, scale, shift }) => {
                layout.check()?;
                let fits = [scale.len(), shift.len()] == [layout.channels; 2];
                if fits { Ok(()) } else { Err(Invalid) }
            }
            // These are checked when they are made or read.
            Self::Convolution(_) | Self::Depthwise(_) | Self::Separable(_) | Self::Pool(_) => {
                Ok(())
            }
            Self::Map(map) => map.check(),
            Self::Sum(sum) => sum.check(),
            Self::Pad(pad) => pad.check(),
            Self::Planes(layout) | Self::Rows(layout) => layout.check(),
        }
    }

    /// The same operator on feature maps of another size. Fails if it does not fit them.
    pub(crate) fn map_layouts(self, map: impl Fn(Layout) -> Layout) -> Result<Self, Invalid> {
        let mapped = match self {
            Self::Interleave(from) => {
                Self::Interleave(Interleave { layout: map(from.layout), ..from })
            }
            Self::Convolution(kernel) => Self::Convolution(kernel.map_layouts(map)?),
            Self::Depthwise(kernel) => Self::Depthwise(kernel.map_layouts(map)?),
            Self::Separable(kernel) => Self::Separable(kernel.map_layouts(map)?),
            Self::Pool(kernel) => Self::Pool(kernel.map_layouts(map)?),
            Self::Map(from) => {
                Self::Map(Map { input: map(from.input), output: map(from.output), ..from })
            }
            Self::Sum(sum) => {
                let (inputs, output) = (sum.inputs.map(&map), map(sum.output));
                Self::Sum(Sum { inputs, output, ..sum })
            }
            // Its offset is a number of pixels.
            Self::Pad(pad) if [pad.top, pad.left] == [0; 2] => {
                Self::Pad(Pad { input: map(pad.input), output: map(pad.output), ..pad })
            }
            Self::Pad(_) => return Err(Invalid),
            Self::Planes(layout) => Self::Planes(map(layout)),
            Self::Rows(layout) => Self::Rows(map(layout)),
        };
        mapped.check()?;
        Ok(mapped)
    }

    /// Lengths of the first and the second input, in numbers.
    pub(crate) fn inputs(&self) -> [Option<usize>; 2] {
        let [first, second] = match self {
            Self::Interleave(Interleave { layout, .. }) => return [Some(values(layout)), None],
            Self::Convolution(kernel) => [Some(kernel.input()), kernel.residual()],
            Self::Depthwise(kernel) => [Some(kernel.input()), None],
            Self::Separable(kernel) => [Some(kernel.input()), kernel.residual()],
            Self::Pool(kernel) => [Some(kernel.input()), None],
            Self::Map(map) => [Some(map.input), None],
            Self::Sum(sum) => sum.inputs.map(Some),
            Self::Pad(pad) => [Some(pad.input), None],
            Self::Planes(layout) | Self::Rows(layout) => [Some(*layout), None],
        };
        [first, second].map(|layout| layout.map(|layout| layout.len()))
    }

    /// Length of the output, in numbers.
    pub(crate) fn output(&self) -> usize {
        match self {
            Self::Interleave(Interleave { layout, .. }) => layout.len(),
            Self::Convolution(kernel) => kernel.output().len(),
            Self::Depthwise(kernel) => kernel.output().len(),
            Self::Separable(kernel) => kernel.output().len(),
            Self::Pool(kernel) => kernel.output().len(),
            Self::Map(map) => map.output.len(),
            Self::Sum(sum) => sum.output.len(),
            Self::Pad(pad) => pad.output.len(),
            Self::Planes(layout) | Self::Rows(layout) => values(layout),
        }
    }

    /// Writes the output. `second` is the second input, if the operator has two.
    ///
    /// # Panics
    ///
    /// If a length differs from those of [`inputs`](Self::inputs) and [`output`](Self::output).
    pub(crate) fn run(
        &self,
        first: &[f32],
        second: Option<&[f32]>,
        output: &mut [f32],
        workspace: &mut Workspace,
    ) {
        match self {
            Self::Interleave(Interleave { layout, scale, shift }) => {
                pack::interleave(first, layout, scale, shift, output);
            }
            Self::Convolution(kernel) => kernel.run(first, second, output, workspace),
            Self::Depthwise(kernel) => kernel.run(first, output),
            Self::Separable(kernel) => kernel.run(first, second, output, workspace),
            Self::Pool(kernel) => kernel.run(first, output),
            Self::Map(map) => map.run(first, output),
            Self::Sum(sum) => sum.run([first, second.unwrap_or_default()], output),
            Self::Pad(pad) => pad.run(first, output),
            Self::Planes(layout) => pack::deinterleave(first, layout, output),
            Self::Rows(layout) => pack::tighten(first, layout, output),
        }
    }
}
