//! Conversion between sRGB values and linear light.

/// The linear light of an sRGB value, both from 0 (black) to 1 (white). IEC 61966-2-1.
pub(super) fn of_value(value: f64) -> f64 {
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// The inverse: the sRGB value of linear light.
pub(super) fn to_value(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

/// The nearest byte of a value, clipped to 0 to 1.
pub(super) fn byte(value: f64) -> u8 {
    (value * 255.0).round() as u8
}

/// The light of each byte.
pub(super) fn table() -> [f32; 256] {
    std::array::from_fn(|byte| of_value(byte as f64 / 255.0) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back_from_light() {
        for value in 0..=255u8 {
            assert_eq!(byte(to_value(of_value(f64::from(value) / 255.0))), value);
        }
        assert_eq!((byte(-0.5), byte(1.5)), (0, 255));
    }
}
