//! Tests with a small network of all operators, valid and broken.

use prost::Message;

use super::*;
use crate::{
    flatbuffer::write::{self, Field},
    onnx::{GraphProto, ModelProto},
};

/// The operators' numbers in the schema.
const CODES: [u8; 8] = [0, 3, 4, 18, 19, 22, 41, 101];
const ADD: u32 = 0;
const CONVOLUTION: u32 = 1;
const DEPTHWISE: u32 = 2;
const MULTIPLY: u32 = 3;
const RELU: u32 = 4;
const RESHAPE: u32 = 5;
const SUBTRACT: u32 = 6;
const ABSOLUTE: u32 = 7;

/// The content of a file.
struct TestNetwork {
    codes: Vec<u8>,
    tensors: Vec<Vec<Field>>,
    /// The first one is empty, for tensors that are not constants.
    buffers: Vec<Vec<Field>>,
    operators: Vec<Vec<Field>>,
    graphs: usize,
}

impl TestNetwork {
    /// A convolution with stride 2 on a picture of 4 x 4, a PRelu, a depthwise convolution to one pixel,
    /// the sum of that with itself, and a reshape to a list.
    fn new() -> Self {
        let mut network = Self {
            codes: CODES.into(),
            tensors: Vec::new(),
            buffers: vec![Vec::new()],
            operators: Vec::new(),
            graphs: 1,
        };
        let input = network.computed(&[2, 4, 4, 2]);
        let kernel = network.constant(&[3, 3, 3, 2], (0..54).map(|number| number as f32));
        let bias = network.constant(&[3], [0.5, 1.5, 2.5]);
        let map = network.computed(&[2, 2, 2, 3]);
        let convolution_options = |strides, last| {
            let strides = [Field::Count(strides), Field::Count(strides)];
            [&[Field::Byte(0)], &strides[..], last].concat()
        };
        network.operator(CONVOLUTION, &[input, kernel, bias], map, &convolution_options(2, &[]));
        let [relu, absolute, difference, product, prelu] =
            [(); 5].map(|()| network.computed(&[2, 2, 2, 3]));
        let slopes = network.constant(&[3], [0.25, -0.5, 1.0]);
        network.operator(RELU, &[map], relu, &[]);
        network.operator(ABSOLUTE, &[map], absolute, &[]);
        network.operator(SUBTRACT, &[map, absolute], difference, &[Field::Byte(0)]);
        network.operator(MULTIPLY, &[slopes, difference], product, &[Field::Byte(0)]);
        network.operator(ADD, &[relu, product], prelu, &[Field::Byte(0)]);
        let kernel = network.constant(&[1, 2, 2, 3], (0..12).map(|number| number as f32));
        let pixel = network.computed(&[2, 1, 1, 3]);
        let mut options = convolution_options(1, &[Field::Count(1), Field::Byte(0)]);
        options[0] = Field::Byte(1);
        network.operator(DEPTHWISE, &[prelu, kernel, bias], pixel, &options);
        let sum = network.computed(&[2, 1, 1, 3]);
        network.operator(ADD, &[pixel, pixel], sum, &[]);
        let list = network.computed(&[2, 3]);
        network.operator(RESHAPE, &[sum], list, &[]);
        network
    }

    fn computed(&mut self, shape: &[u32]) -> u32 {
        self.tensors.push(vec![Field::Counts(shape.into()), Field::Byte(0), Field::Count(0)]);
        self.tensors.len() as u32 - 1
    }

    fn constant(&mut self, shape: &[u32], numbers: impl IntoIterator<Item = f32>) -> u32 {
        let bytes = numbers.into_iter().flat_map(f32::to_le_bytes).collect();
        self.buffers.push(vec![Field::Bytes(bytes)]);
        let tensor = self.computed(shape);
        self.tensors[tensor as usize][2] = Field::Count(self.buffers.len() as u32 - 1);
        tensor
    }

    fn operator(&mut self, code: u32, inputs: &[u32], output: u32, options: &[Field]) {
        self.operators.push(vec![
            Field::Count(code),
            Field::Counts(inputs.into()),
            Field::Counts(vec![output]),
            Field::Absent,
            Field::Table(options.into()),
        ]);
    }

    fn file(self) -> Vec<u8> {
        let output = self.tensors.len() as u32 - 1;
        let graph = vec![
            Field::Tables(self.tensors),
            Field::Counts(vec![0]),
            Field::Counts(vec![output]),
            Field::Tables(self.operators),
        ];
        let codes = self.codes.iter().map(|code| vec![Field::Byte(*code)]).collect();
        let graphs = Field::Tables(vec![graph; self.graphs]);
        let fields = [
            Field::Count(3),
            Field::Tables(codes),
            graphs,
            Field::Absent,
            Field::Tables(self.buffers),
        ];
        write::file(b"TFL3", &fields)
    }
}

fn converted(file: &[u8]) -> Result<GraphProto, ConvertError> {
    let bytes = convert("n", &["embedding".to_owned()], file)?;
    Ok(ModelProto::decode(&*bytes).unwrap().graph.unwrap())
}

/// The numbers and the sizes of a constant of the graph.
fn numbers(graph: &GraphProto, name: &str) -> (Vec<f32>, Vec<i64>) {
    let tensor =
        graph.initializer.iter().find(|tensor| tensor.name.as_deref() == Some(name)).unwrap();
    let bytes = tensor.raw_data.as_ref().unwrap();
    let numbers = bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    (numbers, tensor.dims.clone())
}

#[test]
fn k0_every_operator_is_converted_for_one_picture_and_channels_first() {
    let graph = converted(&TestNetwork::new().file()).unwrap();
    let operators: Vec<_> =
        graph.node.iter().map(|node| node.op_type.as_deref().unwrap()).collect();
    assert_eq!(operators, ["Conv", "PRelu", "Conv", "Add", "Flatten"]);
    let attribute = |node: usize, name: &str| {
        let mut attributes = graph.node[node].attribute.iter();
        attributes.find(|attribute| attribute.name.as_deref() == Some(name)).unwrap().clone()
    };
    // TensorFlow's SAME padding adds an odd row and column after the picture.
    assert_eq!(attribute(0, "pads").ints, [0, 0, 1, 1]);
    assert_eq!(attribute(0, "strides").ints, [2, 2]);
    assert_eq!(attribute(2, "pads").ints, [0; 4]);
    assert_eq!(attribute(2, "group").i, Some(3));

    let (kernel, sizes) = numbers(&graph, &graph.node[0].input[1]);
    assert_eq!(sizes, [3, 2, 3, 3]);
    // (out, in, height, width) from (out, height, width, in).
    let [out, channel, row, column] = [2, 1, 0, 2];
    assert_eq!(kernel[((out * 2 + channel) * 3 + row) * 3 + column], 41.0);
    let (kernel, sizes) = numbers(&graph, &graph.node[2].input[1]);
    assert_eq!((kernel[4], sizes), (1.0, vec![3, 1, 2, 2]));
    // relu(x) + c (x - |x|) is 2c x below zero.
    let slopes = numbers(&graph, &graph.node[1].input[1]);
    assert_eq!(slopes, (vec![0.5, -1.0, 2.0], vec![3, 1, 1]));

    let sizes = graph.output[0].r#type.clone().unwrap().tensor_type.unwrap().shape.unwrap().dim;
    let sizes: Vec<_> = sizes.iter().map(|size| size.dim_value).collect();
    assert_eq!(
        (graph.output[0].name.as_deref(), &*sizes),
        (Some("embedding"), &[Some(1), Some(3)][..])
    );
}

#[test]
fn k0_an_unsupported_network_is_refused_with_the_reason() {
    const RELU: usize = 1;
    const ABSOLUTE: usize = 2;
    const SUBTRACT: usize = 3;
    const MULTIPLY: usize = 4;
    const ADD: usize = 5;
    let inputs = |operator: usize, inputs: &'static [u32]| {
        move |network: &mut TestNetwork| {
            network.operators[operator][1] = Field::Counts(inputs.into())
        }
    };
    let options = |operator: usize, field: usize, value: Field| {
        move |network: &mut TestNetwork| {
            let Field::Table(options) = &mut network.operators[operator][4] else {
                panic!("no options")
            };
            options.resize(options.len().max(field + 1), Field::Absent);
            options[field] = value;
        }
    };
    type Change = Box<dyn FnOnce(&mut TestNetwork)>;
    let cases: [(Change, &str); 17] = [
        (Box::new(|network| network.codes[5] = 25), "operation `operator 25`"),
        (Box::new(|network| network.graphs = 2), "`subgraphs`"),
        (Box::new(options(0, 3, Field::Byte(1))), "`fused_activation_function` of `operator 0"),
        (Box::new(options(ADD, 0, Field::Byte(1))), "`fused_activation_function` of `operator 5"),
        (Box::new(options(0, 4, Field::Count(2))), "`dilation`"),
        (Box::new(options(0, 0, Field::Byte(2))), "`padding`"),
        (Box::new(options(0, 1, Field::Count(0))), "`stride`"),
        (Box::new(|network| network.operators[0][4] = Field::Absent), "`options`"),
        (Box::new(|network| network.operators.truncate(ADD)), "operation `Relu`"),
        (Box::new(|network| drop(network.operators.remove(RELU))), "operation `Absolute`"),
        // The five operators of the PRelu do not have the same input.
        (Box::new(inputs(ABSOLUTE, &[0])), "operation `Relu`"),
        (Box::new(inputs(SUBTRACT, &[5, 3])), "operation `Relu`"),
        (Box::new(inputs(MULTIPLY, &[9, 9, 6])), "operation `Relu`"),
        (Box::new(inputs(MULTIPLY, &[1, 6])), "weight `tensor 1`"),
        (Box::new(inputs(0, &[8, 1, 2])), "input `tensor 8` of `operator 0"),
        (
            Box::new(|network| network.buffers[2] = vec![Field::Bytes(vec![0; 11])]),
            "weight `tensor 2`",
        ),
        (Box::new(|network| network.tensors[1][1] = Field::Byte(2)), "weight `tensor 1`"),
    ];
    for (change, expected) in cases {
        let mut network = TestNetwork::new();
        change(&mut network);
        let error = converted(&network.file()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error} is not about {expected}");
    }
}

/// Every broken file is converted or refused, without a panic or a large allocation.
#[test]
fn k0_a_broken_file_is_an_error_and_never_a_panic() {
    let whole = TestNetwork::new().file();
    for length in 0..whole.len() {
        converted(&whole[..length]).map(|_| ()).unwrap_or_default();
    }
    for at in 0..whole.len() {
        for byte in [0, 1, 4, 127, 128, 255] {
            let mut broken = whole.clone();
            broken[at] = byte;
            converted(&broken).map(|_| ()).unwrap_or_default();
        }
    }
    for other in [&b""[..], b"no network", &[255; 4096], &[0; 4096]] {
        assert!(matches!(converted(other), Err(ConvertError::Bounds)));
    }
    assert!(matches!(converted(&whole[..whole.len() / 2]), Err(ConvertError::Bounds)));
}
