//! Pattern matching in a graph, without changes to it.

use kernels::{Activation, Window};
use tract_onnx::tract_core::internal::*;

use super::definition::{Binary, Convolution, Definition, Sweep};

/// The graph that is looked at.
#[derive(Clone, Copy)]
pub(super) struct Graph<'a>(pub(super) &'a TypedModel);

/// A convolution of the old graph that an operator can do.
pub(super) struct Found<'a> {
    pub(super) input: OutletId,
    pub(super) window: Window,
    pub(super) depthwise: bool,
    pub(super) kernel: &'a [f32],
    pub(super) bias: &'a [f32],
}

impl<'a> Graph<'a> {
    /// What is done to each number of `value` at the end, and to what.
    pub(super) fn activation(self, value: OutletId, channels: usize) -> (Activation, OutletId) {
        let activation = match self.definition(value) {
            Some(Definition::Slope(slopes)) if slopes.len() == channels => {
                Activation::Slope(slopes.clone())
            }
            Some(&Definition::Clamp { low, high }) => Activation::Clamp { low, high },
            _ => return (Activation::None, value),
        };
        let below = self.0.node(value.node).inputs[0];
        if self.is_private(below) { (activation, below) } else { (Activation::None, value) }
    }

    /// The convolution that `value` is the output of, or the sum of it and another value.
    pub(super) fn sum(self, value: OutletId) -> TractResult<Option<(Found<'a>, Option<OutletId>)>> {
        if let Some(found) = self.find(value)? {
            return Ok(Some((found, None)));
        }
        let Some(Definition::Binary(Binary::Add)) = self.definition(value) else {
            return Ok(None);
        };
        let node = self.0.node(value.node);
        for (one, other) in [(0, 1), (1, 0)] {
            let (one, other) = (node.inputs[one], node.inputs[other]);
            let is_same = self.shape(one).ok().is_some_and(|it| self.shape(other).ok() == Some(it));
            if is_same
                && self.is_private(one)
                && let Some(found) = self.find(one)?
                && !found.depthwise
            {
                return Ok(Some((found, Some(other))));
            }
        }
        Ok(None)
    }

    /// The convolution of which `value` is the output, if an operator can do it.
    fn find(self, value: OutletId) -> TractResult<Option<Found<'a>>> {
        let Some(Definition::Convolution(convolution)) = self.definition(value) else {
            return Ok(None);
        };
        let Convolution { sweep, groups, kernel, bias } = convolution;
        let input = self.0.node(value.node).inputs[0];
        let [inputs, ..] = self.shape(input)?;
        let depthwise = *groups > 1 && *groups == inputs && inputs == bias.len();
        let Some(window) = window(sweep).filter(|_| depthwise || *groups == 1) else {
            return Ok(None);
        };
        let kernel = kernel.try_as_plain_ram()?.as_slice::<f32>()?;
        Ok(Some(Found { input, window, depthwise, kernel, bias }))
    }

    /// The padding around `value` that its readers need.
    pub(super) fn border(self, value: OutletId) -> usize {
        let convolutions = self.readers(value).filter_map(|it| match it {
            Some(Definition::Convolution(it)) => Some(&it.sweep),
            _ => None,
        });
        convolutions.flat_map(|it| [it.before, it.after]).flatten().max().unwrap_or(0)
    }

    /// Whether only convolutions read `value` that mix all channels: then they may lie tight.
    pub(super) fn only_mixed(self, value: OutletId) -> bool {
        self.readers(value)
            .all(|it| matches!(it, Some(Definition::Convolution(it)) if it.groups == 1))
    }

    /// The value that `value` is computed from by a factor and a summand for each channel, which are
    /// folded into the layout.
    pub(super) fn scaled(
        self,
        value: OutletId,
        channels: usize,
    ) -> TractResult<(OutletId, Vec<f32>, Vec<f32>)> {
        let (mut scale, mut shift, mut below) = (vec![1.0; channels], vec![0.0; channels], value);
        let shape = self.shape(value)?;
        while let Some((op, constant, other)) = self.with_constant(below)? {
            if self.shape(other).ok() != Some(shape) {
                break;
            }
            let numbers = constant.view().as_slice::<f32>()?.to_vec();
            let is_first = self.0.node(below.node).inputs[0] == other;
            let for_each = match numbers.len() {
                1 => vec![numbers[0]; channels],
                it if it == channels && [1, channels, 1, 1].ends_with(constant.shape()) => numbers,
                _ => break,
            };
            for (channel, number) in for_each.into_iter().enumerate() {
                // value = scale * (what is below) + shift
                match op {
                    Binary::Mul => scale[channel] *= number,
                    Binary::Add => shift[channel] += scale[channel] * number,
                    Binary::Sub if is_first => shift[channel] -= scale[channel] * number,
                    Binary::Sub | Binary::Div => return Ok((below, scale, shift)),
                }
            }
            below = other;
        }
        Ok((below, scale, shift))
    }

    /// The operation, the constant and the other operand that `value` is computed from.
    fn with_constant(
        self,
        value: OutletId,
    ) -> TractResult<Option<(Binary, Arc<Tensor>, OutletId)>> {
        let Some(Definition::Binary(op)) = self.definition(value) else { return Ok(None) };
        let node = self.0.node(value.node);
        for (constant, other) in [(1, 0), (0, 1)] {
            if let Some(constant) = &self.0.outlet_fact(node.inputs[constant])?.konst {
                return Ok(Some((*op, constant.clone(), node.inputs[other])));
            }
        }
        Ok(None)
    }

    /// Whether one operation alone reads `value`, and it is no output.
    pub(super) fn is_private(self, value: OutletId) -> bool {
        self.readers(value).count() == 1 && !self.0.outputs.contains(&value)
    }

    /// The operator that computes `value`, unless it is an input or a constant.
    pub(super) fn definition(self, value: OutletId) -> Option<&'a Definition> {
        self.0.node(value.node).op_as()
    }

    fn readers(self, value: OutletId) -> impl Iterator<Item = Option<&'a Definition>> {
        self.0.outlet_successors(value).iter().map(move |it| self.0.node(it.node).op_as())
    }

    /// Channels, height and width of a value that is one picture; else an error.
    pub(super) fn shape(self, value: OutletId) -> TractResult<[usize; 3]> {
        let fact = self.0.outlet_fact(value)?;
        match fact.shape.as_concrete() {
            Some(&[1, channels, height, width]) if fact.datum_type == DatumType::F32 => {
                Ok([channels, height, width])
            }
            _ => bail!("not one picture"),
        }
    }
}

impl Found<'_> {
    /// Whether each pixel is made from the same one of the input.
    pub(super) fn reads_pixels(&self) -> bool {
        let Window { height, width, step, .. } = self.window;
        [height, width, step] == [1; 3] && !self.depthwise
    }
}

/// The window that operators know, if this is one.
pub(super) fn window(sweep: &Sweep) -> Option<Window> {
    let &Sweep { kernel: [height, width], steps, dilations, before: [top, left], .. } = sweep;
    let is_known = dilations == [1; 2] && steps[0] == steps[1];
    is_known.then_some(Window { height, width, step: steps[0], top, left })
}
