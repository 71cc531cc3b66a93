//! Running a network allocates no memory. The only test of its program, because it counts the
//! allocations of all threads.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use network::{Network, Plan};
use support::onnx::RandomGraph;

#[global_allocator]
static ALLOCATOR: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, usize::MAX);

#[test]
fn a_run_allocates_nothing() {
    for seed in 1..=60 {
        let (onnx, side, outputs) = RandomGraph::new(seed).file();
        let plan = compile::compile(&onnx, side, &outputs).unwrap();
        let mut network = Network::new(Plan::read(&plan.write()).unwrap());
        let input = support::input([side; 2]);
        network.run(&input).unwrap();
        let before = ALLOCATOR.total_allocated();
        network.run(&input).unwrap();
        assert_eq!(ALLOCATOR.total_allocated(), before, "graph {seed}");
    }
}
