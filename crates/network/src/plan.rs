//! The plan of a network: what is computed, in which order and in which buffer.

use serde::{Deserialize, Serialize};

use crate::Operator;

/// The steps of a network in the order of computation.
///
/// A plan is valid: the buffers of a step have the lengths that its operator reads and writes, and
/// no step overwrites a value that a later step or the caller reads.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// Channels, height and width of the input, in planes.
    pub(crate) input: [usize; 3],
    /// Length of each buffer, in numbers.
    pub(crate) slots: Vec<usize>,
    pub(crate) steps: Vec<Step>,
    pub(crate) outputs: Vec<Output>,
}

/// One operator with its buffers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) operator: Operator,
    pub(crate) inputs: Vec<Operand>,
    /// The buffer of the result.
    pub(crate) slot: usize,
}

/// A value that a step reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operand {
    /// The input of the network.
    Input,
    /// In a plan the buffer with this index; in a list of [`Node`](crate::Node)s the result of the
    /// node with this index.
    Value(usize),
}

/// An output of the network.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Output {
    pub(crate) slot: usize,
    pub(crate) length: usize,
}

/// Why a plan cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The bytes do not begin like a plan of this version.
    #[error("not a plan of this version")]
    NotAPlan,
    /// The bytes end early, or an operator is invalid.
    #[error("the plan cannot be read")]
    Corrupt,
    /// A step reads a value that does not exist or has another length.
    #[error("the steps of the plan do not fit each other")]
    Inconsistent,
}

/// The first bytes of a plan. The last one is the version of the format.
const HEADER: &[u8] = b"\0gangway plan\x01";

impl Plan {
    /// Whether `bytes` begin like a plan of any version.
    pub fn is_plan(bytes: &[u8]) -> bool {
        bytes.starts_with(&HEADER[..HEADER.len() - 1])
    }

    /// Reads a plan that was written by [`write`](Self::write).
    pub fn read(bytes: &[u8]) -> Result<Self, PlanError> {
        let body = bytes.strip_prefix(HEADER).ok_or(PlanError::NotAPlan)?;
        let plan: Self = postcard::from_bytes(body).map_err(|_| PlanError::Corrupt)?;
        plan.check()?;
        Ok(plan)
    }

    /// The plan as bytes.
    pub fn write(&self) -> Vec<u8> {
        // Only a serialiser with a limited buffer can fail.
        let body = postcard::to_allocvec(self).unwrap_or_default();
        [HEADER, &body].concat()
    }

    /// Channels, height and width of the input.
    pub fn input(&self) -> [usize; 3] {
        self.input
    }

    /// Lengths of the outputs, in numbers.
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = usize> {
        self.outputs.iter().map(|output| output.length)
    }

    /// The operators in the order of computation.
    pub fn operators(&self) -> impl ExactSizeIterator<Item = &Operator> {
        self.steps.iter().map(|step| &step.operator)
    }

    /// Fails unless each step reads complete values of the right length.
    pub(crate) fn check(&self) -> Result<(), PlanError> {
        let [channels, height, width] = self.input;
        let input = channels.checked_mul(height).and_then(|size| size.checked_mul(width));
        let input = input.ok_or(PlanError::Inconsistent)?;
        // The length of the value that each buffer holds at this point.
        let mut held = vec![None; self.slots.len()];
        let holds = |held: &[Option<usize>], slot: usize, length| {
            held.get(slot).is_some_and(|held| *held == Some(length))
        };
        for Step { operator, inputs, slot } in &self.steps {
            operator.check().map_err(|_| PlanError::Inconsistent)?;
            let lengths = operator.inputs();
            let fits = lengths.iter().flatten().count() == inputs.len()
                && inputs.iter().zip(lengths.into_iter().flatten()).all(|(operand, length)| {
                    match *operand {
                        Operand::Input => length == input,
                        Operand::Value(value) => value != *slot && holds(&held, value, length),
                    }
                })
                && self.slots.get(*slot).is_some_and(|size| operator.output() <= *size);
            if !fits {
                return Err(PlanError::Inconsistent);
            }
            held[*slot] = Some(operator.output());
        }
        let is_held = |output: &Output| holds(&held, output.slot, output.length);
        if self.outputs.iter().all(is_held) { Ok(()) } else { Err(PlanError::Inconsistent) }
    }
}
