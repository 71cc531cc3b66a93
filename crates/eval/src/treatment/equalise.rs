//! Histogram equalisation.

use image::RgbImage;

use super::tone::{histogram, luma};

/// Makes the distribution of luma uniform. All channels of a pixel change by the same amount.
pub(super) fn equalise(pixels: &RgbImage) -> RgbImage {
    let counts = histogram(pixels.pixels());
    // Tones above the darkest one are spread over the range, so black stays black.
    let Some(darkest) = counts.iter().copied().find(|&count| count > 0) else {
        return pixels.clone();
    };
    let spread = (counts.iter().sum::<u64>() - darkest).max(1);
    let mut below = 0;
    let table = counts.map(|count| {
        below += count;
        (below.saturating_sub(darkest) * 255 / spread) as i16
    });
    let mut pixels = pixels.clone();
    for pixel in pixels.pixels_mut() {
        let luma = luma(*pixel);
        let change = table[usize::from(luma)] - i16::from(luma);
        pixel.0 = pixel.0.map(|value| (i16::from(value) + change).clamp(0, 255) as u8);
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::portrait::{flat, sample};

    #[test]
    fn tones_fill_the_range_evenly() {
        let equal = equalise(&crate::treatment::tone::grey(&sample().pixels));
        let counts = histogram(equal.pixels());
        let quarter = |at: usize| counts[at * 64..][..64].iter().sum::<u64>();
        let fair = u64::from(equal.width() * equal.height()) / 4;
        for at in 0..4 {
            assert!(quarter(at).abs_diff(fair) < fair / 5, "quarter {at}: {}", quarter(at));
        }
    }

    #[test]
    fn one_tone_stays_one_tone() {
        let flat = equalise(&flat([50, 60, 70]).pixels);
        assert!(flat.pixels().all(|pixel| pixel == flat.get_pixel(0, 0)));
    }
}
