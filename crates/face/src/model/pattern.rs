//! What there is to be found in a graph: reads it, and changes nothing.

use kernels::{Activation, Window};
use tract_onnx::tract_core::{
    internal::*,
    ops::{
        binary::TypedBinOp,
        cnn::{Conv, KernelFormat, PoolSpec},
        math::{Add, Max, Min, Mul, Sub},
        nn::DataFormat,
    },
};

use super::operator::Slope;

/// The graph that is looked at.
#[derive(Clone, Copy)]
pub(super) struct Graph<'a>(pub(super) &'a TypedModel);

/// A convolution of the old graph that an operator can do.
pub(super) struct Found<'a> {
    pub(super) input: OutletId,
    pub(super) window: Window,
    pub(super) depthwise: bool,
    pub(super) kernel: &'a [f32],
    pub(super) bias: Vec<f32>,
}

impl<'a> Graph<'a> {
    /// What is done to each number of `value` at the end, and to what.
    pub(super) fn activation(
        self,
        value: OutletId,
        channels: usize,
    ) -> TractResult<(Activation, OutletId)> {
        let node = self.0.node(value.node);
        if let Some(slope) = node.op_as::<Slope>()
            && self.is_private(node.inputs[0])
            && slope.0.len() == channels
        {
            return Ok((slope.into(), node.inputs[0]));
        }
        let (mut low, mut high, mut below) = (f32::NEG_INFINITY, f32::INFINITY, value);
        loop {
            let Some((op, constant, other)) = self.with_constant(below)? else { break };
            let (Some(bound), true) = (uniform(&constant)?, self.is_private(other)) else { break };
            if op.0.is::<Min>() && low == f32::NEG_INFINITY {
                high = high.min(bound);
            } else if op.0.is::<Max>() {
                low = low.max(bound);
            } else {
                break;
            }
            below = other;
        }
        let is_none = low == f32::NEG_INFINITY && high == f32::INFINITY;
        Ok((if is_none { Activation::None } else { Activation::Clamp { low, high } }, below))
    }

    /// The convolution that `value` is the output of, or the sum of it and another value.
    pub(super) fn sum(self, value: OutletId) -> TractResult<Option<(Found<'a>, Option<OutletId>)>> {
        if let Some(found) = self.find(value)? {
            return Ok(Some((found, None)));
        }
        let node = self.0.node(value.node);
        if node.op_as::<TypedBinOp>().is_none_or(|op| !op.0.is::<Add>()) {
            return Ok(None);
        }
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
        let node = self.0.node(value.node);
        let Some(conv) = node.op_as::<Conv>() else { return Ok(None) };
        let [inputs, ..] = self.shape(node.inputs[0])?;
        let outputs = conv.pool_spec.output_channels;
        let depthwise = conv.group > 1 && conv.group == inputs && inputs == outputs;
        let constant = |at: usize| self.0.outlet_fact(node.inputs[at]).ok()?.konst.as_deref();
        let (Some(window), Some(kernel), Some(bias)) =
            (self.window(&conv.pool_spec, node.inputs[0])?, constant(1), constant(2))
        else {
            return Ok(None);
        };
        let is_plain = conv.kernel_fmt == KernelFormat::OIHW && conv.q_params.is_none();
        if !is_plain || !(depthwise || conv.group == 1) || kernel.datum_type() != DatumType::F32 {
            return Ok(None);
        }
        let bias = bias.view().as_slice::<f32>()?.to_vec();
        let bias = if bias.len() == 1 { vec![bias[0]; outputs] } else { bias };
        let kernel = kernel.try_as_plain_ram()?.as_slice::<f32>()?;
        Ok(Some(Found { input: node.inputs[0], window, depthwise, kernel, bias }))
    }

    /// How a window moves over `input`, if in a way that operators know.
    pub(super) fn window(self, spec: &PoolSpec, input: OutletId) -> TractResult<Option<Window>> {
        let [_, height, width] = self.shape(input)?;
        let padding = spec.computed_padding(&[height, width]);
        let steps = [spec.stride(0), spec.stride(1)];
        let is_known = spec.data_format == DataFormat::NCHW
            && spec.rank() == 2
            && spec.dilations().iter().all(|it| *it == 1)
            && steps[0] == steps[1];
        Ok(is_known.then(|| Window {
            height: spec.kernel_shape[0],
            width: spec.kernel_shape[1],
            step: steps[0],
            top: padding[0].pad_before,
            left: padding[1].pad_before,
        }))
    }

    /// How many zeros around `value` those who read it want to see.
    pub(super) fn border(self, value: OutletId) -> TractResult<usize> {
        let mut border = 0;
        for reader in self.readers(value) {
            if let Some(conv) = reader.op_as::<Conv>()
                && let Ok([_, height, width]) = self.shape(value)
            {
                for side in conv.pool_spec.computed_padding(&[height, width]) {
                    border = border.max(side.pad_before).max(side.pad_after);
                }
            }
        }
        Ok(border)
    }

    /// Whether only convolutions read `value` that mix all channels: then they may lie tight.
    pub(super) fn only_mixed(self, value: OutletId) -> bool {
        self.readers(value).all(|it| it.op_as::<Conv>().is_some_and(|conv| conv.group == 1))
    }

    /// What `value` is but for a factor and a summand for each channel: those are taken over
    /// where a value is laid out.
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
                it if it == channels && constant.shape().get(1) == Some(&channels) => numbers,
                _ => break,
            };
            for (channel, number) in for_each.into_iter().enumerate() {
                // value = scale * (what is below) + shift
                if op.0.is::<Mul>() {
                    scale[channel] *= number;
                } else if op.0.is::<Add>() {
                    shift[channel] += scale[channel] * number;
                } else if op.0.is::<Sub>() && is_first {
                    shift[channel] -= scale[channel] * number;
                } else {
                    return Ok((below, scale, shift));
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
    ) -> TractResult<Option<(&'a TypedBinOp, Arc<Tensor>, OutletId)>> {
        let node = self.0.node(value.node);
        let Some(op) = node.op_as::<TypedBinOp>() else { return Ok(None) };
        for (constant, other) in [(1, 0), (0, 1)] {
            if let Some(constant) = &self.0.outlet_fact(node.inputs[constant])?.konst
                && constant.datum_type() == DatumType::F32
            {
                return Ok(Some((op, constant.clone(), node.inputs[other])));
            }
        }
        Ok(None)
    }

    /// Whether one operation alone reads `value`, and it is no output.
    pub(super) fn is_private(self, value: OutletId) -> bool {
        self.readers(value).count() == 1 && !self.0.outputs.contains(&value)
    }

    fn readers(self, value: OutletId) -> impl Iterator<Item = &'a TypedNode> {
        let old = self.0;
        old.outlet_successors(value).iter().map(|it| old.node(it.node))
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

/// The number that a constant consists of, if it is one alone.
pub(super) fn uniform(tensor: &Tensor) -> TractResult<Option<f32>> {
    if tensor.datum_type() != DatumType::F32 {
        return Ok(None);
    }
    let numbers = tensor.try_as_plain_ram()?.as_slice::<f32>()?;
    let first = numbers.first().copied();
    Ok(first.filter(|first| numbers.iter().all(|it| it == first)))
}
