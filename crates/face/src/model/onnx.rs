//! Reads an ONNX file into tract's typed graph, with the operators that face networks are made of.
//!
//! tract's own reader knows every operator of ONNX, and a browser would have to load them all.

use std::collections::HashMap;

use tract_onnx::{
    data_resolver::MmapDataResolver,
    pb::{GraphProto, ModelProto, NodeProto},
    prelude::{tract_itertools::Itertools, *},
    tensor::load_tensor,
    tract_core::{
        internal::*,
        ops::{
            array::{Pad, PadMode, TypedConcat},
            change_axes::{perm_to_ops, wire_with_rank_broadcast},
            cnn::{Conv, KernelFormat, MaxPool, SumPool},
            einsum::EinSum,
            math, nn,
        },
    },
};

use super::{
    constant::{concrete, filled, floats, halved, integers, scalar},
    operator::Slope,
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
    /// What has been computed so far, by its name in the file.
    values: HashMap<&'a str, OutletId>,
    /// What the file states.
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
            "Relu" => self.clamp(name, node, Some(0.0), None),
            "Clip" => {
                let bound = |attribute: &str, at| -> TractResult<Option<f32>> {
                    match node.get_attr_opt::<f32>(attribute)? {
                        Some(bound) => Ok(Some(bound)),
                        None => self.constant(node, at)?.map(scalar).transpose(),
                    }
                };
                let (low, high) = (bound("min", 1)?, bound("max", 2)?);
                self.clamp(name, node, low, high)
            }
            "LeakyRelu" => {
                let slope = node.get_attr_opt("alpha")?.unwrap_or(0.01f32);
                let channels = self.channels(node)?;
                self.slope(name, node, vec![slope; channels])
            }
            "PRelu" => {
                let slopes = floats(self.constant(node, 1)?.context("no slopes")?)?;
                let channels = self.channels(node)?;
                let slopes = if slopes.len() == 1 { vec![slopes[0]; channels] } else { slopes };
                self.slope(name, node, slopes)
            }
            "Sigmoid" => self.wire(name, nn::sigmoid(), node),
            "Sqrt" => self.wire(name, math::sqrt(), node),
            "Abs" => self.wire(name, math::abs(), node),
            "Add" => self.wire(name, math::add(), node),
            "Sub" => self.wire(name, math::sub(), node),
            "Mul" => self.wire(name, math::mul(), node),
            "Div" => self.wire(name, math::div(), node),
            "MaxPool" => {
                let pool_spec = window::of_pool(node, self.channels(node)?)?;
                self.wire(name, MaxPool { pool_spec, with_index_outputs: None }, node)
            }
            "AveragePool" => {
                let pool_spec = window::of_pool(node, self.channels(node)?)?;
                let count_include_pad = node.get_attr_opt("count_include_pad")?.unwrap_or(false);
                self.wire(name, SumPool { pool_spec, count_include_pad, normalize: true }, node)
            }
            "GlobalAveragePool" => {
                let rank = self.shape(node, 0)?.len();
                let input = self.input(node, 0)?;
                self.mean(name, input, (2..rank).collect())
            }
            "ReduceMean" | "ReduceL2" => self.reduction(name, node),
            "Pad" => self.pad(name, node),
            "Concat" => {
                let rank = self.shape(node, 0)?.len() as i64;
                let axis: i64 = node.get_attr("axis")?;
                let axis = axis.rem_euclid(rank) as usize;
                let inputs = self.inputs(node)?;
                self.put(name, TypedConcat { axis }, &inputs)
            }
            "Transpose" => {
                let rank = self.shape(node, 0)?.len();
                let order = node.get_attr_opt_vec::<usize>("perm")?;
                let order = order.unwrap_or_else(|| (0..rank).rev().collect());
                let input = self.input(node, 0)?;
                perm_to_ops(&order).into_iter().enumerate().try_fold(input, |input, (at, op)| {
                    self.put(&format!("{name}.{at}"), op, &[input])
                })
            }
            "Flatten" => {
                let shape = self.shape(node, 0)?;
                let axis: i64 = node.get_attr_opt("axis")?.unwrap_or(1);
                let axis = axis.rem_euclid(shape.len() as i64) as usize;
                let sizes = [&shape[..axis], &shape[axis..]].map(|it| it.iter().product());
                self.reshape(name, node, &sizes)
            }
            "Reshape" => {
                let wanted = self.constant(node, 1)?.context("no shape")?;
                let shape = filled(&self.shape(node, 0)?, &integers(wanted)?)?;
                self.reshape(name, node, &shape)
            }
            "MatMul" => {
                let rank = self.shape(node, 0)?.len();
                let axes = AxesMapping::for_numpy_matmul(rank, false, false, false)?;
                self.wire(name, EinSum::new(axes, f32::datum_type()), node)
            }
            "Gemm" => self.gemm(name, node),
            other => bail!("operator {other} is not among those of face networks"),
        }
    }

    fn convolution(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        let kernel = self.constant(node, 1)?.context("no kernel")?;
        let shape = kernel.shape().to_vec();
        ensure!(shape.len() == 4, "not a picture");
        let group = node.get_attr_opt("group")?.unwrap_or(1);
        let channels = [shape[1] * group, shape[0]];
        let pool_spec = window::of_convolution(node, &shape[2..], channels)?;
        let bias = match self.constant(node, 2)? {
            Some(bias) => bias,
            None => Tensor::zero::<f32>(&[shape[0]])?.into_arc_tensor(),
        };
        let bias = self.model.add_const(format!("{name}.bias"), bias)?;
        let kernel = self.model.add_const(format!("{name}.kernel"), kernel)?;
        let input = self.input(node, 0)?;
        let op = Conv { pool_spec, kernel_fmt: KernelFormat::OIHW, group, q_params: None };
        self.put(name, op, &[input, kernel, bias])
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
        let scaled = self.put(&format!("{name}.mul"), math::mul(), &[input, slopes])?;
        self.put(name, math::add(), &[scaled, shifts])
    }

    fn clamp(
        &mut self,
        name: &str,
        node: &'a NodeProto,
        low: Option<f32>,
        high: Option<f32>,
    ) -> TractResult<OutletId> {
        let mut value = self.input(node, 0)?;
        if let Some(low) = low {
            value = self.with_scalar(&format!("{name}.low"), math::max(), value, low)?;
        }
        if let Some(high) = high {
            value = self.with_scalar(&format!("{name}.high"), math::min(), value, high)?;
        }
        Ok(value)
    }

    fn slope(
        &mut self,
        name: &str,
        node: &'a NodeProto,
        slopes: Vec<f32>,
    ) -> TractResult<OutletId> {
        let shape = self.shape(node, 0)?;
        ensure!(shape.get(1) == Some(&slopes.len()), "not a slope for each channel");
        self.wire_some(name, Slope::new(slopes), node, 1)
    }

    fn reduction(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        ensure!(node.get_attr_opt("keepdims")?.unwrap_or(1i64) == 1, "axes would be lost");
        let rank = self.shape(node, 0)?.len() as i64;
        let axes = match node.get_attr_opt_vec::<i64>("axes")? {
            Some(axes) => axes,
            None => integers(self.constant(node, 1)?.context("no axes")?)?,
        };
        let axes: TVec<usize> =
            axes.iter().map(|it| it.rem_euclid(rank) as usize).sorted().collect();
        let input = self.input(node, 0)?;
        if node.op_type == "ReduceMean" {
            return self.mean(name, input, axes);
        }
        let squares = self.put(&format!("{name}.squares"), math::square(), &[input])?;
        let op = nn::Reduce { axes, reducer: nn::Reducer::Sum };
        let sum = self.put(&format!("{name}.sum"), op, &[squares])?;
        self.put(name, math::sqrt(), &[sum])
    }

    fn mean(&mut self, name: &str, input: OutletId, axes: TVec<usize>) -> TractResult<OutletId> {
        let shape = concrete(self.model.outlet_fact(input)?)?;
        let count: usize = axes.iter().map(|&it| shape[it]).product();
        let op = nn::Reduce { axes, reducer: nn::Reducer::Sum };
        let sum = self.put(&format!("{name}.sum"), op, &[input])?;
        self.with_scalar(name, math::mul(), sum, 1.0 / count as f32)
    }

    fn pad(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        let mode = node.get_attr_opt::<String>("mode")?;
        ensure!(mode.is_none_or(|it| it == "constant"), "not padded with a constant");
        let pads = match node.get_attr_opt_vec::<i64>("pads")? {
            Some(pads) => pads,
            None => integers(self.constant(node, 1)?.context("no pads")?)?,
        };
        let value = self.constant(node, 2)?.map(scalar).transpose()?.unwrap_or(0.0);
        let rank = pads.len() / 2;
        let pads = (0..rank).map(|at| (pads[at] as usize, pads[at + rank] as usize)).collect();
        let mode = PadMode::Constant(tensor0(value).into_arc_tensor());
        self.wire_some(name, Pad { pads, mode }, node, 1)
    }

    fn gemm(&mut self, name: &str, node: &'a NodeProto) -> TractResult<OutletId> {
        for factor in ["alpha", "beta"] {
            ensure!(node.get_attr_opt(factor)?.unwrap_or(1.0f32) == 1.0, "{factor} is not 1");
        }
        let turned = |which| Ok::<_, TractError>(node.get_attr_opt(which)?.unwrap_or(0i64) == 1);
        let axes = AxesMapping::for_numpy_matmul(2, turned("transA")?, turned("transB")?, false)?;
        let product = EinSum::new(axes, f32::datum_type());
        if node.input.len() < 3 {
            return self.wire(name, product, node);
        }
        let product = self.wire_some(&format!("{name}.product"), product, node, 2)?;
        let bias = self.input(node, 2)?;
        self.put(name, math::add(), &[product, bias])
    }

    fn reshape(&mut self, name: &str, node: &'a NodeProto, to: &[usize]) -> TractResult<OutletId> {
        let dims = |shape: &[usize]| shape.iter().map(|it| it.to_dim()).collect();
        let from = self.shape(node, 0)?;
        self.wire_some(name, AxisOp::Reshape(0, dims(&from), dims(to)), node, 1)
    }

    fn with_scalar(
        &mut self,
        name: &str,
        op: impl Into<Box<dyn TypedOp>>,
        value: OutletId,
        scalar: f32,
    ) -> TractResult<OutletId> {
        let rank = self.model.outlet_fact(value)?.rank();
        let scalar = tensor0(scalar).broadcast_into_rank(rank)?;
        let scalar = self.model.add_const(format!("{name}.scalar"), scalar)?;
        self.put(name, op, &[value, scalar])
    }

    /// Puts an operator on all inputs of a node.
    fn wire(
        &mut self,
        name: &str,
        op: impl Into<Box<dyn TypedOp>>,
        node: &'a NodeProto,
    ) -> TractResult<OutletId> {
        self.wire_some(name, op, node, node.input.len())
    }

    /// Puts an operator on the first inputs of a node.
    fn wire_some(
        &mut self,
        name: &str,
        op: impl Into<Box<dyn TypedOp>>,
        node: &'a NodeProto,
        inputs: usize,
    ) -> TractResult<OutletId> {
        let inputs: TVec<_> =
            (0..inputs).map(|at| self.input(node, at)).collect::<TractResult<_>>()?;
        self.put(name, op, &inputs)
    }

    /// Puts an operator on values that are brought to one rank.
    fn put(
        &mut self,
        name: &str,
        op: impl Into<Box<dyn TypedOp>>,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        let op = op.into();
        let is_binary = op.is::<tract_onnx::tract_core::ops::binary::TypedBinOp>();
        let outlets = if is_binary {
            wire_with_rank_broadcast(name, &mut self.model, op, inputs)?
        } else {
            self.model.wire_node(name, op, inputs)?
        };
        Ok(outlets[0])
    }

    fn inputs(&mut self, node: &'a NodeProto) -> TractResult<TVec<OutletId>> {
        (0..node.input.len()).map(|at| self.input(node, at)).collect()
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

    /// How many channels the first input of a node has.
    fn channels(&mut self, node: &'a NodeProto) -> TractResult<usize> {
        Ok(*self.shape(node, 0)?.get(1).context("no channels")?)
    }

    /// The input of a node that must be stated, if it has one.
    fn constant(&self, node: &NodeProto, at: usize) -> TractResult<Option<Arc<Tensor>>> {
        let Some(name) = node.input.get(at).filter(|it| !it.is_empty()) else { return Ok(None) };
        let constant = self.constants.get(&**name);
        Ok(Some(constant.context("a value that is computed, not stated")?.clone()))
    }
}
