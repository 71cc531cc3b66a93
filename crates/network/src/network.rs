//! A plan with its buffers.

use std::mem;

use kernels::Workspace;
use zeroize::Zeroizing;

use crate::{Operand, Plan};

/// A network that can be run any number of times. Its buffers are overwritten when it is dropped.
pub struct Network {
    plan: Plan,
    slots: Vec<Zeroizing<Vec<f32>>>,
    workspace: Workspace,
}

/// The input has another length than the plan says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the input has the wrong length")]
pub struct WrongLength;

impl Network {
    /// Allocates the buffers of a plan.
    pub fn new(plan: Plan) -> Self {
        let slots = plan.slots.iter().map(|length| vec![0.0; *length].into()).collect();
        Self { plan, slots, workspace: Workspace::default() }
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Runs the network on `input`: channels x height x width.
    pub fn run(&mut self, input: &[f32]) -> Result<(), WrongLength> {
        if input.len() != self.plan.input.iter().product::<usize>() {
            return Err(WrongLength);
        }
        let Self { plan, slots, workspace } = self;
        for step in &plan.steps {
            let mut output = mem::take(&mut slots[step.slot]);
            let lengths = step.operator.inputs();
            let read = |at: usize| {
                let (operand, length) = (step.inputs.get(at)?, lengths[at]?);
                Some(match *operand {
                    Operand::Input => input,
                    Operand::Value(slot) => &slots[slot][..length],
                })
            };
            let to = &mut output[..step.operator.output()];
            step.operator.run(read(0).unwrap_or_default(), read(1), to, workspace);
            slots[step.slot] = output;
        }
        Ok(())
    }

    /// The outputs of the last run.
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.plan.outputs.iter().map(|output| &self.slots[output.slot][..output.length])
    }
}
