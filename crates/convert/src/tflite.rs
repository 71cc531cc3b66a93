//! Reads TensorFlow Lite files (`schema.fbs` of TensorFlow 2): one graph of operators and constants.
//!
//! Supports only the operators of the recognition network.

use crate::{ConvertError, flatbuffer::Table, tensor::Tensor};

/// The network in a file. Tensors are identified by number.
pub(crate) struct Network<'a> {
    tensors: Vec<TfliteTensor<'a>>,
    pub(crate) input: usize,
    pub(crate) output: usize,
    /// In the order of computation.
    pub(crate) operators: Vec<Operator>,
}

/// A tensor: a constant, or the output of an operator.
struct TfliteTensor<'a> {
    shape: Vec<usize>,
    is_float: bool,
    /// The numbers of a constant. Empty for other tensors.
    bytes: &'a [u8],
}

/// An operator with the numbers of its input and output tensors.
pub(crate) struct Operator {
    pub(crate) kind: OperatorKind,
    pub(crate) inputs: Vec<usize>,
    pub(crate) output: usize,
    /// Its position in the file, for errors.
    number: usize,
}

/// What an operator computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OperatorKind {
    Add,
    Subtract,
    Multiply,
    Absolute,
    Relu,
    Reshape,
    /// Filter: (out, height, width, in).
    Convolution(ConvolutionOptions),
    /// Filter: (1, height, width, out).
    Depthwise(ConvolutionOptions),
}

/// Padding and strides of a convolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ConvolutionOptions {
    /// Whether the padding is TensorFlow's SAME. Otherwise there is none.
    pub(crate) is_padded: bool,
    /// Rows, columns.
    pub(crate) strides: [usize; 2],
}

/// `BuiltinOperator` of the schema.
mod code {
    pub(crate) const ADD: u8 = 0;
    pub(crate) const CONV_2D: u8 = 3;
    pub(crate) const DEPTHWISE_CONV_2D: u8 = 4;
    pub(crate) const MUL: u8 = 18;
    pub(crate) const RELU: u8 = 19;
    pub(crate) const RESHAPE: u8 = 22;
    pub(crate) const SUB: u8 = 41;
    pub(crate) const ABS: u8 = 101;
}

/// The maximum length of an axis, far more than needed, so that products do not overflow.
const MAX_AXIS: usize = 1 << 14;

impl<'a> Network<'a> {
    pub(crate) fn read(file: &'a [u8]) -> Result<Self, ConvertError> {
        if file.get(4..8) != Some(b"TFL3") {
            return Err(ConvertError::Bounds);
        }
        let model = Table::root(file)?;
        let codes = model.tables(1)?;
        let codes = codes.iter().map(|code| code.byte(0)).collect::<Result<Vec<_>, _>>()?;
        let buffers = model.tables(4)?;
        let graphs = model.tables(2)?;
        let &[graph] = graphs.as_slice() else { return Err(unsupported_attribute("subgraphs", 0)) };
        let tensors = graph.tables(0)?;
        let tensors = tensors.iter().map(|tensor| TfliteTensor::read(tensor, &buffers));
        let tensors = tensors.collect::<Result<Vec<_>, _>>()?;
        let (&[input], &[output]) = (&*graph.integers(1)?, &*graph.integers(2)?) else {
            return Err(unsupported_attribute("inputs", 0));
        };
        let operators = graph.tables(3)?;
        let operators = operators.iter().enumerate();
        let operators = operators.map(|(number, table)| Operator::read(number, table, &codes));
        Ok(Self { tensors, input, output, operators: operators.collect::<Result<_, _>>()? })
    }

    /// The shape of a tensor.
    pub(crate) fn shape(&self, tensor: usize) -> Result<&[usize], ConvertError> {
        self.tensors.get(tensor).map(|tensor| &*tensor.shape).ok_or(ConvertError::Bounds)
    }

    /// Returns a tensor, which must be a constant with one axis for each of `sizes`. A size of `None`
    /// matches any length.
    pub(crate) fn constant<const AXES: usize>(
        &self,
        number: usize,
        sizes: [Option<usize>; AXES],
    ) -> Result<Tensor, ConvertError> {
        let tensor = self.tensors.get(number).ok_or(ConvertError::Bounds)?;
        let is_wanted =
            |(size, wanted): (&usize, Option<usize>)| wanted.is_none_or(|wanted| wanted == *size);
        let is_as_wanted =
            tensor.shape.len() == AXES && tensor.shape.iter().zip(sizes).all(is_wanted);
        let (numbers, rest) = tensor.bytes.as_chunks();
        let count = tensor.shape.iter().try_fold(1usize, |count, size| count.checked_mul(*size));
        if !tensor.is_float || !is_as_wanted || !rest.is_empty() || count != Some(numbers.len()) {
            return Err(ConvertError::NoWeight(format!("tensor {number}")));
        }
        let data = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        Ok(Tensor::new(&tensor.shape, data))
    }
}

impl<'a> TfliteTensor<'a> {
    fn read(table: &Table<'a>, buffers: &[Table<'a>]) -> Result<Self, ConvertError> {
        let shape = table.integers(0)?;
        if shape.iter().any(|size| !(1..=MAX_AXIS).contains(size)) {
            return Err(ConvertError::Bounds);
        }
        let buffer = buffers.get(table.integer(2)?).ok_or(ConvertError::Bounds)?;
        Ok(Self { shape, is_float: table.byte(1)? == 0, bytes: buffer.bytes(0)? })
    }
}

impl Operator {
    fn read(number: usize, table: &Table<'_>, codes: &[u8]) -> Result<Self, ConvertError> {
        let code = *codes.get(table.integer(0)?).ok_or(ConvertError::Bounds)?;
        let options = table.table(4)?;
        // The field of the fused activation function, which must be none.
        let (kind, activation) = match code {
            code::ADD => (OperatorKind::Add, Some(0)),
            code::SUB => (OperatorKind::Subtract, Some(0)),
            code::MUL => (OperatorKind::Multiply, Some(0)),
            code::ABS => (OperatorKind::Absolute, None),
            code::RELU => (OperatorKind::Relu, None),
            code::RESHAPE => (OperatorKind::Reshape, None),
            code::CONV_2D => (
                OperatorKind::Convolution(ConvolutionOptions::read(number, options, [4, 5])?),
                Some(3),
            ),
            code::DEPTHWISE_CONV_2D => (
                OperatorKind::Depthwise(ConvolutionOptions::read(number, options, [5, 6])?),
                Some(4),
            ),
            other => {
                let (op, node) = (format!("operator {other}"), node(number));
                return Err(ConvertError::Operation { op, node });
            }
        };
        if let (Some(options), Some(field)) = (options, activation)
            && options.byte(field)? != 0
        {
            return Err(unsupported_attribute("fused_activation_function", number));
        }
        let &[output] = &*table.integers(2)? else {
            return Err(unsupported_attribute("outputs", number));
        };
        Ok(Self { kind, inputs: table.integers(1)?, output, number })
    }

    /// The number of the input tensor at `index`.
    pub(crate) fn input(&self, index: usize) -> Result<usize, ConvertError> {
        self.inputs.get(index).copied().ok_or_else(|| self.unsupported_attribute("inputs"))
    }

    /// The error for an unsupported operator.
    pub(crate) fn unsupported(&self) -> ConvertError {
        ConvertError::Operation { op: format!("{:?}", self.kind), node: node(self.number) }
    }

    pub(crate) fn unsupported_attribute(&self, attribute: &'static str) -> ConvertError {
        unsupported_attribute(attribute, self.number)
    }

    /// The error for an input that no earlier operator computes.
    pub(crate) fn unknown(&self, tensor: usize) -> ConvertError {
        ConvertError::Input { input: format!("tensor {tensor}"), node: node(self.number) }
    }
}

impl ConvolutionOptions {
    /// Reads the options. `dilations` are the fields of the dilation factors, which must be 1.
    fn read(
        number: usize,
        options: Option<Table<'_>>,
        dilations: [usize; 2],
    ) -> Result<Self, ConvertError> {
        let options = options.ok_or_else(|| unsupported_attribute("options", number))?;
        for field in dilations {
            // The default value is 1.
            if options.integer(field)? > 1 {
                return Err(unsupported_attribute("dilation", number));
            }
        }
        let is_padded = match options.byte(0)? {
            0 => true,
            1 => false,
            _ => return Err(unsupported_attribute("padding", number)),
        };
        let strides = [options.integer(2)?, options.integer(1)?];
        if strides.iter().any(|stride| !(1..=MAX_AXIS).contains(stride)) {
            return Err(unsupported_attribute("stride", number));
        }
        Ok(Self { is_padded, strides })
    }
}

fn node(number: usize) -> String {
    format!("operator {number} of the file")
}

fn unsupported_attribute(attribute: &'static str, number: usize) -> ConvertError {
    ConvertError::Attribute { attribute, node: node(number) }
}
