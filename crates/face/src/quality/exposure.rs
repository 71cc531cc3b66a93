//! Under- and overexposure: how a face is lit.

use super::Grey;

/// How a face is lit: ISO/IEC 29794-5 prevents underexposure and overexposure.
///
/// The standard counts the dark pixels. But dark skin in good light has bright spots, and light
/// skin in bad light has none: so the bright end is looked at, which does not tell skin from skin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// The luminance that a twentieth of the face exceeds, 0 to 255. Underexposed is little.
    pub highlight: f64,
    /// The share of the face that is white beyond measure, 0 to 1. Overexposed is much.
    pub clipped: f64,
}

/// From this luminance on, a camera has nothing more to say.
const WHITE: f32 = 250.0;

/// Measures the light on `grey`.
pub(super) fn exposure(grey: &Grey) -> Exposure {
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
        exposure(&Grey { width: values.len(), values: values.into() })
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
