//! Backend that move numbers without computing: concatenation, padding, transposition.

use tract_onnx::tract_core::internal::*;

use super::tensor_view::TensorView;

/// The strides of a row-major tensor, in numbers.
pub(super) fn strides(shape: &[usize]) -> Vec<usize> {
    (1..=shape.len()).map(|axis| shape[axis..].iter().product()).collect()
}

/// The offsets of all elements of a tensor of `shape` with these strides, in row-major order.
pub(super) fn offsets<'a>(
    shape: &'a [usize],
    strides: &'a [usize],
) -> impl Iterator<Item = usize> + 'a {
    let mut position = vec![0; shape.len()];
    let mut next = 0;
    (0..shape.iter().product()).map(move |_| {
        let now = next;
        for axis in (0..shape.len()).rev() {
            position[axis] += 1;
            next += strides[axis];
            if position[axis] < shape[axis] {
                break;
            }
            next -= shape[axis] * strides[axis];
            position[axis] = 0;
        }
        now
    })
}

/// Copies a tensor into a larger one of `shape`, beginning at position `start`.
fn copy_to(from: TensorView, start: &[usize], shape: &[usize], to: &mut [f32]) {
    let strides = strides(shape);
    let first: usize = start.iter().zip(&strides).map(|(position, stride)| position * stride).sum();
    for (value, at) in from.numbers.iter().zip(offsets(from.shape, &strides)) {
        to[first + at] = *value;
    }
}

/// The shape of concatenated tensors.
pub(super) fn concat_shape(inputs: &[&[usize]], axis: usize) -> TractResult<Vec<usize>> {
    let mut shape = inputs[0].to_vec();
    ensure!(axis < shape.len(), "no such axis");
    shape[axis] = 0;
    for input in inputs {
        ensure!(input.len() == shape.len(), "different ranks");
        let is_equal = |other: usize| other == axis || input[other] == shape[other];
        ensure!((0..shape.len()).all(is_equal), "different sizes");
        shape[axis] += input[axis];
    }
    Ok(shape)
}

/// Concatenates tensors along an axis.
pub(super) fn concat(inputs: &[TensorView], axis: usize, shape: &[usize], to: &mut [f32]) {
    let mut start = vec![0; shape.len()];
    for input in inputs {
        copy_to(*input, &start, shape, to);
        start[axis] += input.shape[axis];
    }
}

/// The shape of a padded tensor.
pub(super) fn padded_shape(input: &[usize], pads: &[[usize; 2]]) -> TractResult<Vec<usize>> {
    ensure!(pads.len() == input.len(), "wrong number of axes");
    Ok(input.iter().zip(pads).map(|(size, [before, after])| before + size + after).collect())
}

/// Pads a tensor with `value`.
pub(super) fn pad(
    input: TensorView,
    pads: &[[usize; 2]],
    value: f32,
    shape: &[usize],
    to: &mut [f32],
) {
    to.fill(value);
    let start: Vec<usize> = pads.iter().map(|[before, _]| *before).collect();
    copy_to(input, &start, shape, to);
}

/// The shape of a transposed tensor.
pub(super) fn transposed_shape(input: &[usize], order: &[usize]) -> TractResult<Vec<usize>> {
    let is_permutation =
        order.len() == input.len() && (0..input.len()).all(|axis| order.contains(&axis));
    ensure!(is_permutation, "not a permutation of the axes");
    Ok(order.iter().map(|axis| input[*axis]).collect())
}

/// Permutes the axes of a tensor.
pub(super) fn transpose(input: TensorView, order: &[usize], shape: &[usize], to: &mut [f32]) {
    let strides = strides(input.shape);
    let strides: Vec<usize> = order.iter().map(|axis| strides[*axis]).collect();
    for (to, at) in to.iter_mut().zip(offsets(shape, &strides)) {
        *to = input.numbers[at];
    }
}
