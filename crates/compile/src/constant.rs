//! Values that do not depend on the input.

use tract_onnx::tract_core::internal::*;

/// The value of `outlet`, if it does not depend on the input.
pub(crate) fn constant(model: &TypedModel, outlet: OutletId) -> TractResult<Option<Arc<Tensor>>> {
    if let Some(constant) = &model.outlet_fact(outlet)?.konst {
        return Ok(Some(constant.clone()));
    }
    let node = model.node(outlet.node);
    if node.inputs.is_empty() {
        return Ok(None);
    }
    let mut inputs = TVec::new();
    for input in &node.inputs {
        match constant(model, *input)? {
            Some(constant) => inputs.push(constant.into_tvalue()),
            None => return Ok(None),
        }
    }
    let outputs = node.op.eval(&EvalContext::out_of_plan(), inputs)?;
    Ok(outputs.get(outlet.slot).map(|output| output.clone().into_arc_tensor()))
}

/// The numbers of a constant.
pub(crate) fn floats(tensor: &Tensor) -> TractResult<Vec<f32>> {
    Ok(tensor.cast_to::<f32>()?.view().as_slice::<f32>()?.to_vec())
}

/// The only number of a constant.
pub(crate) fn scalar(tensor: &Tensor) -> TractResult<Option<f32>> {
    Ok(match floats(tensor)?[..] {
        [number] => Some(number),
        _ => None,
    })
}

/// One number for each of `channels` channels, from a constant that is broadcast to a value of
/// `rank` axes whose second axis is the channels.
pub(crate) fn for_each_channel(
    tensor: &Tensor,
    rank: usize,
    channels: usize,
) -> TractResult<Option<Vec<f32>>> {
    let numbers = floats(tensor)?;
    if let [number] = numbers[..] {
        return Ok(Some(vec![number; channels]));
    }
    // Missing first axes are 1.
    let axis = (tensor.rank() + 1).checked_sub(rank).filter(|axis| *axis < tensor.rank());
    let is_channels = axis.is_some_and(|axis| tensor.shape()[axis] == channels);
    Ok((is_channels && numbers.len() == channels).then_some(numbers))
}
