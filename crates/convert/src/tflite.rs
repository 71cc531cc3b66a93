//! Reads TensorFlow Lite files (`schema.fbs` of TensorFlow 2): one graph of operators and constants.
//!
//! Knows the operators that the recognition network is made of, and refuses any other.

use crate::{ConvertError, flatbuffer::Table, tensor::Tensor};

/// A network as its file describes it. Tensors are known by their numbers.
pub(crate) struct Network<'a> {
    tensors: Vec<Described<'a>>,
    pub(crate) input: usize,
    pub(crate) output: usize,
    /// Each after all whose results it takes.
    pub(crate) operators: Vec<Operator>,
}

/// A tensor: a constant, or what an operator gives.
struct Described<'a> {
    shape: Vec<usize>,
    is_float: bool,
    /// The numbers of a constant; no others have bytes.
    bytes: &'a [u8],
}

/// One operator with the numbers of the tensors that it takes and gives.
pub(crate) struct Operator {
    pub(crate) kind: Kind,
    pub(crate) inputs: Vec<usize>,
    pub(crate) output: usize,
    /// Its place in the file, for errors.
    number: usize,
}

/// What an operator computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Add,
    Subtract,
    Multiply,
    Absolute,
    Relu,
    Reshape,
    /// Filter: (out, height, width, in).
    Convolution(Sliding),
    /// Filter: (1, height, width, out).
    Depthwise(Sliding),
}

/// How a window moves over its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sliding {
    /// As TensorFlow's SAME; not at all otherwise.
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

/// Longest axis that is read: far more than any that we convert, and its products fit.
const LONGEST: usize = 1 << 14;

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
        let &[graph] = graphs.as_slice() else { return Err(unusual("subgraphs", 0)) };
        let tensors = graph.tables(0)?;
        let tensors = tensors.iter().map(|tensor| Described::read(tensor, &buffers));
        let tensors = tensors.collect::<Result<Vec<_>, _>>()?;
        let (&[input], &[output]) = (&*graph.counts(1)?, &*graph.counts(2)?) else {
            return Err(unusual("inputs", 0));
        };
        let operators = graph.tables(3)?;
        let operators = operators.iter().enumerate();
        let operators = operators.map(|(number, table)| Operator::read(number, table, &codes));
        Ok(Self { tensors, input, output, operators: operators.collect::<Result<_, _>>()? })
    }

    /// The sizes of the axes of a tensor.
    pub(crate) fn shape(&self, tensor: usize) -> Result<&[usize], ConvertError> {
        self.tensors.get(tensor).map(|tensor| &*tensor.shape).ok_or(ConvertError::Bounds)
    }

    /// The numbers of a tensor, which must be a constant of as many axes as `sizes` has. A size of
    /// `None` may be anything.
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

impl<'a> Described<'a> {
    fn read(table: &Table<'a>, buffers: &[Table<'a>]) -> Result<Self, ConvertError> {
        let shape = table.counts(0)?;
        if shape.iter().any(|size| !(1..=LONGEST).contains(size)) {
            return Err(ConvertError::Bounds);
        }
        let buffer = buffers.get(table.count(2)?).ok_or(ConvertError::Bounds)?;
        Ok(Self { shape, is_float: table.byte(1)? == 0, bytes: buffer.bytes(0)? })
    }
}

impl Operator {
    fn read(number: usize, table: &Table<'_>, codes: &[u8]) -> Result<Self, ConvertError> {
        let code = *codes.get(table.count(0)?).ok_or(ConvertError::Bounds)?;
        let options = table.table(4)?;
        // Which field says what is computed with the result at once: nothing must be.
        let (kind, activation) = match code {
            code::ADD => (Kind::Add, Some(0)),
            code::SUB => (Kind::Subtract, Some(0)),
            code::MUL => (Kind::Multiply, Some(0)),
            code::ABS => (Kind::Absolute, None),
            code::RELU => (Kind::Relu, None),
            code::RESHAPE => (Kind::Reshape, None),
            code::CONV_2D => (Kind::Convolution(Sliding::read(number, options, [4, 5])?), Some(3)),
            code::DEPTHWISE_CONV_2D => {
                (Kind::Depthwise(Sliding::read(number, options, [5, 6])?), Some(4))
            }
            other => {
                let (op, node) = (format!("operator {other}"), node(number));
                return Err(ConvertError::Operation { op, node });
            }
        };
        if let (Some(options), Some(field)) = (options, activation)
            && options.byte(field)? != 0
        {
            return Err(unusual("fused_activation_function", number));
        }
        let &[output] = &*table.counts(2)? else { return Err(unusual("outputs", number)) };
        Ok(Self { kind, inputs: table.counts(1)?, output, number })
    }

    /// The number of the tensor that it takes at `index`.
    pub(crate) fn input(&self, index: usize) -> Result<usize, ConvertError> {
        self.inputs.get(index).copied().ok_or_else(|| self.unusual("inputs"))
    }

    /// It is not what the conversion knows.
    pub(crate) fn refused(&self) -> ConvertError {
        ConvertError::Operation { op: format!("{:?}", self.kind), node: node(self.number) }
    }

    pub(crate) fn unusual(&self, attribute: &'static str) -> ConvertError {
        unusual(attribute, self.number)
    }

    /// An input is not computed before it.
    pub(crate) fn unknown(&self, tensor: usize) -> ConvertError {
        ConvertError::Input { input: format!("tensor {tensor}"), node: node(self.number) }
    }
}

impl Sliding {
    /// `dilations` are the fields that say how far the window's pixels are apart.
    fn read(
        number: usize,
        options: Option<Table<'_>>,
        dilations: [usize; 2],
    ) -> Result<Self, ConvertError> {
        let options = options.ok_or_else(|| unusual("options", number))?;
        for field in dilations {
            // 1 is the value of one that is absent.
            if options.count(field)? > 1 {
                return Err(unusual("dilation", number));
            }
        }
        let is_padded = match options.byte(0)? {
            0 => true,
            1 => false,
            _ => return Err(unusual("padding", number)),
        };
        let strides = [options.count(2)?, options.count(1)?];
        if strides.iter().any(|stride| !(1..=LONGEST).contains(stride)) {
            return Err(unusual("stride", number));
        }
        Ok(Self { is_padded, strides })
    }
}

fn node(number: usize) -> String {
    format!("operator {number} of the file")
}

fn unusual(attribute: &'static str, number: usize) -> ConvertError {
    ConvertError::Attribute { attribute, node: node(number) }
}
