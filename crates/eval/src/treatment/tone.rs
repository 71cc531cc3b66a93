//! Changes of tone: functions of single pixels.

use image::{Rgb, RgbImage};

use super::light;

/// The share of the pixels that may be clipped at each end when the range is stretched.
const CLIPPED: f64 = 0.01;

/// Luma in all channels.
pub(super) fn grey(pixels: &RgbImage) -> RgbImage {
    let mut pixels = pixels.clone();
    for pixel in pixels.pixels_mut() {
        *pixel = Rgb([luma(*pixel); 3]);
    }
    pixels
}

/// Luma of ITU-R BT.601, as in JPEG and most document printers.
pub(super) fn luma(Rgb([red, green, blue]): Rgb<u8>) -> u8 {
    let [red, green, blue] = [red, green, blue].map(u32::from);
    ((299 * red + 587 * green + 114 * blue + 500) / 1000) as u8
}

/// Number of pixels with each luma.
pub(super) fn histogram<'a>(pixels: impl IntoIterator<Item = &'a Rgb<u8>>) -> [u64; 256] {
    let mut counts = [0; 256];
    for pixel in pixels {
        counts[usize::from(luma(*pixel))] += 1;
    }
    counts
}

/// Raises values, 0 to 1, to this power.
pub(super) fn gamma(pixels: &RgbImage, power: f64) -> RgbImage {
    map_values(pixels, |value| value.powf(power))
}

/// Multiplies linear light by `factor` and clips it.
pub(super) fn gain(pixels: &RgbImage, factor: f64) -> RgbImage {
    map_values(pixels, |value| light::to_value(light::of_value(value) * factor))
}

/// Multiplies the linear light of each channel by its factor and clips it.
pub(super) fn gains(pixels: &RgbImage, factors: [f64; 3]) -> RgbImage {
    let tables = factors.map(|factor| -> [u8; 256] {
        std::array::from_fn(|value| {
            light::byte(light::to_value(light::of_value(value as f64 / 255.0) * factor))
        })
    });
    let mut pixels = pixels.clone();
    for Rgb(values) in pixels.pixels_mut() {
        *values = std::array::from_fn(|at| tables[at][usize::from(values[at])]);
    }
    pixels
}

/// Stretches the tonal range of the photo's centre, where the face is, to all values. All channels
/// change equally, so colours are kept.
pub(super) fn stretched(pixels: &RgbImage) -> RgbImage {
    let (width, height) = pixels.dimensions();
    let middle = image::imageops::crop_imm(
        pixels,
        width / 4,
        height / 4,
        width.div_ceil(2),
        height.div_ceil(2),
    );
    let counts = histogram(middle.to_image().pixels());
    let clipped = (counts.iter().sum::<u64>() as f64 * CLIPPED) as u64;
    let values = || counts.iter().enumerate();
    let (Some(low), Some(high)) = (beyond(values(), clipped), beyond(values().rev(), clipped))
    else {
        return pixels.clone();
    };
    // A centre of one tone has no range.
    if low >= high {
        return pixels.clone();
    }
    map_values(pixels, |value| (value - low) / (high - low))
}

/// The first of `values`, as 0 to 1, at which the cumulative count exceeds `clipped`.
fn beyond<'a>(mut values: impl Iterator<Item = (usize, &'a u64)>, clipped: u64) -> Option<f64> {
    let mut seen = 0;
    let value = values.find(|(_, count)| {
        seen += **count;
        seen > clipped
    });
    value.map(|(value, _)| value as f64 / 255.0)
}

/// Applies `rule` to every value, both from 0 to 1, and clips the result.
fn map_values(pixels: &RgbImage, rule: impl Fn(f64) -> f64) -> RgbImage {
    let table: [u8; 256] = std::array::from_fn(|value| light::byte(rule(value as f64 / 255.0)));
    let mut pixels = pixels.clone();
    for value in pixels.iter_mut() {
        *value = table[usize::from(*value)];
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::portrait::{flat, mean, sample};

    #[test]
    fn grey_has_equal_channels_and_the_luma_of_the_colour() {
        let grey = grey(&sample().pixels);
        assert!(grey.pixels().all(|Rgb([red, green, blue])| red == green && green == blue));
        let lumas = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255; 3]].map(|rgb| luma(Rgb(rgb)));
        assert_eq!(lumas, [76, 150, 29, 255]);
    }

    #[test]
    fn a_gamma_below_one_makes_brighter_and_leaves_black_and_white() {
        let pixels = sample().pixels;
        assert!(mean(&gamma(&pixels, 0.55)) > mean(&pixels) + 20.0);
        assert!(mean(&gamma(&pixels, 1.8)) < mean(&pixels) - 20.0);
        for end in [[0; 3], [255; 3]] {
            assert_eq!(gamma(&flat(end).pixels, 1.8), flat(end).pixels);
        }
    }

    #[test]
    fn gain_is_of_light_and_clipped() {
        let pixel = |factor| *gain(&flat([200, 100, 0]).pixels, factor).get_pixel(0, 0);
        assert_eq!(pixel(0.5).0, [146, 71, 0]);
        assert_eq!(pixel(4.0).0, [255, 189, 0]);
    }

    #[test]
    fn each_colour_has_a_gain_of_its_own() {
        let Rgb(values) = *gains(&flat([200, 200, 200]).pixels, [0.5, 1.0, 4.0]).get_pixel(0, 0);
        assert_eq!(values, [146, 200, 255]);
    }

    #[test]
    fn the_middle_is_stretched_to_the_whole_range() {
        let dull = RgbImage::from_fn(100, 100, |x, _| Rgb([(50 + x) as u8; 3]));
        let stretched = stretched(&dull);
        let value = |x| stretched.get_pixel(x, 50)[0];
        assert!(value(26) < 6 && value(73) > 249, "{} {}", value(26), value(73));
        assert_eq!((value(0), value(99)), (0, 255));
        assert!(value(50).abs_diff(128) < 6);
    }

    #[test]
    fn one_tone_stays_what_it_is() {
        let flat = flat([90, 120, 30]).pixels;
        assert_eq!(stretched(&flat), flat);
    }
}
