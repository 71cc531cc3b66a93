//! Sharpness of a face.

use super::grey_image::GreyImage;

/// The energy of the Laplacian as a share of the variance, from 0 up.
///
/// Blur removes fine details first. The division by the variance makes it independent of contrast:
/// smooth skin in soft light does not count as blurred.
pub(super) fn sharpness(grey: &GreyImage) -> f64 {
    let width = grey.width;
    let at = |x: usize, y: usize| f64::from(grey.values[y * width + x]);
    let mean =
        grey.values.iter().map(|&value| f64::from(value)).sum::<f64>() / (width * width) as f64;
    let (mut details, mut variance) = (0.0, 0.0);
    for y in 1..width - 1 {
        for x in 1..width - 1 {
            let around = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1);
            details += (around - 4.0 * at(x, y)).powi(2);
            variance += (at(x, y) - mean).powi(2);
        }
    }
    if variance > 0.0 { details / variance } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waves(pixels_per_wave: f32, contrast: f32) -> f64 {
        let values = (0..64 * 64)
            .map(|at| (at % 64) as f32 * std::f32::consts::TAU / pixels_per_wave)
            .map(|phase| 128.0 + contrast * phase.sin())
            .collect::<Vec<_>>();
        sharpness(&GreyImage { width: 64, values: values.into() })
    }

    #[test]
    fn fine_details_are_sharper_than_coarse_ones() {
        assert!(waves(4.0, 50.0) > 2.0 * waves(8.0, 50.0));
    }

    #[test]
    fn contrast_does_not_change_sharpness() {
        assert!((waves(6.0, 10.0) / waves(6.0, 100.0) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn a_uniform_surface_is_not_sharp() {
        assert_eq!(waves(6.0, 0.0), 0.0);
    }
}
