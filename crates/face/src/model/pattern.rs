//! Finds subgraphs that kernels can compute. Does not change the graph.

use kernels::{Activation, Window};
use tract_onnx::tract_core::internal::*;

use super::operator::{Binary, ConvGeometry, Convolution, Operator};

/// The graph that is searched.
#[derive(Clone, Copy)]
pub(super) struct Graph<'a>(pub(super) &'a TypedModel);

/// A convolution of the old graph that a kernel can compute.
pub(super) struct ConvolutionMatch<'a> {
    pub(super) input: OutletId,
    pub(super) window: Window,
    pub(super) depthwise: bool,
    pub(super) kernel: &'a [f32],
    pub(super) bias: &'a [f32],
}

impl<'a> Graph<'a> {
    /// The activation that computes `value`, if any, and the value before it.
    pub(super) fn activation(self, value: OutletId, channels: usize) -> (Activation, OutletId) {
        let activation = match self.operator(value) {
            Some(Operator::PRelu(slopes)) if slopes.len() == channels => {
                Activation::PRelu(slopes.clone())
            }
            Some(&Operator::Clamp { low, high }) => Activation::Clamp { low, high },
            _ => return (Activation::None, value),
        };
        let before = self.0.node(value.node).inputs[0];
        if self.is_private(before) { (activation, before) } else { (Activation::None, value) }
    }

    /// The convolution that computes `value`, or the convolution and the other operand of a sum.
    pub(super) fn convolution_with_residual(
        self,
        value: OutletId,
    ) -> TractResult<Option<(ConvolutionMatch<'a>, Option<OutletId>)>> {
        if let Some(found) = self.convolution(value)? {
            return Ok(Some((found, None)));
        }
        let Some(Operator::Binary(Binary::Add)) = self.operator(value) else {
            return Ok(None);
        };
        let node = self.0.node(value.node);
        for (one, other) in [(0, 1), (1, 0)] {
            let (one, other) = (node.inputs[one], node.inputs[other]);
            let has_same_shape =
                self.shape(one).ok().is_some_and(|shape| self.shape(other).ok() == Some(shape));
            if has_same_shape
                && self.is_private(one)
                && let Some(found) = self.convolution(one)?
                && !found.depthwise
            {
                return Ok(Some((found, Some(other))));
            }
        }
        Ok(None)
    }

    /// The convolution that computes `value`, if a kernel supports it.
    fn convolution(self, value: OutletId) -> TractResult<Option<ConvolutionMatch<'a>>> {
        let Some(Operator::Convolution(convolution)) = self.operator(value) else {
            return Ok(None);
        };
        let Convolution { geometry, groups, kernel, bias } = convolution;
        let input = self.0.node(value.node).inputs[0];
        let [inputs, ..] = self.shape(input)?;
        let depthwise = *groups > 1 && *groups == inputs && inputs == bias.len();
        let Some(window) = window(geometry).filter(|_| depthwise || *groups == 1) else {
            return Ok(None);
        };
        let kernel = kernel.try_as_plain_ram()?.as_slice::<f32>()?;
        Ok(Some(ConvolutionMatch { input, window, depthwise, kernel, bias }))
    }

    /// The padding around `value` that the convolutions reading it need.
    pub(super) fn padding(self, value: OutletId) -> usize {
        let convolutions = self.readers(value).filter_map(|reader| match reader {
            Some(Operator::Convolution(convolution)) => Some(&convolution.geometry),
            _ => None,
        });
        convolutions
            .flat_map(|geometry| [geometry.padding_before, geometry.padding_after])
            .flatten()
            .max()
            .unwrap_or(0)
    }

    /// Whether only convolutions without groups read `value`: these accept a tight layout.
    pub(super) fn is_read_by_full_convolutions(self, value: OutletId) -> bool {
        self.readers(value)
            .all(|reader| matches!(reader, Some(Operator::Convolution(convolution)) if convolution.groups == 1))
    }

    /// The value from which `value` is computed by a scale and a shift for each channel, with
    /// both. They are folded into the conversion to the packed layout.
    pub(super) fn without_scale(
        self,
        value: OutletId,
        channels: usize,
    ) -> TractResult<(OutletId, Vec<f32>, Vec<f32>)> {
        let (mut scale, mut shift, mut source) = (vec![1.0; channels], vec![0.0; channels], value);
        let shape = self.shape(value)?;
        while let Some((op, constant, other)) = self.with_constant(source)? {
            if self.shape(other).ok() != Some(shape) {
                break;
            }
            let numbers = constant.view().as_slice::<f32>()?.to_vec();
            let is_first = self.0.node(source.node).inputs[0] == other;
            let for_each = match numbers.len() {
                1 => vec![numbers[0]; channels],
                count if count == channels && [1, channels, 1, 1].ends_with(constant.shape()) => {
                    numbers
                }
                _ => break,
            };
            for (channel, number) in for_each.into_iter().enumerate() {
                // value = scale * source + shift
                match op {
                    Binary::Mul => scale[channel] *= number,
                    Binary::Add => shift[channel] += scale[channel] * number,
                    Binary::Sub if is_first => shift[channel] -= scale[channel] * number,
                    Binary::Sub | Binary::Div => return Ok((source, scale, shift)),
                }
            }
            source = other;
        }
        Ok((source, scale, shift))
    }

    /// The operation, the constant and the other operand that `value` is computed from.
    fn with_constant(
        self,
        value: OutletId,
    ) -> TractResult<Option<(Binary, Arc<Tensor>, OutletId)>> {
        let Some(Operator::Binary(op)) = self.operator(value) else { return Ok(None) };
        let node = self.0.node(value.node);
        for (constant, other) in [(1, 0), (0, 1)] {
            if let Some(constant) = &self.0.outlet_fact(node.inputs[constant])?.konst {
                return Ok(Some((*op, constant.clone(), node.inputs[other])));
            }
        }
        Ok(None)
    }

    /// Whether exactly one operator reads `value` and the value is no output.
    pub(super) fn is_private(self, value: OutletId) -> bool {
        self.readers(value).count() == 1 && !self.0.outputs.contains(&value)
    }

    /// The operator that computes `value`, unless it is an input or a constant.
    pub(super) fn operator(self, value: OutletId) -> Option<&'a Operator> {
        self.0.node(value.node).op_as()
    }

    fn readers(self, value: OutletId) -> impl Iterator<Item = Option<&'a Operator>> {
        self.0.outlet_successors(value).iter().map(move |reader| self.0.node(reader.node).op_as())
    }

    /// Channels, height and width of an f32 value of batch size 1; otherwise an error.
    pub(super) fn shape(self, value: OutletId) -> TractResult<[usize; 3]> {
        let fact = self.0.outlet_fact(value)?;
        match fact.shape.as_concrete() {
            Some(&[1, channels, height, width]) if fact.datum_type == DatumType::F32 => {
                Ok([channels, height, width])
            }
            _ => bail!("not one feature map"),
        }
    }
}

impl ConvolutionMatch<'_> {
    /// Whether it is a 1 x 1 convolution with step 1.
    pub(super) fn is_pointwise(&self) -> bool {
        let Window { height, width, step, .. } = self.window;
        [height, width, step] == [1; 3] && !self.depthwise
    }
}

/// The geometry as a window of the kernels. `None` if it is dilated or has unequal strides.
pub(super) fn window(geometry: &ConvGeometry) -> Option<Window> {
    let &ConvGeometry {
        kernel: [height, width],
        strides,
        dilations,
        padding_before: [top, left],
        ..
    } = geometry;
    let is_supported = dilations == [1; 2] && strides[0] == strides[1];
    is_supported.then_some(Window { height, width, step: strides[0], top, left })
}
