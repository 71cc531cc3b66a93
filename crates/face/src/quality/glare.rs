//! Reflections on a portrait.

use crate::resample::InputImage;

/// Value of the darkest channel from which a pixel counts as white. A reflection is white whatever is
/// under it; skin is darker in blue than in red.
const WHITE: u8 = 180;

/// The share of the face whose darkest channel is at least [`WHITE`], 0 to 1. A sixth of `image` is
/// omitted on each side: hair and background.
pub(super) fn glare(image: &InputImage) -> f64 {
    let margin = image.side() / 6;
    let width = image.side() - 2 * margin;
    let face = image.rows().skip(margin).take(width).flat_map(|row| &row[margin..][..width]);
    let white = face.filter(|[r, g, b]| *r.min(g).min(b) >= WHITE).count();
    white as f64 / (width * width).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{image::Photo, resample::warp, similarity::Similarity};

    fn image(colour: impl Fn(usize, usize) -> [u8; 3]) -> InputImage {
        let rgb = (0..96 * 96).flat_map(|at| colour(at % 96, at / 96)).collect();
        let photo = Photo::new(96, 96, rgb).unwrap();
        warp(&photo, &Similarity::new(1.0, 0.0, 0.0, 0.0).unwrap(), 96)
    }

    #[test]
    fn a_white_patch_on_the_face_counts_and_skin_and_background_do_not() {
        const SKIN: [u8; 3] = [235, 190, 165];
        let patch = |x: usize, y: usize| if x < 48 && y < 48 { [250; 3] } else { SKIN };
        assert_eq!(glare(&image(patch)), 0.25);
        assert_eq!(glare(&image(|_, _| SKIN)), 0.0);
        let background = |x: usize, _| if (16..80).contains(&x) { SKIN } else { [255; 3] };
        assert_eq!(glare(&image(background)), 0.0);
    }
}
