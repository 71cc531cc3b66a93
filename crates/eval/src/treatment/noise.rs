//! Noise of a camera sensor.

use image::RgbImage;

use super::random::Random;

/// Adds a normally distributed random number to each value. `deviation` is a share of white, 0 to 1.
pub(super) fn noise(pixels: &RgbImage, deviation: f64, random: &mut Random) -> RgbImage {
    let mut pixels = pixels.clone();
    for value in pixels.iter_mut() {
        let noisy = f64::from(*value) + 255.0 * deviation * normal(random);
        *value = noisy.round() as u8;
    }
    pixels
}

/// The sum of twelve uniform numbers has a deviation of 1 and is approximately normal; values beyond
/// three deviations are slightly too rare.
fn normal(random: &mut Random) -> f64 {
    (0..12).map(|_| random.within(0.0..1.0)).sum::<f64>() - 6.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::portrait::{flat, mean};

    #[test]
    fn noise_has_the_given_deviation_and_keeps_the_mean() {
        let grey = flat([128; 3]).pixels;
        let noisy = noise(&grey, 0.04, &mut Random::new(5));
        assert!((mean(&noisy) - 128.0).abs() < 0.3, "{}", mean(&noisy));
        let squares = noisy.iter().map(|&value| (f64::from(value) - 128.0).powi(2)).sum::<f64>();
        let deviation = (squares / noisy.len() as f64).sqrt();
        assert!((deviation - 0.04 * 255.0).abs() < 0.3, "{deviation}");
    }
}
