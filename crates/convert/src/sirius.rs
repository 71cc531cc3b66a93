//! Converts sirius-ai's MobileFaceNet from TensorFlow Lite (channels last) to ONNX.
//!
//! Its file is made for a batch of two pictures; ours takes one. Takes RGB as (byte - 127.5) / 128.

use std::collections::BTreeMap;

use crate::{
    ConvertError,
    graph::{Graph, Padding, Setting, Value, Window},
    tensor::Tensor,
    tflite::{Kind, Network, Operator, Sliding},
};

/// Makes the ONNX bytes. `outputs` names the one output.
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
    let input = Map { value: graph.input([1, channels, height, width]), height, width, channels };
    let mut known = BTreeMap::from([(network.input, input)]);
    let mut rest = network.operators.as_slice();
    while let [operator, ..] = rest {
        let mut converter = TfliteConverter { network: &network, graph: &mut graph, known: &known };
        let (used, result) = match operator.kind {
            Kind::Convolution(sliding) => (1, converter.convolution(operator, sliding)?),
            Kind::Depthwise(sliding) => (1, converter.depthwise(operator, sliding)?),
            Kind::Add => (1, converter.add(operator)?),
            Kind::Relu => (SPELT.len(), converter.prelu(rest)?),
            Kind::Reshape => (1, converter.flatten(operator)?),
            Kind::Absolute | Kind::Subtract | Kind::Multiply => return Err(operator.refused()),
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

/// How the file spells a PRelu: relu(x) + c (x - |x|), so its slope below zero is 2c.
const SPELT: [Kind; 5] = [Kind::Relu, Kind::Absolute, Kind::Subtract, Kind::Multiply, Kind::Add];

/// What is computed: (1, channels, height, width) in the graph, (2, height, width, channels) in the
/// file.
struct Map {
    value: Value,
    height: usize,
    width: usize,
    channels: usize,
}

struct TfliteConverter<'a> {
    network: &'a Network<'a>,
    graph: &'a mut Graph,
    /// What is computed so far, by the number of the file's tensor.
    known: &'a BTreeMap<usize, Map>,
}

impl<'a> TfliteConverter<'a> {
    fn convolution(&mut self, node: &Operator, sliding: Sliding) -> Result<Map, ConvertError> {
        let channels = self.input(node, 0)?.channels;
        let kernel = self.network.constant(node.input(1)?, [None, None, None, Some(channels)])?;
        self.slide(node, &kernel.permuted(&[0, 3, 1, 2]), sliding, 1)
    }

    fn depthwise(&mut self, node: &Operator, sliding: Sliding) -> Result<Map, ConvertError> {
        let channels = self.input(node, 0)?.channels;
        let kernel =
            self.network.constant(node.input(1)?, [Some(1), None, None, Some(channels)])?;
        self.slide(node, &kernel.permuted(&[3, 0, 1, 2]), sliding, channels)
    }

    /// `kernel` has the axes (out, in, height, width).
    fn slide(
        &mut self,
        node: &Operator,
        kernel: &Tensor,
        Sliding { is_padded, strides }: Sliding,
        groups: usize,
    ) -> Result<Map, ConvertError> {
        let input = self.input(node, 0)?;
        let (channels, extent) = (kernel.shape[0], [kernel.shape[2], kernel.shape[3]]);
        let size = [input.height, input.width];
        let padding = match is_padded {
            true => Padding::same(size, extent, strides),
            false if extent[0] <= size[0] && extent[1] <= size[1] => Padding::default(),
            false => return Err(node.unusual("filter")),
        };
        let [height, width] = padding.output(size, extent, strides);
        let bias = self.network.constant(node.input(2)?, [Some(channels)])?;
        let window = Window { strides, padding, groups };
        let value = self.graph.conv(&input.value, kernel, Some(&bias), &window);
        Ok(Map { value, height, width, channels })
    }

    fn add(&mut self, node: &Operator) -> Result<Map, ConvertError> {
        let (left, right) = (self.input(node, 0)?, self.input(node, 1)?);
        let size = |map: &Map| (map.height, map.width, map.channels);
        if size(left) != size(right) {
            return Err(node.unusual("shape"));
        }
        let value = self.graph.node("Add", &[&left.value, &right.value], &[]);
        Ok(Map { value, ..*left })
    }

    /// The five operators that `rest` begins with, which must be a PRelu.
    fn prelu(&mut self, rest: &[Operator]) -> Result<Map, ConvertError> {
        let refused = || rest[0].refused();
        let spelt = rest.first_chunk::<{ SPELT.len() }>().ok_or_else(refused)?;
        let [relu, absolute, subtract, multiply, add] = spelt;
        let from = relu.input(0)?;
        let slopes = match *multiply.inputs {
            [slopes, factor] | [factor, slopes] if factor == subtract.output => slopes,
            _ => return Err(refused()),
        };
        let is_prelu = spelt.each_ref().map(|operator| operator.kind) == SPELT
            && absolute.inputs == [from]
            && subtract.inputs == [from, absolute.output]
            && add.inputs == [relu.output, multiply.output];
        if !is_prelu {
            return Err(refused());
        }
        let input = self.input(relu, 0)?;
        let mut slopes = self.network.constant(slopes, [Some(input.channels)])?;
        slopes.data.iter_mut().for_each(|slope| *slope *= 2.0);
        let slopes = self.graph.constant(&slopes.reshaped(&[input.channels, 1, 1]));
        let value = self.graph.node("PRelu", &[&input.value, &slopes], &[]);
        Ok(Map { value, ..*input })
    }

    /// One number for each channel.
    fn flatten(&mut self, node: &Operator) -> Result<Map, ConvertError> {
        let input = self.input(node, 0)?;
        let is_flat = matches!(self.network.shape(node.output)?, [_, it] if *it == input.channels);
        if !is_flat || [input.height, input.width] != [1, 1] {
            return Err(node.unusual("shape"));
        }
        let value = self.graph.node("Flatten", &[&input.value], &[("axis", Setting::Int(1))]);
        Ok(Map { value, ..*input })
    }

    fn input(&self, node: &Operator, index: usize) -> Result<&'a Map, ConvertError> {
        let tensor = node.input(index)?;
        self.known.get(&tensor).ok_or_else(|| node.unknown(tensor))
    }
}

#[cfg(test)]
mod tests;
