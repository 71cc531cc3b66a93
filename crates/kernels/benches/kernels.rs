//! Every kernel on shapes of the product's networks: `cargo bench -p kernels`.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench that cannot run should stop")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kernels::{
    Activation, Layout, Window, Workspace,
    convolution::Convolution,
    depthwise::Depthwise,
    pool::{Pool, PoolKind},
    separable::Separable,
};

/// Runs an operator from an input to an output.
type Run<'a> = dyn Fn(&[f32], &mut [f32], &mut Workspace) + 'a;

const POINTWISE: Window = Window { height: 1, width: 1, step: 1, top: 0, left: 0 };

fn square(size: usize, step: usize) -> Window {
    Window { height: size, width: size, step, top: size / 2, left: size / 2 }
}

fn numbers(count: usize) -> Vec<f32> {
    (0..count).map(|index| ((index * 7919) % 255) as f32 / 127.0 - 1.0).collect()
}

fn convolution(layouts: [Layout; 2], window: Window) -> Convolution {
    let [input, output] = layouts;
    let weights = input.channels * output.channels * window.height * window.width;
    Convolution::new(layouts, window, &numbers(weights), None, Activation::RELU).unwrap()
}

fn depthwise(layouts: [Layout; 2], window: Window) -> Depthwise {
    let weights = layouts[0].channels * window.height * window.width;
    Depthwise::new(layouts, window, &numbers(weights), None, Activation::RELU).unwrap()
}

fn kernels(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("kernels");
    let mut measure = |name: &str, multiply_adds: usize, lengths: [usize; 2], run: &Run<'_>| {
        let (input, mut output) = (numbers(lengths[0]), vec![0.0; lengths[1]]);
        let mut workspace = Workspace::default();
        group.throughput(Throughput::Elements(multiply_adds as u64));
        group.bench_function(name, |bench| bench.iter(|| run(&input, &mut output, &mut workspace)));
    };
    for (name, input, output, window) in [
        (
            "BlazeFace, first 5x5",
            Layout::tight(256, 256, 3, 2),
            Layout::new(128, 128, 24, 1),
            square(5, 2),
        ),
        (
            "MobileFaceNet, first 3x3",
            Layout::tight(112, 112, 3, 1),
            Layout::new(56, 56, 64, 1),
            square(3, 2),
        ),
        (
            "MobileFaceNet, 1x1 at 56",
            Layout::new(56, 56, 64, 0),
            Layout::new(56, 56, 128, 1),
            POINTWISE,
        ),
        (
            "MobileFaceNet, 1x1 at 14",
            Layout::new(14, 14, 128, 0),
            Layout::new(14, 14, 256, 1),
            POINTWISE,
        ),
        ("dlib, 3x3 at 17", Layout::new(17, 17, 64, 1), Layout::new(17, 17, 64, 1), square(3, 1)),
    ] {
        let op = convolution([input, output], window);
        measure(name, op.multiply_adds(), [input.len(), output.len()], &|from, to, space| {
            op.run(from, None, to, space)
        });
    }
    for (name, size, channels, step) in [
        ("BlazeFace, depthwise 3x3 at 128", 128, 24, 1),
        ("MobileFaceNet, depthwise 3x3 at 56, step 2", 56, 128, 2),
    ] {
        let layouts = [
            Layout::new(size, size, channels, 1),
            Layout::new(size / step, size / step, channels, 0),
        ];
        let op = depthwise(layouts, square(3, step));
        measure(name, op.multiply_adds(), layouts.map(|layout| layout.len()), &|from, to, _| {
            op.run(from, to)
        });
    }
    for (name, size, [from, to]) in [
        ("BlazeFace, both at 128", 128, [24, 24]),
        ("FaceMesh, both at 24", 24, [64, 64]),
        ("MobileFaceNet, both at 14", 14, [256, 128]),
    ] {
        let [input, between, output] = [(from, 1), (from, 0), (to, 1)]
            .map(|(channels, padding)| Layout::new(size, size, channels, padding));
        let pointwise = convolution([between, output], POINTWISE);
        let op = Separable::new(depthwise([input, between], square(3, 1)), pointwise).unwrap();
        measure(name, op.multiply_adds(), [input.len(), output.len()], &|from, to, space| {
            op.run(from, None, to, space)
        });
    }
    let layouts = [Layout::new(128, 128, 24, 1), Layout::new(64, 64, 24, 1)];
    let window = Window { height: 2, width: 2, step: 2, top: 0, left: 0 };
    let op = Pool::new(layouts, window, PoolKind::Max).unwrap();
    measure(
        "BlazeFace, greatest of 2x2 at 128",
        64 * 64 * 24 * 4,
        layouts.map(|layout| layout.len()),
        &|from, to, _| op.run(from, to),
    );
    group.finish();
}

criterion_group!(benches, kernels);
criterion_main!(benches);
