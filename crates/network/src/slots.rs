//! Assigns buffers to values: a buffer is used again when no later step reads its value.

use crate::{
    Operand, Operator, Plan, PlanError,
    plan::{Output, Step},
};

/// An operator of a plan that is being made. Its result is the value with the node's index.
#[derive(Clone, Debug)]
pub struct Node {
    /// What is computed.
    pub operator: Operator,
    /// What is read: the input, or results of earlier nodes.
    pub inputs: Vec<Operand>,
}

impl Plan {
    /// Makes a plan of `nodes` in the order of computation, for an input of `input` channels x
    /// height x width. The outputs are the results of the nodes `outputs`.
    pub fn new(input: [usize; 3], nodes: Vec<Node>, outputs: &[usize]) -> Result<Self, PlanError> {
        let last_uses = last_uses(&nodes, outputs)?;
        let mut slots: Vec<usize> = Vec::new();
        let mut free: Vec<usize> = Vec::new();
        // The buffer of each value so far.
        let mut slot_of: Vec<usize> = Vec::new();
        let mut lengths = Vec::new();
        let mut steps = Vec::new();
        for (at, Node { operator, inputs }) in nodes.into_iter().enumerate() {
            let length = operator.output();
            // The one whose length is the nearest.
            let nearest =
                free.iter().enumerate().min_by_key(|(_, slot)| slots[**slot].abs_diff(length));
            let slot = match nearest.map(|(at, _)| at) {
                Some(at) => free.swap_remove(at),
                None => {
                    slots.push(0);
                    slots.len() - 1
                }
            };
            slots[slot] = slots[slot].max(length);
            let inputs = inputs.into_iter().map(|operand| match operand {
                Operand::Value(value) => Operand::Value(slot_of[value]),
                Operand::Input => Operand::Input,
            });
            steps.push(Step { operator, inputs: inputs.collect(), slot });
            slot_of.push(slot);
            lengths.push(length);
            let unused = (0..=at).filter(|value| last_uses[*value] == at);
            free.extend(unused.map(|value| slot_of[value]));
        }
        let output = |&value: &usize| Output { slot: slot_of[value], length: lengths[value] };
        let plan = Self { input, slots, steps, outputs: outputs.iter().map(output).collect() };
        plan.check()?;
        Ok(plan)
    }
}

/// For each value the index of the last node that reads it. Outputs are read after the last node.
fn last_uses(nodes: &[Node], outputs: &[usize]) -> Result<Vec<usize>, PlanError> {
    let mut last: Vec<usize> = (0..nodes.len()).collect();
    for (at, node) in nodes.iter().enumerate() {
        for operand in &node.inputs {
            if let Operand::Value(value) = *operand {
                if value >= at {
                    return Err(PlanError::Inconsistent);
                }
                last[value] = at;
            }
        }
    }
    for output in outputs {
        *last.get_mut(*output).ok_or(PlanError::Inconsistent)? = nodes.len();
    }
    Ok(last)
}

#[cfg(test)]
mod tests {
    use kernels::{Activation, Layout};

    use super::*;
    use crate::{Function, Interleave, Map, Network};

    const LAYOUT: Layout = Layout { height: 2, width: 2, channels: 4, stride: 4, padding: 0 };

    /// A chain of `maps` functions, each of which adds 1.
    fn chain(maps: usize) -> Vec<Node> {
        let interleave = Interleave { layout: LAYOUT, scale: vec![1.0; 4], shift: vec![0.0; 4] };
        let first =
            Node { operator: Operator::Interleave(interleave), inputs: vec![Operand::Input] };
        let map = |at| Node {
            operator: Operator::Map(Map {
                input: LAYOUT,
                output: LAYOUT,
                scale: vec![1.0; 4],
                shift: vec![1.0; 4],
                function: Function::Activation(Activation::None),
            }),
            inputs: vec![Operand::Value(at)],
        };
        let planes =
            Node { operator: Operator::Planes(LAYOUT), inputs: vec![Operand::Value(maps)] };
        [first].into_iter().chain((0..maps).map(map)).chain([planes]).collect()
    }

    #[test]
    fn a_chain_of_any_length_needs_two_buffers() {
        let plan = Plan::new([4, 2, 2], chain(9), &[10]).unwrap();
        assert_eq!(plan.slots, [16, 16]);
        let mut network = Network::new(plan);
        network.run(&[3.0; 16]).unwrap();
        assert_eq!(network.outputs().next(), Some(&[12.0; 16][..]));
    }

    #[test]
    fn the_buffer_of_an_output_is_not_used_again() {
        let mut nodes = chain(3);
        let planes = nodes.pop().unwrap();
        nodes.insert(1, Node { inputs: vec![Operand::Value(0)], ..planes.clone() });
        for (at, node) in nodes.iter_mut().enumerate().skip(2) {
            node.inputs = vec![Operand::Value(if at == 2 { 0 } else { at - 1 })];
        }
        nodes.push(Node { inputs: vec![Operand::Value(4)], ..planes });
        let mut network = Network::new(Plan::new([4, 2, 2], nodes, &[1, 5]).unwrap());
        network.run(&[3.0; 16]).unwrap();
        let outputs: Vec<&[f32]> = network.outputs().collect();
        assert_eq!(outputs, [[3.0; 16], [6.0; 16]]);
    }

    #[test]
    fn a_node_reads_only_results_of_earlier_nodes() {
        let mut nodes = chain(2);
        nodes[1].inputs = vec![Operand::Value(2)];
        assert_eq!(Plan::new([4, 2, 2], nodes, &[3]).err(), Some(PlanError::Inconsistent));
        assert_eq!(Plan::new([4, 2, 2], chain(2), &[9]).err(), Some(PlanError::Inconsistent));
        assert_eq!(Plan::new([3, 2, 2], chain(2), &[3]).err(), Some(PlanError::Inconsistent));
    }
}
