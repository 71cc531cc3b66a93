//! Our operators say what the engine's say, in networks that chance puts together.

use tract_onnx::{
    prelude::*,
    tract_core::ops::{
        cnn::{Conv, KernelFormat, MaxPool, PaddingSpec, PoolSpec, SumPool},
        math,
        nn::DataFormat,
    },
};

use super::{
    operator::{Kernel, Slope},
    rewrite::rewrite,
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

    fn tensor(&mut self, shape: &[usize]) -> Tensor {
        let count = shape.iter().product();
        let values: Vec<f32> =
            (0..count).map(|_| (self.next() >> 8) as f32 / 8_388_608.0 - 1.0).collect();
        Tensor::from_shape(shape, &values).unwrap()
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

    fn wire(&mut self, op: impl Into<Box<dyn TypedOp>>, inputs: &[OutletId]) {
        let name = self.model.unique_name("node");
        self.value = self.model.wire_node(name, op, inputs).unwrap()[0];
    }

    fn constant(&mut self, tensor: Tensor) -> OutletId {
        let name = self.model.unique_name("constant");
        self.model.add_const(name, tensor).unwrap()
    }

    fn window(&mut self, kernel: [usize; 2], padded: bool, outputs: usize) -> PoolSpec {
        let mut pads = || -> TVec<usize> {
            (0..2).map(|_| if padded { self.chance.up_to(2) } else { 0 }).collect()
        };
        let (before, after) = (pads(), pads());
        PoolSpec {
            data_format: DataFormat::NCHW,
            kernel_shape: kernel.into_iter().collect(),
            padding: PaddingSpec::Explicit(before, after),
            dilations: None,
            strides: Some(tvec!(1 + self.chance.up_to(1); 2)),
            input_channels: self.shape()[1],
            output_channels: outputs,
        }
    }

    fn convolution(&mut self, depthwise: bool) {
        let inputs = self.shape()[1];
        let outputs = if depthwise { inputs } else { 1 + self.chance.up_to(12) };
        let kernel = [1 + self.chance.up_to(2), 1 + self.chance.up_to(2)];
        let pool_spec = self.window(kernel, true, outputs);
        let group = if depthwise { inputs } else { 1 };
        let weights = self.chance.tensor(&[outputs, inputs / group, kernel[0], kernel[1]]);
        let bias = self.chance.tensor(&[outputs]);
        let inputs = [self.value, self.constant(weights), self.constant(bias)];
        let op = Conv { pool_spec, kernel_fmt: KernelFormat::OIHW, group, q_params: None };
        self.wire(op, &inputs);
    }

    fn activation(&mut self) {
        match self.chance.up_to(3) {
            0 => {
                let slopes = self.chance.tensor(&[self.shape()[1]]);
                let slopes = slopes.view().as_slice::<f32>().unwrap().to_vec();
                self.wire(Slope::new(slopes), &[self.value]);
            }
            1 => self.bound(math::max(), 0.0),
            2 => {
                self.bound(math::max(), 0.0);
                self.bound(math::min(), 0.7);
            }
            _ => {}
        }
    }

    fn bound(&mut self, op: impl Into<Box<dyn TypedOp>>, bound: f32) {
        let bound = self.constant(tensor0(bound).broadcast_into_rank(4).unwrap());
        self.wire(op, &[self.value, bound]);
    }

    /// A convolution that keeps the size, added to what it is made from.
    fn residual(&mut self) {
        let before = self.value;
        let channels = self.shape()[1];
        let weights = self.chance.tensor(&[channels, channels, 1, 1]);
        let bias = self.chance.tensor(&[channels]);
        let inputs = [before, self.constant(weights), self.constant(bias)];
        let pool_spec = PoolSpec {
            strides: None,
            padding: PaddingSpec::Valid,
            ..self.window([1, 1], false, channels)
        };
        let op = Conv { pool_spec, kernel_fmt: KernelFormat::OIHW, group: 1, q_params: None };
        self.wire(op, &inputs);
        let after = self.value;
        let swapped = self.chance.up_to(1) == 1;
        self.wire(math::add(), &if swapped { [after, before] } else { [before, after] });
    }

    fn pool(&mut self) {
        let channels = self.shape()[1];
        let pool_spec = self.window([2, 2], false, channels);
        if self.chance.up_to(1) == 0 {
            self.wire(MaxPool { pool_spec, with_index_outputs: None }, &[self.value]);
        } else {
            let op = SumPool { pool_spec, count_include_pad: false, normalize: true };
            self.wire(op, &[self.value]);
        }
    }

    /// Something that no operator of ours does.
    fn other(&mut self) {
        self.wire(math::square(), &[self.value]);
    }

    fn grow(mut self) -> (TypedModel, Tensor) {
        let input = self.shape();
        for _ in 0..6 {
            // A window of three must find its place even without a border.
            let is_wide = self.shape()[2..].iter().all(|it| *it > 2);
            match self.chance.up_to(9) {
                0..=2 if is_wide => self.convolution(false),
                3..=5 if is_wide => self.convolution(true),
                6 => self.residual(),
                7 if is_wide => self.pool(),
                8 => self.other(),
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
    let plan = model.into_optimized().unwrap().into_runnable().unwrap();
    plan.run(tvec!(input.clone().into())).unwrap().remove(0).into_tensor()
}

#[test]
fn networks_of_any_shape_say_what_the_engine_says() {
    let mut ours = 0;
    for seed in 1..=300 {
        let (model, input) = Network::new(seed).grow();
        let rewritten = rewrite(&model).unwrap();
        ours += rewritten.nodes().iter().filter(|it| it.op_is::<Kernel>()).count();
        let (engine, kernels) = (run(model, &input), run(rewritten, &input));
        assert_eq!(engine.shape(), kernels.shape(), "network {seed}");
        let (engine, kernels) = (engine.view(), kernels.view());
        let (engine, kernels) =
            (engine.as_slice::<f32>().unwrap(), kernels.as_slice::<f32>().unwrap());
        let largest = engine.iter().fold(1.0f32, |most, it| most.max(it.abs()));
        for (engine, kernels) in engine.iter().zip(kernels) {
            assert!(
                (engine - kernels).abs() <= 1e-4 * largest,
                "network {seed}: {kernels}, not {engine}"
            );
        }
    }
    // A rewrite that left everything to the engine would pass as well.
    assert!(ours > 1000, "only {ours} operators are ours");
}
