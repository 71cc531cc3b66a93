//! More pixels or fewer.

use image::{
    RgbImage,
    imageops::{self, FilterType},
};

use super::{Error, Portrait};

/// The longest side of a treated photo, in pixels: an eye distance that was measured wrongly must
/// not cost all memory.
const MAX_SIDE: f64 = 8192.0;

/// The eyes `apart` pixels from each other. A photo that grows gains no detail.
pub(super) fn with_eyes(portrait: Portrait, apart: f64) -> Result<Portrait, Error> {
    let factor = apart / portrait.eyes;
    Ok(Portrait { eyes: apart, ..scaled(portrait, factor)? })
}

/// `factor` times the size, with the bicubic filter that most programs use.
pub(super) fn scaled(portrait: Portrait, factor: f64) -> Result<Portrait, Error> {
    let (width, height) = portrait.pixels.dimensions();
    let [width, height] = [side(f64::from(width) * factor)?, side(f64::from(height) * factor)?];
    let pixels = imageops::resize(&portrait.pixels, width, height, FilterType::CatmullRom);
    Ok(Portrait { pixels, eyes: portrait.eyes * factor })
}

/// A border on each side of `share` of the longer side: black, as is the margin that the pipeline
/// itself adds.
pub(super) fn padded(pixels: &RgbImage, share: f64) -> Result<RgbImage, Error> {
    let (width, height) = pixels.dimensions();
    let border = (f64::from(width.max(height)) * share).round();
    let [width, height] = [width, height].map(|it| side(f64::from(it) + 2.0 * border));
    let mut padded = RgbImage::new(width?, height?);
    imageops::replace(&mut padded, pixels, border as i64, border as i64);
    Ok(padded)
}

/// A side in whole pixels.
fn side(length: f64) -> Result<u32, Error> {
    let length = length.round();
    if (1.0..=MAX_SIDE).contains(&length) { Ok(length as u32) } else { Err(Error::Size) }
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
    fn a_border_is_black_and_the_photo_within_it_stays() {
        let photo = sample().pixels;
        let padded = padded(&photo, 0.25).unwrap();
        assert_eq!(padded.dimensions(), (260, 300));
        assert_eq!(*imageops::crop_imm(&padded, 50, 50, 160, 200).to_image(), *photo);
        let black = padded.pixels().filter(|it| it.0 == [0; 3]).count();
        assert_eq!(black, 260 * 300 - 160 * 200);
    }

    #[test]
    fn a_photo_that_memory_cannot_hold_is_refused() {
        assert_eq!(scaled(sample(), 50.0).err(), Some(Error::Size));
        let wide = RgbImage::new(4000, 1);
        assert_eq!(padded(&wide, 1.0).err(), Some(Error::Size));
    }
}
