//! How weights are saved: as bytes, in half precision where that loses nothing.

use half::f16;
use serde::{Deserializer, Serializer, de};

/// The first byte of numbers in half precision.
const HALF: u8 = 2;
/// The first byte of numbers in single precision.
const SINGLE: u8 = 4;

/// Writes the numbers, little-endian.
pub(crate) fn serialize<S: Serializer>(numbers: &[f32], serializer: S) -> Result<S::Ok, S::Error> {
    let is_half = |number: &f32| {
        let half = f16::from_f32(*number);
        half.is_finite() && half.to_f32().to_bits() == number.to_bits()
    };
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
                Ok(halves.iter().map(|half| single_from_half(*half)).collect())
            }
            Some((&SINGLE, bytes)) if bytes.len().is_multiple_of(4) => {
                let (numbers, _) = bytes.as_chunks();
                Ok(numbers.iter().map(|number| f32::from_le_bytes(*number)).collect())
            }
            _ => Err(E::invalid_value(de::Unexpected::Bytes(&[]), &self)),
        }
    }
}

/// Converts a finite number in half precision, exactly.
///
/// Without a branch, so that the compiler makes a loop of vectors: a worker reads millions of weights
/// before the browser has optimised its program.
fn single_from_half(bytes: [u8; 2]) -> f32 {
    /// 2^112, the difference of the exponents' biases.
    const SCALE: f32 = f32::from_bits((127 + 112) << 23);
    let half = u32::from(u16::from_le_bytes(bytes));
    let (sign, magnitude) = ((half & 0x8000) << 16, (half & 0x7fff) << 13);
    // The product also normalises the numbers that are subnormal in half precision.
    f32::from_bits((f32::from_bits(magnitude) * SCALE).to_bits() | sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finite_half_is_converted_exactly() {
        for half in (0..=u16::MAX).map(f16::from_bits).filter(|half| half.is_finite()) {
            let single = single_from_half(half.to_le_bytes());
            assert_eq!(single.to_bits(), half.to_f32().to_bits(), "{half}");
        }
    }
}
