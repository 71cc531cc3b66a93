//! A network in the few operations that kernels can compute.

use kernels::{Activation, Window, pool::PoolKind};

/// The values of a network in an order in which they can be computed.
pub(crate) struct Graph {
    pub(crate) values: Vec<Value>,
    pub(crate) outputs: Vec<Output>,
}

/// The index of a value.
pub(crate) type ValueId = usize;

/// A feature map.
pub(crate) struct Value {
    /// The name of the node in the file.
    pub(crate) name: String,
    /// Channels, height and width.
    pub(crate) shape: [usize; 3],
    pub(crate) operation: Operation,
}

/// How a value is computed.
pub(crate) enum Operation {
    /// The input of the network.
    Input,
    Convolution(Convolution),
    /// A function of each number.
    Activation(ValueId, Activation),
    /// The logistic function.
    Sigmoid(ValueId),
    /// A factor and then a summand for each channel.
    Affine(ValueId, Vec<f32>, Vec<f32>),
    /// The sum of two values of the same shape.
    Add([ValueId; 2]),
    /// Pooling without padding.
    Pool(ValueId, Window, PoolKind),
    /// Zeros around a value: rows above, columns on the left. The shape tells the rest.
    Pad(ValueId, [usize; 2]),
}

/// A convolution with all channels of the input, or with the output's channel alone.
pub(crate) struct Convolution {
    pub(crate) input: ValueId,
    pub(crate) window: Window,
    /// The largest padding on any side.
    pub(crate) padding: usize,
    pub(crate) is_depthwise: bool,
    /// Output x input (1 if depthwise) x height x width.
    pub(crate) weights: Vec<f32>,
    /// One for each output channel.
    pub(crate) bias: Vec<f32>,
}

/// An output of the network.
pub(crate) struct Output {
    pub(crate) value: ValueId,
    pub(crate) order: Order,
}

/// The order of an output's numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Channels x height x width.
    Planes,
    /// Height x width x channels.
    Rows,
}

impl Convolution {
    /// Whether it is a 1 x 1 convolution with step 1.
    pub(crate) fn is_pointwise(&self) -> bool {
        let Window { height, width, step, .. } = self.window;
        [height, width, step] == [1; 3] && !self.is_depthwise
    }
}

impl Operation {
    /// Its name in error messages.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Input => "Input",
            Self::Convolution(_) => "Conv",
            Self::Activation(..) => "Activation",
            Self::Sigmoid(_) => "Sigmoid",
            Self::Affine(..) => "Affine",
            Self::Add(_) => "Add",
            Self::Pool(..) => "Pool",
            Self::Pad(..) => "Pad",
        }
    }

    /// The values that are read.
    pub(crate) fn inputs(&self) -> Vec<ValueId> {
        match self {
            Self::Input => vec![],
            Self::Convolution(Convolution { input, .. })
            | Self::Activation(input, _)
            | Self::Sigmoid(input)
            | Self::Affine(input, ..)
            | Self::Pool(input, ..)
            | Self::Pad(input, _) => vec![*input],
            Self::Add(inputs) => inputs.to_vec(),
        }
    }
}

impl Graph {
    /// The operations that read a value.
    pub(crate) fn readers(&self, value: ValueId) -> impl Iterator<Item = &Operation> {
        let operations = self.values.iter().map(|value| &value.operation);
        operations.filter(move |operation| operation.inputs().contains(&value))
    }

    /// Whether exactly one operation reads `value` and the value is no output.
    pub(crate) fn is_private(&self, value: ValueId) -> bool {
        self.readers(value).count() == 1 && !self.outputs.iter().any(|output| output.value == value)
    }

    /// The padding around `value` that the convolutions reading it need.
    pub(crate) fn padding(&self, value: ValueId) -> usize {
        let paddings = self.readers(value).filter_map(|reader| match reader {
            Operation::Convolution(convolution) => Some(convolution.padding),
            _ => None,
        });
        paddings.max().unwrap_or(0)
    }
}
