//! Luma of a face, on which exposure and sharpness are measured.

use zeroize::Zeroizing;

use crate::resample::InputImage;

/// Luma of the central part of a face: brows to mouth, temple to temple. Overwritten when dropped.
pub(super) struct GreyImage {
    /// Width and height, in pixels.
    pub(super) width: usize,
    /// Luma, 0 to 255, row by row.
    pub(super) values: Zeroizing<Vec<f32>>,
}

impl GreyImage {
    /// Omits a sixth of `image` on each side: hair, background, and pixels outside the photo.
    pub(super) fn of_face(image: &InputImage) -> Self {
        let margin = image.side() / 6;
        let width = image.side() - 2 * margin;
        let mut values = Zeroizing::new(Vec::with_capacity(width * width));
        for row in image.rows().skip(margin).take(width) {
            values.extend(row[margin..][..width].iter().map(|&[r, g, b]| {
                // ITU-R BT.601, as in JPEG.
                0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b)
            }));
        }
        Self { width, values }
    }
}
