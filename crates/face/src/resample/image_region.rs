//! A region of an image as `f32`, for interpolation.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::image::Photo;

/// The pixels of some columns and rows; all others are black. Overwritten when dropped.
pub(crate) struct ImageRegion {
    columns: Range<usize>,
    rows: Range<usize>,
    /// Three numbers per pixel, row by row, and one extra number, because four are read at a time.
    values: Zeroizing<Vec<f32>>,
}

impl ImageRegion {
    /// Calls `fill` with the index of each row and its numbers, three per pixel.
    pub(crate) fn new(
        columns: Range<usize>,
        rows: Range<usize>,
        mut fill: impl FnMut(usize, &mut [f32]),
    ) -> Self {
        let width = 3 * columns.len();
        let mut values = Zeroizing::new(vec![0.0; width * rows.len() + 1]);
        for (row, target) in rows.clone().zip(values.chunks_exact_mut(width.max(1))) {
            fill(row, target);
        }
        Self { columns, rows, values }
    }

    /// These columns and rows of `photo`, which must exist.
    pub(crate) fn of(photo: &Photo, columns: Range<usize>, rows: Range<usize>) -> Self {
        let across = columns.clone();
        Self::new(columns, rows, |row, target| {
            let bytes = photo.row(row)[across.clone()].as_flattened();
            target.iter_mut().zip(bytes).for_each(|(value, &byte)| *value = byte.into());
        })
    }

    /// The four pixels of columns `x` and `x + 1` in rows `y` and `y + 1`.
    #[inline]
    pub(crate) fn neighbourhood(&self, x: isize, y: isize) -> [[f32; 4]; 4] {
        // Wrapping turns coordinates before the region into large ones, which are outside as well.
        let column = (x as usize).wrapping_sub(self.columns.start);
        let row = (y as usize).wrapping_sub(self.rows.start);
        let (width, height) = (self.columns.len(), self.rows.len());
        if column < width.saturating_sub(1) && row < height.saturating_sub(1) {
            let upper = &self.values[3 * (row * width + column)..];
            let lower = &upper[3 * width..];
            let two = |pixels: &[f32]| {
                let [a, b, c, d, e, f, g] = *pixels.first_chunk::<7>()?;
                Some([[a, b, c, d], [d, e, f, g]])
            };
            if let (Some([a, b]), Some([c, d])) = (two(upper), two(lower)) {
                return [a, b, c, d];
            }
        }
        let [right, below] = [x, y].map(|coordinate| coordinate.saturating_add(1));
        [(x, y), (right, y), (x, below), (right, below)].map(|(x, y)| self.pixel(x, y))
    }

    fn pixel(&self, x: isize, y: isize) -> [f32; 4] {
        let column = (x as usize).wrapping_sub(self.columns.start);
        let row = (y as usize).wrapping_sub(self.rows.start);
        if column >= self.columns.len() || row >= self.rows.len() {
            return [0.0; 4];
        }
        let at = 3 * (row * self.columns.len() + column);
        [self.values[at], self.values[at + 1], self.values[at + 2], 0.0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reds of the four pixels.
    fn reds(part: &ImageRegion, x: isize, y: isize) -> [u8; 4] {
        part.neighbourhood(x, y).map(|[red, green, blue, _]| {
            assert_eq!([red, red], [green, blue]);
            red as u8
        })
    }

    #[test]
    fn four_pixels_are_two_of_one_row_and_two_of_the_next() {
        let photo = Photo::new(5, 4, (0..20).flat_map(|grey| [grey; 3]).collect()).unwrap();
        let part = ImageRegion::of(&photo, 1..4, 1..4);
        assert_eq!(reds(&part, 1, 1), [6, 7, 11, 12]);
        assert_eq!(reds(&part, 2, 2), [12, 13, 17, 18]);
    }

    #[test]
    fn a_region_is_surrounded_by_black() {
        let photo = Photo::new(3, 3, vec![9; 27]).unwrap();
        let part = ImageRegion::of(&photo, 1..2, 1..2);
        for (x, y, at) in [(1, 1, 0), (0, 1, 1), (1, 0, 2), (0, 0, 3)] {
            let four = reds(&part, x, y);
            assert!(
                (0..4).all(|pixel| four[pixel] == if pixel == at { 9 } else { 0 }),
                "at {x}, {y}"
            );
        }
        let [low, high] = [isize::MIN, isize::MAX];
        for (x, y) in [(-1, 1), (2, 1), (1, 2), (low, 1), (high, 1), (1, low), (1, high)] {
            assert_eq!(reds(&part, x, y), [0; 4], "at {x}, {y}");
        }
        assert_eq!(reds(&ImageRegion::of(&photo, 1..1, 0..3), 1, 1), [0; 4]);
    }
}
