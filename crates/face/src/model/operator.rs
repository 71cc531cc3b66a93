//! The closed list of operators that face networks consist of, with reference implementations.
//!
//! A network is read into a graph of these. Then crate `kernels` replaces subgraphs (`rewrite.rs`),
//! or the engine replaces all of them (`lower.rs`). The remaining ones are computed here.

mod arithmetic;
mod conv_geometry;
mod convolution;
mod rearrange;
mod tensor_view;

use tract_onnx::tract_core::{internal::*, op_as_typed_op, op_out_of_plan};

use self::tensor_view::TensorView;
pub(super) use self::{
    arithmetic::{Binary, Reduction, Unary},
    conv_geometry::ConvGeometry,
    convolution::{Convolution, PoolOperation},
};
use super::constant::concrete_shape;

/// The computation of one node of a network. Feature maps are NCHW.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operator {
    /// A convolution.
    Convolution(Convolution),
    /// Pooling of each channel.
    Pool(ConvGeometry, PoolOperation),
    /// Multiplies negative numbers by the slope of their channel, which is axis 1.
    PRelu(Vec<f32>),
    /// Limits each number to a range.
    Clamp {
        /// Lower bound.
        low: f32,
        /// Upper bound.
        high: f32,
    },
    /// A function of each number.
    Unary(Unary),
    /// A function of two numbers, with broadcasting: sizes of 1 and missing first axes repeat.
    Binary(Binary),
    /// Reduces these axes to size 1.
    Reduce(Vec<usize>, Reduction),
    /// Concatenates tensors along an axis.
    Concat(usize),
    /// Pads with a constant: the numbers before and after, for each axis.
    Pad(Vec<[usize; 2]>, f32),
    /// Permutes the axes: the input axis for each output axis.
    Transpose(Vec<usize>),
    /// The same numbers in another shape.
    Reshape(Vec<usize>),
    /// Matrix multiplication of the last two axes; the axes before them are equal.
    MatMul,
}

// Required by the engine. A usable network contains no NaN.
impl Eq for Operator {}

impl Operator {
    /// The output shape for inputs of these shapes, or an error if they do not fit.
    fn output_shape(&self, inputs: &[&[usize]]) -> TractResult<Vec<usize>> {
        let &first = inputs.first().context("no input")?;
        let count = match self {
            Self::Binary(_) | Self::MatMul => 2,
            Self::Concat(_) => inputs.len(),
            _ => 1,
        };
        ensure!(inputs.len() == count, "{} inputs", inputs.len());
        match self {
            Self::Convolution(convolution) => convolution.output_shape(first),
            Self::Pool(geometry, _) => convolution::pooled_shape(geometry, first),
            Self::PRelu(slopes) => {
                ensure!(first.get(1) == Some(&slopes.len()), "wrong number of slopes");
                Ok(first.to_vec())
            }
            Self::Clamp { .. } | Self::Unary(_) => Ok(first.to_vec()),
            Self::Binary(_) => arithmetic::broadcast_shape(first, inputs[1]),
            Self::Reduce(axes, _) => arithmetic::reduced_shape(first, axes),
            Self::Concat(axis) => rearrange::concat_shape(inputs, *axis),
            Self::Pad(pads, _) => rearrange::padded_shape(first, pads),
            Self::Transpose(order) => rearrange::transposed_shape(first, order),
            Self::Reshape(shape) => {
                let [from, to] = [first, shape].map(|shape| shape.iter().product::<usize>());
                ensure!(from == to, "reshape changes the number of elements");
                Ok(shape.clone())
            }
            Self::MatMul => arithmetic::matmul_shape(first, inputs[1]),
        }
    }

    /// Writes the output, which has this shape and is filled with zeros.
    fn compute(&self, inputs: &[TensorView], shape: &[usize], to: &mut [f32]) -> TractResult<()> {
        let numbers = inputs[0].numbers;
        match self {
            Self::Convolution(convolution) => convolution.run(inputs[0], shape, to)?,
            Self::Pool(geometry, operation) => {
                convolution::pool(geometry, *operation, inputs[0], shape, to)?
            }
            Self::PRelu(slopes) => {
                let plane = shape[2..].iter().product();
                let planes = to.chunks_exact_mut(plane).zip(numbers.chunks_exact(plane));
                for ((to, from), slope) in planes.zip(slopes.iter().cycle()) {
                    map_into(to, from, |value| if value < 0.0 { value * slope } else { value });
                }
            }
            Self::Clamp { low, high } => map_into(to, numbers, |value| value.max(*low).min(*high)),
            Self::Unary(unary) => map_into(to, numbers, |value| unary.apply(value)),
            Self::Binary(binary) => binary.run([inputs[0], inputs[1]], shape, to),
            Self::Reduce(_, reduction) => reduction.run(inputs[0], shape, to),
            Self::Concat(axis) => rearrange::concat(inputs, *axis, shape, to),
            Self::Pad(pads, value) => rearrange::pad(inputs[0], pads, *value, shape, to),
            Self::Transpose(order) => rearrange::transpose(inputs[0], order, shape, to),
            Self::Reshape(_) => to.copy_from_slice(numbers),
            Self::MatMul => arithmetic::matmul([inputs[0], inputs[1]], shape, to),
        }
        Ok(())
    }
}

fn map_into(to: &mut [f32], from: &[f32], function: impl Fn(f32) -> f32) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = function(*from));
}

impl Op for Operator {
    fn name(&self) -> StaticName {
        "Operator".into()
    }

    op_as_typed_op!();
}

impl EvalOp for Operator {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let views: TVec<_> = inputs.iter().map(|input| input.view()).collect();
        let inputs = views
            .iter()
            .map(|view| Ok(TensorView { shape: view.shape(), numbers: view.as_slice()? }));
        let inputs: TVec<TensorView> = inputs.collect::<TractResult<_>>()?;
        let shapes: TVec<&[usize]> = inputs.iter().map(|input| input.shape).collect();
        let shape = self.output_shape(&shapes)?;
        let mut output = Tensor::zero::<f32>(&shape)?;
        self.compute(&inputs, &shape, output.view_mut().as_slice_mut()?)?;
        Ok(tvec!(output.into_tvalue()))
    }
}

impl TypedOp for Operator {
    as_op!();

    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        ensure!(
            inputs.iter().all(|input| input.datum_type == DatumType::F32),
            "an input is not f32"
        );
        let shapes: Vec<Vec<usize>> =
            inputs.iter().map(|fact| concrete_shape(fact)).collect::<TractResult<_>>()?;
        let shapes: Vec<&[usize]> = shapes.iter().map(|shape| &**shape).collect();
        Ok(tvec!(f32::fact(self.output_shape(&shapes)?)))
    }
}
