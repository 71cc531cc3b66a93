//! Reads the geometry of a convolution or pooling from the attributes of an ONNX node.

use tract_onnx::{pb::NodeProto, tract_core::internal::*};

use super::operator::ConvGeometry;

/// The geometry of a node with this kernel size, for an input of this height and width.
pub(super) fn of_convolution(
    node: &NodeProto,
    kernel: [usize; 2],
    size: [usize; 2],
) -> TractResult<ConvGeometry> {
    let strides = pair(node, "strides")?.unwrap_or([1; 2]);
    let dilations = pair(node, "dilations")?.unwrap_or([1; 2]);
    let mut geometry =
        ConvGeometry { kernel, strides, dilations, padding_before: [0; 2], padding_after: [0; 2] };
    match node.get_attr_opt::<String>("auto_pad")?.as_deref() {
        None | Some("NOTSET") => {
            if let Some(pads) = node.get_attr_opt_vec::<usize>("pads")? {
                let pads: [usize; 4] = pads.try_into().map_err(|_| format_err!("not 4 pads"))?;
                (geometry.padding_before, geometry.padding_after) =
                    ([pads[0], pads[1]], [pads[2], pads[3]]);
            }
            if node.get_attr_opt::<i64>("ceil_mode")?.unwrap_or(0) == 1 {
                apply_ceil_mode(&mut geometry, size)?;
            }
        }
        Some("VALID") => {}
        Some(same @ ("SAME_UPPER" | "SAME_LOWER")) => {
            for axis in 0..2 {
                let moves = size[axis].div_ceil(strides[axis].max(1)).saturating_sub(1);
                let needed = moves * strides[axis] + geometry.effective_kernel(axis)?;
                let padding = needed.saturating_sub(size[axis]);
                let [less, more] = [padding / 2, padding - padding / 2];
                let [before, after] =
                    if same == "SAME_UPPER" { [less, more] } else { [more, less] };
                (geometry.padding_before[axis], geometry.padding_after[axis]) = (before, after);
            }
        }
        Some(other) => bail!("auto_pad {other} is not supported"),
    }
    Ok(geometry)
}

/// The geometry of a pooling node.
pub(super) fn of_pooling(node: &NodeProto, size: [usize; 2]) -> TractResult<ConvGeometry> {
    let geometry =
        of_convolution(node, pair(node, "kernel_shape")?.context("no kernel_shape")?, size)?;
    for axis in 0..2 {
        // A window that lies entirely in the padding has no mean.
        let kernel = geometry.effective_kernel(axis)?;
        ensure!(
            geometry.padding_before[axis].max(geometry.padding_after[axis]) < kernel,
            "a window lies entirely in the padding"
        );
    }
    Ok(geometry)
}

/// `ceil_mode`: adds a last position for the remaining input, if it begins in the input.
fn apply_ceil_mode(geometry: &mut ConvGeometry, size: [usize; 2]) -> TractResult<()> {
    for (axis, size) in size.into_iter().enumerate() {
        let (stride, kernel) = (geometry.strides[axis], geometry.effective_kernel(axis)?);
        let begins = size + geometry.padding_before[axis];
        let room = (begins + geometry.padding_after[axis])
            .checked_sub(kernel)
            .context("the window is larger than the input")?;
        let next = room.div_ceil(stride) * stride;
        if next < begins {
            geometry.padding_after[axis] += next - room;
        }
    }
    Ok(())
}

fn pair(node: &NodeProto, attribute: &str) -> TractResult<Option<[usize; 2]>> {
    let numbers = node.get_attr_opt_vec::<usize>(attribute)?;
    let pair =
        |numbers: Vec<usize>| numbers.try_into().map_err(|_| format_err!("not two {attribute}"));
    numbers.map(pair).transpose()
}
