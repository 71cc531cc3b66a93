//! The engine's operators in place of ours: natively they have code for wider vectors.

use std::collections::HashMap;

use tract_onnx::tract_core::{
    internal::*,
    ops::{
        array::{Pad, PadMode, TypedConcat},
        change_axes::{perm_to_ops, wire_with_rank_broadcast},
        cnn::{Conv, KernelFormat, MaxPool, PaddingSpec, PoolSpec, SumPool},
        einsum::EinSum,
        math,
        nn::{self, DataFormat, Reduce, Reducer},
        source::TypedSource,
    },
};

use super::{
    constant::concrete,
    definition::{Binary, Convolution, Definition, Kind, Reduction, Sweep, Unary},
};

/// The same graph with the engine's operators, as it likes them best.
pub(super) fn lower(read: &TypedModel) -> TractResult<TypedModel> {
    let mut model = TypedModel::default();
    let mut values = HashMap::new();
    for id in read.eval_order()? {
        let node = read.node(id);
        let inputs: TVec<OutletId> = node.inputs.iter().map(|it| values[it]).collect();
        let value = if let Some(definition) = node.op_as::<Definition>() {
            let mut lowered = Lowered { model: &mut model, name: &node.name, inputs, parts: 0 };
            lowered.definition(definition)?
        } else if let Some(source) = node.op_as::<TypedSource>() {
            model.add_source(&*node.name, source.fact.clone())?
        } else {
            model.wire_node(&*node.name, node.op.clone(), &inputs)?[0]
        };
        values.insert(OutletId::new(id, 0), value);
    }
    let outputs: TVec<OutletId> = read.output_outlets()?.iter().map(|it| values[it]).collect();
    model.select_output_outlets(&outputs)?;
    model.into_optimized()
}

/// One node that is being lowered.
struct Lowered<'a> {
    model: &'a mut TypedModel,
    name: &'a str,
    inputs: TVec<OutletId>,
    /// How many nodes it has become.
    parts: usize,
}

impl Lowered<'_> {
    fn definition(&mut self, definition: &Definition) -> TractResult<OutletId> {
        let inputs = self.inputs.clone();
        let shape = concrete(self.model.outlet_fact(inputs[0])?)?;
        match definition {
            Definition::Convolution(it) => self.convolution(it),
            Definition::Pool(sweep, kind) => {
                let pool_spec = window(sweep, [shape[1]; 2]);
                let mean = |count_include_pad| {
                    let pool_spec = pool_spec.clone();
                    SumPool { pool_spec, count_include_pad, normalize: true }
                };
                match kind {
                    Kind::Mean => self.put(mean(false), &inputs),
                    Kind::MeanWithZeros => self.put(mean(true), &inputs),
                    Kind::Max => self.put(MaxPool { pool_spec, with_index_outputs: None }, &inputs),
                }
            }
            Definition::Clamp { low, high } => {
                let raised = self.with_scalar(math::max(), inputs[0], *low)?;
                self.with_scalar(math::min(), raised, *high)
            }
            Definition::Unary(unary) => {
                let op = match unary {
                    Unary::Sqrt => math::sqrt(),
                    Unary::Abs => math::abs(),
                    Unary::Sigmoid => nn::sigmoid(),
                };
                self.put(op, &inputs)
            }
            Definition::Binary(binary) => {
                let op = match binary {
                    Binary::Add => math::add(),
                    Binary::Sub => math::sub(),
                    Binary::Mul => math::mul(),
                    Binary::Div => math::div(),
                };
                let name = self.part();
                Ok(wire_with_rank_broadcast(name, self.model, op, &inputs)?[0])
            }
            Definition::Reduce(axes, reduction) => self.reduce(axes, *reduction, &shape),
            Definition::Concat(axis) => self.put(TypedConcat { axis: *axis }, &inputs),
            Definition::Pad(pads, value) => {
                let pads = pads.iter().map(|[before, after]| (*before, *after)).collect();
                let mode = PadMode::Constant(tensor0(*value).into_arc_tensor());
                self.put(Pad { pads, mode }, &inputs)
            }
            Definition::Transpose(order) => {
                perm_to_ops(order).into_iter().try_fold(inputs[0], |it, op| self.put(op, &[it]))
            }
            Definition::Reshape(to) => {
                let [from, to] = [&shape, to].map(|it| it.iter().map(ToDim::to_dim).collect());
                self.put(AxisOp::Reshape(0, from, to), &inputs)
            }
            Definition::Product => {
                let axes = AxesMapping::for_numpy_matmul(shape.len(), false, false, false)?;
                self.put(EinSum::new(axes, f32::datum_type()), &inputs)
            }
            // The engine has none of its own.
            slope @ Definition::Slope(_) => self.put(slope.clone(), &inputs),
        }
    }

    fn convolution(&mut self, convolution: &Convolution) -> TractResult<OutletId> {
        let Convolution { sweep, groups, kernel, bias } = convolution;
        let channels = [kernel.shape()[1] * groups, bias.len()];
        let op = Conv {
            pool_spec: window(sweep, channels),
            kernel_fmt: KernelFormat::OIHW,
            group: *groups,
            q_params: None,
        };
        let kernel = self.constant(kernel.clone())?;
        let bias = self.constant(tensor1(bias).into_arc_tensor())?;
        self.put(op, &[self.inputs[0], kernel, bias])
    }

    fn reduce(
        &mut self,
        axes: &[usize],
        reduction: Reduction,
        shape: &[usize],
    ) -> TractResult<OutletId> {
        let sum = Reduce { axes: axes.into(), reducer: Reducer::Sum };
        match reduction {
            Reduction::Mean => {
                let count: usize = axes.iter().map(|it| shape[*it]).product();
                let sum = self.put(sum, &[self.inputs[0]])?;
                self.with_scalar(math::mul(), sum, 1.0 / count as f32)
            }
            Reduction::Length => {
                let squares = self.put(math::square(), &[self.inputs[0]])?;
                let sum = self.put(sum, &[squares])?;
                self.put(math::sqrt(), &[sum])
            }
        }
    }

    fn with_scalar(
        &mut self,
        op: impl Into<Box<dyn TypedOp>>,
        value: OutletId,
        scalar: f32,
    ) -> TractResult<OutletId> {
        let rank = self.model.outlet_fact(value)?.rank();
        let scalar = self.constant(tensor0(scalar).broadcast_into_rank(rank)?.into())?;
        self.put(op, &[value, scalar])
    }

    fn constant(&mut self, tensor: Arc<Tensor>) -> TractResult<OutletId> {
        let name = self.part();
        self.model.add_const(name, tensor)
    }

    fn put(
        &mut self,
        op: impl Into<Box<dyn TypedOp>>,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        let name = self.part();
        Ok(self.model.wire_node(name, op, inputs)?[0])
    }

    /// A name for the next node.
    fn part(&mut self) -> String {
        self.parts += 1;
        format!("{}.{}", self.name, self.parts)
    }
}

fn window(sweep: &Sweep, [inputs, outputs]: [usize; 2]) -> PoolSpec {
    let pair = |it: &[usize; 2]| TVec::from_slice(it);
    PoolSpec {
        data_format: DataFormat::NCHW,
        kernel_shape: pair(&sweep.kernel),
        padding: PaddingSpec::Explicit(pair(&sweep.before), pair(&sweep.after)),
        dilations: Some(pair(&sweep.dilations)),
        strides: Some(pair(&sweep.steps)),
        input_channels: inputs,
        output_channels: outputs,
    }
}
