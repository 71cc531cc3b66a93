//! The delivery format of a network: large tensors in half precision, everything else unchanged.
//!
//! The reader in `face` rounds the large tensors of any file in the same way, so a network gives
//! the same numbers whether it came from here or from `models/`.

use std::path::Path;

use half::f16;
use prost::{
    bytes::Buf,
    encoding::{WireType, decode_key, decode_varint, encode_key, encode_varint},
};

use crate::Error;

/// Field numbers of onnx.proto.
mod field {
    pub(super) const GRAPH: u32 = 7;
    pub(super) const INITIALIZER: u32 = 5;
    pub(super) const DATA_TYPE: u32 = 2;
    pub(super) const FLOAT_DATA: u32 = 4;
    pub(super) const RAW_DATA: u32 = 9;
}

/// `TensorProto.DataType`.
const FLOAT: u64 = 1;
const FLOAT16: u64 = 10;

/// How many numbers a tensor must have: see `crates/face/src/model/constant.rs`.
const MANY: usize = 4096;

/// The ONNX file `bytes` with its weights in half precision. `path` names it in the error.
pub(crate) fn to_half_precision(bytes: &[u8], path: &Path) -> Result<Vec<u8>, Error> {
    let graph = |graph: &[u8]| replaced(graph, field::INITIALIZER, tensor);
    replaced(bytes, field::GRAPH, graph).map_err(Error::content(path))
}

/// One field of a message.
struct ProtobufField<'a> {
    tag: u32,
    /// Key, length and content.
    whole: &'a [u8],
    /// The content of what has a length, or the value's bytes.
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
                // Nothing is left of a message that ends early, which says so itself.
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

/// The message with each field `tag` replaced.
fn replaced(
    message: &[u8],
    tag: u32,
    make: impl Fn(&[u8]) -> Result<Vec<u8>, prost::DecodeError>,
) -> Result<Vec<u8>, prost::DecodeError> {
    let mut made = Vec::with_capacity(message.len());
    for field in fields(message)? {
        if field.tag == tag {
            put(&mut made, tag, &make(field.content)?);
        } else {
            made.extend_from_slice(field.whole);
        }
    }
    Ok(made)
}

/// A tensor in half precision, if it is a large one of floats.
fn tensor(message: &[u8]) -> Result<Vec<u8>, prost::DecodeError> {
    let fields = fields(message)?;
    let data_type = fields.iter().find(|field| field.tag == field::DATA_TYPE);
    let data_type = data_type.map(|field| decode_varint(&mut &*field.content)).transpose()?;
    let is_data =
        |field: &&ProtobufField<'_>| [field::FLOAT_DATA, field::RAW_DATA].contains(&field.tag);
    let bytes: usize = fields.iter().filter(is_data).map(|field| field.content.len()).sum();
    if data_type != Some(FLOAT) || bytes / 4 < MANY {
        return Ok(message.to_vec());
    }
    let (mut made, mut halves) = (Vec::new(), Vec::new());
    for field in fields {
        match field.tag {
            field::DATA_TYPE => {}
            field::FLOAT_DATA | field::RAW_DATA => {
                let (floats, _) = field.content.as_chunks::<4>();
                let half =
                    |number: &[u8; 4]| f16::from_f32(f32::from_le_bytes(*number)).to_le_bytes();
                halves.extend(floats.iter().flat_map(half));
            }
            _ => made.extend_from_slice(field.whole),
        }
    }
    encode_key(field::DATA_TYPE, WireType::Varint, &mut made);
    encode_varint(FLOAT16, &mut made);
    put(&mut made, field::RAW_DATA, &halves);
    Ok(made)
}

fn put(message: &mut Vec<u8>, tag: u32, content: &[u8]) {
    encode_key(tag, WireType::LengthDelimited, message);
    encode_varint(content.len() as u64, message);
    message.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use prost::Message;

    use super::*;
    use crate::models::onnx::{GraphProto, ModelProto, TensorProto, data_type};

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
            ..GraphProto::default()
        };
        let model = ModelProto { ir_version: Some(8), graph: Some(graph), ..ModelProto::default() };
        model.encode_to_vec()
    }

    fn halved_tensor(bytes: &[u8]) -> TensorProto {
        let made = to_half_precision(bytes, Path::new("x")).unwrap();
        let model = ModelProto::decode(&*made).unwrap();
        assert_eq!(model.ir_version, Some(8));
        let graph = model.graph.unwrap();
        assert_eq!(graph.name.as_deref(), Some("g"));
        graph.initializer.into_iter().next().unwrap()
    }

    #[test]
    fn a_large_tensor_takes_half_the_bytes_and_keeps_its_shape_and_name() {
        let floats = [1.5f32, -0.1].repeat(MANY / 2);
        let bytes = floats.iter().flat_map(|number| number.to_le_bytes()).collect();
        let tensor = halved_tensor(&file(data_type::FLOAT, bytes));
        let halves: Vec<u8> =
            floats.iter().flat_map(|number| f16::from_f32(*number).to_le_bytes()).collect();
        assert_eq!(tensor.raw_data.unwrap(), halves);
        assert_eq!((tensor.data_type, tensor.dims), (Some(10), vec![4 * MANY as i64]));
        assert_eq!(tensor.name.as_deref(), Some("w"));
    }

    #[test]
    fn biases_and_shapes_stay_as_they_are() {
        for data_type in [data_type::FLOAT, data_type::INT64] {
            let bytes = file(data_type, vec![7; 4 * MANY - 8]);
            assert_eq!(to_half_precision(&bytes, Path::new("x")).unwrap(), bytes);
        }
    }

    #[test]
    fn a_file_that_ends_early_is_named() {
        let bytes = file(data_type::FLOAT, vec![0; 8]);
        let error = to_half_precision(&bytes[..bytes.len() - 3], Path::new("x.onnx")).unwrap_err();
        assert!(error.to_string().contains("x.onnx"), "{error}");
    }
}
