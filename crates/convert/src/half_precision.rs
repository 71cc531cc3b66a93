//! Converts the large tensors of an ONNX file to half precision; everything else is unchanged.
//!
//! A node of the operator `Cast` converts each of them back, so any engine can read the result. All
//! networks are compiled, measured and delivered from such a file.

use half::f16;
use prost::{
    Message,
    bytes::Buf,
    encoding::{WireType, decode_key, decode_varint, encode_key, encode_varint},
};

use crate::{
    ConvertError,
    onnx::{AttributeProto, NodeProto, attribute_type, data_type},
};

/// Field numbers of onnx.proto.
mod field {
    pub(super) const NODE: u32 = 1;
    pub(super) const INPUT: u32 = 11;
    /// Of a `ValueInfoProto`.
    pub(super) const VALUE_NAME: u32 = 1;
    /// Of a `TensorProto`.
    pub(super) const NAME: u32 = 8;
    pub(super) const GRAPH: u32 = 7;
    pub(super) const INITIALIZER: u32 = 5;
    pub(super) const DATA_TYPE: u32 = 2;
    pub(super) const FLOAT_DATA: u32 = 4;
    pub(super) const RAW_DATA: u32 = 9;
}

/// `TensorProto.DataType`.
const FLOAT: u64 = 1;
const FLOAT16: u64 = 10;

/// The fewest numbers of a tensor that is converted. Large tensors make up nearly the whole file;
/// rounding small ones, such as biases, would cost accuracy.
const MIN_LENGTH: usize = 4096;

/// Returns the ONNX file `bytes` with its large tensors of floats in half precision.
///
/// # Errors
///
/// If `bytes` is not a valid protobuf message.
pub fn to_half_precision(bytes: &[u8]) -> Result<Vec<u8>, ConvertError> {
    Ok(replace_field(bytes, field::GRAPH, graph_in_half_precision)?)
}

/// Appended to the name of a tensor in half precision.
const SUFFIX: &str = ".f16";

fn graph_in_half_precision(graph: &[u8]) -> Result<Vec<u8>, prost::DecodeError> {
    let (mut casts, mut rest, mut converted) = (Vec::new(), Vec::new(), Vec::new());
    for field in fields(graph)? {
        let tensor = match field.tag {
            field::INITIALIZER => tensor_in_half_precision(field.content)?,
            _ => None,
        };
        match tensor {
            Some((name, tensor)) => {
                add_field(&mut casts, field::NODE, &cast(&name).encode_to_vec());
                add_field(&mut rest, field::INITIALIZER, &tensor);
                converted.push(name);
            }
            None => rest.extend_from_slice(field.whole),
        }
    }
    Ok([casts, without_inputs(&rest, &converted)?].concat())
}

/// The graph without inputs of these names: old files list constants among the inputs.
fn without_inputs(graph: &[u8], names: &[String]) -> Result<Vec<u8>, prost::DecodeError> {
    let mut rest = Vec::new();
    for field in fields(graph)? {
        let is_input = field.tag == field::INPUT;
        let name = if is_input { text(field.content, field::VALUE_NAME)? } else { None };
        if name.is_none_or(|name| !names.contains(&name)) {
            rest.extend_from_slice(field.whole);
        }
    }
    Ok(rest)
}

/// The node that converts a tensor back to single precision.
fn cast(name: &str) -> NodeProto {
    let to = AttributeProto {
        name: Some("to".into()),
        i: Some(i64::from(data_type::FLOAT)),
        r#type: Some(attribute_type::INT),
        ..AttributeProto::default()
    };
    NodeProto {
        input: vec![format!("{name}{SUFFIX}")],
        output: vec![name.into()],
        name: Some(format!("{name}.cast")),
        op_type: Some("Cast".into()),
        attribute: vec![to],
    }
}

/// The text in a field of a message.
fn text(message: &[u8], tag: u32) -> Result<Option<String>, prost::DecodeError> {
    let field = fields(message)?.into_iter().find(|field| field.tag == tag);
    Ok(field.map(|field| String::from_utf8_lossy(field.content).into_owned()))
}

/// One field of a message.
struct ProtobufField<'a> {
    tag: u32,
    /// Key, length and content.
    whole: &'a [u8],
    /// The content without key and length.
    content: &'a [u8],
}

/// Splits a message into its fields.
fn fields(message: &[u8]) -> Result<Vec<ProtobufField<'_>>, prost::DecodeError> {
    let mut fields = Vec::new();
    let mut rest = message;
    while !rest.is_empty() {
        let start = rest;
        let (tag, wire_type) = decode_key(&mut rest)?;
        let length = match wire_type {
            WireType::LengthDelimited => decode_varint(&mut rest)?,
            WireType::ThirtyTwoBit => 4,
            WireType::SixtyFourBit => 8,
            WireType::Varint | WireType::StartGroup | WireType::EndGroup => 0,
        };
        let mut content = rest;
        if wire_type == WireType::Varint {
            decode_varint(&mut rest)?;
            content = &content[..content.len() - rest.len()];
        } else {
            let length = usize::try_from(length).ok().filter(|length| *length <= rest.len());
            let Some(length) = length else {
                // The message ends early: reading from an empty slice gives the error for that.
                decode_varint(&mut [].as_slice())?;
                break;
            };
            content = &content[..length];
            rest.advance(length);
        }
        fields.push(ProtobufField { tag, whole: &start[..start.len() - rest.len()], content });
    }
    Ok(fields)
}

/// Returns the message with `replace` applied to the content of each field `tag`.
fn replace_field(
    message: &[u8],
    tag: u32,
    replace: impl Fn(&[u8]) -> Result<Vec<u8>, prost::DecodeError>,
) -> Result<Vec<u8>, prost::DecodeError> {
    let mut result = Vec::with_capacity(message.len());
    for field in fields(message)? {
        if field.tag == tag {
            add_field(&mut result, tag, &replace(field.content)?);
        } else {
            result.extend_from_slice(field.whole);
        }
    }
    Ok(result)
}

/// Returns the name of a large tensor of floats, and the tensor in half precision.
fn tensor_in_half_precision(
    message: &[u8],
) -> Result<Option<(String, Vec<u8>)>, prost::DecodeError> {
    let Some(name) = text(message, field::NAME)? else { return Ok(None) };
    let fields = fields(message)?;
    let data_type = fields.iter().find(|field| field.tag == field::DATA_TYPE);
    let data_type = data_type.map(|field| decode_varint(&mut &*field.content)).transpose()?;
    let is_data =
        |field: &&ProtobufField<'_>| [field::FLOAT_DATA, field::RAW_DATA].contains(&field.tag);
    let bytes: usize = fields.iter().filter(is_data).map(|field| field.content.len()).sum();
    if data_type != Some(FLOAT) || bytes / 4 < MIN_LENGTH {
        return Ok(None);
    }
    let (mut result, mut halves) = (Vec::new(), Vec::new());
    for field in fields {
        match field.tag {
            field::DATA_TYPE | field::NAME => {}
            field::FLOAT_DATA | field::RAW_DATA => {
                let (floats, _) = field.content.as_chunks::<4>();
                let half =
                    |number: &[u8; 4]| f16::from_f32(f32::from_le_bytes(*number)).to_le_bytes();
                halves.extend(floats.iter().flat_map(half));
            }
            _ => result.extend_from_slice(field.whole),
        }
    }
    encode_key(field::DATA_TYPE, WireType::Varint, &mut result);
    encode_varint(FLOAT16, &mut result);
    add_field(&mut result, field::RAW_DATA, &halves);
    add_field(&mut result, field::NAME, format!("{name}{SUFFIX}").as_bytes());
    Ok(Some((name, result)))
}

fn add_field(message: &mut Vec<u8>, tag: u32, content: &[u8]) {
    encode_key(tag, WireType::LengthDelimited, message);
    encode_varint(content.len() as u64, message);
    message.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::onnx::{GraphProto, ModelProto, TensorProto, ValueInfoProto};

    fn input(name: &str) -> ValueInfoProto {
        ValueInfoProto { name: Some(name.into()), ..ValueInfoProto::default() }
    }

    fn file(data_type: i32, raw_data: Vec<u8>) -> Vec<u8> {
        let tensor = TensorProto {
            dims: vec![raw_data.len() as i64],
            data_type: Some(data_type),
            name: Some("w".into()),
            raw_data: Some(raw_data),
        };
        let graph = GraphProto {
            initializer: vec![tensor],
            name: Some("g".into()),
            input: ["image", "w"].map(input).to_vec(),
            ..GraphProto::default()
        };
        let model = ModelProto { ir_version: Some(8), graph: Some(graph), ..ModelProto::default() };
        model.encode_to_vec()
    }

    fn halved_graph(bytes: &[u8]) -> GraphProto {
        let bytes = to_half_precision(bytes).unwrap();
        let model = ModelProto::decode(&*bytes).unwrap();
        assert_eq!(model.ir_version, Some(8));
        model.graph.unwrap()
    }

    #[test]
    fn a_large_tensor_takes_half_the_bytes_and_is_cast_back() {
        let floats = [1.5f32, -0.1].repeat(MIN_LENGTH / 2);
        let bytes = floats.iter().flat_map(|number| number.to_le_bytes()).collect();
        let graph = halved_graph(&file(data_type::FLOAT, bytes));
        assert_eq!(graph.name.as_deref(), Some("g"));
        let tensor = graph.initializer[0].clone();
        let halves: Vec<u8> =
            floats.iter().flat_map(|number| f16::from_f32(*number).to_le_bytes()).collect();
        assert_eq!(tensor.raw_data.unwrap(), halves);
        assert_eq!((tensor.data_type, tensor.dims), (Some(10), vec![4 * MIN_LENGTH as i64]));
        let cast = &graph.node[0];
        assert_eq!(
            (tensor.name.as_deref(), &*cast.input),
            (Some("w.f16"), &["w.f16".to_owned()][..])
        );
        assert_eq!((cast.op_type.as_deref(), &*cast.output), (Some("Cast"), &["w".to_owned()][..]));
        assert_eq!(cast.attribute[0].i, Some(1));
        assert_eq!(graph.input, [input("image")], "what a node computes is no input");
    }

    #[test]
    fn biases_and_shapes_stay_as_they_are() {
        for data_type in [data_type::FLOAT, data_type::INT64] {
            let bytes = file(data_type, vec![7; 4 * MIN_LENGTH - 8]);
            assert_eq!(to_half_precision(&bytes).unwrap(), bytes);
        }
    }

    #[test]
    fn a_file_that_ends_early_is_refused() {
        let bytes = file(data_type::FLOAT, vec![0; 8]);
        let error = to_half_precision(&bytes[..bytes.len() - 3]).unwrap_err();
        assert!(matches!(error, ConvertError::Protobuf(_)), "{error}");
    }
}
