//! The same network for an input of another size.

use std::cell::Cell;

use kernels::Layout;

use crate::{Plan, PlanError};

impl Plan {
    /// The same network for an input of `height` x `width`: every feature map is scaled with the
    /// input, and the weights stay.
    ///
    /// Fails if a size is not a whole number then, as that of a map which holds one pixel for the
    /// whole input.
    pub fn resized(&self, height: usize, width: usize) -> Result<Self, PlanError> {
        let [channels, old_height, old_width] = self.input;
        let is_whole = Cell::new(true);
        let scaled = |size: usize, new: usize, old: usize| {
            let product = size.saturating_mul(new);
            if !product.is_multiple_of(old) || product == 0 {
                is_whole.set(false);
            }
            product.checked_div(old).unwrap_or_default()
        };
        let map = |layout: Layout| Layout {
            height: scaled(layout.height, height, old_height),
            width: scaled(layout.width, width, old_width),
            ..layout
        };
        let mut plan = self.clone();
        plan.input = [channels, height, width];
        plan.slots.fill(0);
        // The length of the value that each buffer holds at the end.
        let mut held = plan.slots.clone();
        for step in &mut plan.steps {
            let operator = step.operator.clone().map_layouts(map);
            step.operator = operator.map_err(|_| PlanError::Inconsistent)?;
            held[step.slot] = step.operator.output();
            plan.slots[step.slot] = plan.slots[step.slot].max(held[step.slot]);
        }
        plan.outputs.iter_mut().for_each(|output| output.length = held[output.slot]);
        plan.check()?;
        if is_whole.get() { Ok(plan) } else { Err(PlanError::Inconsistent) }
    }
}
