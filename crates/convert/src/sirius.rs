//! Converts sirius-ai's MobileFaceNet from TensorFlow Lite (channels last) to ONNX.
//!
//! The file is for a batch of two pictures, the converted network for one. The input is RGB as
//! (byte - 127.5) / 128.

use std::collections::BTreeMap;

use crate::{
    ConvertError,
    graph::{AttributeValue, Graph, Padding, Value, Window},
    tensor::Tensor,
    tflite::{ConvolutionOptions, Network, Operator, OperatorKind},
};

/// Returns the ONNX bytes. `outputs` has the name of the only output.
pub(crate) fn convert(
    name: &str,
    outputs: &[String],
    file: &[u8],
) -> Result<Vec<u8>, ConvertError> {
    let network = Network::read(file)?;
    let &[_, height, width, channels] = network.shape(network.input)? else {
        return Err(ConvertError::Bounds);
    };
    let mut graph = Graph::new(name);
    let input =
        FeatureMap { value: graph.input([1, channels, height, width]), height, width, channels };
    let mut known = BTreeMap::from([(network.input, input)]);
    let mut rest = network.operators.as_slice();
    while let [operator, ..] = rest {
        let mut converter = TfliteConverter { network: &network, graph: &mut graph, known: &known };
        let (used, result) = match operator.kind {
            OperatorKind::Convolution(options) => (1, converter.convolution(operator, options)?),
            OperatorKind::Depthwise(options) => (1, converter.depthwise(operator, options)?),
            OperatorKind::Add => (1, converter.add(operator)?),
            OperatorKind::Relu => (PRELU_OPERATORS.len(), converter.prelu(rest)?),
            OperatorKind::Reshape => (1, converter.flatten(operator)?),
            OperatorKind::Absolute | OperatorKind::Subtract | OperatorKind::Multiply => {
                return Err(operator.unsupported());
            }
        };
        known.insert(rest[used - 1].output, result);
        rest = &rest[used..];
    }
    let no_output = || ConvertError::NoOutput(outputs.join(", "));
    let (Some(output), [name]) = (known.get(&network.output), outputs) else {
        return Err(no_output());
    };
    graph.output(&output.value, name, &[1, output.channels]);
    Ok(graph.finish())
}

/// The operators of a PRelu in the file: relu(x) + c (x - |x|), with slope 2c below zero.
const PRELU_OPERATORS: [OperatorKind; 5] = [
    OperatorKind::Relu,
    OperatorKind::Absolute,
    OperatorKind::Subtract,
    OperatorKind::Multiply,
    OperatorKind::Add,
];

/// A computed value: (1, channels, height, width) in the graph, (2, height, width, channels) in the file.
struct FeatureMap {
    value: Value,
    height: usize,
    width: usize,
    channels: usize,
}

struct TfliteConverter<'a> {
    network: &'a Network<'a>,
    graph: &'a mut Graph,
    /// The values computed so far, by the number of the file's tensor.
    known: &'a BTreeMap<usize, FeatureMap>,
}

impl<'a> TfliteConverter<'a> {
    fn convolution(
        &mut self,
        node: &Operator,
        options: ConvolutionOptions,
    ) -> Result<FeatureMap, ConvertError> {
        let channels = self.input(node, 0)?.channels;
        let kernel = self.network.constant(node.input(1)?, [None, None, None, Some(channels)])?;
        self.convolve(node, &kernel.transposed(&[0, 3, 1, 2]), options, 1)
    }

    fn depthwise(
        &mut self,
        node: &Operator,
        options: ConvolutionOptions,
    ) -> Result<FeatureMap, ConvertError> {
        let channels = self.input(node, 0)?.channels;
        let kernel =
            self.network.constant(node.input(1)?, [Some(1), None, None, Some(channels)])?;
        self.convolve(node, &kernel.transposed(&[3, 0, 1, 2]), options, channels)
    }

    /// `kernel` has the axes (out, in, height, width).
    fn convolve(
        &mut self,
        node: &Operator,
        kernel: &Tensor,
        ConvolutionOptions { is_padded, strides }: ConvolutionOptions,
        groups: usize,
    ) -> Result<FeatureMap, ConvertError> {
        let input = self.input(node, 0)?;
        let (channels, extent) = (kernel.shape[0], [kernel.shape[2], kernel.shape[3]]);
        let size = [input.height, input.width];
        let padding = match is_padded {
            true => Padding::same(size, extent, strides),
            false if extent[0] <= size[0] && extent[1] <= size[1] => Padding::default(),
            false => return Err(node.unsupported_attribute("filter")),
        };
        let [height, width] = padding.output(size, extent, strides);
        let bias = self.network.constant(node.input(2)?, [Some(channels)])?;
        let window = Window { strides, padding, groups };
        let value = self.graph.conv(&input.value, kernel, Some(&bias), &window);
        Ok(FeatureMap { value, height, width, channels })
    }

    fn add(&mut self, node: &Operator) -> Result<FeatureMap, ConvertError> {
        let (left, right) = (self.input(node, 0)?, self.input(node, 1)?);
        let size = |map: &FeatureMap| (map.height, map.width, map.channels);
        if size(left) != size(right) {
            return Err(node.unsupported_attribute("shape"));
        }
        let value = self.graph.node("Add", &[&left.value, &right.value], &[]);
        Ok(FeatureMap { value, ..*left })
    }

    /// Converts the five operators at the beginning of `rest`, which must be a PRelu.
    fn prelu(&mut self, rest: &[Operator]) -> Result<FeatureMap, ConvertError> {
        let unsupported = || rest[0].unsupported();
        let operators = rest.first_chunk::<{ PRELU_OPERATORS.len() }>().ok_or_else(unsupported)?;
        let [relu, absolute, subtract, multiply, add] = operators;
        let from = relu.input(0)?;
        let slopes = match *multiply.inputs {
            [slopes, factor] | [factor, slopes] if factor == subtract.output => slopes,
            _ => return Err(unsupported()),
        };
        let is_prelu = operators.each_ref().map(|operator| operator.kind) == PRELU_OPERATORS
            && absolute.inputs == [from]
            && subtract.inputs == [from, absolute.output]
            && add.inputs == [relu.output, multiply.output];
        if !is_prelu {
            return Err(unsupported());
        }
        let input = self.input(relu, 0)?;
        let mut slopes = self.network.constant(slopes, [Some(input.channels)])?;
        slopes.data.iter_mut().for_each(|slope| *slope *= 2.0);
        let slopes = self.graph.constant(&slopes.reshaped(&[input.channels, 1, 1]));
        let value = self.graph.node("PRelu", &[&input.value, &slopes], &[]);
        Ok(FeatureMap { value, ..*input })
    }

    /// Converts a reshape to one number for each channel.
    fn flatten(&mut self, node: &Operator) -> Result<FeatureMap, ConvertError> {
        let input = self.input(node, 0)?;
        let is_flat = matches!(self.network.shape(node.output)?, [_, it] if *it == input.channels);
        if !is_flat || [input.height, input.width] != [1, 1] {
            return Err(node.unsupported_attribute("shape"));
        }
        let value =
            self.graph.node("Flatten", &[&input.value], &[("axis", AttributeValue::Int(1))]);
        Ok(FeatureMap { value, ..*input })
    }

    fn input(&self, node: &Operator, index: usize) -> Result<&'a FeatureMap, ConvertError> {
        let tensor = node.input(index)?;
        self.known.get(&tensor).ok_or_else(|| node.unknown(tensor))
    }
}

#[cfg(test)]
mod tests;
