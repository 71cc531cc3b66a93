//! What is computed number by number, along axes, and of matrices.

use std::borrow::Cow;

use tract_onnx::tract_core::internal::*;

use super::{
    Values,
    places::{steps, walk},
};

/// Something of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Unary {
    Sqrt,
    Abs,
    Sigmoid,
}

/// Something of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Binary {
    Add,
    Sub,
    Mul,
    Div,
}

/// One number for many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Reduction {
    /// Their mean.
    Mean,
    /// The root of the sum of their squares.
    Length,
}

impl Unary {
    pub(super) fn of(self, it: f32) -> f32 {
        match self {
            Self::Sqrt => it.sqrt(),
            Self::Abs => it.abs(),
            Self::Sigmoid => 1.0 / (1.0 + (-it).exp()),
        }
    }
}

impl Binary {
    pub(super) fn run(self, [one, other]: [Values; 2], shape: &[usize], to: &mut [f32]) {
        let (one, other) = (repeated(one, shape), repeated(other, shape));
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
    pub(super) fn run(self, input: Values, shape: &[usize], to: &mut [f32]) {
        let steps = repeating(shape, shape.len());
        for (it, at) in input.numbers.iter().zip(walk(input.shape, &steps)) {
            to[at] += match self {
                Self::Mean => *it,
                Self::Length => it * it,
            };
        }
        let count = (input.numbers.len() / to.len().max(1)) as f32;
        for it in to {
            *it = match self {
                Self::Mean => *it / count,
                Self::Length => it.sqrt(),
            };
        }
    }
}

/// The sizes of two tensors of which each number meets one of the other.
pub(super) fn common(one: &[usize], other: &[usize]) -> TractResult<Vec<usize>> {
    let rank = one.len().max(other.len());
    let size = |shape: &[usize], axis: usize| match (axis + shape.len()).checked_sub(rank) {
        Some(axis) => shape[axis],
        None => 1,
    };
    let meet = |axis| match [size(one, axis), size(other, axis)] {
        [1, it] | [it, 1] => Ok(it),
        [a, b] if a == b => Ok(a),
        [a, b] => bail!("{a} numbers do not meet {b}"),
    };
    (0..rank).map(meet).collect()
}

/// The steps through a tensor of which sizes of 1 and missing first axes are repeated.
fn repeating(shape: &[usize], rank: usize) -> Vec<usize> {
    let own = steps(shape).into_iter().zip(shape);
    let own = own.map(|(step, size)| if *size == 1 { 0 } else { step });
    std::iter::repeat_n(0, rank - shape.len()).chain(own).collect()
}

/// The numbers of `from`, repeated until they have this shape.
fn repeated<'a>(from: Values<'a>, shape: &[usize]) -> Cow<'a, [f32]> {
    if from.shape == shape {
        return from.numbers.into();
    }
    walk(shape, &repeating(from.shape, shape.len())).map(|at| from.numbers[at]).collect()
}

pub(super) fn reduced(input: &[usize], axes: &[usize]) -> TractResult<Vec<usize>> {
    ensure!(axes.iter().all(|it| *it < input.len()), "no such axis");
    let size = |(axis, size): (usize, &usize)| if axes.contains(&axis) { 1 } else { *size };
    Ok(input.iter().enumerate().map(size).collect())
}

pub(super) fn multiplied(one: &[usize], other: &[usize]) -> TractResult<Vec<usize>> {
    match (one, other) {
        ([before @ .., rows, inner], [same @ .., length, columns])
            if before == same && inner == length =>
        {
            Ok([before, &[*rows, *columns]].concat())
        }
        _ => bail!("no product of {one:?} and {other:?}"),
    }
}

/// Row by row, so that all that is read lies side by side.
pub(super) fn multiply([one, other]: [Values; 2], shape: &[usize], to: &mut [f32]) {
    let [.., rows, columns] = shape else { return };
    let inner = one.shape[one.shape.len() - 1];
    for (at, to) in to.chunks_exact_mut(*columns).enumerate() {
        let row = &one.numbers[at * inner..][..inner];
        let matrix = &other.numbers[at / rows * inner * columns..][..inner * columns];
        for (factor, line) in row.iter().zip(matrix.chunks_exact(*columns)) {
            to.iter_mut().zip(line).for_each(|(to, it)| *to += factor * it);
        }
    }
}
