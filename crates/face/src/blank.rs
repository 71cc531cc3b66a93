//! Detects blank frames: the lens is covered, it is dark, or the driver sends frames of one colour.

use crate::image::Photo;

/// Blocks that a photo is divided into, across and down.
const BLOCKS: [usize; 2] = [16, 12];
/// Sampled pixels of a block, across and down: enough to average out sensor noise.
const SAMPLES: usize = 8;
/// Minimum difference between the brightest and the darkest block, in luma of 0 to 255. A plain
/// wall has more, because light is uneven and lenses darken the corners.
const MIN_CONTRAST: u32 = 8;
/// Minimum luma of the brightest block. A frame that is reported as too dark has more: in the
/// darkest accepted light, the bright parts of a face have 46.
const MIN_LUMA: u32 = 14;

/// Whether a photo is blank: of one colour, such as black, white or the green of a frame without
/// data, or nearly black.
pub fn is_blank(photo: &Photo) -> bool {
    let blocks = (0..BLOCKS[0] * BLOCKS[1]).map(|at| luma(photo, at % BLOCKS[0], at / BLOCKS[0]));
    let (darkest, brightest) =
        blocks.fold((u32::MAX, 0), |(low, high), luma| (low.min(luma), high.max(luma)));
    brightest < MIN_LUMA || brightest - darkest < MIN_CONTRAST
}

/// The mean luma of a block, 0 to 255.
fn luma(photo: &Photo, column: usize, row: usize) -> u32 {
    let position = |block: usize, sample: usize, blocks: usize, size: usize| {
        (block * SAMPLES + sample) * size / (blocks * SAMPLES)
    };
    let mut sum = 0;
    for down in 0..SAMPLES {
        let pixels = photo.row(position(row, down, BLOCKS[1], photo.height()));
        for across in 0..SAMPLES {
            let [red, green, blue] =
                pixels[position(column, across, BLOCKS[0], photo.width())].map(u32::from);
            sum += red + 2 * green + blue;
        }
    }
    sum / (4 * (SAMPLES * SAMPLES) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A photo of 640 x 480 whose pixel at (x, y) has the colour `colour(x, y)`.
    fn photo(colour: impl Fn(usize, usize) -> [u8; 3]) -> Photo {
        let pixels = (0..640 * 480).flat_map(|at| colour(at % 640, at / 640));
        Photo::new(640, 480, pixels.collect()).unwrap()
    }

    /// Noise of a sensor, -6 to 6.
    fn noise(x: usize, y: usize) -> i32 {
        (x.wrapping_mul(7_919) ^ y.wrapping_mul(104_729)).wrapping_mul(2_654_435_761) as i32 % 7
    }

    #[test]
    fn k12_one_colour_is_blank_with_or_without_noise() {
        for colour in [[0; 3], [255; 3], [0, 135, 0], [128; 3], [0, 0, 255]] {
            assert!(is_blank(&photo(|_, _| colour)), "{colour:?}");
            let noisy = photo(|x, y| {
                colour.map(|channel| (i32::from(channel) + noise(x, y)).clamp(0, 255) as u8)
            });
            assert!(is_blank(&noisy), "{colour:?} with noise");
        }
    }

    #[test]
    fn k12_a_nearly_black_frame_is_blank() {
        let gradient =
            |brightest: usize| photo(move |x, y| [((x + y) * brightest / 1_120) as u8; 3]);
        assert!(is_blank(&gradient(13)));
        assert!(!is_blank(&gradient(30)));
    }

    #[test]
    fn k12_a_plain_wall_and_a_small_distant_face_are_not_blank() {
        let wall = photo(|_, y| [188 - (y * 12 / 480) as u8; 3]);
        assert!(!is_blank(&wall));
        let far = photo(|x, y| {
            if (300..340).contains(&x) && (220..260).contains(&y) { [40; 3] } else { [90; 3] }
        });
        assert!(!is_blank(&far));
    }

    #[test]
    fn k12_the_smallest_photo_can_be_blank() {
        assert!(is_blank(&Photo::new(1, 1, vec![90; 3]).unwrap()));
    }
}
