//! Builds an ONNX graph with static shapes.

use std::collections::BTreeSet;

use prost::Message;

use crate::{
    onnx::{
        AttributeProto, DimensionProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto,
        TensorProto, TensorShapeProto, TensorTypeProto, TypeProto, ValueInfoProto, attribute_type,
        data_type,
    },
    tensor::Tensor,
};

/// Version of the operator set.
const OPSET: i64 = 13;
/// Version of the file format.
const IR_VERSION: i64 = 8;

/// A tensor of the graph: an input, a constant or the output of a node.
#[derive(Clone, Debug)]
pub(crate) struct Value(String);

/// The value of a node's attribute.
pub(crate) enum AttributeValue<'a> {
    Int(i64),
    Ints(&'a [i64]),
    Text(&'a str),
}

/// A graph under construction. The same calls give the same bytes.
pub(crate) struct Graph {
    proto: GraphProto,
    names: usize,
}

/// Padding of an input in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Padding {
    pub(crate) top: usize,
    pub(crate) left: usize,
    pub(crate) bottom: usize,
    pub(crate) right: usize,
}

/// Strides, padding and groups of a convolution.
pub(crate) struct Window {
    pub(crate) strides: [usize; 2],
    pub(crate) padding: Padding,
    /// 1, or the number of input channels for a depthwise convolution.
    pub(crate) groups: usize,
}

impl Graph {
    pub(crate) fn new(name: &str) -> Self {
        Self { proto: GraphProto { name: Some(name.to_owned()), ..Default::default() }, names: 0 }
    }

    /// Adds the input, of shape (1, channels, height, width).
    pub(crate) fn input(&mut self, shape: [usize; 4]) -> Value {
        self.proto.input.push(float_info("input", &shape));
        Value("input".to_owned())
    }

    /// Adds a constant of floats.
    pub(crate) fn constant(&mut self, tensor: &Tensor) -> Value {
        let bytes = tensor.data.iter().flat_map(|number| number.to_le_bytes()).collect();
        let dims = tensor.shape.iter().map(|&size| size as i64).collect();
        self.initializer(data_type::FLOAT, dims, bytes)
    }

    /// Adds a constant list of integers.
    pub(crate) fn integers(&mut self, numbers: &[i64]) -> Value {
        let bytes = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.initializer(data_type::INT64, vec![numbers.len() as i64], bytes)
    }

    /// Adds a node.
    pub(crate) fn node(
        &mut self,
        operator: &str,
        inputs: &[&Value],
        attributes: &[(&str, AttributeValue<'_>)],
    ) -> Value {
        let name = self.fresh(&operator.to_lowercase());
        self.proto.node.push(NodeProto {
            input: inputs.iter().map(|value| value.0.clone()).collect(),
            output: vec![name.clone()],
            name: Some(name.clone()),
            op_type: Some(operator.to_owned()),
            attribute: attributes.iter().map(|(name, value)| attribute(name, value)).collect(),
        });
        Value(name)
    }

    /// Adds a convolution. `kernel` has the axes (out, in, height, width).
    pub(crate) fn conv(
        &mut self,
        input: &Value,
        kernel: &Tensor,
        bias: Option<&Tensor>,
        window: &Window,
    ) -> Value {
        let size = [kernel.shape[2] as i64, kernel.shape[3] as i64];
        let mut inputs = vec![input.clone(), self.constant(kernel)];
        inputs.extend(bias.map(|bias| self.constant(bias)));
        self.node(
            "Conv",
            &inputs.iter().collect::<Vec<_>>(),
            &[
                ("kernel_shape", AttributeValue::Ints(&size)),
                ("strides", AttributeValue::Ints(&window.strides.map(|stride| stride as i64))),
                ("pads", AttributeValue::Ints(&window.padding.pads())),
                ("group", AttributeValue::Int(window.groups as i64)),
            ],
        )
    }

    /// Adds a node that pads with zeros. `pads` has the counts before each of the four axes, then after.
    pub(crate) fn pad(&mut self, input: &Value, pads: [usize; 8]) -> Value {
        let pads = self.integers(&pads.map(|count| count as i64));
        // Rank 0: tract refuses a vector of one element here.
        let zero = self.constant(&Tensor::new(&[], vec![0.0]));
        self.node("Pad", &[input, &pads, &zero], &[("mode", AttributeValue::Text("constant"))])
    }

    /// Makes `value` an output of the network with this name.
    pub(crate) fn output(&mut self, value: &Value, name: &str, shape: &[usize]) {
        for node in &mut self.proto.node {
            let names = node.input.iter_mut().chain(&mut node.output);
            names.filter(|old| **old == value.0).for_each(|old| *old = name.to_owned());
        }
        self.proto.output.push(float_info(name, shape));
    }

    /// Returns the bytes of the file, without the nodes and constants that no output needs.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.prune();
        let model = ModelProto {
            ir_version: Some(IR_VERSION),
            producer_name: Some("gangway".to_owned()),
            graph: Some(self.proto),
            opset_import: vec![OperatorSetIdProto {
                domain: Some(String::new()),
                version: Some(OPSET),
            }],
        };
        model.encode_to_vec()
    }

    fn prune(&mut self) {
        let outputs = self.proto.output.iter();
        let mut needed: BTreeSet<String> =
            outputs.filter_map(|output| output.name.clone()).collect();
        let mut kept = Vec::new();
        for node in self.proto.node.drain(..).rev() {
            if node.output.iter().any(|name| needed.contains(name)) {
                needed.extend(node.input.iter().cloned());
                kept.push(node);
            }
        }
        kept.reverse();
        self.proto.node = kept;
        self.proto
            .initializer
            .retain(|name| name.name.as_ref().is_some_and(|name| needed.contains(name)));
    }

    fn initializer(&mut self, data_type: i32, dims: Vec<i64>, raw_data: Vec<u8>) -> Value {
        let name = self.fresh("constant");
        self.proto.initializer.push(TensorProto {
            dims,
            data_type: Some(data_type),
            name: Some(name.clone()),
            raw_data: Some(raw_data),
        });
        Value(name)
    }

    fn fresh(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}_{}", self.names)
    }
}

impl Padding {
    /// The same padding on all four sides.
    pub(crate) fn all(pixels: usize) -> Self {
        Self { top: pixels, left: pixels, bottom: pixels, right: pixels }
    }

    /// TensorFlow's SAME padding for an input of `size` (height, width): the output has
    /// `size / stride` pixels, rounded up, and an odd pixel is added at the bottom and on the right.
    pub(crate) fn same(size: [usize; 2], kernel: [usize; 2], strides: [usize; 2]) -> Self {
        let along = |axis: usize| {
            let outputs = size[axis].div_ceil(strides[axis]);
            let total = ((outputs - 1) * strides[axis] + kernel[axis]).saturating_sub(size[axis]);
            (total / 2, total - total / 2)
        };
        let ((top, bottom), (left, right)) = (along(0), along(1));
        Self { top, left, bottom, right }
    }

    /// Height and width of the output of a window of size `kernel`.
    pub(crate) fn output(
        &self,
        size: [usize; 2],
        kernel: [usize; 2],
        strides: [usize; 2],
    ) -> [usize; 2] {
        [
            (size[0] + self.top + self.bottom - kernel[0]) / strides[0] + 1,
            (size[1] + self.left + self.right - kernel[1]) / strides[1] + 1,
        ]
    }

    /// The counts in the order of ONNX.
    pub(crate) fn pads(&self) -> [i64; 4] {
        [self.top, self.left, self.bottom, self.right].map(|count| count as i64)
    }
}

fn attribute(name: &str, value: &AttributeValue<'_>) -> AttributeProto {
    let mut proto = AttributeProto { name: Some(name.to_owned()), ..Default::default() };
    match value {
        AttributeValue::Int(value) => {
            (proto.i, proto.r#type) = (Some(*value), Some(attribute_type::INT));
        }
        AttributeValue::Ints(values) => {
            (proto.ints, proto.r#type) = (values.to_vec(), Some(attribute_type::INTS));
        }
        AttributeValue::Text(value) => {
            proto.s = Some(value.as_bytes().to_vec());
            proto.r#type = Some(attribute_type::STRING);
        }
    }
    proto
}

fn float_info(name: &str, shape: &[usize]) -> ValueInfoProto {
    let dim = shape.iter().map(|&size| DimensionProto { dim_value: Some(size as i64) }).collect();
    let tensor = TensorTypeProto {
        elem_type: Some(data_type::FLOAT),
        shape: Some(TensorShapeProto { dim }),
    };
    ValueInfoProto {
        name: Some(name.to_owned()),
        r#type: Some(TypeProto { tensor_type: Some(tensor) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_padding_is_tensorflows() {
        // (size, kernel, stride) -> (before, after), and the size of the output.
        for (size, kernel, stride, expected, output) in [
            (256, 5, 2, (1, 2), 128),
            (256, 3, 1, (1, 1), 256),
            (192, 3, 2, (0, 1), 96),
            (7, 2, 2, (0, 1), 4),
            (8, 2, 2, (0, 0), 4),
            (5, 1, 2, (0, 0), 3),
        ] {
            let padding = Padding::same([size; 2], [kernel; 2], [stride; 2]);
            assert_eq!((padding.top, padding.bottom), expected, "{size} {kernel} {stride}");
            assert_eq!((padding.left, padding.right), expected, "{size} {kernel} {stride}");
            assert_eq!(padding.output([size; 2], [kernel; 2], [stride; 2]), [output; 2]);
        }
    }

    #[test]
    fn nodes_and_constants_that_no_output_needs_are_left_out() {
        let mut graph = Graph::new("test");
        let input = graph.input([1, 1, 2, 2]);
        let kept = graph.node("Relu", &[&input], &[]);
        let unused = graph.constant(&Tensor::new(&[], vec![1.0]));
        graph.node("Mul", &[&input, &unused], &[]);
        graph.output(&kept, "out", &[1, 1, 2, 2]);
        let graph = ModelProto::decode(&*graph.finish()).unwrap().graph.unwrap();
        assert_eq!((graph.node.len(), graph.initializer.len()), (1, 0));
        assert_eq!(graph.node[0].output, ["out"]);
    }

    #[test]
    fn the_value_of_a_padding_has_rank_zero() {
        let mut graph = Graph::new("test");
        let input = graph.input([1, 1, 2, 2]);
        let padded = graph.pad(&input, [0, 0, 0, 0, 0, 1, 0, 0]);
        graph.output(&padded, "out", &[1, 2, 2, 2]);
        let graph = ModelProto::decode(&*graph.finish()).unwrap().graph.unwrap();
        let dims: Vec<_> = graph.initializer.iter().map(|tensor| tensor.dims.clone()).collect();
        assert_eq!(dims, [vec![8], vec![]]);
    }
}
