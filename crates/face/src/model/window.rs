//! How a window moves over a picture, as a node of an ONNX file says it.

use tract_onnx::{pb::NodeProto, tract_core::internal::*};

use super::definition::Sweep;

/// Of a node whose window sees `kernel` numbers, over a picture of this height and width.
pub(super) fn of(node: &NodeProto, kernel: [usize; 2], size: [usize; 2]) -> TractResult<Sweep> {
    let steps = pair(node, "strides")?.unwrap_or([1; 2]);
    let dilations = pair(node, "dilations")?.unwrap_or([1; 2]);
    let mut sweep = Sweep { kernel, steps, dilations, before: [0; 2], after: [0; 2] };
    match node.get_attr_opt::<String>("auto_pad")?.as_deref() {
        None | Some("NOTSET") => {
            if let Some(pads) = node.get_attr_opt_vec::<usize>("pads")? {
                let pads: [usize; 4] = pads.try_into().map_err(|_| format_err!("not 4 pads"))?;
                (sweep.before, sweep.after) = ([pads[0], pads[1]], [pads[2], pads[3]]);
            }
            if node.get_attr_opt::<i64>("ceil_mode")?.unwrap_or(0) == 1 {
                reach_the_end(&mut sweep, size)?;
            }
        }
        Some("VALID") => {}
        Some(same @ ("SAME_UPPER" | "SAME_LOWER")) => {
            for axis in 0..2 {
                let moves = size[axis].div_ceil(steps[axis].max(1)).saturating_sub(1);
                let wanted = moves * steps[axis] + sweep.reach(axis)?;
                let zeros = wanted.saturating_sub(size[axis]);
                let [less, more] = [zeros / 2, zeros - zeros / 2];
                let [before, after] =
                    if same == "SAME_UPPER" { [less, more] } else { [more, less] };
                (sweep.before[axis], sweep.after[axis]) = (before, after);
            }
        }
        Some(other) => bail!("padding {other} is not known"),
    }
    Ok(sweep)
}

/// Of pooling.
pub(super) fn of_pool(node: &NodeProto, size: [usize; 2]) -> TractResult<Sweep> {
    let sweep = of(node, pair(node, "kernel_shape")?.context("no kernel")?, size)?;
    for axis in 0..2 {
        // A window beside the picture sees nothing of which there is a mean.
        let reach = sweep.reach(axis)?;
        ensure!(sweep.before[axis].max(sweep.after[axis]) < reach, "a window beside the picture");
    }
    Ok(sweep)
}

/// Another place of the window for what is left of the picture, if it begins in the picture.
fn reach_the_end(sweep: &mut Sweep, size: [usize; 2]) -> TractResult<()> {
    for (axis, size) in size.into_iter().enumerate() {
        let (step, reach) = (sweep.steps[axis], sweep.reach(axis)?);
        let begins = size + sweep.before[axis];
        let room = (begins + sweep.after[axis]).checked_sub(reach).context("no place")?;
        let next = room.div_ceil(step) * step;
        if next < begins {
            sweep.after[axis] += next - room;
        }
    }
    Ok(())
}

fn pair(node: &NodeProto, attribute: &str) -> TractResult<Option<[usize; 2]>> {
    let numbers = node.get_attr_opt_vec::<usize>(attribute)?;
    let pair = |it: Vec<usize>| it.try_into().map_err(|_| format_err!("not two {attribute}"));
    numbers.map(pair).transpose()
}
