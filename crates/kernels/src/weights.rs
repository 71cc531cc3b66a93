//! How weights are saved: as bytes, in half precision where that loses nothing.

use half::f16;
use serde::{Deserializer, Serializer, de};

/// The first byte of numbers in half precision.
const HALF: u8 = 2;
/// The first byte of numbers in single precision.
const SINGLE: u8 = 4;

/// Writes the numbers, little-endian.
pub(crate) fn serialize<S: Serializer>(numbers: &[f32], serializer: S) -> Result<S::Ok, S::Error> {
    let is_half = |number: &f32| f16::from_f32(*number).to_f32().to_bits() == number.to_bits();
    let mut bytes;
    if numbers.iter().all(is_half) {
        bytes = vec![HALF];
        bytes.extend(numbers.iter().flat_map(|number| f16::from_f32(*number).to_le_bytes()));
    } else {
        bytes = vec![SINGLE];
        bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }
    serializer.serialize_bytes(&bytes)
}

/// Reads what [`serialize`] has written.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<f32>, D::Error> {
    deserializer.deserialize_bytes(Numbers)
}

struct Numbers;

impl de::Visitor<'_> for Numbers {
    type Value = Vec<f32>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("numbers in single or half precision")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Vec<f32>, E> {
        match bytes.split_first() {
            Some((&HALF, bytes)) if bytes.len().is_multiple_of(2) => {
                let (halves, _) = bytes.as_chunks();
                Ok(halves.iter().map(|half| f16::from_le_bytes(*half).to_f32()).collect())
            }
            Some((&SINGLE, bytes)) if bytes.len().is_multiple_of(4) => {
                let (numbers, _) = bytes.as_chunks();
                Ok(numbers.iter().map(|number| f32::from_le_bytes(*number)).collect())
            }
            _ => Err(E::invalid_value(de::Unexpected::Bytes(&[]), &self)),
        }
    }
}
