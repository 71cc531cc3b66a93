//! The image that a network sees.

use zeroize::Zeroizing;

use models::Input;

/// An RGB image of the size of a network's input. Overwritten when dropped.
pub(crate) struct InputImage {
    width: usize,
    height: usize,
    rgb: Zeroizing<Vec<u8>>,
}

impl InputImage {
    /// An image whose pixel at (x, y) has the colour `pixel(x, y)`.
    pub(crate) fn from_fn(
        [width, height]: [usize; 2],
        mut pixel: impl FnMut(usize, usize) -> [u8; 3],
    ) -> Self {
        let mut rgb = Zeroizing::new(vec![0; 3 * width * height]);
        for (y, row) in rgb.as_chunks_mut::<3>().0.chunks_exact_mut(width.max(1)).enumerate() {
            for (x, target) in row.iter_mut().enumerate() {
                *target = pixel(x, y);
            }
        }
        Self { width, height, rgb }
    }

    /// Width and height in pixels.
    pub(crate) fn size(&self) -> [usize; 2] {
        [self.width, self.height]
    }

    /// Width of a square image, in pixels.
    pub(crate) fn side(&self) -> usize {
        self.width
    }

    /// The rows from top to bottom, each from left to right.
    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = &[[u8; 3]]> {
        self.rgb.as_chunks::<3>().0.chunks_exact(self.width)
    }

    /// The image with left and right exchanged.
    pub(crate) fn mirrored(&self) -> Self {
        let mut rgb = Zeroizing::new(Vec::with_capacity(self.rgb.len()));
        for row in self.rows() {
            row.iter().rev().for_each(|pixel| rgb.extend_from_slice(pixel));
        }
        Self { rgb, ..*self }
    }

    /// The normalised tensor of shape (1, 3, height, width) that `input` describes.
    pub(crate) fn tensor(&self, input: &Input) -> Zeroizing<Vec<f32>> {
        let mut tensor = Zeroizing::new(Vec::with_capacity(self.rgb.len()));
        for channel in 0..3 {
            let pixels = self.rgb.as_chunks::<3>().0;
            tensor.extend(pixels.iter().map(|pixel| input.value(pixel[channel], channel)));
        }
        tensor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tensor_has_one_plane_for_each_channel() {
        let image = InputImage::from_fn([2; 2], |x, y| [x as u8, y as u8, 9]);
        let input = Input::new(2, [1.0, 0.0, 0.0], [1.0, 2.0, 1.0]).unwrap();
        let planes = [[-1.0, 0.0, -1.0, 0.0], [0.0, 0.0, 0.5, 0.5], [9.0; 4]];
        assert_eq!(*image.tensor(&input), planes.concat());
    }

    #[test]
    fn mirroring_exchanges_left_and_right_only() {
        let mirrored = InputImage::from_fn([3; 2], |x, y| [x as u8, y as u8, 7]).mirrored();
        let expected = InputImage::from_fn([3; 2], |x, y| [2 - x as u8, y as u8, 7]);
        assert_eq!(mirrored.rgb, expected.rgb);
    }
}
