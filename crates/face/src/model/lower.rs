//! Replaces our operators by the engine's, which natively have code for wider vectors.

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
    constant::concrete_shape,
    operator::{Binary, ConvGeometry, Convolution, Operator, PoolOperation, Reduction, Unary},
};

/// The same graph with the engine's operators, optimised by the engine.
pub(super) fn lower(read: &TypedModel) -> TractResult<TypedModel> {
    let mut model = TypedModel::default();
    let mut values = HashMap::new();
    for id in read.eval_order()? {
        let node = read.node(id);
        let inputs: TVec<OutletId> = node.inputs.iter().map(|outlet| values[outlet]).collect();
        let value = if let Some(operator) = node.op_as::<Operator>() {
            let mut lowered = Lowered { model: &mut model, name: &node.name, inputs, parts: 0 };
            lowered.operator(operator)?
        } else if let Some(source) = node.op_as::<TypedSource>() {
            model.add_source(&*node.name, source.fact.clone())?
        } else {
            model.wire_node(&*node.name, node.op.clone(), &inputs)?[0]
        };
        values.insert(OutletId::new(id, 0), value);
    }
    let outputs: TVec<OutletId> =
        read.output_outlets()?.iter().map(|outlet| values[outlet]).collect();
    model.select_output_outlets(&outputs)?;
    model.into_optimized()
}

/// One node that is being lowered.
struct Lowered<'a> {
    model: &'a mut TypedModel,
    name: &'a str,
    inputs: TVec<OutletId>,
    /// Number of nodes added for it.
    parts: usize,
}

impl Lowered<'_> {
    fn operator(&mut self, operator: &Operator) -> TractResult<OutletId> {
        let inputs = self.inputs.clone();
        let shape = concrete_shape(self.model.outlet_fact(inputs[0])?)?;
        match operator {
            Operator::Convolution(convolution) => self.convolution(convolution),
            Operator::Pool(geometry, operation) => {
                let pool_spec = pool_spec(geometry, [shape[1]; 2]);
                let mean = |count_include_pad| {
                    let pool_spec = pool_spec.clone();
                    SumPool { pool_spec, count_include_pad, normalize: true }
                };
                match operation {
                    PoolOperation::Mean => self.wire(mean(false), &inputs),
                    PoolOperation::MeanWithPadding => self.wire(mean(true), &inputs),
                    PoolOperation::Max => {
                        self.wire(MaxPool { pool_spec, with_index_outputs: None }, &inputs)
                    }
                }
            }
            Operator::Clamp { low, high } => {
                let raised = self.with_scalar(math::max(), inputs[0], *low)?;
                self.with_scalar(math::min(), raised, *high)
            }
            Operator::Unary(unary) => {
                let op = match unary {
                    Unary::Sqrt => math::sqrt(),
                    Unary::Abs => math::abs(),
                    Unary::Sigmoid => nn::sigmoid(),
                };
                self.wire(op, &inputs)
            }
            Operator::Binary(binary) => {
                let op = match binary {
                    Binary::Add => math::add(),
                    Binary::Sub => math::sub(),
                    Binary::Mul => math::mul(),
                    Binary::Div => math::div(),
                };
                let name = self.next_name();
                Ok(wire_with_rank_broadcast(name, self.model, op, &inputs)?[0])
            }
            Operator::Reduce(axes, reduction) => self.reduce(axes, *reduction, &shape),
            Operator::Concat(axis) => self.wire(TypedConcat { axis: *axis }, &inputs),
            Operator::Pad(pads, value) => {
                let pads = pads.iter().map(|[before, after]| (*before, *after)).collect();
                let mode = PadMode::Constant(tensor0(*value).into_arc_tensor());
                self.wire(Pad { pads, mode }, &inputs)
            }
            Operator::Transpose(order) => perm_to_ops(order)
                .into_iter()
                .try_fold(inputs[0], |value, op| self.wire(op, &[value])),
            Operator::Reshape(to) => {
                let [from, to] =
                    [&shape, to].map(|shape| shape.iter().map(ToDim::to_dim).collect());
                self.wire(AxisOp::Reshape(0, from, to), &inputs)
            }
            Operator::MatMul => {
                let axes = AxesMapping::for_numpy_matmul(shape.len(), false, false, false)?;
                self.wire(EinSum::new(axes, f32::datum_type()), &inputs)
            }
            // The engine has no PReLU.
            prelu @ Operator::PRelu(_) => self.wire(prelu.clone(), &inputs),
        }
    }

    fn convolution(&mut self, convolution: &Convolution) -> TractResult<OutletId> {
        let Convolution { geometry, groups, kernel, bias } = convolution;
        let channels = [kernel.shape()[1] * groups, bias.len()];
        let op = Conv {
            pool_spec: pool_spec(geometry, channels),
            kernel_fmt: KernelFormat::OIHW,
            group: *groups,
            q_params: None,
        };
        let kernel = self.constant(kernel.clone())?;
        let bias = self.constant(tensor1(bias).into_arc_tensor())?;
        self.wire(op, &[self.inputs[0], kernel, bias])
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
                let count: usize = axes.iter().map(|axis| shape[*axis]).product();
                let sum = self.wire(sum, &[self.inputs[0]])?;
                self.with_scalar(math::mul(), sum, 1.0 / count as f32)
            }
            Reduction::Norm => {
                let squares = self.wire(math::square(), &[self.inputs[0]])?;
                let sum = self.wire(sum, &[squares])?;
                self.wire(math::sqrt(), &[sum])
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
        self.wire(op, &[value, scalar])
    }

    fn constant(&mut self, tensor: Arc<Tensor>) -> TractResult<OutletId> {
        let name = self.next_name();
        self.model.add_const(name, tensor)
    }

    fn wire(
        &mut self,
        op: impl Into<Box<dyn TypedOp>>,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        let name = self.next_name();
        Ok(self.model.wire_node(name, op, inputs)?[0])
    }

    /// A name for the next node.
    fn next_name(&mut self) -> String {
        self.parts += 1;
        format!("{}.{}", self.name, self.parts)
    }
}

fn pool_spec(geometry: &ConvGeometry, [inputs, outputs]: [usize; 2]) -> PoolSpec {
    let pair = |sizes: &[usize; 2]| TVec::from_slice(sizes);
    PoolSpec {
        data_format: DataFormat::NCHW,
        kernel_shape: pair(&geometry.kernel),
        padding: PaddingSpec::Explicit(
            pair(&geometry.padding_before),
            pair(&geometry.padding_after),
        ),
        dilations: Some(pair(&geometry.dilations)),
        strides: Some(pair(&geometry.strides)),
        input_channels: inputs,
        output_channels: outputs,
    }
}
