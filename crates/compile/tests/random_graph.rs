//! Random ONNX files give equal outputs with tract's own operators and with a plan.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::HashSet;

use support::{assert_close, onnx::RandomGraph, run_plan, run_tract};

#[test]
fn three_hundred_random_graphs_give_equal_outputs_with_tract_and_with_a_plan() {
    let (mut operators, mut kernels, mut misread) = (HashSet::new(), HashSet::new(), 0);
    for seed in 1..=300 {
        let graph = RandomGraph::new(seed);
        operators.extend(graph.operators().map(str::to_owned));
        let is_misread = graph.is_misread;
        misread += usize::from(is_misread);
        let (onnx, side, outputs) = graph.file();
        let plan = compile::compile(&onnx, side, &outputs)
            .unwrap_or_else(|error| panic!("graph {seed}: {error}"));
        kernels.extend(plan.operators().map(std::mem::discriminant));
        let input = support::input([side; 2]);
        let expected = run_tract(&onnx, [side; 2], &outputs, &input, !is_misread);
        assert_close(&expected, &run_plan(plan, &input), &format!("graph {seed}"));
    }
    assert!(misread < 10, "tract optimises hardly any of the graphs");
    // Without these a graph of nothing but its input would pass.
    assert_eq!(operators.len(), support::onnx::OPERATORS, "{operators:?}");
    assert_eq!(kernels.len(), 10, "not every operator of a plan was tried");
}
