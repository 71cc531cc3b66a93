//! Scaling and padding.

use image::{
    RgbImage,
    imageops::{self, FilterType},
};

use super::{error::TreatmentError, portrait::Portrait};

/// Maximum side of a treated photo, in pixels: a wrongly measured eye distance must not exhaust the
/// memory.
const MAX_SIDE: f64 = 8192.0;

/// Scales the photo until the eyes are `apart` pixels from each other.
pub(super) fn with_eyes(portrait: Portrait, apart: f64) -> Result<Portrait, TreatmentError> {
    let factor = apart / portrait.eyes;
    Ok(Portrait { eyes: apart, ..scaled(portrait, factor)? })
}

/// Scales by `factor` with a bicubic filter (Catmull-Rom), as most programs do.
pub(super) fn scaled(portrait: Portrait, factor: f64) -> Result<Portrait, TreatmentError> {
    let (width, height) = portrait.pixels.dimensions();
    let [width, height] = [side(f64::from(width) * factor)?, side(f64::from(height) * factor)?];
    let pixels = imageops::resize(&portrait.pixels, width, height, FilterType::CatmullRom);
    Ok(Portrait { pixels, eyes: portrait.eyes * factor })
}

/// Adds black padding on each side, `share` of the longer side: the same as the margin that the
/// pipeline adds.
pub(super) fn padded(pixels: &RgbImage, share: f64) -> Result<RgbImage, TreatmentError> {
    let (width, height) = pixels.dimensions();
    let padding = (f64::from(width.max(height)) * share).round();
    let [width, height] = [width, height].map(|length| side(f64::from(length) + 2.0 * padding));
    let mut padded = RgbImage::new(width?, height?);
    imageops::replace(&mut padded, pixels, padding as i64, padding as i64);
    Ok(padded)
}

/// A side in whole pixels.
fn side(length: f64) -> Result<u32, TreatmentError> {
    let length = length.round();
    if (1.0..=MAX_SIDE).contains(&length) { Ok(length as u32) } else { Err(TreatmentError::Size) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::portrait::{mean, sample};

    #[test]
    fn the_photo_is_scaled_by_the_eyes() {
        for (apart, width, height) in [(20.0, 80, 100), (45.0, 180, 225), (15.0, 60, 75)] {
            let scaled = with_eyes(sample(), apart).unwrap();
            assert_eq!(scaled.pixels.dimensions(), (width, height), "{apart}");
            assert_eq!(scaled.eyes, apart);
            let change = mean(&scaled.pixels) - mean(&sample().pixels);
            assert!(change.abs() < 0.5, "{apart}: brighter by {change}");
        }
    }

    #[test]
    fn twice_the_size_is_twice_the_eye_distance() {
        let doubled = scaled(sample(), 2.0).unwrap();
        assert_eq!((doubled.pixels.dimensions(), doubled.eyes), ((320, 400), 80.0));
    }

    #[test]
    fn padding_is_black_and_the_photo_within_it_is_unchanged() {
        let photo = sample().pixels;
        let padded = padded(&photo, 0.25).unwrap();
        assert_eq!(padded.dimensions(), (260, 300));
        assert_eq!(*imageops::crop_imm(&padded, 50, 50, 160, 200).to_image(), *photo);
        let black = padded.pixels().filter(|pixel| pixel.0 == [0; 3]).count();
        assert_eq!(black, 260 * 300 - 160 * 200);
    }

    #[test]
    fn a_photo_that_would_be_too_large_is_refused() {
        assert_eq!(scaled(sample(), 50.0).err(), Some(TreatmentError::Size));
        let wide = RgbImage::new(4000, 1);
        assert_eq!(padded(&wide, 1.0).err(), Some(TreatmentError::Size));
    }
}
