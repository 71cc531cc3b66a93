//! Constants of an ONNX file: weights, sizes, shapes.

use tract_onnx::tract_core::internal::*;

/// Minimum length of a tensor that is rounded to half precision. Large tensors make up nearly the
/// whole file; rounding small ones, such as biases, would cost accuracy.
const MIN_F16_LEN: usize = 4096;

/// Rounds a large tensor to half precision, the precision in which files are delivered, and
/// returns it in single precision. Small tensors keep their values.
pub(super) fn round_to_f16(tensor: Tensor) -> TractResult<Arc<Tensor>> {
    let is_large = tensor.datum_type() == DatumType::F32 && tensor.len() >= MIN_F16_LEN;
    if !is_large && tensor.datum_type() != DatumType::F16 {
        return Ok(tensor.into_arc_tensor());
    }
    let half = tensor.cast_to::<f16>()?;
    Ok(half.cast_to::<f32>()?.into_owned().into_arc_tensor())
}

/// The shape, if all sizes are known.
pub(super) fn concrete_shape(fact: &TypedFact) -> TractResult<Vec<usize>> {
    Ok(fact.shape.as_concrete().context("unknown size")?.to_vec())
}

/// The first number of a constant.
pub(super) fn scalar(tensor: Arc<Tensor>) -> TractResult<f32> {
    floats(tensor)?.first().copied().context("empty constant")
}

/// All numbers of a constant.
pub(super) fn floats(tensor: Arc<Tensor>) -> TractResult<Vec<f32>> {
    Ok(tensor.cast_to::<f32>()?.view().as_slice::<f32>()?.to_vec())
}

/// All numbers of an integer constant.
pub(super) fn integers(tensor: Arc<Tensor>) -> TractResult<Vec<i64>> {
    Ok(tensor.cast_to::<i64>()?.view().as_slice::<i64>()?.to_vec())
}

/// Resolves the target shape of an ONNX `Reshape`: 0 keeps a size, -1 takes the remaining one.
pub(super) fn reshaped(input: &[usize], target: &[i64]) -> TractResult<Vec<usize>> {
    let total: usize = input.iter().product();
    let size = |(at, &size): (usize, &i64)| match size {
        0 => input.get(at).copied(),
        -1 => Some(1),
        size => usize::try_from(size).ok(),
    };
    let mut shape: Vec<usize> =
        target.iter().enumerate().map(size).collect::<Option<_>>().context("impossible shape")?;
    if let Some(at) = target.iter().position(|size| *size == -1) {
        let others: usize = shape.iter().product();
        ensure!(others > 0 && total.is_multiple_of(others), "impossible shape");
        shape[at] = total / others;
    }
    Ok(shape)
}
