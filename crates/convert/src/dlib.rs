//! Builds dlib's recognition network, a ResNet of 29 layers, with the weights of face-api.
//!
//! The package contains only named weights, so the layers are defined here, as in dlib's
//! `dnn_face_recognition_ex`. The input is RGB from 0 to 255, 150 x 150 pixels.

use crate::{
    ConvertError,
    graph::{AttributeValue, Graph, Padding, Value, Window},
    tensor::Tensor,
    weights::{self, Group, Weights},
};

/// Side of the input in pixels.
const SIDE: usize = 150;
/// The mean of red, green and blue, which is subtracted.
const MEAN: [f64; 3] = [122.782, 117.001, 104.298];
/// The divisor after that. dlib uses 256, but these weights were made for 255.
const RANGE: f64 = 255.0;

/// The stages after the first: name, channels before and after, number of blocks after it.
const STAGES: [(&str, usize, usize, usize); 4] = [
    ("conv64_down", 32, 64, 3),
    ("conv128_down", 64, 128, 2),
    ("conv256_down", 128, 256, 2),
    ("conv256_down_out", 256, 256, 0),
];

/// Returns the ONNX bytes.
pub(crate) fn convert(manifest: &[u8], blob: &[u8]) -> Result<Vec<u8>, ConvertError> {
    let groups: Vec<Group> = serde_json::from_slice(manifest)?;
    let mut net = Net { graph: Graph::new("dlib"), weights: weights::read(&groups, blob)? };
    let input = net.graph.input([1, 3, SIDE, SIDE]);
    let first = net.first(&input)?;
    let window = [
        ("kernel_shape", AttributeValue::Ints(&[3, 3])),
        ("strides", AttributeValue::Ints(&[2, 2])),
    ];
    let mut value = net.graph.node("MaxPool", &[&first], &window);
    let mut side = ((SIDE - 7) / 2 + 1 - 3) / 2 + 1;
    for number in 1..=3 {
        value = net.block(&value, &format!("conv32_{number}"))?;
    }
    for (name, before, after, blocks) in STAGES {
        (value, side) = net.downsampling_block(&value, name, after - before, side)?;
        for number in 1..=blocks {
            value = net.block(&value, &format!("conv{after}_{number}"))?;
        }
    }
    value = net.graph.node("GlobalAveragePool", &[&value], &[]);
    value = net.graph.node("Flatten", &[&value], &[("axis", AttributeValue::Int(1))]);
    let last = net.graph.constant(weights::get(&net.weights, "fc")?);
    value = net.graph.node("MatMul", &[&value, &last], &[]);
    net.graph.output(&value, "embedding", &[1, 128]);
    Ok(net.graph.finish())
}

struct Net {
    graph: Graph,
    weights: Weights,
}

/// A convolution with the scale that follows it folded in. Axes: (out, in, height, width).
struct Layer {
    shape: Vec<usize>,
    kernel: Vec<f64>,
    bias: Vec<f64>,
}

impl Net {
    /// The first layer, which includes the normalisation of the input.
    fn first(&mut self, input: &Value) -> Result<Value, ConvertError> {
        let mut layer = Layer::read(&self.weights, "conv32_down")?;
        layer.fold_normalisation();
        let value = self.layer(input, &layer, 2, Padding::default());
        Ok(self.graph.node("Relu", &[&value], &[]))
    }

    /// A residual block of two convolutions with an identity shortcut.
    fn block(&mut self, input: &Value, name: &str) -> Result<Value, ConvertError> {
        let branch = self.residual_branch(input, name, 1, Padding::all(1))?;
        let sum = self.graph.node("Add", &[&branch, input], &[]);
        Ok(self.graph.node("Relu", &[&sum], &[]))
    }

    /// A residual block of two convolutions with an average pool of 2 x 2 as shortcut. It halves `side` and
    /// adds `channels`.
    fn downsampling_block(
        &mut self,
        input: &Value,
        name: &str,
        channels: usize,
        side: usize,
    ) -> Result<(Value, usize), ConvertError> {
        let mut branch = self.residual_branch(input, name, 2, Padding::default())?;
        let window = [
            ("kernel_shape", AttributeValue::Ints(&[2, 2])),
            ("strides", AttributeValue::Ints(&[2, 2])),
        ];
        let mut shortcut = self.graph.node("AveragePool", &[input], &window);
        // dlib pads the smaller one of two added tensors with zeros.
        let (branch_side, shortcut_side) = ((side - 3) / 2 + 1, (side - 2) / 2 + 1);
        let missing = shortcut_side - branch_side;
        if missing > 0 {
            branch = self.graph.pad(&branch, [0, 0, 0, 0, 0, 0, missing, missing]);
        }
        if channels > 0 {
            shortcut = self.graph.pad(&shortcut, [0, 0, 0, 0, 0, channels, 0, 0]);
        }
        let sum = self.graph.node("Add", &[&shortcut, &branch], &[]);
        Ok((self.graph.node("Relu", &[&sum], &[]), shortcut_side))
    }

    /// The two convolutions of a block; the first has the given stride and padding.
    fn residual_branch(
        &mut self,
        input: &Value,
        name: &str,
        stride: usize,
        padding: Padding,
    ) -> Result<Value, ConvertError> {
        let layer = Layer::read(&self.weights, &format!("{name}/conv1"))?;
        let value = self.layer(input, &layer, stride, padding);
        let value = self.graph.node("Relu", &[&value], &[]);
        let layer = Layer::read(&self.weights, &format!("{name}/conv2"))?;
        Ok(self.layer(&value, &layer, 1, Padding::all(1)))
    }

    fn layer(&mut self, input: &Value, layer: &Layer, stride: usize, padding: Padding) -> Value {
        let floats = |numbers: &[f64]| numbers.iter().map(|&number| number as f32).collect();
        let kernel = Tensor::new(&layer.shape, floats(&layer.kernel));
        let bias = Tensor::new(&[layer.bias.len()], floats(&layer.bias));
        let window = Window { strides: [stride; 2], padding, groups: 1 };
        self.graph.conv(input, &kernel, Some(&bias), &window)
    }
}

impl Layer {
    /// Reads the convolution called `name` and the scale that follows it.
    fn read(weights: &Weights, name: &str) -> Result<Self, ConvertError> {
        let get = |part: &str| weights::get(weights, &format!("{name}/{part}"));
        let kernel = get("conv/filters")?.transposed(&[3, 2, 0, 1]);
        let scale = &get("scale/weights")?.data;
        let per_output = kernel.data.len() / scale.len();
        let factors =
            scale.iter().flat_map(|&factor| std::iter::repeat_n(f64::from(factor), per_output));
        let shifts = get("conv/bias")?.data.iter().zip(scale).zip(&get("scale/biases")?.data);
        Ok(Self {
            kernel: kernel.data.iter().zip(factors).map(|(&w, f)| f64::from(w) * f).collect(),
            bias: shifts.map(|((&b, &s), &t)| f64::from(b) * f64::from(s) + f64::from(t)).collect(),
            shape: kernel.shape,
        })
    }

    /// Folds the normalisation `(x - MEAN) / RANGE` into the layer. Exact only without padding.
    fn fold_normalisation(&mut self) {
        let pixels = self.shape[2] * self.shape[3];
        self.kernel.iter_mut().for_each(|weight| *weight /= RANGE);
        for (bias, output) in self.bias.iter_mut().zip(self.kernel.chunks(3 * pixels)) {
            for (channel, mean) in output.chunks(pixels).zip(MEAN) {
                *bias -= channel.iter().sum::<f64>() * mean;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_with_folded_normalisation_gives_the_same_values() {
        let kernel = vec![0.5, -0.25, 2.0, 1.0, 3.0, -1.0];
        let plain = Layer { shape: vec![2, 3, 1, 1], kernel, bias: vec![0.1, -0.2] };
        let mut folded = Layer {
            shape: plain.shape.clone(),
            kernel: plain.kernel.clone(),
            bias: plain.bias.clone(),
        };
        folded.fold_normalisation();
        let pixel = [200.0, 17.0, 90.0];
        let normal = [0, 1, 2].map(|channel| (pixel[channel] - MEAN[channel]) / RANGE);
        for output in 0..2 {
            let run = |layer: &Layer, input: [f64; 3]| {
                let weights = &layer.kernel[3 * output..][..3];
                let sum: f64 = weights.iter().zip(input).map(|(w, x)| w * x).sum();
                sum + layer.bias[output]
            };
            assert!((run(&plain, normal) - run(&folded, pixel)).abs() < 1e-12);
        }
    }

    #[test]
    fn the_scale_after_a_convolution_is_folded_into_it() {
        let weights = Weights::from([
            ("n/conv/filters".into(), Tensor::new(&[1, 1, 1, 2], vec![2.0, 3.0])),
            ("n/conv/bias".into(), Tensor::new(&[2], vec![1.0, 4.0])),
            ("n/scale/weights".into(), Tensor::new(&[2], vec![10.0, 0.5])),
            ("n/scale/biases".into(), Tensor::new(&[2], vec![0.25, 0.75])),
        ]);
        let layer = Layer::read(&weights, "n").unwrap();
        assert_eq!(layer.kernel, [20.0, 1.5]);
        assert_eq!(layer.bias, [10.25, 2.75]);
    }
}
