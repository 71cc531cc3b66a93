//! Combines operations to kernels.
//!
//! It walks back from the outputs. Where a value ends a pattern (a convolution with a residual and
//! an activation; a depthwise convolution followed by a pointwise one; pooling with added channels)
//! one kernel computes it.

use std::collections::HashMap;

use kernels::{
    Activation, Layout, convolution, depthwise::Depthwise, pool::Pool, separable::Separable,
};
use network::{Function, Interleave, Map, Node, Operand, Operator, Pad, Plan, Sum};

use crate::{
    error::CompileError,
    graph::{Convolution, Graph, Operation, Order, Value, ValueId},
};

/// Makes the plan of a network.
pub(crate) fn fuse(graph: &Graph) -> Result<Plan, CompileError> {
    let mut fuser = Fuser { graph, nodes: Vec::new(), known: HashMap::new() };
    let mut outputs = Vec::new();
    for output in &graph.outputs {
        let packed = fuser.packed(output.value)?;
        let operator = match output.order {
            Order::Planes => Operator::Planes(packed.layout),
            Order::Rows => Operator::Rows(packed.layout),
        };
        outputs.push(fuser.add(operator, &[packed.operand]));
    }
    let is_input = |value: &&Value| matches!(value.operation, Operation::Input);
    let input = graph.values.iter().find(is_input).map_or([0; 3], |value| value.shape);
    Ok(Plan::new(input, fuser.nodes, &outputs)?)
}

struct Fuser<'a> {
    graph: &'a Graph,
    nodes: Vec<Node>,
    known: HashMap<ValueId, Packed>,
}

/// A value in a layout of the kernels.
#[derive(Clone, Copy)]
struct Packed {
    operand: Operand,
    layout: Layout,
}

impl<'a> Fuser<'a> {
    fn add(&mut self, operator: Operator, inputs: &[Operand]) -> usize {
        self.nodes.push(Node { operator, inputs: inputs.to_vec() });
        self.nodes.len() - 1
    }

    fn value(&self, value: ValueId) -> &'a Value {
        &self.graph.values[value]
    }

    fn operation(&self, value: ValueId) -> &'a Operation {
        &self.value(value).operation
    }

    /// The value in the layout that its readers need.
    fn packed(&mut self, value: ValueId) -> Result<Packed, CompileError> {
        if let Some(known) = self.known.get(&value) {
            return Ok(*known);
        }
        let layout = self.layout(value);
        let (operator, inputs) = self.operator(value, layout)?;
        let operand = Operand::Value(self.add(operator, &inputs));
        let packed = Packed { operand, layout };
        self.known.insert(value, packed);
        Ok(packed)
    }

    fn layout(&self, value: ValueId) -> Layout {
        let [channels, height, width] = self.value(value).shape;
        let is_full = |reader: &Operation| {
            matches!(reader, Operation::Convolution(Convolution { is_depthwise: false, .. }))
        };
        // The network's input has few channels, and a convolution can read them without filling.
        let is_tight = self.interleave(value).is_some() && self.graph.readers(value).all(is_full);
        let layout = if is_tight { Layout::tight } else { Layout::new };
        layout(height, width, channels, self.graph.padding(value))
    }

    /// The operator that computes `value`, with what it reads.
    fn operator(
        &mut self,
        value: ValueId,
        layout: Layout,
    ) -> Result<(Operator, Vec<Operand>), CompileError> {
        if let Some((scale, shift)) = self.interleave(value) {
            let interleave = Interleave { layout, scale, shift };
            return Ok((Operator::Interleave(interleave), vec![Operand::Input]));
        }
        let (activation, sum) = self.activation(value);
        if let Some((convolution, residual)) = self.convolution(sum) {
            return self.convolve(value, layout, convolution, residual, activation);
        }
        if let Operation::Add([one, other]) = self.operation(sum) {
            let [one, other] = [self.packed(*one)?, self.packed(*other)?];
            let inputs = [one.layout, other.layout];
            let sum = Sum { inputs, output: layout, activation };
            return Ok((Operator::Sum(sum), vec![one.operand, other.operand]));
        }
        let (before, scale, shift, function) = match self.operation(sum) {
            Operation::Sigmoid(before) if sum == value => (*before, None, None, Function::Sigmoid),
            Operation::Affine(before, scale, shift) => {
                (*before, Some(scale), Some(shift), Function::Activation(activation))
            }
            _ if sum == value => return self.resize(value, layout),
            _ => (sum, None, None, Function::Activation(activation)),
        };
        let input = self.packed(before)?;
        let numbers = |given: Option<&Vec<f32>>, other| {
            given.cloned().unwrap_or_else(|| vec![other; layout.channels])
        };
        let (scale, shift) = (numbers(scale, 1.0), numbers(shift, 0.0));
        let map = Map { input: input.layout, output: layout, scale, shift, function };
        Ok((Operator::Map(map), vec![input.operand]))
    }

    /// Pooling or padding, or pooling with added channels.
    fn resize(
        &mut self,
        value: ValueId,
        layout: Layout,
    ) -> Result<(Operator, Vec<Operand>), CompileError> {
        let mut pooled = value;
        if let Operation::Pad(before, [top, left]) = *self.operation(value) {
            let is_size_kept = self.value(before).shape[1..] == self.value(value).shape[1..];
            let is_pool = matches!(self.operation(before), Operation::Pool(..));
            if !(is_size_kept && is_pool && self.graph.is_private(before)) {
                let input = self.packed(before)?;
                let pad = Pad { input: input.layout, output: layout, top, left };
                return Ok((Operator::Pad(pad), vec![input.operand]));
            }
            pooled = before;
        }
        let Operation::Pool(before, window, kind) = *self.operation(pooled) else {
            return Err(self.unsupported(value, "there is no such kernel"));
        };
        let input = self.packed(before)?;
        let pool = Pool::new([input.layout, layout], window, kind);
        let pool = pool.ok_or_else(|| self.unsupported(pooled, "its window does not fit"))?;
        Ok((Operator::Pool(pool), vec![input.operand]))
    }

    /// A convolution; a pointwise one together with the depthwise one before it.
    fn convolve(
        &mut self,
        value: ValueId,
        layout: Layout,
        found: &Convolution,
        residual: Option<ValueId>,
        activation: Activation,
    ) -> Result<(Operator, Vec<Operand>), CompileError> {
        let refusal = "its window does not fit";
        if found.is_depthwise {
            let input = self.packed(found.input)?;
            let kernel = depthwise(found, [input.layout, layout], activation);
            let kernel = kernel.ok_or_else(|| self.unsupported(value, refusal))?;
            return Ok((Operator::Depthwise(kernel), vec![input.operand]));
        }
        let preceding =
            if found.is_pointwise() { self.depthwise_before(found.input)? } else { None };
        let (input, before) = match preceding {
            Some((kernel, input)) => (input, Some(kernel)),
            None => (self.packed(found.input)?, None),
        };
        let read = before.as_ref().map_or(input.layout, Depthwise::output);
        let mut kernel = convolution::Convolution::new(
            [read, layout],
            found.window,
            &found.weights,
            Some(&found.bias),
            activation,
        );
        let mut inputs = vec![input.operand];
        if let Some(residual) = residual {
            let residual = self.packed(residual)?;
            inputs.push(residual.operand);
            kernel = kernel.and_then(|kernel| kernel.with_residual(residual.layout));
        }
        let operator = kernel.and_then(|kernel| match before {
            Some(before) => Separable::new(before, kernel).map(Operator::Separable),
            None => Some(Operator::Convolution(kernel)),
        });
        Ok((operator.ok_or_else(|| self.unsupported(value, refusal))?, inputs))
    }

    /// The depthwise convolution that computes `value` and its input, if nothing else reads `value`.
    fn depthwise_before(
        &mut self,
        value: ValueId,
    ) -> Result<Option<(Depthwise, Packed)>, CompileError> {
        let (activation, sum) = self.activation(value);
        let Some((found, None)) = self.convolution(sum) else { return Ok(None) };
        if !found.is_depthwise || !self.graph.is_private(value) {
            return Ok(None);
        }
        let input = self.packed(found.input)?;
        let [channels, height, width] = self.value(value).shape;
        let between = Layout::new(height, width, channels, 0);
        let kernel = depthwise(found, [input.layout, between], activation);
        Ok(kernel.map(|kernel| (kernel, input)))
    }

    /// The activation that computes `value`, and the value before it. Two bounds are one activation.
    fn activation(&self, value: ValueId) -> (Activation, ValueId) {
        let none = (Activation::None, value);
        let Operation::Activation(before, activation) = self.operation(value) else { return none };
        if !self.graph.is_private(*before) {
            return none;
        }
        let &Activation::Clamp { low, high } = activation else {
            return (activation.clone(), *before);
        };
        match self.activation(*before) {
            (Activation::None, before) => (activation.clone(), before),
            (Activation::Clamp { low: first, high: second }, before) => {
                let bounds = [first, second].map(|bound| bound.max(low).min(high));
                (Activation::Clamp { low: bounds[0], high: bounds[1] }, before)
            }
            (Activation::PRelu(_), _) => (activation.clone(), *before),
        }
    }

    /// The convolution that computes `value`, or the convolution and the other operand of a sum.
    fn convolution(&self, value: ValueId) -> Option<(&'a Convolution, Option<ValueId>)> {
        match self.operation(value) {
            Operation::Convolution(found) => Some((found, None)),
            Operation::Add([one, other]) => {
                [[one, other], [other, one]].into_iter().find_map(|[one, other]| {
                    match self.operation(*one) {
                        Operation::Convolution(found)
                            if !found.is_depthwise && self.graph.is_private(*one) =>
                        {
                            Some((found, Some(*other)))
                        }
                        _ => None,
                    }
                })
            }
            _ => None,
        }
    }

    /// Factor and summand of each channel, if `value` is computed from the input by these alone.
    fn interleave(&self, value: ValueId) -> Option<(Vec<f32>, Vec<f32>)> {
        match self.operation(value) {
            Operation::Input => {
                let [channels, ..] = self.value(value).shape;
                Some((vec![1.0; channels], vec![0.0; channels]))
            }
            Operation::Affine(before, scale, shift) => {
                let (mut first, mut second) = self.interleave(*before)?;
                for (channel, (scale, shift)) in scale.iter().zip(shift).enumerate() {
                    first[channel] *= scale;
                    second[channel] = second[channel] * scale + shift;
                }
                Some((first, second))
            }
            _ => None,
        }
    }

    fn unsupported(&self, value: ValueId, reason: &'static str) -> CompileError {
        let Value { name, operation, .. } = self.value(value);
        let operator = operation.name().to_owned();
        CompileError::Unsupported { operator, node: name.clone(), reason }
    }
}

fn depthwise(
    found: &Convolution,
    layouts: [Layout; 2],
    activation: Activation,
) -> Option<Depthwise> {
    Depthwise::new(layouts, found.window, &found.weights, Some(&found.bias), activation)
}
