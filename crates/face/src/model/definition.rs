//! The operators that face networks are made of, each by its definition.
//!
//! A network is read into a graph of these. Then crate `kernels` takes over what it can
//! (`rewrite.rs`), or the engine everything (`stock.rs`). What is left is computed here, plainly.

mod arithmetic;
mod places;
mod sweep;
mod window;

use tract_onnx::tract_core::{internal::*, op_as_typed_op, op_out_of_plan};

pub(super) use self::{
    arithmetic::{Binary, Reduction, Unary},
    sweep::Sweep,
    window::{Convolution, Kind},
};
use super::constant::concrete;

/// What a node of a network computes. Pictures are in planes: count x channels x height x width.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Definition {
    /// A convolution.
    Convolution(Convolution),
    /// One number for all that a window sees of a channel.
    Pool(Sweep, Kind),
    /// Multiplies what is negative with its channel's slope (PReLU), channels being axis 1.
    Slope(Vec<f32>),
    /// Takes each number into a range.
    Clamp {
        /// The least.
        low: f32,
        /// The most.
        high: f32,
    },
    /// Something of each number.
    Unary(Unary),
    /// Something of two numbers each. Sizes of 1 and missing first axes are repeated.
    Binary(Binary),
    /// One number for all along these axes, which stay, with a size of 1.
    Reduce(Vec<usize>, Reduction),
    /// Tensors one after the other along an axis.
    Concat(usize),
    /// A number around a tensor, so many times before and after, for each axis.
    Pad(Vec<[usize; 2]>, f32),
    /// The axes in another order: which one comes first, second, and so on.
    Transpose(Vec<usize>),
    /// The same numbers in another shape.
    Reshape(Vec<usize>),
    /// The product of two matrices, or of as many pairs of them as the axes before say.
    Product,
}

/// A tensor that is read.
#[derive(Clone, Copy)]
struct Values<'a> {
    shape: &'a [usize],
    numbers: &'a [f32],
}

// The engine asks for it. No number of a network that can be used is NaN.
impl Eq for Definition {}

impl Definition {
    /// The shape of what comes out, if this can be computed of inputs of these shapes.
    fn shape(&self, inputs: &[&[usize]]) -> TractResult<Vec<usize>> {
        let &first = inputs.first().context("nothing to read")?;
        let count = match self {
            Self::Binary(_) | Self::Product => 2,
            Self::Concat(_) => inputs.len(),
            _ => 1,
        };
        ensure!(inputs.len() == count, "{} values to read", inputs.len());
        match self {
            Self::Convolution(it) => it.shape(first),
            Self::Pool(sweep, _) => window::pooled(sweep, first),
            Self::Slope(slopes) => {
                ensure!(first.get(1) == Some(&slopes.len()), "not a slope for each channel");
                Ok(first.to_vec())
            }
            Self::Clamp { .. } | Self::Unary(_) => Ok(first.to_vec()),
            Self::Binary(_) => arithmetic::common(first, inputs[1]),
            Self::Reduce(axes, _) => arithmetic::reduced(first, axes),
            Self::Concat(axis) => places::joined(inputs, *axis),
            Self::Pad(pads, _) => places::padded(first, pads),
            Self::Transpose(order) => places::turned(first, order),
            Self::Reshape(shape) => {
                let [from, to] = [first, shape].map(|it| it.iter().product::<usize>());
                ensure!(from == to, "not as many numbers");
                Ok(shape.clone())
            }
            Self::Product => arithmetic::multiplied(first, inputs[1]),
        }
    }

    /// Writes what comes out, which has this shape and is filled with zeros.
    fn compute(&self, inputs: &[Values], shape: &[usize], to: &mut [f32]) -> TractResult<()> {
        let numbers = inputs[0].numbers;
        match self {
            Self::Convolution(it) => it.run(inputs[0], shape, to)?,
            Self::Pool(sweep, kind) => window::pool(sweep, *kind, inputs[0], shape, to)?,
            Self::Slope(slopes) => {
                let plane = shape[2..].iter().product();
                let planes = to.chunks_exact_mut(plane).zip(numbers.chunks_exact(plane));
                for ((to, from), slope) in planes.zip(slopes.iter().cycle()) {
                    each(to, from, |it| if it < 0.0 { it * slope } else { it });
                }
            }
            Self::Clamp { low, high } => each(to, numbers, |it| it.max(*low).min(*high)),
            Self::Unary(unary) => each(to, numbers, |it| unary.of(it)),
            Self::Binary(binary) => binary.run([inputs[0], inputs[1]], shape, to),
            Self::Reduce(_, reduction) => reduction.run(inputs[0], shape, to),
            Self::Concat(axis) => places::join(inputs, *axis, shape, to),
            Self::Pad(pads, value) => places::pad(inputs[0], pads, *value, shape, to),
            Self::Transpose(order) => places::turn(inputs[0], order, shape, to),
            Self::Reshape(_) => to.copy_from_slice(numbers),
            Self::Product => arithmetic::multiply([inputs[0], inputs[1]], shape, to),
        }
        Ok(())
    }
}

fn each(to: &mut [f32], from: &[f32], f: impl Fn(f32) -> f32) {
    to.iter_mut().zip(from).for_each(|(to, it)| *to = f(*it));
}

impl Op for Definition {
    fn name(&self) -> StaticName {
        "Definition".into()
    }

    op_as_typed_op!();
}

impl EvalOp for Definition {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let views: TVec<_> = inputs.iter().map(|it| it.view()).collect();
        let read = views.iter().map(|it| Ok(Values { shape: it.shape(), numbers: it.as_slice()? }));
        let values: TVec<Values> = read.collect::<TractResult<_>>()?;
        let shapes: TVec<&[usize]> = values.iter().map(|it| it.shape).collect();
        let shape = self.shape(&shapes)?;
        let mut output = Tensor::zero::<f32>(&shape)?;
        self.compute(&values, &shape, output.view_mut().as_slice_mut()?)?;
        Ok(tvec!(output.into_tvalue()))
    }
}

impl TypedOp for Definition {
    as_op!();

    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        ensure!(inputs.iter().all(|it| it.datum_type == DatumType::F32), "not of numbers");
        let shapes: Vec<Vec<usize>> =
            inputs.iter().map(|it| concrete(it)).collect::<TractResult<_>>()?;
        let shapes: Vec<&[usize]> = shapes.iter().map(|it| &**it).collect();
        Ok(tvec!(f32::fact(self.shape(&shapes)?)))
    }
}
