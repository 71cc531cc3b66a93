//! A part of a picture, as numbers that can be mixed.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::image::Photo;

/// The pixels of some columns and rows. Black beyond. Overwritten when dropped.
pub(crate) struct Part {
    columns: Range<usize>,
    rows: Range<usize>,
    /// Three for each pixel, row after row, and one more: a vector holds four, of which the last
    /// means nothing.
    values: Zeroizing<Vec<f32>>,
}

impl Part {
    /// Takes `values` from `make`, which is asked for those of one row after the other.
    pub(crate) fn new(
        columns: Range<usize>,
        rows: Range<usize>,
        mut make: impl FnMut(usize, &mut [f32]),
    ) -> Self {
        let width = 3 * columns.len();
        let mut values = Zeroizing::new(vec![0.0; width * rows.len() + 1]);
        for (row, place) in rows.clone().zip(values.chunks_exact_mut(width.max(1))) {
            make(row, place);
        }
        Self { columns, rows, values }
    }

    /// These columns and rows of `photo`, which has them.
    pub(crate) fn of(photo: &Photo, columns: Range<usize>, rows: Range<usize>) -> Self {
        let across = columns.clone();
        Self::new(columns, rows, |row, place| {
            let bytes = photo.row(row)[across.clone()].as_flattened();
            place.iter_mut().zip(bytes).for_each(|(value, &byte)| *value = byte.into());
        })
    }

    /// The pixels at column `x` and the next, of row `y` and the next.
    #[inline]
    pub(crate) fn four(&self, x: isize, y: isize) -> [[f32; 4]; 4] {
        // What lies before the part becomes a number beyond it.
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
        let [right, below] = [x, y].map(|it| it.saturating_add(1));
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
    fn reds(part: &Part, x: isize, y: isize) -> [u8; 4] {
        part.four(x, y).map(|[red, green, blue, _]| {
            assert_eq!([red, red], [green, blue]);
            red as u8
        })
    }

    #[test]
    fn four_pixels_are_two_of_one_row_and_two_of_the_next() {
        let photo = Photo::new(5, 4, (0..20).flat_map(|it| [it; 3]).collect()).unwrap();
        let part = Part::of(&photo, 1..4, 1..4);
        assert_eq!(reds(&part, 1, 1), [6, 7, 11, 12]);
        assert_eq!(reds(&part, 2, 2), [12, 13, 17, 18]);
    }

    #[test]
    fn a_part_is_surrounded_by_black() {
        let photo = Photo::new(3, 3, vec![9; 27]).unwrap();
        let part = Part::of(&photo, 1..2, 1..2);
        for (x, y, at) in [(1, 1, 0), (0, 1, 1), (1, 0, 2), (0, 0, 3)] {
            let four = reds(&part, x, y);
            assert!((0..4).all(|it| four[it] == if it == at { 9 } else { 0 }), "at {x}, {y}");
        }
        let [low, high] = [isize::MIN, isize::MAX];
        for (x, y) in [(-1, 1), (2, 1), (1, 2), (low, 1), (high, 1), (1, low), (1, high)] {
            assert_eq!(reds(&part, x, y), [0; 4], "at {x}, {y}");
        }
        assert_eq!(reds(&Part::of(&photo, 1..1, 0..3), 1, 1), [0; 4]);
    }
}
