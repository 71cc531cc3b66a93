//! A photograph of a screen: red, green and blue stripes with dark gaps.
//!
//! A camera pixel has the mean light of the screen pixels within it. Where both are of similar size,
//! their interference is visible as moire.

use std::array;

use image::{Rgb, RgbImage};

use super::{light, portrait::Portrait, random::Random};

/// The lit share of a screen pixel's height. The rest is the gap between two rows.
const LIT: f64 = 0.85;
/// Maximum rotation of the screen relative to the camera, in degrees.
const MAX_TURN: f64 = 6.0;
/// Samples across a camera pixel for each screen pixel in it: twice the number of stripes.
const SAMPLES: f64 = 6.0;
/// Maximum number of samples across a camera pixel.
const MAX_SAMPLES: f64 = 12.0;

/// Shows the portrait on a screen with `count` pixels between the eyes, with the brightness of the
/// photo. Values above white are clipped.
pub(super) fn screen(portrait: &Portrait, count: f64, random: &mut Random) -> RgbImage {
    let frequency = count / portrait.eyes;
    let samples = (frequency * SAMPLES).ceil().clamp(2.0, MAX_SAMPLES) as u32;
    let (sin, cos) = random.within(-MAX_TURN..MAX_TURN).to_radians().sin_cos();
    let start: [f64; 2] = array::from_fn(|_| random.within(0.0..1.0));
    let step = frequency / f64::from(samples);
    let table = light::table();
    let (width, height) = portrait.pixels.dimensions();
    let full = LIT / 3.0 * f64::from(samples * samples);
    RgbImage::from_fn(width, height, |x, y| {
        let mut lit = [0u32; 3];
        for down in 0..samples {
            for across in 0..samples {
                let at = [x * samples + across, y * samples + down]
                    .map(|sample| f64::from(sample) * step);
                let column = start[0] + at[0] * cos + at[1] * sin;
                let row = start[1] + at[1] * cos - at[0] * sin;
                if row.rem_euclid(1.0) < LIT {
                    lit[((column.rem_euclid(1.0) * 3.0) as usize).min(2)] += 1;
                }
            }
        }
        let pixel = portrait.pixels.get_pixel(x, y);
        Rgb(array::from_fn(|stripe| {
            let share = f64::from(lit[stripe]) / full;
            light::byte(light::to_value(f64::from(table[usize::from(pixel[stripe])]) * share))
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::portrait::{detail, flat, mean, sample};

    fn shown(portrait: &Portrait, count: f64) -> RgbImage {
        screen(portrait, count, &mut Random::new(3))
    }

    #[test]
    fn a_fine_screen_has_the_light_of_the_photo_and_a_coarse_one_shows_its_stripes() {
        let grey = flat([128; 3]);
        let fine = shown(&grey, 400.0);
        assert!((mean(&fine) - 128.0).abs() < 4.0, "{}", mean(&fine));
        assert!(detail(&shown(&grey, 30.0)) > 20.0 * detail(&fine).max(1.0));
    }

    #[test]
    fn a_screen_adds_no_light_to_black() {
        let black = flat([0; 3]);
        assert_eq!(shown(&black, 100.0), black.pixels);
        assert_ne!(shown(&sample(), 100.0), sample().pixels);
    }
}
