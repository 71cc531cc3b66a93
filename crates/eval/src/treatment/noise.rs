//! The noise of a camera's sensor.

use image::RgbImage;

use super::Chance;

/// Adds to each value a number by chance, normally distributed with this deviation: a share of
/// white, 0 to 1.
pub(super) fn noise(pixels: &RgbImage, deviation: f64, chance: &mut Chance) -> RgbImage {
    let mut pixels = pixels.clone();
    for value in pixels.iter_mut() {
        let noisy = f64::from(*value) + 255.0 * deviation * normal(chance);
        *value = noisy.round() as u8;
    }
    pixels
}

/// The sum of twelve even numbers has a deviation of 1 and is normal enough: beyond three
/// deviations it is a little rarer.
fn normal(chance: &mut Chance) -> f64 {
    (0..12).map(|_| chance.within(0.0..1.0)).sum::<f64>() - 6.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::portrait::{flat, mean};

    #[test]
    fn noise_has_the_deviation_that_was_asked_for_and_leaves_the_mean() {
        let grey = flat([128; 3]).pixels;
        let noisy = noise(&grey, 0.04, &mut Chance::new(5));
        assert!((mean(&noisy) - 128.0).abs() < 0.3, "{}", mean(&noisy));
        let squares = noisy.iter().map(|&it| (f64::from(it) - 128.0).powi(2)).sum::<f64>();
        let deviation = (squares / noisy.len() as f64).sqrt();
        assert!((deviation - 0.04 * 255.0).abs() < 0.3, "{deviation}");
    }
}
