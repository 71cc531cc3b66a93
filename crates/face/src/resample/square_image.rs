//! A square RGB image.

use zeroize::Zeroizing;

use models::Input;

/// A square RGB image, the input of a network. Overwritten when dropped.
pub(crate) struct SquareImage {
    side: usize,
    rgb: Zeroizing<Vec<u8>>,
}

impl SquareImage {
    /// An image whose pixel at (x, y) has the colour `pixel(x, y)`.
    pub(crate) fn from_fn(side: usize, mut pixel: impl FnMut(usize, usize) -> [u8; 3]) -> Self {
        let mut rgb = Zeroizing::new(vec![0; 3 * side * side]);
        for (y, row) in rgb.as_chunks_mut::<3>().0.chunks_exact_mut(side.max(1)).enumerate() {
            for (x, target) in row.iter_mut().enumerate() {
                *target = pixel(x, y);
            }
        }
        Self { side, rgb }
    }

    /// Width and height in pixels.
    pub(crate) fn side(&self) -> usize {
        self.side
    }

    /// The rows from top to bottom, each from left to right.
    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = &[[u8; 3]]> {
        self.rgb.as_chunks::<3>().0.chunks_exact(self.side)
    }

    /// The image with left and right exchanged.
    pub(crate) fn mirrored(&self) -> Self {
        let mut rgb = Zeroizing::new(Vec::with_capacity(self.rgb.len()));
        for row in self.rows() {
            row.iter().rev().for_each(|pixel| rgb.extend_from_slice(pixel));
        }
        Self { side: self.side, rgb }
    }

    /// The normalised tensor of shape (1, 3, side, side) that `input` describes.
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
        let square = SquareImage::from_fn(2, |x, y| [x as u8, y as u8, 9]);
        let input = Input::new(2, [1.0, 0.0, 0.0], [1.0, 2.0, 1.0]).unwrap();
        let planes = [[-1.0, 0.0, -1.0, 0.0], [0.0, 0.0, 0.5, 0.5], [9.0; 4]];
        assert_eq!(*square.tensor(&input), planes.concat());
    }

    #[test]
    fn mirroring_exchanges_left_and_right_only() {
        let mirrored = SquareImage::from_fn(3, |x, y| [x as u8, y as u8, 7]).mirrored();
        let expected = SquareImage::from_fn(3, |x, y| [2 - x as u8, y as u8, 7]);
        assert_eq!(mirrored.rgb, expected.rgb);
    }
}
