//! Element-wise functions, reductions and matrix multiplication.

use std::borrow::Cow;

use tract_onnx::tract_core::internal::*;

use super::{
    rearrange::{offsets, strides},
    tensor_view::TensorView,
};

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Unary {
    Sqrt,
    Abs,
    Sigmoid,
}

/// A function of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Binary {
    Add,
    Sub,
    Mul,
    Div,
}

/// How several numbers become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Reduction {
    /// Their mean.
    Mean,
    /// The Euclidean norm.
    Norm,
}

impl Unary {
    pub(super) fn apply(self, value: f32) -> f32 {
        match self {
            Self::Sqrt => value.sqrt(),
            Self::Abs => value.abs(),
            Self::Sigmoid => 1.0 / (1.0 + (-value).exp()),
        }
    }
}

impl Binary {
    pub(super) fn run(self, [one, other]: [TensorView; 2], shape: &[usize], to: &mut [f32]) {
        let (one, other) = (broadcast(one, shape), broadcast(other, shape));
        let all = to.iter_mut().zip(&*one).zip(&*other);
        match self {
            Self::Add => all.for_each(|((to, a), b)| *to = a + b),
            Self::Sub => all.for_each(|((to, a), b)| *to = a - b),
            Self::Mul => all.for_each(|((to, a), b)| *to = a * b),
            Self::Div => all.for_each(|((to, a), b)| *to = a / b),
        }
    }
}

impl Reduction {
    pub(super) fn run(self, input: TensorView, shape: &[usize], to: &mut [f32]) {
        let strides = broadcast_strides(shape, shape.len());
        for (value, at) in input.numbers.iter().zip(offsets(input.shape, &strides)) {
            to[at] += match self {
                Self::Mean => *value,
                Self::Norm => value * value,
            };
        }
        let count = (input.numbers.len() / to.len().max(1)) as f32;
        for value in to {
            *value = match self {
                Self::Mean => *value / count,
                Self::Norm => value.sqrt(),
            };
        }
    }
}

/// The shape of two tensors after broadcasting.
pub(super) fn broadcast_shape(one: &[usize], other: &[usize]) -> TractResult<Vec<usize>> {
    let rank = one.len().max(other.len());
    let size = |shape: &[usize], axis: usize| match (axis + shape.len()).checked_sub(rank) {
        Some(axis) => shape[axis],
        None => 1,
    };
    let common = |axis| match [size(one, axis), size(other, axis)] {
        [1, size] | [size, 1] => Ok(size),
        [a, b] if a == b => Ok(a),
        [a, b] => bail!("sizes {a} and {b} cannot be broadcast"),
    };
    (0..rank).map(common).collect()
}

/// The strides of a tensor that is broadcast to `rank` axes: 0 for repeated axes.
fn broadcast_strides(shape: &[usize], rank: usize) -> Vec<usize> {
    let own = strides(shape).into_iter().zip(shape);
    let own = own.map(|(stride, size)| if *size == 1 { 0 } else { stride });
    std::iter::repeat_n(0, rank - shape.len()).chain(own).collect()
}

/// The numbers of `from`, broadcast to this shape.
fn broadcast<'a>(from: TensorView<'a>, shape: &[usize]) -> Cow<'a, [f32]> {
    if from.shape == shape {
        return from.numbers.into();
    }
    offsets(shape, &broadcast_strides(from.shape, shape.len())).map(|at| from.numbers[at]).collect()
}

/// The shape after a reduction of these axes.
pub(super) fn reduced_shape(input: &[usize], axes: &[usize]) -> TractResult<Vec<usize>> {
    ensure!(axes.iter().all(|axis| *axis < input.len()), "no such axis");
    let size = |(axis, size): (usize, &usize)| if axes.contains(&axis) { 1 } else { *size };
    Ok(input.iter().enumerate().map(size).collect())
}

/// The shape of a matrix product.
pub(super) fn matmul_shape(one: &[usize], other: &[usize]) -> TractResult<Vec<usize>> {
    match (one, other) {
        ([before @ .., rows, inner], [same @ .., length, columns])
            if before == same && inner == length =>
        {
            Ok([before, &[*rows, *columns]].concat())
        }
        _ => bail!("cannot multiply shapes {one:?} and {other:?}"),
    }
}

/// Matrix product. It adds multiples of whole rows, so all reads are contiguous.
pub(super) fn matmul([one, other]: [TensorView; 2], shape: &[usize], to: &mut [f32]) {
    let [.., rows, columns] = shape else { return };
    let inner = one.shape[one.shape.len() - 1];
    for (at, to) in to.chunks_exact_mut(*columns).enumerate() {
        let row = &one.numbers[at * inner..][..inner];
        let matrix = &other.numbers[at / rows * inner * columns..][..inner * columns];
        for (factor, line) in row.iter().zip(matrix.chunks_exact(*columns)) {
            to.iter_mut().zip(line).for_each(|(to, value)| *to += factor * value);
        }
    }
}
