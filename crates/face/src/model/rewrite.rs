//! Replaces known patterns of a graph by the kernels, and leaves the rest.
//!
//! It walks back from the outputs. Where a value ends a pattern (a convolution with an added tensor and
//! an activation; a depthwise convolution followed by a pointwise one; pooling with added channels) a
//! kernel replaces it, and its tensor has the packed [`Layout`]. Everything else is copied, with its
//! values in planes.

use std::collections::HashMap;

use kernels::{
    Layout,
    convolution::Convolution,
    depthwise::Depthwise,
    pool::{self, Pool},
    separable::Separable,
};
use tract_onnx::tract_core::{internal::*, ops::source::TypedSource};

use super::{
    definition::{Definition, Kind},
    operator::{Buffers, Kernel, Step},
    pattern::{Found, Graph, window},
};

/// The graph with our operators.
pub(super) fn rewrite(old: &TypedModel) -> TractResult<TypedModel> {
    let mut rewrite = Rewrite {
        old: Graph(old),
        new: TypedModel::default(),
        planes: HashMap::new(),
        laid: HashMap::new(),
        buffers: Buffers::default(),
    };
    // The order of the inputs is kept, whatever is reached first.
    for input in old.input_outlets()? {
        rewrite.planes(*input)?;
    }
    let outputs: TVec<OutletId> =
        old.output_outlets()?.iter().map(|it| rewrite.planes(*it)).collect::<TractResult<_>>()?;
    rewrite.new.select_output_outlets(&outputs)?;
    Ok(rewrite.new)
}

struct Rewrite<'a> {
    old: Graph<'a>,
    new: TypedModel,
    /// Old values as the new graph has them, in planes.
    planes: HashMap<OutletId, OutletId>,
    /// Old values as the new graph has them, laid out.
    laid: HashMap<OutletId, Laid>,
    buffers: Buffers,
}

/// A value of the new graph that is laid out.
#[derive(Clone, Copy)]
struct Laid {
    outlet: OutletId,
    layout: Layout,
}

impl Rewrite<'_> {
    /// The old value in planes.
    fn planes(&mut self, value: OutletId) -> TractResult<OutletId> {
        if let Some(known) = self.planes.get(&value) {
            return Ok(*known);
        }
        let new = if let Some(Laid { outlet, layout }) = self.operator(value)? {
            self.wire(value, "planes", Step::Planes(layout), &[outlet])?
        } else {
            let node = self.old.0.node(value.node);
            let inputs: TVec<_> =
                node.inputs.iter().map(|it| self.planes(*it)).collect::<TractResult<_>>()?;
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

    /// The old value laid out.
    fn laid(&mut self, value: OutletId) -> TractResult<Laid> {
        if let Some(known) = self.laid.get(&value) {
            return Ok(*known);
        }
        if let Some(laid) = self.operator(value)? {
            return Ok(laid);
        }
        let ([channels, height, width], border) = (self.old.shape(value)?, self.old.border(value));
        let layout = if self.old.only_mixed(value) { Layout::tight } else { Layout::new };
        let layout = layout(height, width, channels, border);
        let (from, scale, shift) = self.old.scaled(value, channels)?;
        let from = self.planes(from)?;
        let step = Step::Interleave(layout, scale, shift);
        let laid = Laid { outlet: self.wire(value, "laid", step, &[from])?, layout };
        self.laid.insert(value, laid);
        Ok(laid)
    }

    /// The old value from an operator of ours, if it ends a pattern that one knows.
    fn operator(&mut self, value: OutletId) -> TractResult<Option<Laid>> {
        if let Some(known) = self.laid.get(&value) {
            return Ok(Some(*known));
        }
        let laid = match self.convolution(value)? {
            Some(laid) => Some(laid),
            None => self.pool(value)?,
        };
        if let Some(laid) = laid {
            self.laid.insert(value, laid);
        }
        Ok(laid)
    }

    fn convolution(&mut self, value: OutletId) -> TractResult<Option<Laid>> {
        let Ok([channels, height, width]) = self.old.shape(value) else { return Ok(None) };
        let (activation, sum) = self.old.activation(value, channels);
        let Some((found, residual)) = self.old.sum(sum)? else { return Ok(None) };
        let output = Layout::new(height, width, channels, self.old.border(value));
        if found.depthwise {
            let input = self.laid(found.input)?;
            let Found { window, kernel, bias, .. } = found;
            let step =
                Depthwise::new([input.layout, output], window, kernel, Some(bias), activation);
            let Some(step) = step else { return Ok(None) };
            return self.end(value, Step::Depthwise(step), output, &[input.outlet]).map(Some);
        }
        let before = if found.reads_pixels() { self.depthwise_before(found.input)? } else { None };
        let (input, depthwise) = match before {
            Some((depthwise, input)) => (input, Some(depthwise)),
            None => (self.laid(found.input)?, None),
        };
        let read = depthwise.as_ref().map_or(input.layout, Depthwise::output);
        let Found { window, kernel, bias, .. } = found;
        let Some(mut step) =
            Convolution::new([read, output], window, kernel, Some(bias), activation)
        else {
            return Ok(None);
        };
        let mut inputs = tvec!(input.outlet);
        if let Some(residual) = residual {
            let residual = self.laid(residual)?;
            inputs.push(residual.outlet);
            step = match step.with_residual(residual.layout) {
                Some(step) => step,
                None => return Ok(None),
            };
        }
        let step = match depthwise {
            Some(depthwise) => Separable::new(depthwise, step).map(Step::Separable),
            None => Some(Step::Convolution(step)),
        };
        let Some(step) = step else { return Ok(None) };
        self.end(value, step, output, &inputs).map(Some)
    }

    /// The depthwise convolution that computes `value` and its input, if only this operator reads
    /// `value`.
    fn depthwise_before(&mut self, value: OutletId) -> TractResult<Option<(Depthwise, Laid)>> {
        if !self.old.is_private(value) {
            return Ok(None);
        }
        let [channels, height, width] = self.old.shape(value)?;
        let (activation, sum) = self.old.activation(value, channels);
        let Some((Found { input, window, depthwise: true, kernel, bias }, None)) =
            self.old.sum(sum)?
        else {
            return Ok(None);
        };
        let input = self.laid(input)?;
        let between = Layout::new(height, width, channels, 0);
        let depthwise =
            Depthwise::new([input.layout, between], window, kernel, Some(bias), activation);
        Ok(depthwise.map(|it| (it, input)))
    }

    fn pool(&mut self, value: OutletId) -> TractResult<Option<Laid>> {
        let Ok([channels, height, width]) = self.old.shape(value) else { return Ok(None) };
        let mut pooled = value;
        // Channels of zeros after the own ones, as where a network widens.
        if let Some(Definition::Pad(pads, 0.0)) = self.old.definition(value)
            && matches!(pads[..], [[0, 0], [0, _], [0, 0], [0, 0]])
        {
            let below = self.old.0.node(value.node).inputs[0];
            if self.old.is_private(below) {
                pooled = below;
            }
        }
        let Some(Definition::Pool(sweep, kind)) = self.old.definition(pooled) else {
            return Ok(None);
        };
        let kind = match kind {
            Kind::Max => pool::Kind::Max,
            // A kernel's window lies in the picture, where both are the same.
            Kind::Mean | Kind::MeanWithZeros => pool::Kind::Mean,
        };
        let Some(window) = window(sweep) else { return Ok(None) };
        let input = self.laid(self.old.0.node(pooled.node).inputs[0])?;
        let output = Layout::new(height, width, channels, self.old.border(value));
        let Some(pool) = Pool::new([input.layout, output], window, kind) else { return Ok(None) };
        self.end(value, Step::Pool(pool), output, &[input.outlet]).map(Some)
    }

    fn end(
        &mut self,
        value: OutletId,
        step: Step,
        layout: Layout,
        inputs: &[OutletId],
    ) -> TractResult<Laid> {
        Ok(Laid { outlet: self.wire(value, "kernel", step, inputs)?, layout })
    }

    fn wire(
        &mut self,
        value: OutletId,
        what: &str,
        step: Step,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        let name = format!("{}.{what}", self.old.0.node(value.node).name);
        Ok(self.new.wire_node(name, Kernel::new(step, self.buffers.clone()), inputs)?[0])
    }
}
