//! Reads an ONNX file into a graph of the operators that face networks are made of.
//!
//! The engine's own reader knows every operator of ONNX, and a browser would have to load them all.

use std::collections::HashMap;

use tract_onnx::{
    data_resolver::MmapDataResolver,
    pb::{GraphProto, ModelProto, NodeProto},
    prelude::{tract_itertools::Itertools, *},
    tensor::load_tensor,
    tract_core::internal::*,
};

use super::{
    constant::{concrete, filled, floats, halved, integers, scalar},
    definition::{Binary, Convolution, Definition, Kind, Reduction, Unary},
    window,
};

/// The graph of the file `bytes`, for one picture of `side` x `side`, with the named outputs.
pub(super) fn read(bytes: &[u8], side: usize, outputs: &[String]) -> TractResult<TypedModel> {
    let file = <ModelProto as prost::Message>::decode(bytes)?;
    let graph = file.graph.as_ref().context("no graph")?;
    let mut reader = Reader::new(graph)?;
    let known: Vec<&str> = graph.initializer.iter().map(|it| &*it.name).collect();
    let inputs = graph.input.iter().filter(|it| !known.contains(&&*it.name));
    let input = inputs.exactly_one().map_err(|_| format_err!("not one input"))?;
    let picture = reader.model.add_source(&*input.name, f32::fact([1, 3, side, side]))?;
    reader.values.insert(&input.name, picture);
    for node in &graph.node {
        reader.node(node)?;
    }
    let outputs: Vec<_> = outputs.iter().map(|it| reader.value(it)).collect::<TractResult<_>>()?;
    reader.model.select_output_outlets(&outputs)?;
    Ok(reader.model)
}

/// A graph that is being read.
struct Reader<'a> {
    model: TypedModel,
    /// The values that have been computed so far, by their names in the file.
    values: HashMap<&'a str, OutletId>,
    /// The constants of the file.
    constants: HashMap<&'a str, Arc<Tensor>>,
}

impl<'a> Reader<'a> {
    fn new(graph: &'a GraphProto) -> TractResult<Self> {
        let constants = graph
            .initializer
            .iter()
            .map(|it| Ok((&*it.name, halved(load_tensor(&MmapDataResolver, it, None)?)?)));
        Ok(Self {
            model: TypedModel::default(),
            values: HashMap::new(),
            constants: constants.collect::<TractResult<_>>()?,
        })
    }

    /// Adds what `node` computes to the graph.
    fn node(&mut self, node: &'a NodeProto) -> TractResult<()> {
        let output = node.output.first().context("no output")?;
        if let Some(constant) = self.stated(node)? {
            self.constants.insert(output, constant);
            return Ok(());
        }
        let computed = self
            .computed(output, node)
            .with_context(|| format!("{} ({})", output, node.op_type))?;
        self.values.insert(output, computed);
        Ok(())
    }

    /// What a node states that computes nothing.
    fn stated(&self, node: &'a NodeProto) -> TractResult<Option<Arc<Tensor>>> {
        Ok(match &*node.op_type {
            "Constant" => {
                let value = node.attribute.iter().find_map(|it| it.t.as_ref());
                let value = value.context("not a tensor")?;
                Some(load_tensor(&MmapDataResolver, value, None)?.into_arc_tensor())
            }
            "Identity" => self.constants.get(&*node.input[0]).cloned(),
            _ => None,
        })
    }

    fn computed(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        match &*node.op_type {
            "Identity" | "Dropout" => self.input(node, 0),
            "Conv" => self.convolution(name, node),
            "BatchNormalization" => self.normalization(name, node),
            "Relu" => self.wire(name, Definition::Clamp { low: 0.0, high: f32::INFINITY }, node),
            "Clip" => {
                let bound = |attribute: &str, at| -> TractResult<Option<f32>> {
                    match node.get_attr_opt::<f32>(attribute)? {
                        Some(bound) => Ok(Some(bound)),
                        None => self.constant(node, at)?.map(scalar).transpose(),
                    }
                };
                let low = bound("min", 1)?.unwrap_or(f32::NEG_INFINITY);
                let high = bound("max", 2)?.unwrap_or(f32::INFINITY);
                self.wire_some(name, Definition::Clamp { low, high }, node, 1)
            }
            "LeakyRelu" => {
                let slope = node.get_attr_opt("alpha")?.unwrap_or(0.01f32);
                self.slope(name, node, vec![slope])
            }
            "PRelu" => {
                let slopes = floats(self.constant(node, 1)?.context("no slopes")?)?;
                self.slope(name, node, slopes)
            }
            "Sigmoid" => self.wire(name, Definition::Unary(Unary::Sigmoid), node),
            "Sqrt" => self.wire(name, Definition::Unary(Unary::Sqrt), node),
            "Abs" => self.wire(name, Definition::Unary(Unary::Abs), node),
            "Add" => self.wire(name, Definition::Binary(Binary::Add), node),
            "Sub" => self.wire(name, Definition::Binary(Binary::Sub), node),
            "Mul" => self.wire(name, Definition::Binary(Binary::Mul), node),
            "Div" => self.wire(name, Definition::Binary(Binary::Div), node),
            "MaxPool" => self.pool(name, node, Kind::Max),
            "AveragePool" => match node.get_attr_opt("count_include_pad")?.unwrap_or(0i64) {
                0 => self.pool(name, node, Kind::Mean),
                _ => self.pool(name, node, Kind::MeanWithZeros),
            },
            "GlobalAveragePool" => {
                let rank = self.shape(node, 0)?.len();
                let axes = (2..rank).collect();
                self.wire(name, Definition::Reduce(axes, Reduction::Mean), node)
            }
            "ReduceMean" => self.reduction(name, node, Reduction::Mean),
            "ReduceL2" => self.reduction(name, node, Reduction::Length),
            "Pad" => self.pad(name, node),
            "Concat" => {
                let rank = self.shape(node, 0)?.len() as i64;
                let axis: i64 = node.get_attr("axis")?;
                self.wire(name, Definition::Concat(axis.rem_euclid(rank) as usize), node)
            }
            "Transpose" => {
                let rank = self.shape(node, 0)?.len();
                let order = node.get_attr_opt_vec::<usize>("perm")?;
                let order = order.unwrap_or_else(|| (0..rank).rev().collect());
                self.wire(name, Definition::Transpose(order), node)
            }
            "Flatten" => {
                let shape = self.shape(node, 0)?;
                let axis: i64 = node.get_attr_opt("axis")?.unwrap_or(1);
                let axis = axis.rem_euclid(shape.len() as i64) as usize;
                let sizes = [&shape[..axis], &shape[axis..]].map(|it| it.iter().product());
                self.wire(name, Definition::Reshape(sizes.into()), node)
            }
            "Reshape" => {
                let wanted = self.constant(node, 1)?.context("no shape")?;
                let shape = filled(&self.shape(node, 0)?, &integers(wanted)?)?;
                self.wire_some(name, Definition::Reshape(shape), node, 1)
            }
            "MatMul" => self.wire(name, Definition::Product, node),
            "Gemm" => self.gemm(name, node),
            other => bail!("operator {other} is not among those of face networks"),
        }
    }

    fn convolution(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        let kernel = self.constant(node, 1)?.context("no kernel")?;
        let &[outputs, _, height, width] = kernel.shape() else { bail!("not of a picture") };
        let bias = match self.constant(node, 2)? {
            Some(bias) => floats(bias)?,
            None => vec![0.0; outputs],
        };
        let sweep = window::of(node, [height, width], self.size(node)?)?;
        let groups = node.get_attr_opt("group")?.unwrap_or(1);
        let convolution = Convolution { sweep, groups, kernel, bias };
        self.wire_some(name, Definition::Convolution(convolution), node, 1)
    }

    fn pool(&mut self, name: &str, node: &'a NodeProto, kind: Kind) -> TractResult<OutletId> {
        let sweep = window::of_pool(node, self.size(node)?)?;
        self.wire(name, Definition::Pool(sweep, kind), node)
    }

    /// Batch normalisation, which is a multiplication and an addition by then.
    fn normalization(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        let epsilon: f32 = node.get_attr_opt("epsilon")?.unwrap_or(1e-5);
        let numbers = (1..=4).map(|at| floats(self.constant(node, at)?.context("no constant")?));
        let [scale, shift, mean, variance]: [Vec<f32>; 4] =
            numbers.collect::<TractResult<Vec<_>>>()?.try_into().map_err(|_| format_err!("4"))?;
        let slopes: Vec<f32> =
            scale.iter().zip(&variance).map(|(scale, it)| scale / (it + epsilon).sqrt()).collect();
        let shifts: Vec<f32> =
            shift.iter().zip(&mean).zip(&slopes).map(|((a, b), slope)| a - b * slope).collect();
        let mut shape = vec![1; self.shape(node, 0)?.len()];
        *shape.get_mut(1).context("no channels")? = slopes.len();
        let input = self.input(node, 0)?;
        let constant = |model: &mut TypedModel, what: &str, values: &[f32]| {
            model.add_const(format!("{name}.{what}"), Tensor::from_shape(&shape, values)?)
        };
        let slopes = constant(&mut self.model, "slopes", &slopes)?;
        let shifts = constant(&mut self.model, "shifts", &shifts)?;
        let scaled =
            self.put(&format!("{name}.mul"), Definition::Binary(Binary::Mul), &[input, slopes])?;
        self.put(name, Definition::Binary(Binary::Add), &[scaled, shifts])
    }

    /// With one slope for each channel, or one for all.
    fn slope(
        &mut self,
        name: &str,
        node: &'a NodeProto,
        mut slopes: Vec<f32>,
    ) -> TractResult<OutletId> {
        if let [slope] = slopes[..] {
            let channels = *self.shape(node, 0)?.get(1).context("no channels")?;
            slopes = vec![slope; channels];
        }
        self.wire_some(name, Definition::Slope(slopes), node, 1)
    }

    fn reduction(
        &mut self,
        name: &str,
        node: &'a NodeProto,
        reduction: Reduction,
    ) -> TractResult<OutletId> {
        ensure!(node.get_attr_opt("keepdims")?.unwrap_or(1i64) == 1, "axes would be lost");
        let rank = self.shape(node, 0)?.len() as i64;
        let axes = match node.get_attr_opt_vec::<i64>("axes")? {
            Some(axes) => axes,
            None => integers(self.constant(node, 1)?.context("no axes")?)?,
        };
        let axes = axes.iter().map(|it| it.rem_euclid(rank) as usize).sorted().collect();
        self.wire_some(name, Definition::Reduce(axes, reduction), node, 1)
    }

    fn pad(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        let mode = node.get_attr_opt::<String>("mode")?;
        ensure!(mode.is_none_or(|it| it == "constant"), "not padded with a constant");
        let pads = match node.get_attr_opt_vec::<i64>("pads")? {
            Some(pads) => pads,
            None => integers(self.constant(node, 1)?.context("no pads")?)?,
        };
        let pads: Vec<usize> = pads.into_iter().map(usize::try_from).try_collect()?;
        let value = self.constant(node, 2)?.map(scalar).transpose()?.unwrap_or(0.0);
        let (before, after) = pads.split_at(pads.len() / 2);
        let pads = before.iter().zip(after).map(|(before, after)| [*before, *after]).collect();
        self.wire_some(name, Definition::Pad(pads, value), node, 1)
    }

    fn gemm(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        for factor in ["alpha", "beta"] {
            ensure!(node.get_attr_opt(factor)?.unwrap_or(1.0f32) == 1.0, "{factor} is not 1");
        }
        let mut factors = [self.input(node, 0)?, self.input(node, 1)?];
        for (factor, which) in factors.iter_mut().zip(["transA", "transB"]) {
            if node.get_attr_opt(which)?.unwrap_or(0i64) == 1 {
                let turned = Definition::Transpose(vec![1, 0]);
                *factor = self.put(&format!("{name}.{which}"), turned, &[*factor])?;
            }
        }
        if node.input.len() < 3 {
            return self.put(name, Definition::Product, &factors);
        }
        let product = self.put(&format!("{name}.product"), Definition::Product, &factors)?;
        let bias = self.input(node, 2)?;
        self.put(name, Definition::Binary(Binary::Add), &[product, bias])
    }

    /// Puts an operator on all inputs of a node.
    fn wire(
        &mut self,
        name: &str,
        definition: Definition,
        node: &'a NodeProto,
    ) -> TractResult<OutletId> {
        self.wire_some(name, definition, node, node.input.len())
    }

    /// Puts an operator on the first inputs of a node.
    fn wire_some(
        &mut self,
        name: &str,
        definition: Definition,
        node: &'a NodeProto,
        inputs: usize,
    ) -> TractResult<OutletId> {
        let inputs: TVec<_> =
            (0..inputs).map(|at| self.input(node, at)).collect::<TractResult<_>>()?;
        self.put(name, definition, &inputs)
    }

    /// Puts an operator on values. What is made of constants alone, such as a matrix that is
    /// turned, is computed at once.
    fn put(
        &mut self,
        name: &str,
        definition: Definition,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        let constants = inputs.iter().map(|it| {
            let constant = self.model.outlet_fact(*it).ok()?.konst.clone();
            constant.map(IntoTValue::into_tvalue)
        });
        if let Some(constants) = constants.collect() {
            let computed = definition.eval(&EvalContext::out_of_plan(), constants)?.remove(0);
            return self.model.add_const(name, computed.into_arc_tensor());
        }
        Ok(self.model.wire_node(name, definition, inputs)?[0])
    }

    fn input(&mut self, node: &'a NodeProto, at: usize) -> TractResult<OutletId> {
        self.value(node.input.get(at).context("an input is missing")?)
    }

    fn value(&mut self, name: &str) -> TractResult<OutletId> {
        if let Some(value) = self.values.get(name) {
            return Ok(*value);
        }
        let constant = self.constants.get(name).context("a value that nobody computes")?;
        self.model.add_const(name, constant.clone())
    }

    fn shape(&mut self, node: &'a NodeProto, at: usize) -> TractResult<Vec<usize>> {
        let input = self.input(node, at)?;
        concrete(self.model.outlet_fact(input)?)
    }

    /// Height and width of the first input of a node.
    fn size(&mut self, node: &'a NodeProto) -> TractResult<[usize; 2]> {
        match self.shape(node, 0)?[..] {
            [_, _, height, width] => Ok([height, width]),
            _ => bail!("not a picture"),
        }
    }

    /// The input of a node that must be stated, if it has one.
    fn constant(&self, node: &NodeProto, at: usize) -> TractResult<Option<Arc<Tensor>>> {
        let Some(name) = node.input.get(at).filter(|it| !it.is_empty()) else { return Ok(None) };
        let constant = self.constants.get(&**name);
        Ok(Some(constant.context("a value that is computed, not stated")?.clone()))
    }
}
