//! Constants of an ONNX file: weights, sizes, shapes.

use tract_onnx::tract_core::internal::*;

/// How many numbers a tensor must have to travel in half precision: the large ones are nearly all
/// of the bytes, and the small ones, such as biases, cost accuracy.
const MANY: usize = 4096;

/// Weights as they travel: the large tensors rounded to half precision, whatever the file has.
pub(super) fn halved(tensor: Tensor) -> TractResult<Arc<Tensor>> {
    let is_large = tensor.datum_type() == DatumType::F32 && tensor.len() >= MANY;
    if !is_large && tensor.datum_type() != DatumType::F16 {
        return Ok(tensor.into_arc_tensor());
    }
    let half = tensor.cast_to::<f16>()?;
    Ok(half.cast_to::<f32>()?.into_owned().into_arc_tensor())
}

pub(super) fn concrete(fact: &TypedFact) -> TractResult<Vec<usize>> {
    Ok(fact.shape.as_concrete().context("a size that is not known")?.to_vec())
}

pub(super) fn scalar(tensor: Arc<Tensor>) -> TractResult<f32> {
    floats(tensor)?.first().copied().context("an empty constant")
}

pub(super) fn floats(tensor: Arc<Tensor>) -> TractResult<Vec<f32>> {
    Ok(tensor.cast_to::<f32>()?.view().as_slice::<f32>()?.to_vec())
}

pub(super) fn integers(tensor: Arc<Tensor>) -> TractResult<Vec<i64>> {
    Ok(tensor.cast_to::<i64>()?.view().as_slice::<i64>()?.to_vec())
}

/// The shape that is wanted: 0 keeps a size, -1 takes what is left.
pub(super) fn filled(from: &[usize], wanted: &[i64]) -> TractResult<Vec<usize>> {
    let total: usize = from.iter().product();
    let kept = |(at, &size): (usize, &i64)| match size {
        0 => from.get(at).copied(),
        -1 => Some(1),
        size => usize::try_from(size).ok(),
    };
    let mut shape: Vec<usize> =
        wanted.iter().enumerate().map(kept).collect::<Option<_>>().context("no such shape")?;
    if let Some(at) = wanted.iter().position(|it| *it == -1) {
        let others: usize = shape.iter().product();
        ensure!(others > 0 && total.is_multiple_of(others), "no such shape");
        shape[at] = total / others;
    }
    Ok(shape)
}
