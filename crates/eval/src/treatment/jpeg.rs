//! JPEG compression.

use image::RgbImage;
use libjpeg_turbo_rs::{Encoder, PixelFormat, Subsampling, decompress_to};

use super::error::TreatmentError;

/// Encodes as JPEG and decodes again. `quality` is libjpeg's, 1 to 100, rounded. Chroma is subsampled
/// 4:2:0, as in most files.
pub(super) fn jpeg(pixels: &RgbImage, quality: f64) -> Result<RgbImage, TreatmentError> {
    let (width, height) = pixels.dimensions();
    let file = Encoder::new(pixels, width as usize, height as usize, PixelFormat::Rgb)
        .quality(quality.round() as u8)
        .subsampling(Subsampling::S420)
        .encode()
        .map_err(|_| TreatmentError::Jpeg)?;
    let read = decompress_to(&file, PixelFormat::Rgb).map_err(|_| TreatmentError::Jpeg)?;
    RgbImage::from_raw(width, height, read.data).ok_or(TreatmentError::Jpeg)
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;
    use crate::treatment::portrait::sample;

    /// The mean difference between values.
    fn damage(pixels: &RgbImage, quality: f64) -> f64 {
        let read = jpeg(pixels, quality).unwrap();
        assert_eq!(read.dimensions(), pixels.dimensions());
        let differences = read.iter().zip(pixels.iter()).map(|(a, b)| f64::from(a.abs_diff(*b)));
        differences.sum::<f64>() / pixels.len() as f64
    }

    #[test]
    fn the_lower_the_quality_the_greater_the_damage() {
        let pixels = sample().pixels;
        let [most, more, less] = [5.0, 30.0, 95.0].map(|quality| damage(&pixels, quality));
        assert!(most > more && more > less && less < 2.0, "{most} {more} {less}");
    }

    #[test]
    fn fine_colour_is_lost_and_fine_light_is_not() {
        let stripes = |a, b| RgbImage::from_fn(64, 64, |x, _| Rgb(if x % 2 == 0 { a } else { b }));
        // These two have the same luma.
        assert!(damage(&stripes([200, 60, 60], [0, 163, 60]), 95.0) > 40.0);
        assert!(damage(&stripes([60; 3], [200; 3]), 95.0) < 5.0);
    }
}
