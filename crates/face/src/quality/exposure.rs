//! Under- and overexposure of a face.

use super::grey_image::GreyImage;

/// The components UnderExposurePrevention and OverExposurePrevention of ISO/IEC 29794-5.
///
/// The standard counts dark pixels for underexposure, which depends on the skin tone. Here the bright
/// end of the distribution is measured instead: dark skin in good light has bright highlights, and
/// light skin in bad light has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// The luminance that 5 % of the face exceed, 0 to 255. Low if underexposed.
    pub highlight: f64,
    /// The share of the face that is clipped to white, 0 to 1. High if overexposed.
    pub clipped: f64,
}

/// Luminance from which pixels count as clipped.
const WHITE: f32 = 250.0;

/// Measures the exposure of `grey`.
pub(super) fn exposure(grey: &GreyImage) -> Exposure {
    let mut sorted = zeroize::Zeroizing::new(grey.values.to_vec());
    sorted.sort_by(f32::total_cmp);
    let highlight = sorted[sorted.len() * 19 / 20].into();
    let clipped = sorted.iter().filter(|&&value| value >= WHITE).count();
    Exposure { highlight, clipped: clipped as f64 / sorted.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(values: Vec<f32>) -> Exposure {
        exposure(&GreyImage { width: values.len(), values: values.into() })
    }

    #[test]
    fn the_bright_end_counts_not_the_mean() {
        let mut values = vec![20.0; 90];
        values.extend([120.0; 10]);
        assert_eq!(measure(values).highlight, 120.0);
        assert_eq!(measure(vec![20.0; 100]).highlight, 20.0);
    }

    #[test]
    fn white_pixels_are_counted() {
        assert_eq!(measure(vec![255.0, 250.0, 249.0, 0.0]).clipped, 0.5);
    }
}
