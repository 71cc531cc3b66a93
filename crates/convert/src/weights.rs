//! Reads weight files of TensorFlow.js: a blob of tensors, and their list.

use std::collections::BTreeMap;

use half::f16;
use serde::Deserialize;

use crate::{ConvertError, tensor::Tensor};

/// Named tensors.
pub(crate) type Weights = BTreeMap<String, Tensor>;

/// A list of tensors in the same files.
#[derive(Deserialize)]
pub(crate) struct Group {
    weights: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    shape: Vec<usize>,
    dtype: Dtype,
    quantization: Option<Quantization>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Dtype {
    Float32,
    Int32,
}

#[derive(Deserialize)]
#[serde(tag = "dtype", rename_all = "lowercase")]
enum Quantization {
    Float16,
    Uint8 { scale: f64, min: f64 },
}

/// Splits `blob` into the tensors that `groups` lists, and dequantises them.
pub(crate) fn read(groups: &[Group], blob: &[u8]) -> Result<Weights, ConvertError> {
    let mut rest = blob;
    let mut weights = Weights::new();
    for entry in groups.iter().flat_map(|group| &group.weights) {
        let count = entry.shape.iter().product();
        let data = entry.numbers(count, &mut rest)?;
        weights.insert(entry.name.clone(), Tensor { shape: entry.shape.clone(), data });
    }
    if rest.is_empty() { Ok(weights) } else { Err(ConvertError::BlobLength) }
}

impl Entry {
    fn numbers(&self, count: usize, rest: &mut &[u8]) -> Result<Vec<f32>, ConvertError> {
        let mut take = |width: usize| {
            let (head, tail) =
                rest.split_at_checked(count * width).ok_or(ConvertError::BlobLength)?;
            *rest = tail;
            Ok::<_, ConvertError>(head)
        };
        Ok(match (&self.quantization, self.dtype) {
            (Some(Quantization::Float16), _) => take(2)?
                .as_chunks()
                .0
                .iter()
                .map(|&bytes| f16::from_le_bytes(bytes).to_f32())
                .collect(),
            (&Some(Quantization::Uint8 { scale, min }), _) => {
                take(1)?.iter().map(|&byte| (f64::from(byte) * scale + min) as f32).collect()
            }
            (None, Dtype::Float32) => {
                take(4)?.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect()
            }
            (None, Dtype::Int32) => take(4)?
                .as_chunks()
                .0
                .iter()
                .map(|&bytes| i32::from_le_bytes(bytes) as f32)
                .collect(),
        })
    }
}

/// The tensor called `name`.
pub(crate) fn get<'a>(weights: &'a Weights, name: &str) -> Result<&'a Tensor, ConvertError> {
    weights.get(name).ok_or_else(|| ConvertError::NoWeight(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(entry: &str) -> Vec<Group> {
        serde_json::from_str(&format!("[{{\"paths\": [\"x.bin\"], \"weights\": [{entry}]}}]"))
            .unwrap()
    }

    #[test]
    fn every_number_format_is_read() {
        for (how, blob, expected) in [
            (r#""dtype":"float32""#, &[0, 0, 192, 63, 0, 0, 0, 192][..], [1.5, -2.0]),
            (r#""dtype":"int32""#, &[7, 0, 0, 0, 255, 255, 255, 255], [7.0, -1.0]),
            (
                r#""dtype":"float32","quantization":{"dtype":"float16","original_dtype":"float32"}"#,
                &[0, 62, 0, 192],
                [1.5, -2.0],
            ),
            (
                r#""dtype":"float32","quantization":{"dtype":"uint8","scale":0.5,"min":-2.0}"#,
                &[7, 0],
                [1.5, -2.0],
            ),
        ] {
            let groups = groups(&format!(r#"{{"name":"w","shape":[2],{how}}}"#));
            assert_eq!(read(&groups, blob).unwrap()["w"].data, expected, "{how}");
        }
    }

    #[test]
    fn a_blob_that_is_too_short_or_too_long_is_refused() {
        let groups = groups(r#"{"name":"w","shape":[2],"dtype":"float32"}"#);
        for length in [0, 7, 9] {
            assert!(matches!(read(&groups, &vec![0; length]), Err(ConvertError::BlobLength)));
        }
    }
}
