//! Blur of a camera or a page that moves.

use image::{Rgb, RgbImage, imageops};

use super::{portrait::Portrait, random::Random};

/// Averages along a line of this length, in eye distances, in a random direction. Outside the photo
/// is the colour of its edge.
pub(super) fn motion(portrait: &Portrait, length: f64, random: &mut Random) -> RgbImage {
    let length = length * portrait.eyes;
    let (sin, cos) = random.within(0.0..std::f64::consts::PI).sin_cos();
    // At least two samples for each pixel of the way.
    let samples = (2.0 * length).ceil() as u32 + 1;
    let (width, height) = portrait.pixels.dimensions();
    let inside = |at: f64, side: u32| at.clamp(0.0, f64::from(side - 1)) as f32;
    RgbImage::from_fn(width, height, |x, y| {
        let mut sum = [0.0; 3];
        for sample in 0..samples {
            let along = length * (f64::from(sample) / f64::from(samples.max(2) - 1) - 0.5);
            let x = inside(f64::from(x) + along * cos, width);
            let y = inside(f64::from(y) + along * sin, height);
            let Rgb(values) =
                imageops::interpolate_bilinear(&portrait.pixels, x, y).unwrap_or(Rgb([0; 3]));
            sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += f64::from(value));
        }
        Rgb(sum.map(|sum| (sum / f64::from(samples)).round() as u8))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::portrait::{detail, flat, mean, sample};

    #[test]
    fn motion_removes_detail_and_keeps_the_light() {
        let portrait = sample();
        let moved = motion(&portrait, 0.2, &mut Random::new(3));
        assert!(detail(&moved) < 0.5 * detail(&portrait.pixels));
        assert!((mean(&moved) - mean(&portrait.pixels)).abs() < 1.0);
        let flat = flat([90, 120, 60]);
        assert_eq!(motion(&flat, 0.2, &mut Random::new(3)), flat.pixels);
    }
}
