//! Replaces known patterns of a graph by kernels and copies the rest.
//!
//! It walks back from the outputs. Where a value ends a pattern (a convolution with a residual and
//! an activation; a depthwise convolution followed by a pointwise one; pooling with added channels)
//! a kernel replaces it, and its tensor has the packed [`Layout`]. All other values are in planes.

use std::collections::HashMap;

use kernels::{
    Layout,
    convolution::Convolution,
    depthwise::Depthwise,
    pool::{Pool, PoolKind},
    separable::Separable,
};
use tract_onnx::tract_core::{internal::*, ops::source::TypedSource};

use super::{
    kernel::{Buffers, Kernel, KernelStep},
    operator::{Operator, PoolOperation},
    pattern::{ConvolutionMatch, Graph, window},
};

/// The graph with kernels.
pub(super) fn rewrite(old: &TypedModel) -> TractResult<TypedModel> {
    let mut rewrite = Rewrite {
        old: Graph(old),
        new: TypedModel::default(),
        planes: HashMap::new(),
        packed: HashMap::new(),
        buffers: Buffers::default(),
    };
    // All inputs first, so that their order is kept.
    for input in old.input_outlets()? {
        rewrite.planes(*input)?;
    }
    let outputs: TVec<OutletId> = old
        .output_outlets()?
        .iter()
        .map(|output| rewrite.planes(*output))
        .collect::<TractResult<_>>()?;
    rewrite.new.select_output_outlets(&outputs)?;
    Ok(rewrite.new)
}

struct Rewrite<'a> {
    old: Graph<'a>,
    new: TypedModel,
    /// New values in planes, by the old ones.
    planes: HashMap<OutletId, OutletId>,
    /// New values in a packed layout, by the old ones.
    packed: HashMap<OutletId, PackedValue>,
    buffers: Buffers,
}

/// A value of the new graph in a packed layout.
#[derive(Clone, Copy)]
struct PackedValue {
    outlet: OutletId,
    layout: Layout,
}

impl Rewrite<'_> {
    /// The new value in planes for an old one.
    fn planes(&mut self, value: OutletId) -> TractResult<OutletId> {
        if let Some(known) = self.planes.get(&value) {
            return Ok(*known);
        }
        let new = if let Some(PackedValue { outlet, layout }) = self.kernel(value)? {
            self.wire(value, "planes", KernelStep::Planes(layout), &[outlet])?
        } else {
            let node = self.old.0.node(value.node);
            let inputs: TVec<_> =
                node.inputs.iter().map(|input| self.planes(*input)).collect::<TractResult<_>>()?;
            let outlets = if let Some(source) = node.op_as::<TypedSource>() {
                tvec!(self.new.add_source(&*node.name, source.fact.clone())?)
            } else {
                self.new.wire_node(&*node.name, node.op.clone(), &inputs)?
            };
            outlets[value.slot]
        };
        self.planes.insert(value, new);
        Ok(new)
    }

    /// The new value in a packed layout for an old one.
    fn packed(&mut self, value: OutletId) -> TractResult<PackedValue> {
        if let Some(known) = self.packed.get(&value) {
            return Ok(*known);
        }
        if let Some(packed) = self.kernel(value)? {
            return Ok(packed);
        }
        let ([channels, height, width], padding) =
            (self.old.shape(value)?, self.old.padding(value));
        let layout =
            if self.old.is_read_by_full_convolutions(value) { Layout::tight } else { Layout::new };
        let layout = layout(height, width, channels, padding);
        let (from, scale, shift) = self.old.without_scale(value, channels)?;
        let from = self.planes(from)?;
        let step = KernelStep::Interleave(layout, scale, shift);
        let packed = PackedValue { outlet: self.wire(value, "packed", step, &[from])?, layout };
        self.packed.insert(value, packed);
        Ok(packed)
    }

    /// The value computed by a kernel, if the old value ends a known pattern.
    fn kernel(&mut self, value: OutletId) -> TractResult<Option<PackedValue>> {
        if let Some(known) = self.packed.get(&value) {
            return Ok(Some(*known));
        }
        let packed = match self.convolution(value)? {
            Some(packed) => Some(packed),
            None => self.pool(value)?,
        };
        if let Some(packed) = packed {
            self.packed.insert(value, packed);
        }
        Ok(packed)
    }

    fn convolution(&mut self, value: OutletId) -> TractResult<Option<PackedValue>> {
        let Ok([channels, height, width]) = self.old.shape(value) else { return Ok(None) };
        let (activation, sum) = self.old.activation(value, channels);
        let Some((found, residual)) = self.old.convolution_with_residual(sum)? else {
            return Ok(None);
        };
        let output = Layout::new(height, width, channels, self.old.padding(value));
        if found.depthwise {
            let input = self.packed(found.input)?;
            let ConvolutionMatch { window, kernel, bias, .. } = found;
            let step =
                Depthwise::new([input.layout, output], window, kernel, Some(bias), activation);
            let Some(step) = step else { return Ok(None) };
            return self
                .finish(value, KernelStep::Depthwise(step), output, &[input.outlet])
                .map(Some);
        }
        let preceding =
            if found.is_pointwise() { self.preceding_depthwise(found.input)? } else { None };
        let (input, depthwise) = match preceding {
            Some((depthwise, input)) => (input, Some(depthwise)),
            None => (self.packed(found.input)?, None),
        };
        let read_layout = depthwise.as_ref().map_or(input.layout, Depthwise::output);
        let ConvolutionMatch { window, kernel, bias, .. } = found;
        let Some(mut step) =
            Convolution::new([read_layout, output], window, kernel, Some(bias), activation)
        else {
            return Ok(None);
        };
        let mut inputs = tvec!(input.outlet);
        if let Some(residual) = residual {
            let residual = self.packed(residual)?;
            inputs.push(residual.outlet);
            step = match step.with_residual(residual.layout) {
                Some(step) => step,
                None => return Ok(None),
            };
        }
        let step = match depthwise {
            Some(depthwise) => Separable::new(depthwise, step).map(KernelStep::Separable),
            None => Some(KernelStep::Convolution(step)),
        };
        let Some(step) = step else { return Ok(None) };
        self.finish(value, step, output, &inputs).map(Some)
    }

    /// The depthwise convolution that computes `value` and its input, if only this operator reads
    /// `value`.
    fn preceding_depthwise(
        &mut self,
        value: OutletId,
    ) -> TractResult<Option<(Depthwise, PackedValue)>> {
        if !self.old.is_private(value) {
            return Ok(None);
        }
        let [channels, height, width] = self.old.shape(value)?;
        let (activation, sum) = self.old.activation(value, channels);
        let Some((ConvolutionMatch { input, window, depthwise: true, kernel, bias }, None)) =
            self.old.convolution_with_residual(sum)?
        else {
            return Ok(None);
        };
        let input = self.packed(input)?;
        let between = Layout::new(height, width, channels, 0);
        let depthwise =
            Depthwise::new([input.layout, between], window, kernel, Some(bias), activation);
        Ok(depthwise.map(|depthwise| (depthwise, input)))
    }

    fn pool(&mut self, value: OutletId) -> TractResult<Option<PackedValue>> {
        let Ok([channels, height, width]) = self.old.shape(value) else { return Ok(None) };
        let mut pooled = value;
        // Zero channels added after the pooled ones, as where a network widens.
        if let Some(Operator::Pad(pads, 0.0)) = self.old.operator(value)
            && matches!(pads[..], [[0, 0], [0, _], [0, 0], [0, 0]])
        {
            let before = self.old.0.node(value.node).inputs[0];
            if self.old.is_private(before) {
                pooled = before;
            }
        }
        let Some(Operator::Pool(geometry, operation)) = self.old.operator(pooled) else {
            return Ok(None);
        };
        let kind = match operation {
            PoolOperation::Max => PoolKind::Max,
            // `Pool` accepts no padding, so both means are equal.
            PoolOperation::Mean | PoolOperation::MeanWithPadding => PoolKind::Mean,
        };
        let Some(window) = window(geometry) else { return Ok(None) };
        let input = self.packed(self.old.0.node(pooled.node).inputs[0])?;
        let output = Layout::new(height, width, channels, self.old.padding(value));
        let Some(pool) = Pool::new([input.layout, output], window, kind) else { return Ok(None) };
        self.finish(value, KernelStep::Pool(pool), output, &[input.outlet]).map(Some)
    }

    /// Adds the kernel and returns its packed output.
    fn finish(
        &mut self,
        value: OutletId,
        step: KernelStep,
        layout: Layout,
        inputs: &[OutletId],
    ) -> TractResult<PackedValue> {
        Ok(PackedValue { outlet: self.wire(value, "kernel", step, inputs)?, layout })
    }

    fn wire(
        &mut self,
        value: OutletId,
        suffix: &str,
        step: KernelStep,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        let name = format!("{}.{suffix}", self.old.0.node(value.node).name);
        Ok(self.new.wire_node(name, Kernel::new(step, self.buffers.clone()), inputs)?[0])
    }
}
