//! Writes random ONNX files of the operators that a plan can have.

use std::collections::HashSet;

use prost::Message;
use tract_onnx::pb::{
    AttributeProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, TensorProto,
    TensorShapeProto, TypeProto, ValueInfoProto,
    attribute_proto::AttributeType,
    tensor_shape_proto::{Dimension, dimension::Value},
    type_proto,
};

/// The number of ONNX operators in the graphs.
pub(crate) const OPERATORS: usize = 19;

/// The file format's number for `f32` and `i64`.
const FLOAT: i32 = 1;
const INT64: i32 = 7;

/// A random network that is being built.
pub(crate) struct RandomGraph {
    random: Random,
    side: usize,
    nodes: Vec<NodeProto>,
    constants: Vec<TensorProto>,
    /// The name and shape of the last value.
    value: String,
    shape: Vec<usize>,
    outputs: Vec<String>,
    /// Whether a convolution is subtracted from a constant. tract 0.23.9 adds it instead when it
    /// optimises the graph.
    pub(crate) is_misread: bool,
}

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
}

fn attribute(name: &str, kind: AttributeType) -> AttributeProto {
    AttributeProto { name: name.into(), r#type: kind.into(), ..AttributeProto::default() }
}

fn integers(name: &str, numbers: &[usize]) -> AttributeProto {
    let ints = numbers.iter().map(|number| *number as i64).collect();
    AttributeProto { ints, ..attribute(name, AttributeType::Ints) }
}

fn integer(name: &str, number: usize) -> AttributeProto {
    AttributeProto { i: number as i64, ..attribute(name, AttributeType::Int) }
}

fn value_info(name: &str, shape: &[usize]) -> ValueInfoProto {
    let dim = shape.iter().map(|size| Dimension {
        value: Some(Value::DimValue(*size as i64)),
        ..Dimension::default()
    });
    let tensor = type_proto::Tensor {
        elem_type: FLOAT,
        shape: Some(TensorShapeProto { dim: dim.collect() }),
    };
    let r#type =
        TypeProto { value: Some(type_proto::Value::TensorType(tensor)), ..TypeProto::default() };
    ValueInfoProto { name: name.into(), r#type: Some(r#type), ..ValueInfoProto::default() }
}

impl RandomGraph {
    pub(crate) fn new(seed: u32) -> Self {
        let mut random = Random(seed.wrapping_mul(2_654_435_761) | 1);
        let side = 8 + random.up_to(10);
        let mut graph = Self {
            random,
            side,
            nodes: Vec::new(),
            constants: Vec::new(),
            value: "image".into(),
            shape: vec![1, 3, side, side],
            outputs: Vec::new(),
            is_misread: false,
        };
        for _ in 0..7 {
            graph.add_random();
        }
        graph.end();
        graph
    }

    /// The ONNX operators of the graph.
    pub(crate) fn operators(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().map(|node| &*node.op_type)
    }

    /// The ONNX file, the side of its input and the names of its outputs.
    pub(crate) fn file(self) -> (Vec<u8>, usize, Vec<String>) {
        let output =
            |name: &String| ValueInfoProto { name: name.clone(), ..ValueInfoProto::default() };
        let graph = GraphProto {
            name: "random".into(),
            input: vec![value_info("image", &[1, 3, self.side, self.side])],
            output: self.outputs.iter().map(output).collect(),
            node: self.nodes,
            initializer: self.constants,
            ..GraphProto::default()
        };
        let opset = OperatorSetIdProto { domain: String::new(), version: 13 };
        let file = ModelProto {
            ir_version: 8,
            graph: Some(graph),
            opset_import: vec![opset],
            ..ModelProto::default()
        };
        (file.encode_to_vec(), self.side, self.outputs)
    }

    fn add_random(&mut self) {
        // A window of three must fit without padding.
        let is_wide = self.shape[2..].iter().all(|size| *size > 3);
        let channels = self.shape[1];
        match self.random.up_to(13) {
            0..=2 if is_wide => self.convolution(false),
            3 | 4 if is_wide && channels > 1 => self.convolution(true),
            // A separable convolution.
            5 | 6 if is_wide && channels > 1 => {
                self.convolution(true);
                self.activation();
                self.pointwise();
            }
            7 => self.residual(),
            8 if is_wide => self.pool(),
            9 => self.binary(),
            10 => self.normalization(),
            11 => self.pad(),
            12 => self.sum(),
            _ => self.add("Sigmoid", &[], vec![]),
        }
        self.activation();
        if self.random.up_to(5) == 0 {
            self.outputs.push(self.value.clone());
        }
    }

    /// A vector, rows of pixels, or planes.
    fn end(&mut self) {
        let [_, channels, height, width] = self.shape[..] else { unreachable!() };
        match self.random.up_to(4) {
            0 => {
                self.add("GlobalAveragePool", &[], vec![]);
                self.add("Flatten", &[], vec![]);
            }
            1 => {
                self.add("Flatten", &[], vec![]);
                let rows = channels * height * width;
                let columns = 1 + self.random.up_to(9);
                let weights = self.random.numbers(rows * columns);
                let weights = self.constant(&[columns, rows], weights);
                let bias = self.random.numbers(columns);
                let bias = self.constant(&[columns], bias);
                self.add("Gemm", &[weights, bias], vec![integer("transB", 1)]);
            }
            2 => {
                self.add("Transpose", &[], vec![integers("perm", &[0, 2, 3, 1])]);
                let shape = [1, (height * width) as i64, channels as i64];
                let shape = self.integers(&shape);
                self.add("Reshape", &[shape], vec![]);
            }
            _ => {}
        }
        if self.nodes.is_empty() {
            self.add("Relu", &[], vec![]);
        }
        self.outputs.push(self.value.clone());
        let mut seen = HashSet::new();
        self.outputs.retain(|output| output != "image" && seen.insert(output.clone()));
    }

    /// Adds a node that reads the last value and `others`.
    fn add(&mut self, op_type: &str, others: &[String], attribute: Vec<AttributeProto>) {
        let inputs = [std::slice::from_ref(&self.value), others].concat();
        self.add_node(op_type, inputs, attribute);
    }

    fn add_node(&mut self, op_type: &str, input: Vec<String>, attribute: Vec<AttributeProto>) {
        let name = format!("node{}", self.nodes.len());
        self.nodes.push(NodeProto {
            input,
            output: vec![name.clone()],
            name: name.clone(),
            op_type: op_type.into(),
            attribute,
            ..NodeProto::default()
        });
        self.value = name;
    }

    fn constant(&mut self, shape: &[usize], numbers: Vec<f32>) -> String {
        let raw_data = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.tensor(shape.iter().map(|size| *size as i64).collect(), FLOAT, raw_data)
    }

    fn integers(&mut self, numbers: &[i64]) -> String {
        let raw_data = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.tensor(vec![numbers.len() as i64], INT64, raw_data)
    }

    fn tensor(&mut self, dims: Vec<i64>, data_type: i32, raw_data: Vec<u8>) -> String {
        let name = format!("constant{}", self.constants.len());
        self.constants.push(TensorProto {
            dims,
            data_type,
            name: name.clone(),
            raw_data,
            ..TensorProto::default()
        });
        name
    }

    fn convolution(&mut self, is_depthwise: bool) {
        let [_, inputs, height, width] = self.shape[..] else { unreachable!() };
        let outputs = if is_depthwise { inputs } else { 1 + self.random.up_to(12) };
        let kernel = [1 + self.random.up_to(2), 1 + self.random.up_to(2)];
        let step = 1 + self.random.up_to(1);
        let pads: Vec<usize> =
            (0..4).map(|at| self.random.up_to(kernel[at % 2] as u32 - 1)).collect();
        let group = if is_depthwise { inputs } else { 1 };
        let shape = [outputs, inputs / group, kernel[0], kernel[1]];
        let weights = self.random.numbers(shape.iter().product());
        let mut others = vec![self.constant(&shape, weights)];
        if self.random.up_to(3) > 0 {
            let bias = self.random.numbers(outputs);
            others.push(self.constant(&[outputs], bias));
        }
        let attributes = vec![
            integers("kernel_shape", &kernel),
            integers("strides", &[step; 2]),
            integers("pads", &pads),
            integer("group", group),
        ];
        self.add("Conv", &others, attributes);
        let size = |size: usize, axis: usize| {
            (size + pads[axis] + pads[axis + 2] - kernel[axis]) / step + 1
        };
        self.shape = vec![1, outputs, size(height, 0), size(width, 1)];
    }

    fn pointwise(&mut self) {
        let (inputs, outputs) = (self.shape[1], 1 + self.random.up_to(12));
        let weights = self.random.numbers(outputs * inputs);
        let weights = self.constant(&[outputs, inputs, 1, 1], weights);
        self.add("Conv", &[weights], vec![integers("kernel_shape", &[1, 1])]);
        self.shape[1] = outputs;
    }

    /// A convolution that keeps the shape, added to its own input.
    fn residual(&mut self) {
        let (before, channels) = (self.value.clone(), self.shape[1]);
        let weights = self.random.numbers(channels * channels);
        let weights = self.constant(&[channels, channels, 1, 1], weights);
        self.add("Conv", &[weights], vec![integers("kernel_shape", &[1, 1])]);
        let mut inputs = vec![before, self.value.clone()];
        if self.random.up_to(1) == 0 {
            inputs.reverse();
        }
        self.add_node("Add", inputs, vec![]);
    }

    /// The sum of two values of which none is a convolution's.
    fn sum(&mut self) {
        let before = self.value.clone();
        self.add("Sigmoid", &[], vec![]);
        self.add("Add", &[before], vec![]);
    }

    fn activation(&mut self) {
        match self.random.up_to(5) {
            0 => {
                let slopes = self.random.numbers(self.shape[1]);
                let slopes = self.constant(&[self.shape[1], 1, 1], slopes);
                self.add("PRelu", &[slopes], vec![]);
            }
            1 => self.add("Relu", &[], vec![]),
            2 => {
                let bounds = [0.0, 0.7].map(|bound| self.constant(&[], vec![bound]));
                self.add("Clip", &bounds, vec![]);
            }
            3 => {
                let alpha = AttributeProto { f: 0.2, ..attribute("alpha", AttributeType::Float) };
                self.add("LeakyRelu", &[], vec![alpha]);
            }
            _ => {}
        }
    }

    fn pool(&mut self) {
        let [kernel, step] = [(); 2].map(|()| 1 + self.random.up_to(1));
        let operator = self.random.pick(&["MaxPool", "AveragePool"]);
        let attributes =
            vec![integers("kernel_shape", &[kernel; 2]), integers("strides", &[step; 2])];
        self.add(operator, &[], attributes);
        for size in &mut self.shape[2..] {
            *size = (*size - kernel) / step + 1;
        }
    }

    /// With a constant for each channel, or with a single number.
    fn binary(&mut self) {
        let channels = if self.random.up_to(1) == 0 { self.shape[1] } else { 1 };
        let operator = self.random.pick(&["Add", "Sub", "Mul", "Div"]);
        // Divisors are not near zero.
        let numbers =
            self.random.numbers(channels).into_iter().map(|number| number + 2.0).collect();
        let constant = self.constant(&[1, channels, 1, 1], numbers);
        let mut inputs = vec![self.value.clone(), constant];
        if operator != "Div" && self.random.up_to(1) == 0 {
            inputs.reverse();
            let is_convolution = self.nodes.last().is_some_and(|node| node.op_type == "Conv");
            self.is_misread |= operator == "Sub" && is_convolution;
        }
        self.add_node(operator, inputs, vec![]);
    }

    fn normalization(&mut self) {
        let channels = self.shape[1];
        let mut parameter = |summand: f32| {
            let numbers = self.random.numbers(channels);
            let numbers = numbers.into_iter().map(|number| number + summand).collect();
            self.constant(&[channels], numbers)
        };
        // The variance is positive.
        let parameters = [1.0, 0.0, 0.0, 2.0].map(&mut parameter);
        self.add("BatchNormalization", &parameters, vec![]);
    }

    /// Half of the time adds channels only, as where a network widens.
    fn pad(&mut self) {
        let mut pads = [0, 0, 0, 0, 0, 4, 0, 0];
        if self.random.up_to(1) == 0 {
            pads = [0, 0, 1, 0, 0, 0, 1, 2];
        }
        for (axis, size) in self.shape.iter_mut().enumerate() {
            *size += (pads[axis] + pads[axis + 4]) as usize;
        }
        let pads = self.integers(&pads);
        self.add("Pad", &[pads], vec![]);
    }
}
