//! Networks that chance puts together say the same by their definitions, with the kernels and with
//! the engine's operators.

use std::{collections::HashSet, mem};

use tract_onnx::{prelude::*, tract_core::plan::SimplePlan};

use super::{
    definition::{Binary, Convolution, Definition, Kind, Reduction, Sweep, Unary},
    operator::Kernel,
    rewrite::rewrite,
    stock,
};

/// Numbers that are no pattern.
struct Chance(u32);

impl Chance {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// Up to `most`, which is among them.
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

/// A network that is being put together: its last value and that value's shape.
struct Network {
    model: TypedModel,
    chance: Chance,
    value: OutletId,
}

impl Network {
    fn new(seed: u32) -> Self {
        let mut chance = Chance(seed.wrapping_mul(2_654_435_761) | 1);
        let shape = [1, 1 + chance.up_to(8), 6 + chance.up_to(9), 6 + chance.up_to(9)];
        let mut model = TypedModel::default();
        let value = model.add_source("input", f32::fact(shape)).unwrap();
        Self { model, chance, value }
    }

    fn shape(&self) -> Vec<usize> {
        self.model.outlet_fact(self.value).unwrap().shape.as_concrete().unwrap().to_vec()
    }

    fn wire(&mut self, definition: Definition, inputs: &[OutletId]) {
        let name = self.model.unique_name("node");
        self.value = self.model.wire_node(name, definition, inputs).unwrap()[0];
    }

    fn constant(&mut self, tensor: Tensor) -> OutletId {
        let name = self.model.unique_name("constant");
        self.model.add_const(name, tensor).unwrap()
    }

    fn sweep(&mut self, kernel: [usize; 2], most_zeros: u32) -> Sweep {
        let step = 1 + self.chance.up_to(1);
        let mut pads = || [(); 2].map(|()| self.chance.up_to(most_zeros));
        Sweep { kernel, steps: [step; 2], dilations: [1; 2], before: pads(), after: pads() }
    }

    fn convolution(&mut self, groups: usize) {
        let inputs = self.shape()[1];
        let outputs = match groups {
            1 => 1 + self.chance.up_to(12),
            it if it == inputs => inputs,
            it => it * (1 + self.chance.up_to(2)),
        };
        let kernel = [1 + self.chance.up_to(2), 1 + self.chance.up_to(2)];
        let mut sweep = self.sweep(kernel, 2);
        if self.chance.up_to(7) == 0 {
            // What the kernels leave to the definitions.
            sweep.dilations = [1, 2];
            sweep.steps = [2, 1];
            sweep.before[1] = 2;
        }
        let kernel = self.chance.tensor(&[outputs, inputs / groups, kernel[0], kernel[1]]).into();
        let bias = self.chance.numbers(outputs);
        let convolution = Convolution { sweep, groups, kernel, bias };
        self.wire(Definition::Convolution(convolution), &[self.value]);
    }

    fn activation(&mut self) {
        let activation = match self.chance.up_to(3) {
            0 => Definition::Slope(self.chance.numbers(self.shape()[1])),
            1 => Definition::Clamp { low: 0.0, high: f32::INFINITY },
            2 => Definition::Clamp { low: 0.0, high: 0.7 },
            _ => return,
        };
        self.wire(activation, &[self.value]);
    }

    /// A convolution that keeps the size, added to what it is made from.
    fn residual(&mut self) {
        let before = self.value;
        let channels = self.shape()[1];
        let kernel = self.chance.tensor(&[channels, channels, 1, 1]).into();
        let bias = self.chance.numbers(channels);
        let sweep = Sweep { steps: [1; 2], ..self.sweep([1; 2], 0) };
        let convolution = Convolution { sweep, groups: 1, kernel, bias };
        self.wire(Definition::Convolution(convolution), &[before]);
        let after = self.value;
        let swapped = self.chance.up_to(1) == 1;
        let sum = Definition::Binary(Binary::Add);
        self.wire(sum, &if swapped { [after, before] } else { [before, after] });
    }

    fn pool(&mut self) {
        let zeros = self.chance.up_to(1) as u32;
        let sweep = self.sweep([2, 2], zeros);
        let kind = self.chance.pick(&[Kind::Max, Kind::Mean, Kind::MeanWithZeros]);
        self.wire(Definition::Pool(sweep, kind), &[self.value]);
    }

    /// With a constant of fewer axes, or of sizes that are repeated.
    fn binary(&mut self) {
        let [_, channels, height, width] = self.shape()[..] else { unreachable!() };
        let shapes: [&[usize]; 4] =
            [&[1, channels, 1, 1], &[1, 1, height, 1], &[width], &[1, channels, height, width]];
        let shape = self.chance.pick(&shapes);
        let binary = self.chance.pick(&[Binary::Add, Binary::Sub, Binary::Mul, Binary::Div]);
        let mut numbers = self.chance.tensor(shape);
        if binary == Binary::Div {
            // Nothing is divided by nearly nothing.
            numbers.view_mut().as_slice_mut::<f32>().unwrap().iter_mut().for_each(|it| *it += 2.0);
        }
        let constant = self.constant(numbers);
        let swapped = binary != Binary::Div && self.chance.up_to(1) == 1;
        let inputs = if swapped { [constant, self.value] } else { [self.value, constant] };
        self.wire(Definition::Binary(binary), &inputs);
    }

    fn unary(&mut self) {
        self.wire(Definition::Unary(Unary::Abs), &[self.value]);
        let then = self.chance.pick(&[Unary::Sqrt, Unary::Sigmoid]);
        self.wire(Definition::Unary(then), &[self.value]);
    }

    fn concat(&mut self) {
        let axis = 1 + self.chance.up_to(2);
        let before = self.value;
        self.wire(Definition::Unary(Unary::Sigmoid), &[before]);
        self.wire(Definition::Concat(axis), &[self.value, before, before]);
    }

    /// Often as where a network widens.
    fn pad(&mut self) {
        let mut pads = vec![[0, 0], [0, 4], [0, 0], [0, 0]];
        let mut with = 0.0;
        if self.chance.up_to(1) == 0 {
            pads = (0..4).map(|axis| [self.chance.up_to(axis), self.chance.up_to(axis)]).collect();
            pads[0] = [0, 0];
            with = 0.5;
        }
        self.wire(Definition::Pad(pads, with), &[self.value]);
    }

    fn other_places(&mut self) {
        let shape = self.shape();
        let definition = match self.chance.up_to(1) {
            0 => Definition::Reshape(vec![1, shape[2], shape[3], shape[1]]),
            _ => Definition::Transpose(self.chance.pick(&[[0, 2, 3, 1], [0, 3, 2, 1]]).to_vec()),
        };
        self.wire(definition, &[self.value]);
    }

    fn reduce(&mut self) {
        let axes = self.chance.pick(&[&[2, 3][..], &[1], &[1, 3]]).to_vec();
        let reduction = self.chance.pick(&[Reduction::Mean, Reduction::Length]);
        self.wire(Definition::Reduce(axes, reduction), &[self.value]);
    }

    fn product(&mut self) {
        let shape = self.shape();
        let columns = 1 + self.chance.up_to(9);
        let other = self.chance.tensor(&[1, shape[1], shape[3], columns]);
        let other = self.constant(other);
        self.wire(Definition::Product, &[self.value, other]);
    }

    fn grow(mut self) -> (TypedModel, Tensor) {
        let input = self.shape();
        for _ in 0..7 {
            let channels = self.shape()[1];
            // A window of three must find its place even without a border, and more, if it sees
            // only every second number.
            let is_wide = self.shape()[2..].iter().all(|it| *it > 3);
            let is_small = self.shape().iter().product::<usize>() < 4000;
            match self.chance.up_to(19) {
                0..=2 if is_wide => self.convolution(1),
                3..=5 if is_wide => self.convolution(channels),
                6 if is_wide && channels.is_multiple_of(2) => self.convolution(2),
                7 | 8 => self.residual(),
                9 | 10 if is_wide => self.pool(),
                11 if is_small => self.concat(),
                12 if is_small => self.pad(),
                13 | 14 => self.binary(),
                15 => self.unary(),
                16 => self.other_places(),
                17 => self.reduce(),
                18 => self.product(),
                _ => {}
            }
            self.activation();
        }
        let outputs = [self.value];
        self.model.select_output_outlets(&outputs).unwrap();
        let input = self.chance.tensor(&input);
        (self.model, input)
    }
}

fn run(model: TypedModel, input: &Tensor) -> Tensor {
    let plan = SimplePlan::new(model).unwrap();
    plan.run(tvec!(input.clone().into())).unwrap().remove(0).into_tensor()
}

#[track_caller]
fn agree(expected: &Tensor, actual: &Tensor, who: &str) {
    assert_eq!(expected.shape(), actual.shape(), "{who}");
    let (expected, actual) = (expected.view(), actual.view());
    let (expected, actual) =
        (expected.as_slice::<f32>().unwrap(), actual.as_slice::<f32>().unwrap());
    let largest = expected.iter().fold(1.0f32, |most, it| most.max(it.abs()));
    for (expected, actual) in expected.iter().zip(actual) {
        assert!((expected - actual).abs() <= 1e-4 * largest, "{who}: {actual}, not {expected}");
    }
}

#[test]
fn networks_of_any_shape_say_what_the_engine_says() {
    let (mut ours, mut met) = (0, HashSet::new());
    for seed in 1..=400 {
        let (model, input) = Network::new(seed).grow();
        met.extend(model.nodes().iter().filter_map(|it| it.op_as()).map(mem::discriminant));
        let rewritten = rewrite(&model).unwrap();
        ours += rewritten.nodes().iter().filter(|it| it.op_is::<Kernel>()).count();
        let engine = run(stock::lower(&model).unwrap(), &input);
        agree(&engine, &run(model, &input), &format!("network {seed} by definition"));
        agree(&engine, &run(rewritten, &input), &format!("network {seed} with kernels"));
    }
    // A rewrite that left everything to the definitions would pass as well.
    assert!(ours > 1000, "only {ours} operators are ours");
    let all: HashSet<mem::Discriminant<Definition>> = met;
    assert_eq!(all.len(), 12, "not every definition was tried");
}
