//! Cuts square pictures out of photos, as OpenCV would.
//!
//! The figures of the pipeline were measured with OpenCV's arithmetic, so this is its arithmetic:
//! the same fixed-point weights, the same rounding. Golden tests hold it there.

mod area;
mod letterbox;
mod part;
mod warp;

use zeroize::Zeroizing;

use crate::spec::Input;

pub(crate) use letterbox::{Canvas, letterbox};
pub(crate) use warp::warp;

/// A square RGB picture, ready for a network. Overwritten when dropped.
pub(crate) struct Square {
    side: usize,
    rgb: Zeroizing<Vec<u8>>,
}

impl Square {
    /// A picture of which `pixel(x, y)` is the colour.
    fn draw(side: usize, mut pixel: impl FnMut(usize, usize) -> [u8; 3]) -> Self {
        let mut rgb = Zeroizing::new(vec![0; 3 * side * side]);
        for (y, row) in rgb.as_chunks_mut::<3>().0.chunks_exact_mut(side.max(1)).enumerate() {
            for (x, place) in row.iter_mut().enumerate() {
                *place = pixel(x, y);
            }
        }
        Self { side, rgb }
    }

    /// Width and height in pixels.
    pub(crate) fn side(&self) -> usize {
        self.side
    }

    /// The rows from the top, each from the left.
    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = &[[u8; 3]]> {
        self.rgb.as_chunks::<3>().0.chunks_exact(self.side)
    }

    /// The picture with left and right exchanged.
    pub(crate) fn mirrored(&self) -> Self {
        let mut rgb = Zeroizing::new(Vec::with_capacity(self.rgb.len()));
        for row in self.rows() {
            row.iter().rev().for_each(|pixel| rgb.extend_from_slice(pixel));
        }
        Self { side: self.side, rgb }
    }

    /// Shape (1, 3, side, side), values as `input` says.
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
    fn a_tensor_has_one_plane_for_each_colour() {
        let square = Square::draw(2, |x, y| [x as u8, y as u8, 9]);
        let input = Input::new(2, [1.0, 0.0, 0.0], [1.0, 2.0, 1.0]).unwrap();
        let planes = [[-1.0, 0.0, -1.0, 0.0], [0.0, 0.0, 0.5, 0.5], [9.0; 4]];
        assert_eq!(*square.tensor(&input), planes.concat());
    }

    #[test]
    fn mirroring_exchanges_left_and_right_and_nothing_else() {
        let mirrored = Square::draw(3, |x, y| [x as u8, y as u8, 7]).mirrored();
        let expected = Square::draw(3, |x, y| [2 - x as u8, y as u8, 7]);
        assert_eq!(mirrored.rgb, expected.rgb);
    }
}
