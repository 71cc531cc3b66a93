//! What puts numbers into other places, and computes nothing.

use tract_onnx::tract_core::internal::*;

use super::Values;

/// How far it is from a number to the next one along each axis of a row-major tensor.
pub(super) fn steps(shape: &[usize]) -> Vec<usize> {
    (1..=shape.len()).map(|axis| shape[axis..].iter().product()).collect()
}

/// Walks over a tensor of `shape`, the last axis first, and says how far from the start it is,
/// where a number is as far from the next one along each axis as `steps` says.
pub(super) fn walk<'a>(shape: &'a [usize], steps: &'a [usize]) -> impl Iterator<Item = usize> + 'a {
    let mut place = vec![0; shape.len()];
    let mut next = 0;
    (0..shape.iter().product()).map(move |_| {
        let now = next;
        for axis in (0..shape.len()).rev() {
            place[axis] += 1;
            next += steps[axis];
            if place[axis] < shape[axis] {
                break;
            }
            next -= shape[axis] * steps[axis];
            place[axis] = 0;
        }
        now
    })
}

/// Puts a tensor into a larger one of `shape`, where its first number comes to lie at `start`.
fn put(from: Values, start: &[usize], shape: &[usize], to: &mut [f32]) {
    let steps = steps(shape);
    let first: usize = start.iter().zip(&steps).map(|(place, step)| place * step).sum();
    for (it, at) in from.numbers.iter().zip(walk(from.shape, &steps)) {
        to[first + at] = *it;
    }
}

pub(super) fn joined(inputs: &[&[usize]], axis: usize) -> TractResult<Vec<usize>> {
    let mut shape = inputs[0].to_vec();
    ensure!(axis < shape.len(), "no such axis");
    shape[axis] = 0;
    for input in inputs {
        ensure!(input.len() == shape.len(), "not of one rank");
        let is_alike = |it: usize| it == axis || input[it] == shape[it];
        ensure!((0..shape.len()).all(is_alike), "not of one size");
        shape[axis] += input[axis];
    }
    Ok(shape)
}

pub(super) fn join(inputs: &[Values], axis: usize, shape: &[usize], to: &mut [f32]) {
    let mut start = vec![0; shape.len()];
    for input in inputs {
        put(*input, &start, shape, to);
        start[axis] += input.shape[axis];
    }
}

pub(super) fn padded(input: &[usize], pads: &[[usize; 2]]) -> TractResult<Vec<usize>> {
    ensure!(pads.len() == input.len(), "not padded along each axis");
    Ok(input.iter().zip(pads).map(|(size, [before, after])| before + size + after).collect())
}

pub(super) fn pad(input: Values, pads: &[[usize; 2]], value: f32, shape: &[usize], to: &mut [f32]) {
    to.fill(value);
    let start: Vec<usize> = pads.iter().map(|[before, _]| *before).collect();
    put(input, &start, shape, to);
}

pub(super) fn turned(input: &[usize], order: &[usize]) -> TractResult<Vec<usize>> {
    let is_whole = order.len() == input.len() && (0..input.len()).all(|it| order.contains(&it));
    ensure!(is_whole, "not each axis once");
    Ok(order.iter().map(|axis| input[*axis]).collect())
}

pub(super) fn turn(input: Values, order: &[usize], shape: &[usize], to: &mut [f32]) {
    let steps = steps(input.shape);
    let steps: Vec<usize> = order.iter().map(|axis| steps[*axis]).collect();
    for (to, at) in to.iter_mut().zip(walk(shape, &steps)) {
        *to = input.numbers[at];
    }
}
