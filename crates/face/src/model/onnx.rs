//! Reads an ONNX file into a graph of the operators that face networks consist of.
//!
//! The engine's own reader contains every ONNX operator, and a browser would have to load them all.

use std::collections::HashMap;

use tract_onnx::{
    data_resolver::MmapDataResolver,
    pb::{GraphProto, ModelProto, NodeProto},
    prelude::{tract_itertools::Itertools, *},
    tensor::load_tensor,
    tract_core::internal::*,
};

use super::{
    constant::{concrete_shape, floats, integers, reshaped, round_to_f16, scalar},
    operator::{Binary, Convolution, Operator, PoolOperation, Reduction, Unary},
    window_attributes,
};

/// Reads the graph in `bytes`, for one RGB input of `side` x `side`, with the named outputs.
pub(super) fn read(bytes: &[u8], side: usize, outputs: &[String]) -> TractResult<TypedModel> {
    let file = <ModelProto as prost::Message>::decode(bytes)?;
    let graph = file.graph.as_ref().context("no graph")?;
    let mut reader = Reader::new(graph)?;
    let initialised: Vec<&str> = graph.initializer.iter().map(|tensor| &*tensor.name).collect();
    let inputs = graph.input.iter().filter(|input| !initialised.contains(&&*input.name));
    let input = inputs.exactly_one().map_err(|_| format_err!("the graph must have one input"))?;
    let source = reader.model.add_source(&*input.name, f32::fact([1, 3, side, side]))?;
    reader.values.insert(&input.name, source);
    for node in &graph.node {
        reader.add_node(node)?;
    }
    let outputs: Vec<_> =
        outputs.iter().map(|name| reader.value(name)).collect::<TractResult<_>>()?;
    reader.model.select_output_outlets(&outputs)?;
    Ok(reader.model)
}

/// A graph that is being read.
struct Reader<'a> {
    model: TypedModel,
    /// The values computed so far, by name.
    values: HashMap<&'a str, OutletId>,
    /// The constants of the file, by name.
    constants: HashMap<&'a str, Arc<Tensor>>,
}

impl<'a> Reader<'a> {
    fn new(graph: &'a GraphProto) -> TractResult<Self> {
        let constants = graph.initializer.iter().map(|proto| {
            Ok((&*proto.name, round_to_f16(load_tensor(&MmapDataResolver, proto, None)?)?))
        });
        Ok(Self {
            model: TypedModel::default(),
            values: HashMap::new(),
            constants: constants.collect::<TractResult<_>>()?,
        })
    }

    /// Adds the operator of `node` to the graph.
    fn add_node(&mut self, node: &'a NodeProto) -> TractResult<()> {
        let output = node.output.first().context("no output")?;
        if let Some(constant) = self.node_constant(node)? {
            self.constants.insert(output, constant);
            return Ok(());
        }
        let computed = self
            .operator(output, node)
            .with_context(|| format!("{} ({})", output, node.op_type))?;
        self.values.insert(output, computed);
        Ok(())
    }

    /// The value of a node that only forwards a constant.
    fn node_constant(&self, node: &'a NodeProto) -> TractResult<Option<Arc<Tensor>>> {
        Ok(match &*node.op_type {
            "Constant" => {
                let value = node.attribute.iter().find_map(|attribute| attribute.t.as_ref());
                let value = value.context("the constant is no tensor")?;
                Some(load_tensor(&MmapDataResolver, value, None)?.into_arc_tensor())
            }
            "Identity" => self.constants.get(&*node.input[0]).cloned(),
            _ => None,
        })
    }

    fn operator(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        match &*node.op_type {
            "Identity" | "Dropout" => self.input(node, 0),
            "Conv" => self.convolution(name, node),
            "BatchNormalization" => self.normalization(name, node),
            "Relu" => self.wire(name, Operator::Clamp { low: 0.0, high: f32::INFINITY }, node),
            "Clip" => {
                let bound = |attribute: &str, at| -> TractResult<Option<f32>> {
                    match node.get_attr_opt::<f32>(attribute)? {
                        Some(bound) => Ok(Some(bound)),
                        None => self.constant(node, at)?.map(scalar).transpose(),
                    }
                };
                let low = bound("min", 1)?.unwrap_or(f32::NEG_INFINITY);
                let high = bound("max", 2)?.unwrap_or(f32::INFINITY);
                self.wire_first(name, Operator::Clamp { low, high }, node, 1)
            }
            "LeakyRelu" => {
                let slope = node.get_attr_opt("alpha")?.unwrap_or(0.01f32);
                self.prelu(name, node, vec![slope])
            }
            "PRelu" => {
                let slopes = floats(self.constant(node, 1)?.context("PRelu without slopes")?)?;
                self.prelu(name, node, slopes)
            }
            "Sigmoid" => self.wire(name, Operator::Unary(Unary::Sigmoid), node),
            "Sqrt" => self.wire(name, Operator::Unary(Unary::Sqrt), node),
            "Abs" => self.wire(name, Operator::Unary(Unary::Abs), node),
            "Add" => self.wire(name, Operator::Binary(Binary::Add), node),
            "Sub" => self.wire(name, Operator::Binary(Binary::Sub), node),
            "Mul" => self.wire(name, Operator::Binary(Binary::Mul), node),
            "Div" => self.wire(name, Operator::Binary(Binary::Div), node),
            "MaxPool" => self.pool(name, node, PoolOperation::Max),
            "AveragePool" => match node.get_attr_opt("count_include_pad")?.unwrap_or(0i64) {
                0 => self.pool(name, node, PoolOperation::Mean),
                _ => self.pool(name, node, PoolOperation::MeanWithPadding),
            },
            "GlobalAveragePool" => {
                let rank = self.shape(node, 0)?.len();
                let axes = (2..rank).collect();
                self.wire(name, Operator::Reduce(axes, Reduction::Mean), node)
            }
            "ReduceMean" => self.reduction(name, node, Reduction::Mean),
            "ReduceL2" => self.reduction(name, node, Reduction::Norm),
            "Pad" => self.pad(name, node),
            "Concat" => {
                let rank = self.shape(node, 0)?.len() as i64;
                let axis: i64 = node.get_attr("axis")?;
                self.wire(name, Operator::Concat(axis.rem_euclid(rank) as usize), node)
            }
            "Transpose" => {
                let rank = self.shape(node, 0)?.len();
                let order = node.get_attr_opt_vec::<usize>("perm")?;
                let order = order.unwrap_or_else(|| (0..rank).rev().collect());
                self.wire(name, Operator::Transpose(order), node)
            }
            "Flatten" => {
                let shape = self.shape(node, 0)?;
                let axis: i64 = node.get_attr_opt("axis")?.unwrap_or(1);
                let axis = axis.rem_euclid(shape.len() as i64) as usize;
                let sizes = [&shape[..axis], &shape[axis..]].map(|sizes| sizes.iter().product());
                self.wire(name, Operator::Reshape(sizes.into()), node)
            }
            "Reshape" => {
                let target = self.constant(node, 1)?.context("Reshape without a constant shape")?;
                let shape = reshaped(&self.shape(node, 0)?, &integers(target)?)?;
                self.wire_first(name, Operator::Reshape(shape), node, 1)
            }
            "MatMul" => self.wire(name, Operator::MatMul, node),
            "Gemm" => self.gemm(name, node),
            other => bail!("operator {other} is not supported"),
        }
    }

    fn convolution(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        let kernel = self.constant(node, 1)?.context("no constant kernel")?;
        let &[outputs, _, height, width] = kernel.shape() else {
            bail!("the kernel does not have four axes")
        };
        let bias = match self.constant(node, 2)? {
            Some(bias) => floats(bias)?,
            None => vec![0.0; outputs],
        };
        let geometry = window_attributes::of_convolution(node, [height, width], self.size(node)?)?;
        let groups = node.get_attr_opt("group")?.unwrap_or(1);
        let convolution = Convolution { geometry, groups, kernel, bias };
        self.wire_first(name, Operator::Convolution(convolution), node, 1)
    }

    fn pool(
        &mut self,
        name: &str,
        node: &'a NodeProto,
        operation: PoolOperation,
    ) -> TractResult<OutletId> {
        let geometry = window_attributes::of_pooling(node, self.size(node)?)?;
        self.wire(name, Operator::Pool(geometry, operation), node)
    }

    /// Batch normalisation in inference: a multiplication and an addition for each channel.
    fn normalization(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        let epsilon: f32 = node.get_attr_opt("epsilon")?.unwrap_or(1e-5);
        let numbers = (1..=4)
            .map(|at| floats(self.constant(node, at)?.context("a parameter is not constant")?));
        let [scale, shift, mean, variance]: [Vec<f32>; 4] = numbers
            .collect::<TractResult<Vec<_>>>()?
            .try_into()
            .map_err(|_| format_err!("not four parameters"))?;
        let slopes: Vec<f32> = scale
            .iter()
            .zip(&variance)
            .map(|(scale, variance)| scale / (variance + epsilon).sqrt())
            .collect();
        let shifts: Vec<f32> = shift
            .iter()
            .zip(&mean)
            .zip(&slopes)
            .map(|((shift, mean), slope)| shift - mean * slope)
            .collect();
        let mut shape = vec![1; self.shape(node, 0)?.len()];
        *shape.get_mut(1).context("no channels")? = slopes.len();
        let input = self.input(node, 0)?;
        let constant = |model: &mut TypedModel, suffix: &str, values: &[f32]| {
            model.add_const(format!("{name}.{suffix}"), Tensor::from_shape(&shape, values)?)
        };
        let slopes = constant(&mut self.model, "slopes", &slopes)?;
        let shifts = constant(&mut self.model, "shifts", &shifts)?;
        let scaled = self.wire_values(
            &format!("{name}.mul"),
            Operator::Binary(Binary::Mul),
            &[input, slopes],
        )?;
        self.wire_values(name, Operator::Binary(Binary::Add), &[scaled, shifts])
    }

    /// PReLU with one slope for each channel, or a single one for all.
    fn prelu(
        &mut self,
        name: &str,
        node: &'a NodeProto,
        mut slopes: Vec<f32>,
    ) -> TractResult<OutletId> {
        if let [slope] = slopes[..] {
            let channels = *self.shape(node, 0)?.get(1).context("no channels")?;
            slopes = vec![slope; channels];
        }
        self.wire_first(name, Operator::PRelu(slopes), node, 1)
    }

    fn reduction(
        &mut self,
        name: &str,
        node: &'a NodeProto,
        reduction: Reduction,
    ) -> TractResult<OutletId> {
        ensure!(node.get_attr_opt("keepdims")?.unwrap_or(1i64) == 1, "keepdims is 0");
        let rank = self.shape(node, 0)?.len() as i64;
        let axes = match node.get_attr_opt_vec::<i64>("axes")? {
            Some(axes) => axes,
            None => integers(self.constant(node, 1)?.context("no constant axes")?)?,
        };
        let axes = axes.iter().map(|axis| axis.rem_euclid(rank) as usize).sorted().collect();
        self.wire_first(name, Operator::Reduce(axes, reduction), node, 1)
    }

    fn pad(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        let mode = node.get_attr_opt::<String>("mode")?;
        ensure!(mode.is_none_or(|mode| mode == "constant"), "the padding is not constant");
        let pads = match node.get_attr_opt_vec::<i64>("pads")? {
            Some(pads) => pads,
            None => integers(self.constant(node, 1)?.context("no constant pads")?)?,
        };
        let pads: Vec<usize> = pads.into_iter().map(usize::try_from).try_collect()?;
        let value = self.constant(node, 2)?.map(scalar).transpose()?.unwrap_or(0.0);
        let (before, after) = pads.split_at(pads.len() / 2);
        let pads = before.iter().zip(after).map(|(before, after)| [*before, *after]).collect();
        self.wire_first(name, Operator::Pad(pads, value), node, 1)
    }

    fn gemm(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        for factor in ["alpha", "beta"] {
            ensure!(node.get_attr_opt(factor)?.unwrap_or(1.0f32) == 1.0, "{factor} is not 1");
        }
        let mut factors = [self.input(node, 0)?, self.input(node, 1)?];
        for (factor, which) in factors.iter_mut().zip(["transA", "transB"]) {
            if node.get_attr_opt(which)?.unwrap_or(0i64) == 1 {
                let transpose = Operator::Transpose(vec![1, 0]);
                *factor = self.wire_values(&format!("{name}.{which}"), transpose, &[*factor])?;
            }
        }
        if node.input.len() < 3 {
            return self.wire_values(name, Operator::MatMul, &factors);
        }
        let product = self.wire_values(&format!("{name}.product"), Operator::MatMul, &factors)?;
        let bias = self.input(node, 2)?;
        self.wire_values(name, Operator::Binary(Binary::Add), &[product, bias])
    }

    /// Adds an operator that reads all inputs of a node.
    fn wire(
        &mut self,
        name: &str,
        operator: Operator,
        node: &'a NodeProto,
    ) -> TractResult<OutletId> {
        self.wire_first(name, operator, node, node.input.len())
    }

    /// Adds an operator that reads the first inputs of a node.
    fn wire_first(
        &mut self,
        name: &str,
        operator: Operator,
        node: &'a NodeProto,
        inputs: usize,
    ) -> TractResult<OutletId> {
        let inputs: TVec<_> =
            (0..inputs).map(|at| self.input(node, at)).collect::<TractResult<_>>()?;
        self.wire_values(name, operator, &inputs)
    }

    /// Adds an operator that reads these values. If all are constants, such as a matrix that is
    /// transposed, the result is computed now and added as a constant.
    fn wire_values(
        &mut self,
        name: &str,
        operator: Operator,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        let constants = inputs.iter().map(|input| {
            let constant = self.model.outlet_fact(*input).ok()?.konst.clone();
            constant.map(IntoTValue::into_tvalue)
        });
        if let Some(constants) = constants.collect() {
            let computed = operator.eval(&EvalContext::out_of_plan(), constants)?.remove(0);
            return self.model.add_const(name, computed.into_arc_tensor());
        }
        Ok(self.model.wire_node(name, operator, inputs)?[0])
    }

    fn input(&mut self, node: &'a NodeProto, at: usize) -> TractResult<OutletId> {
        self.value(node.input.get(at).context("missing input")?)
    }

    fn value(&mut self, name: &str) -> TractResult<OutletId> {
        if let Some(value) = self.values.get(name) {
            return Ok(*value);
        }
        let constant = self.constants.get(name).context("undefined value")?;
        self.model.add_const(name, constant.clone())
    }

    fn shape(&mut self, node: &'a NodeProto, at: usize) -> TractResult<Vec<usize>> {
        let input = self.input(node, at)?;
        concrete_shape(self.model.outlet_fact(input)?)
    }

    /// Height and width of the first input of a node.
    fn size(&mut self, node: &'a NodeProto) -> TractResult<[usize; 2]> {
        match self.shape(node, 0)?[..] {
            [_, _, height, width] => Ok([height, width]),
            _ => bail!("the input does not have four axes"),
        }
    }

    /// An optional input of a node, which must be a constant.
    fn constant(&self, node: &NodeProto, at: usize) -> TractResult<Option<Arc<Tensor>>> {
        let Some(name) = node.input.get(at).filter(|name| !name.is_empty()) else {
            return Ok(None);
        };
        let constant = self.constants.get(&**name);
        Ok(Some(constant.context("the input is not constant")?.clone()))
    }
}
