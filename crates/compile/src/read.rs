//! Reduces tract's operators to those of [`Graph`].

use std::collections::HashMap;

use kernels::{Activation, pool::PoolKind};
use tract_onnx::tract_core::{
    internal::*,
    ops::{
        array::{Pad, PadMode},
        binary::TypedBinOp,
        cnn::{Conv, KernelFormat, MaxPool, SumPool},
        einsum::EinSum,
        element_wise::ElementWiseOp,
        nn::{DataFormat, LeakyRelu, Reduce, Reducer},
        source::TypedSource,
    },
};

use crate::{
    constant::{constant, floats, for_each_channel, scalar},
    error::CompileError,
    graph::{Convolution, Graph, Operation, Order, Output, Value, ValueId},
    window::window,
};

/// Why a node is not supported.
type Refusal = &'static str;

/// Reads all values that the outputs depend on.
pub(crate) fn read(model: &TypedModel) -> Result<Graph, CompileError> {
    let graph = Graph { values: Vec::new(), outputs: Vec::new() };
    let mut reader = Reader { model, graph, known: HashMap::new() };
    for outlet in &model.outputs {
        let output = reader.output(*outlet)?;
        reader.graph.outputs.push(output);
    }
    Ok(reader.graph)
}

struct Reader<'a> {
    model: &'a TypedModel,
    graph: Graph,
    known: HashMap<OutletId, ValueId>,
}

impl<'a> Reader<'a> {
    /// An output: a value in another order or shape.
    fn output(&mut self, outlet: OutletId) -> Result<Output, CompileError> {
        let viewed = self.without_views(outlet);
        let moved = matches!(self.model.node(viewed.node).op_as(), Some(AxisOp::Move(1, 3)));
        Ok(if moved {
            let input = self.model.node(viewed.node).inputs[0];
            Output { value: self.value(input)?, order: Order::Rows }
        } else {
            Output { value: self.value(viewed)?, order: Order::Planes }
        })
    }

    /// The value from which `outlet` differs in its shape only, not in the order of its numbers.
    fn without_views(&self, mut outlet: OutletId) -> OutletId {
        loop {
            let node = self.model.node(outlet.node);
            match node.op_as() {
                Some(AxisOp::Add(_) | AxisOp::Rm(_) | AxisOp::Reshape(..)) => {
                    outlet = node.inputs[0]
                }
                _ => return outlet,
            }
        }
    }

    fn value(&mut self, outlet: OutletId) -> Result<ValueId, CompileError> {
        let outlet = self.without_views(outlet);
        if let Some(known) = self.known.get(&outlet) {
            return Ok(*known);
        }
        let node = self.model.node(outlet.node);
        let unsupported = |reason| CompileError::Unsupported {
            operator: node.op.name().into_owned(),
            node: node.name.clone(),
            reason,
        };
        let read = (|| {
            let shape = self.shape(outlet)?.ok_or("its result is not one feature map")?;
            Ok((shape, self.operation(node)?))
        })();
        let (shape, operation) = read.map_err(|error| match error {
            NodeError::Refused(reason) => unsupported(reason),
            NodeError::Engine(error) => CompileError::Read(format!("{error:#}")),
            NodeError::Input(error) => error,
        })?;
        self.graph.values.push(Value { name: node.name.clone(), shape, operation });
        let value = self.graph.values.len() - 1;
        self.known.insert(outlet, value);
        Ok(value)
    }

    /// Channels, height and width of a value, of which only 1 x channels may be left.
    fn shape(&self, outlet: OutletId) -> TractResult<Option<[usize; 3]>> {
        let fact = self.model.outlet_fact(outlet)?;
        Ok(match fact.shape.as_concrete() {
            _ if fact.datum_type != DatumType::F32 => None,
            Some(&[1, channels, height, width]) => Some([channels, height, width]),
            Some(&[1, channels]) => Some([channels, 1, 1]),
            _ => None,
        })
    }

    /// Channels, height and width of the value that a node reads.
    fn input_shape(&self, node: &TypedNode, at: usize) -> Result<[usize; 3], NodeError> {
        let input = self.without_views(node.inputs[at]);
        Ok(self.shape(input)?.ok_or("its input is not one feature map")?)
    }

    fn operation(&mut self, node: &'a TypedNode) -> Result<Operation, NodeError> {
        if node.op_is::<TypedSource>() {
            return Ok(Operation::Input);
        }
        if let Some(op) = node.op_as::<Conv>() {
            return self.convolution(node, op);
        }
        if let Some(op) = node.op_as::<EinSum>() {
            return self.matrix(node, op);
        }
        if let Some(op) = node.op_as::<TypedBinOp>() {
            return self.binary(node, op.0.name());
        }
        if let Some(op) = node.op_as::<ElementWiseOp>() {
            return self.function(node, op);
        }
        if let Some(op) = node.op_as::<MaxPool>() {
            let [_, height, width] = self.input_shape(node, 0)?;
            return self.pool(node, window(&op.pool_spec, [height, width]), PoolKind::Max);
        }
        if let Some(op) = node.op_as::<SumPool>() {
            let [_, height, width] = self.input_shape(node, 0)?;
            let kind = if op.normalize { PoolKind::Mean } else { PoolKind::Sum };
            return self.pool(node, window(&op.pool_spec, [height, width]), kind);
        }
        if let Some(op) = node.op_as::<Reduce>() {
            return self.reduction(node, op);
        }
        if let Some(op) = node.op_as::<Pad>() {
            return self.pad(node, op);
        }
        if node.op.name() == "Iff" {
            return self.prelu(node);
        }
        Err("there is no such kernel".into())
    }

    fn convolution(&mut self, node: &'a TypedNode, op: &Conv) -> Result<Operation, NodeError> {
        let [inputs, height, width] = self.input_shape(node, 0)?;
        let is_plain = op.kernel_fmt == KernelFormat::OIHW
            && op.pool_spec.data_format == DataFormat::NCHW
            && op.q_params.is_none();
        if !is_plain {
            return Err("it is quantised, or its channels are interleaved".into());
        }
        let outputs = op.pool_spec.output_channels;
        let is_depthwise = op.group > 1 && op.group == inputs && inputs == outputs;
        if op.group != 1 && !is_depthwise {
            return Err("it has groups of several channels".into());
        }
        let geometry = window(&op.pool_spec, [height, width]);
        let (window, padding) = geometry.ok_or("it is dilated, or its strides differ")?;
        let weights = self.constant(node, 1)?.ok_or("its weights are not constant")?;
        let bias = self.constant(node, 2)?.ok_or("its bias is not constant")?;
        let bias = match floats(&bias)?[..] {
            [number] => vec![number; outputs],
            ref numbers => numbers.to_vec(),
        };
        let (input, weights) = (self.input(node, 0)?, floats(&weights)?);
        let convolution = Convolution { input, window, padding, is_depthwise, weights, bias };
        Ok(Operation::Convolution(convolution))
    }

    /// The product with a constant matrix: a convolution whose window is the whole feature map.
    fn matrix(&mut self, node: &'a TypedNode, op: &EinSum) -> Result<Operation, NodeError> {
        const REFUSAL: Refusal = "it is no product with a constant matrix";
        // Whether the rows of the matrix are the outputs.
        let is_transposed = match &*op.axes.to_string() {
            "mk,kn->mn" => false,
            "mk,nk->mn" => true,
            _ => return Err(REFUSAL.into()),
        };
        let matrix = self.constant(node, 1)?.filter(|_| op.q_params.is_none()).ok_or(REFUSAL)?;
        let [channels, height, width] = self.input_shape(node, 0)?;
        let &[rows, columns] = matrix.shape() else { return Err(REFUSAL.into()) };
        let [inputs, outputs] = if is_transposed { [columns, rows] } else { [rows, columns] };
        if inputs != channels * height * width {
            return Err("the matrix has another size".into());
        }
        let mut weights = floats(&matrix)?;
        if !is_transposed {
            let column = |output: usize| weights[output..].iter().step_by(outputs);
            weights = (0..outputs).flat_map(column).copied().collect();
        }
        Ok(Operation::Convolution(Convolution {
            input: self.input(node, 0)?,
            window: kernels::Window { height, width, step: 1, top: 0, left: 0 },
            padding: 0,
            is_depthwise: false,
            weights,
            bias: vec![0.0; outputs],
        }))
    }

    /// An operator with two inputs, one of which may be constant.
    fn binary(&mut self, node: &'a TypedNode, name: &str) -> Result<Operation, NodeError> {
        for [variable, constant] in [[0, 1], [1, 0]] {
            if let Some(constant) = self.constant(node, constant)? {
                return self.with_constant(node, name, variable, &constant);
            }
        }
        if name == "Add" && self.input_shape(node, 0)? == self.input_shape(node, 1)? {
            return Ok(Operation::Add([self.input(node, 0)?, self.input(node, 1)?]));
        }
        Err("both inputs are variable".into())
    }

    /// An operator whose input `variable` is variable.
    fn with_constant(
        &mut self,
        node: &'a TypedNode,
        name: &str,
        variable: usize,
        constant: &Tensor,
    ) -> Result<Operation, NodeError> {
        let [channels, ..] = self.input_shape(node, variable)?;
        let bound = || scalar(constant);
        let activation = match name {
            "Max" => bound()?.map(|low| Activation::Clamp { low, high: f32::INFINITY }),
            "Min" => bound()?.map(|high| Activation::Clamp { low: f32::NEG_INFINITY, high }),
            _ => None,
        };
        if let Some(activation) = activation {
            return Ok(Operation::Activation(self.input(node, variable)?, activation));
        }
        let rank = self.model.outlet_fact(node.inputs[variable])?.rank();
        let numbers = for_each_channel(constant, rank, channels)?;
        let numbers = numbers.ok_or("the constant has not one number for each channel")?;
        let (ones, zeros) = (vec![1.0; channels], vec![0.0; channels]);
        let negative = |numbers: &[f32]| numbers.iter().map(|number| -number).collect::<Vec<_>>();
        let (scale, shift) = match (name, variable) {
            ("Mul", _) => (numbers, zeros),
            ("Add", _) => (ones, numbers),
            ("Sub", 0) => (ones, negative(&numbers)),
            ("Sub", _) => (negative(&ones), numbers),
            ("Div", 0) => (numbers.iter().map(|number| 1.0 / number).collect(), zeros),
            _ => return Err("there is no such kernel".into()),
        };
        Ok(Operation::Affine(self.input(node, variable)?, scale, shift))
    }

    /// A function of one number.
    fn function(
        &mut self,
        node: &'a TypedNode,
        op: &ElementWiseOp,
    ) -> Result<Operation, NodeError> {
        let [channels, ..] = self.input_shape(node, 0)?;
        if let Some(LeakyRelu { alpha }) = op.0.downcast_ref() {
            let activation = Activation::PRelu(vec![*alpha; channels]);
            return Ok(Operation::Activation(self.input(node, 0)?, activation));
        }
        match &*op.0.name() {
            "Sigmoid" => Ok(Operation::Sigmoid(self.input(node, 0)?)),
            _ => Err("there is no such kernel".into()),
        }
    }

    /// PReLU, which tract reads as "if x < 0 then slope x else x".
    fn prelu(&mut self, node: &'a TypedNode) -> Result<Operation, NodeError> {
        const REFUSAL: Refusal = "it is no PReLU";
        let [channels, ..] = self.input_shape(node, 2)?;
        let &[condition, product, input] = &node.inputs[..] else { return Err(REFUSAL.into()) };
        let [condition, product] = [condition, product].map(|outlet| self.model.node(outlet.node));
        let is_negative = condition.op.name() == "GT"
            && condition.inputs[1] == input
            && self
                .constant(condition, 0)?
                .is_some_and(|zero| scalar(&zero).is_ok_and(|zero| zero == Some(0.0)));
        let is_product = product.op.name() == "Mul" && product.inputs[0] == input;
        let slopes = self.constant(product, 1)?.filter(|_| is_negative && is_product);
        let slopes = slopes.ok_or(REFUSAL)?;
        let slopes = for_each_channel(&slopes, self.model.outlet_fact(input)?.rank(), channels)?;
        let slopes = slopes.ok_or("it has not one slope for each channel")?;
        Ok(Operation::Activation(self.input(node, 2)?, Activation::PRelu(slopes)))
    }

    fn pool(
        &mut self,
        node: &'a TypedNode,
        geometry: Option<(kernels::Window, usize)>,
        kind: PoolKind,
    ) -> Result<Operation, NodeError> {
        match geometry {
            Some((window, 0)) => Ok(Operation::Pool(self.input(node, 0)?, window, kind)),
            _ => Err("it is padded or dilated, or its strides differ".into()),
        }
    }

    /// The sum or mean of each channel.
    fn reduction(&mut self, node: &'a TypedNode, op: &Reduce) -> Result<Operation, NodeError> {
        let [_, height, width] = self.input_shape(node, 0)?;
        let is_whole = op.reducer == Reducer::Sum && op.axes[..] == [2, 3];
        if !is_whole {
            return Err("it is no sum over height and width".into());
        }
        let window = kernels::Window { height, width, step: 1, top: 0, left: 0 };
        Ok(Operation::Pool(self.input(node, 0)?, window, PoolKind::Sum))
    }

    fn pad(&mut self, node: &'a TypedNode, op: &Pad) -> Result<Operation, NodeError> {
        let is_zero = match &op.mode {
            PadMode::Constant(value) => scalar(value)? == Some(0.0),
            _ => false,
        };
        match op.pads[..] {
            [(0, 0), (0, _), (top, _), (left, _)] if is_zero => {
                Ok(Operation::Pad(self.input(node, 0)?, [top, left]))
            }
            _ => Err("it adds other numbers than zero, or channels before the first one".into()),
        }
    }

    fn input(&mut self, node: &TypedNode, at: usize) -> Result<ValueId, NodeError> {
        self.value(node.inputs[at]).map_err(NodeError::Input)
    }

    fn constant(&self, node: &TypedNode, at: usize) -> Result<Option<Arc<Tensor>>, NodeError> {
        let input = node.inputs.get(at).map(|input| constant(self.model, *input));
        Ok(input.transpose()?.flatten())
    }
}

/// Why a node cannot be read.
enum NodeError {
    /// It is not supported.
    Refused(Refusal),
    /// tract failed.
    Engine(TractError),
    /// One of its inputs cannot be read.
    Input(CompileError),
}

impl From<Refusal> for NodeError {
    fn from(reason: Refusal) -> Self {
        Self::Refused(reason)
    }
}

impl From<TractError> for NodeError {
    fn from(error: TractError) -> Self {
        Self::Engine(error)
    }
}
