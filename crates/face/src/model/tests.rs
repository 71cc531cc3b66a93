//! Random networks give equal outputs with the reference implementations, the kernels and the
//! engine's operators.

use std::{collections::HashSet, mem};

use tract_onnx::{prelude::*, tract_core::plan::SimplePlan};

use super::{
    kernel::Kernel,
    lower::lower,
    operator::{Binary, ConvGeometry, Convolution, Operator, PoolOperation, Reduction, Unary},
    rewrite::rewrite,
};

/// Pseudorandom numbers (xorshift).
struct Random(u32);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// From 0 to `most`, inclusive.
    fn up_to(&mut self, most: u32) -> usize {
        (self.next() % (most + 1)) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.up_to(from.len() as u32 - 1)]
    }

    /// From -1 to 1.
    fn numbers(&mut self, count: usize) -> Vec<f32> {
        (0..count).map(|_| (self.next() >> 8) as f32 / 8_388_608.0 - 1.0).collect()
    }

    fn tensor(&mut self, shape: &[usize]) -> Tensor {
        let numbers = self.numbers(shape.iter().product());
        Tensor::from_shape(shape, &numbers).unwrap()
    }
}

/// A random network that is being built.
struct RandomNetwork {
    model: TypedModel,
    random: Random,
    /// The output of the last operator.
    value: OutletId,
}

impl RandomNetwork {
    fn new(seed: u32) -> Self {
        let mut random = Random(seed.wrapping_mul(2_654_435_761) | 1);
        let shape = [1, 1 + random.up_to(8), 6 + random.up_to(9), 6 + random.up_to(9)];
        let mut model = TypedModel::default();
        let value = model.add_source("input", f32::fact(shape)).unwrap();
        Self { model, random, value }
    }

    fn shape(&self) -> Vec<usize> {
        self.model.outlet_fact(self.value).unwrap().shape.as_concrete().unwrap().to_vec()
    }

    fn wire(&mut self, operator: Operator, inputs: &[OutletId]) {
        let name = self.model.unique_name("node");
        self.value = self.model.wire_node(name, operator, inputs).unwrap()[0];
    }

    fn constant(&mut self, tensor: Tensor) -> OutletId {
        let name = self.model.unique_name("constant");
        self.model.add_const(name, tensor).unwrap()
    }

    fn geometry(&mut self, kernel: [usize; 2], max_padding: u32) -> ConvGeometry {
        let step = 1 + self.random.up_to(1);
        let mut pads = || [(); 2].map(|()| self.random.up_to(max_padding));
        ConvGeometry {
            kernel,
            strides: [step; 2],
            dilations: [1; 2],
            padding_before: pads(),
            padding_after: pads(),
        }
    }

    fn convolution(&mut self, groups: usize) {
        let inputs = self.shape()[1];
        let outputs = match groups {
            1 => 1 + self.random.up_to(12),
            groups if groups == inputs => inputs,
            groups => groups * (1 + self.random.up_to(2)),
        };
        let kernel = [1 + self.random.up_to(2), 1 + self.random.up_to(2)];
        let mut geometry = self.geometry(kernel, 2);
        if self.random.up_to(7) == 0 {
            // The kernels do not support dilation and unequal strides.
            geometry.dilations = [1, 2];
            geometry.strides = [2, 1];
            geometry.padding_before[1] = 2;
        }
        let kernel = self.random.tensor(&[outputs, inputs / groups, kernel[0], kernel[1]]).into();
        let bias = self.random.numbers(outputs);
        let convolution = Convolution { geometry, groups, kernel, bias };
        self.wire(Operator::Convolution(convolution), &[self.value]);
    }

    fn activation(&mut self) {
        let activation = match self.random.up_to(3) {
            0 => Operator::PRelu(self.random.numbers(self.shape()[1])),
            1 => Operator::Clamp { low: 0.0, high: f32::INFINITY },
            2 => Operator::Clamp { low: 0.0, high: 0.7 },
            _ => return,
        };
        self.wire(activation, &[self.value]);
    }

    /// A convolution that keeps the size, added to its own input.
    fn residual(&mut self) {
        let before = self.value;
        let channels = self.shape()[1];
        let kernel = self.random.tensor(&[channels, channels, 1, 1]).into();
        let bias = self.random.numbers(channels);
        let geometry = ConvGeometry { strides: [1; 2], ..self.geometry([1; 2], 0) };
        let convolution = Convolution { geometry, groups: 1, kernel, bias };
        self.wire(Operator::Convolution(convolution), &[before]);
        let after = self.value;
        let swapped = self.random.up_to(1) == 1;
        let sum = Operator::Binary(Binary::Add);
        self.wire(sum, &if swapped { [after, before] } else { [before, after] });
    }

    fn pool(&mut self) {
        let zeros = self.random.up_to(1) as u32;
        let geometry = self.geometry([2, 2], zeros);
        let operation = self.random.pick(&[
            PoolOperation::Max,
            PoolOperation::Mean,
            PoolOperation::MeanWithPadding,
        ]);
        self.wire(Operator::Pool(geometry, operation), &[self.value]);
    }

    /// With a constant that is broadcast.
    fn binary(&mut self) {
        let [_, channels, height, width] = self.shape()[..] else { unreachable!() };
        let shapes: [&[usize]; 4] =
            [&[1, channels, 1, 1], &[1, 1, height, 1], &[width], &[1, channels, height, width]];
        let shape = self.random.pick(&shapes);
        let binary = self.random.pick(&[Binary::Add, Binary::Sub, Binary::Mul, Binary::Div]);
        let mut numbers = self.random.tensor(shape);
        if binary == Binary::Div {
            // Divisors are not near zero.
            numbers
                .view_mut()
                .as_slice_mut::<f32>()
                .unwrap()
                .iter_mut()
                .for_each(|number| *number += 2.0);
        }
        let constant = self.constant(numbers);
        let swapped = binary != Binary::Div && self.random.up_to(1) == 1;
        let inputs = if swapped { [constant, self.value] } else { [self.value, constant] };
        self.wire(Operator::Binary(binary), &inputs);
    }

    fn unary(&mut self) {
        self.wire(Operator::Unary(Unary::Abs), &[self.value]);
        let then = self.random.pick(&[Unary::Sqrt, Unary::Sigmoid]);
        self.wire(Operator::Unary(then), &[self.value]);
    }

    fn concat(&mut self) {
        let axis = 1 + self.random.up_to(2);
        let before = self.value;
        self.wire(Operator::Unary(Unary::Sigmoid), &[before]);
        self.wire(Operator::Concat(axis), &[self.value, before, before]);
    }

    /// Half of the time adds channels only, as where a network widens.
    fn pad(&mut self) {
        let mut pads = vec![[0, 0], [0, 4], [0, 0], [0, 0]];
        let mut with = 0.0;
        if self.random.up_to(1) == 0 {
            pads = (0..4).map(|axis| [self.random.up_to(axis), self.random.up_to(axis)]).collect();
            pads[0] = [0, 0];
            with = 0.5;
        }
        self.wire(Operator::Pad(pads, with), &[self.value]);
    }

    fn rearrange(&mut self) {
        let shape = self.shape();
        let definition = match self.random.up_to(1) {
            0 => Operator::Reshape(vec![1, shape[2], shape[3], shape[1]]),
            _ => Operator::Transpose(self.random.pick(&[[0, 2, 3, 1], [0, 3, 2, 1]]).to_vec()),
        };
        self.wire(definition, &[self.value]);
    }

    fn reduce(&mut self) {
        let axes = self.random.pick(&[&[2, 3][..], &[1], &[1, 3]]).to_vec();
        let reduction = self.random.pick(&[Reduction::Mean, Reduction::Norm]);
        self.wire(Operator::Reduce(axes, reduction), &[self.value]);
    }

    fn matmul(&mut self) {
        let shape = self.shape();
        let columns = 1 + self.random.up_to(9);
        let other = self.random.tensor(&[1, shape[1], shape[3], columns]);
        let other = self.constant(other);
        self.wire(Operator::MatMul, &[self.value, other]);
    }

    fn build(mut self) -> (TypedModel, Tensor) {
        let input = self.shape();
        for _ in 0..7 {
            let channels = self.shape()[1];
            // A window of three, which dilation makes wider, must fit without padding.
            let is_wide = self.shape()[2..].iter().all(|size| *size > 3);
            let is_small = self.shape().iter().product::<usize>() < 4000;
            match self.random.up_to(19) {
                0..=2 if is_wide => self.convolution(1),
                3..=5 if is_wide => self.convolution(channels),
                6 if is_wide && channels.is_multiple_of(2) => self.convolution(2),
                7 | 8 => self.residual(),
                9 | 10 if is_wide => self.pool(),
                11 if is_small => self.concat(),
                12 if is_small => self.pad(),
                13 | 14 => self.binary(),
                15 => self.unary(),
                16 => self.rearrange(),
                17 => self.reduce(),
                18 => self.matmul(),
                _ => {}
            }
            self.activation();
        }
        let outputs = [self.value];
        self.model.select_output_outlets(&outputs).unwrap();
        let input = self.random.tensor(&input);
        (self.model, input)
    }
}

fn run(model: TypedModel, input: &Tensor) -> Tensor {
    let plan = SimplePlan::new(model).unwrap();
    plan.run(tvec!(input.clone().into())).unwrap().remove(0).into_tensor()
}

#[track_caller]
fn assert_close(expected: &Tensor, actual: &Tensor, case: &str) {
    assert_eq!(expected.shape(), actual.shape(), "{case}");
    let (expected, actual) = (expected.view(), actual.view());
    let (expected, actual) =
        (expected.as_slice::<f32>().unwrap(), actual.as_slice::<f32>().unwrap());
    let largest = expected.iter().fold(1.0f32, |largest, value| largest.max(value.abs()));
    for (expected, actual) in expected.iter().zip(actual) {
        assert!((expected - actual).abs() <= 1e-4 * largest, "{case}: {actual}, not {expected}");
    }
}

#[test]
fn random_networks_give_equal_outputs_with_all_backends() {
    let (mut kernels, mut tried) = (0, HashSet::new());
    for seed in 1..=400 {
        let (model, input) = RandomNetwork::new(seed).build();
        tried.extend(model.nodes().iter().filter_map(|node| node.op_as()).map(mem::discriminant));
        let rewritten = rewrite(&model).unwrap();
        kernels += rewritten.nodes().iter().filter(|node| node.op_is::<Kernel>()).count();
        let engine = run(lower(&model).unwrap(), &input);
        assert_close(&engine, &run(model, &input), &format!("network {seed} by reference"));
        assert_close(&engine, &run(rewritten, &input), &format!("network {seed} with kernels"));
    }
    // Without this, a rewrite that uses no kernel would pass.
    assert!(kernels > 1000, "only {kernels} kernels");
    let all: HashSet<mem::Discriminant<Operator>> = tried;
    assert_eq!(all.len(), 12, "not every operator was tried");
}
