//! Converts a TensorFlow.js graph model (channels last) to ONNX (channels first).
//!
//! Supports only the operations of the detector and of the landmark network.

use std::collections::BTreeMap;

use crate::{
    ConvertError,
    graph::{AttributeValue, Graph, Padding, Value, Window},
    tensor::Tensor,
    topology::{GraphModel, Node},
    weights::{self, Weights},
};

/// The parameters of a conversion that are not in the description.
pub(crate) struct Recipe {
    pub(crate) name: &'static str,
    pub(crate) normalisation: Option<Normalisation>,
    /// The name of each output, and the node of the description that computes it.
    pub(crate) outputs: &'static [(&'static str, &'static str)],
}

/// `value * factor + shift` of every input value, as part of the network.
pub(crate) struct Normalisation {
    pub(crate) factor: f32,
    pub(crate) shift: f32,
}

/// Returns the ONNX bytes. `kept` are the outputs to keep, by their names in the recipe.
pub(crate) fn convert(
    recipe: &Recipe,
    kept: &[String],
    description: &[u8],
    blob: &[u8],
) -> Result<Vec<u8>, ConvertError> {
    let model: GraphModel = serde_json::from_slice(description)?;
    let mut converter = TfjsConverter {
        graph: Graph::new(recipe.name),
        constants: weights::read(&model.weights_manifest, blob)?,
        known: BTreeMap::new(),
    };
    for node in &model.model_topology.node {
        converter.node(node, recipe)?;
    }
    for name in kept {
        let missing = || ConvertError::NoOutput(name.clone());
        let (name, node) =
            recipe.outputs.iter().find(|output| output.0 == name).ok_or_else(missing)?;
        let (value, shape) = converter.known.get(*node).ok_or_else(missing)?;
        converter.graph.output(value, name, &shape.onnx());
    }
    Ok(converter.graph.finish())
}

/// The shape of a computed tensor. The batch is always one.
#[derive(Clone)]
enum TensorShape {
    /// Height, width, channels; in the graph the channels come first.
    Map([usize; 3]),
    /// Any other shape, the same in graph and description.
    Flat(Vec<usize>),
}

struct TfjsConverter {
    graph: Graph,
    constants: Weights,
    /// The values computed so far, by the name of the description's node.
    known: BTreeMap<String, (Value, TensorShape)>,
}

impl TfjsConverter {
    fn node(&mut self, node: &Node, recipe: &Recipe) -> Result<(), ConvertError> {
        let result = match &*node.op {
            // Its value is in the weights.
            "Const" => return Ok(()),
            "Placeholder" => self.placeholder(node, recipe)?,
            "Identity" => self.input(node, 0)?,
            "_FusedConv2D" => self.convolution(node)?,
            "DepthwiseConv2dNative" => self.depthwise(node)?,
            "Relu" | "Sigmoid" => {
                let (input, shape) = self.input(node, 0)?;
                (self.graph.node(&node.op, &[&input], &[]), shape)
            }
            "Prelu" => {
                let (input, shape) = self.input(node, 0)?;
                (self.prelu(node, &input, 1)?, shape)
            }
            "AddV2" => {
                let ((left, shape), (right, _)) = (self.input(node, 0)?, self.input(node, 1)?);
                (self.graph.node("Add", &[&left, &right], &[]), shape)
            }
            "MaxPool" => self.max_pool(node)?,
            "Pad" => self.pad(node)?,
            "Reshape" => self.reshape(node)?,
            other => {
                let (op, node) = (other.to_owned(), node.name.clone());
                return Err(ConvertError::Operation { op, node });
            }
        };
        self.known.insert(node.name.clone(), result);
        Ok(())
    }

    fn placeholder(
        &mut self,
        node: &Node,
        recipe: &Recipe,
    ) -> Result<(Value, TensorShape), ConvertError> {
        let [height, width, channels] = node.input_shape()?;
        let mut value = self.graph.input([1, channels, height, width]);
        if let Some(Normalisation { factor, shift }) = recipe.normalisation {
            for (operator, number) in [("Mul", factor), ("Add", shift)] {
                let number = self.graph.constant(&Tensor::new(&[], vec![number]));
                value = self.graph.node(operator, &[&value, &number], &[]);
            }
        }
        Ok((value, TensorShape::Map([height, width, channels])))
    }

    fn convolution(&mut self, node: &Node) -> Result<(Value, TensorShape), ConvertError> {
        let kernel = self.constant(node, 1)?.transposed(&[3, 2, 0, 1]);
        let fused = node.fused()?;
        let bias = match fused.first().map(String::as_str) {
            Some("BiasAdd") => Some(self.constant(node, 2)?.clone()),
            _ => return Err(node.unsupported_attribute("fused_ops")),
        };
        let (mut value, shape) = self.convolve(node, &kernel, bias.as_ref(), 1)?;
        for after in &fused[1..] {
            value = match &**after {
                "Relu" => self.graph.node("Relu", &[&value], &[]),
                "Prelu" => self.prelu(node, &value, 3)?,
                _ => return Err(node.unsupported_attribute("fused_ops")),
            };
        }
        Ok((value, shape))
    }

    fn depthwise(&mut self, node: &Node) -> Result<(Value, TensorShape), ConvertError> {
        let kernel = self.constant(node, 1)?.transposed(&[2, 3, 0, 1]);
        let &[channels, multiplier, height, width] = kernel.shape.as_slice() else {
            return Err(node.unsupported_attribute("filter"));
        };
        let kernel = kernel.reshaped(&[channels * multiplier, 1, height, width]);
        self.convolve(node, &kernel, None, channels)
    }

    /// A convolution with the strides and the padding of `node`.
    fn convolve(
        &mut self,
        node: &Node,
        kernel: &Tensor,
        bias: Option<&Tensor>,
        groups: usize,
    ) -> Result<(Value, TensorShape), ConvertError> {
        if node.height_width("dilations")? != [1, 1] {
            return Err(node.unsupported_attribute("dilations"));
        }
        let (input, size) = self.map(node)?;
        let strides = node.height_width("strides")?;
        let extent = [kernel.shape[2], kernel.shape[3]];
        let (padding, [height, width]) = padding(node, size, extent, strides)?;
        let value = self.graph.conv(&input, kernel, bias, &Window { strides, padding, groups });
        Ok((value, TensorShape::Map([height, width, kernel.shape[0]])))
    }

    fn max_pool(&mut self, node: &Node) -> Result<(Value, TensorShape), ConvertError> {
        let (input, size) = self.map(node)?;
        let (extent, strides) = (node.height_width("ksize")?, node.height_width("strides")?);
        let (padding, [height, width]) = padding(node, size, extent, strides)?;
        let value = self.graph.node(
            "MaxPool",
            &[&input],
            &[
                ("kernel_shape", AttributeValue::Ints(&extent.map(|size| size as i64))),
                ("strides", AttributeValue::Ints(&strides.map(|size| size as i64))),
                ("pads", AttributeValue::Ints(&padding.pads())),
            ],
        );
        Ok((value, TensorShape::Map([height, width, size[2]])))
    }

    fn pad(&mut self, node: &Node) -> Result<(Value, TensorShape), ConvertError> {
        let (input, [height, width, channels]) = self.map(node)?;
        let counts: Vec<usize> =
            self.constant(node, 1)?.data.iter().map(|&size| size as usize).collect();
        // The counts before and after each axis of the description.
        let &[n0, n1, h0, h1, w0, w1, c0, c1] = counts.as_slice() else {
            return Err(node.unsupported_attribute("paddings"));
        };
        let value = self.graph.pad(&input, [n0, c0, h0, w0, n1, c1, h1, w1]);
        Ok((value, TensorShape::Map([height + h0 + h1, width + w0 + w1, channels + c0 + c1])))
    }

    fn reshape(&mut self, node: &Node) -> Result<(Value, TensorShape), ConvertError> {
        let (mut input, [height, width, channels]) = self.map(node)?;
        if [height, width] != [1, 1] {
            // The numbers are in the order of the description: channels last.
            let order = [0, 2, 3, 1];
            input =
                self.graph.node("Transpose", &[&input], &[("perm", AttributeValue::Ints(&order))]);
        }
        let mut sizes: Vec<i64> =
            self.constant(node, 1)?.data.iter().map(|&size| size as i64).collect();
        if !(1..4).contains(&sizes.len()) {
            return Err(node.unsupported_attribute("shape"));
        }
        sizes[0] = 1;
        let known: i64 = sizes.iter().filter(|&&size| size > 0).product();
        if let Some(open) = sizes.iter_mut().find(|size| **size < 0) {
            *open = (height * width * channels) as i64 / known;
        }
        let mut target = sizes.clone();
        if let [_, rows, _] = &mut target[..]
            && [height, width] != [1, 1]
        {
            // One row or more for each position: an input of another size has another number of them.
            *rows = -1;
        }
        let target = self.graph.integers(&target);
        let value = self.graph.node("Reshape", &[&input, &target], &[]);
        Ok((value, TensorShape::Flat(sizes.iter().map(|&size| size as usize).collect())))
    }

    /// Adds a PRelu of `value` with the slopes at input `index`.
    fn prelu(&mut self, node: &Node, value: &Value, index: usize) -> Result<Value, ConvertError> {
        let slopes = self.constant(node, index)?.clone();
        let channels = slopes.data.len();
        let slopes = self.graph.constant(&slopes.reshaped(&[channels, 1, 1]));
        Ok(self.graph.node("PRelu", &[value, &slopes], &[]))
    }

    fn input(&self, node: &Node, index: usize) -> Result<(Value, TensorShape), ConvertError> {
        let input = node.input.get(index).cloned().unwrap_or_default();
        let known = self.known.get(&input).cloned();
        known.ok_or_else(|| ConvertError::Input { input, node: node.name.clone() })
    }

    /// The first input, which must have height, width and channels.
    fn map(&self, node: &Node) -> Result<(Value, [usize; 3]), ConvertError> {
        match self.input(node, 0)? {
            (value, TensorShape::Map(size)) => Ok((value, size)),
            (_, TensorShape::Flat(_)) => Err(node.unsupported_attribute("shape")),
        }
    }

    fn constant(&self, node: &Node, index: usize) -> Result<&Tensor, ConvertError> {
        weights::get(&self.constants, node.input.get(index).map_or("", String::as_str))
    }
}

impl TensorShape {
    /// The shape in the graph.
    fn onnx(&self) -> Vec<usize> {
        match self {
            Self::Map([height, width, channels]) => vec![1, *channels, *height, *width],
            Self::Flat(sizes) => sizes.clone(),
        }
    }
}

/// The padding of `node`, and height and width of its output.
fn padding(
    node: &Node,
    [height, width, _]: [usize; 3],
    kernel: [usize; 2],
    strides: [usize; 2],
) -> Result<(Padding, [usize; 2]), ConvertError> {
    let size = [height, width];
    let padding = match node.is_padded()? {
        true => Padding::same(size, kernel, strides),
        false => Padding::default(),
    };
    Ok((padding, padding.output(size, kernel, strides)))
}
