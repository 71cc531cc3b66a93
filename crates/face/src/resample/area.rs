//! Shrinks a photo by averaging areas, so that fine patterns do not alias.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::image::Photo;

/// A part of a photo that was shrunk. Black beyond. Overwritten when dropped.
pub(crate) struct Shrunk {
    columns: Range<usize>,
    rows: Range<usize>,
    rgb: Zeroizing<Vec<u8>>,
}

/// How a photo is shrunk.
pub(crate) struct Shrink {
    /// Source pixels per pixel.
    step: f64,
    /// The size of the whole shrunk photo.
    pub(crate) width: usize,
    /// The size of the whole shrunk photo.
    pub(crate) height: usize,
}

impl Shrink {
    /// Shrinks to `factor` times the size, more than 0 and at most 1.
    pub(crate) fn new(photo: &Photo, factor: f64) -> Self {
        let length = |length: usize| (length as f64 * factor).round_ties_even().max(1.0) as usize;
        let (width, height) = (length(photo.width()), length(photo.height()));
        Self { step: 1.0 / factor, width, height }
    }

    /// Makes the pixels of `columns` and `rows`, which lie inside the shrunk photo.
    pub(crate) fn cut(&self, photo: &Photo, columns: Range<usize>, rows: Range<usize>) -> Shrunk {
        let across: Vec<_> =
            columns.clone().map(|at| parts(at, self.step, photo.width())).collect();
        let mut rgb = Zeroizing::new(Vec::with_capacity(3 * columns.len() * rows.len()));
        let mut sums = Zeroizing::new(vec![[0.0f32; 3]; columns.len()]);
        for row in rows.clone() {
            sums.fill([0.0; 3]);
            for (y, share) in parts(row, self.step, photo.height()) {
                let source = photo.row(y);
                for (sum, parts) in sums.iter_mut().zip(&across) {
                    let mut mean = [0.0f32; 3];
                    for &(x, share) in parts {
                        (0..3).for_each(|c| mean[c] += f32::from(source[x][c]) * share);
                    }
                    (0..3).for_each(|c| sum[c] += mean[c] * share);
                }
            }
            for sum in sums.iter() {
                rgb.extend(sum.map(|value| value.round_ties_even() as u8));
            }
        }
        Shrunk { columns, rows, rgb }
    }
}

impl Shrunk {
    /// The pixel at column `x`, row `y` of the whole shrunk photo, or black outside the part.
    pub(crate) fn pixel(&self, x: isize, y: isize) -> [u8; 3] {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return [0; 3];
        };
        if !self.columns.contains(&x) || !self.rows.contains(&y) {
            return [0; 3];
        }
        let (x, y) = (x - self.columns.start, y - self.rows.start);
        self.rgb.as_chunks::<3>().0[y * self.columns.len() + x]
    }
}

/// Which of `len` source pixels pixel `at` covers, with their shares, along one axis.
///
/// Slivers under a thousandth of a pixel do not count, as in OpenCV.
fn parts(at: usize, step: f64, len: usize) -> Vec<(usize, f32)> {
    let start = at as f64 * step;
    let end = start + step;
    let width = step.min(len as f64 - start);
    let last_whole = (end.floor() as usize).min(len - 1);
    let first_whole = (start.ceil() as usize).min(last_whole);
    let mut parts = Vec::with_capacity(last_whole - first_whole + 2);
    if first_whole as f64 - start > 1e-3 {
        parts.push((first_whole - 1, ((first_whole as f64 - start) / width) as f32));
    }
    parts.extend((first_whole..last_whole).map(|it| (it, (1.0 / width) as f32)));
    if end - last_whole as f64 > 1e-3 {
        let covered = (end - last_whole as f64).min(1.0).min(width);
        parts.push((last_whole, (covered / width) as f32));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_is_the_mean_of_the_area_that_it_covers() {
        let cases = [
            (0, 2.0, 4, vec![(0, 0.5), (1, 0.5)]),
            (1, 2.0, 4, vec![(2, 0.5), (3, 0.5)]),
            (0, 1.5, 3, vec![(0, 1.0 / 1.5), (1, 0.5 / 1.5)]),
            (1, 1.5, 3, vec![(1, 0.5 / 1.5), (2, 1.0 / 1.5)]),
        ];
        for (at, step, len, expected) in cases {
            assert_eq!(parts(at, step, len), expected, "pixel {at} of {len} by {step}");
        }
    }

    #[test]
    fn shares_sum_to_one_even_at_the_border() {
        for len in [7, 100, 1921] {
            for factor in [0.05, 0.37, 0.5, 0.99] {
                let photo = Photo::new(len, 1, vec![0; 3 * len]).unwrap();
                let shrink = Shrink::new(&photo, factor);
                for at in 0..shrink.width {
                    let sum: f32 = parts(at, shrink.step, len).iter().map(|(_, share)| share).sum();
                    assert!((sum - 1.0).abs() < 2e-3, "{sum} for pixel {at} of {len} by {factor}");
                }
            }
        }
    }

    #[test]
    fn a_part_is_the_same_as_in_the_whole() {
        let photo = Photo::new(9, 9, (0..9 * 9 * 3).map(|it| it as u8).collect()).unwrap();
        let shrink = Shrink::new(&photo, 0.6);
        let whole = shrink.cut(&photo, 0..shrink.width, 0..shrink.height);
        let part = shrink.cut(&photo, 1..4, 2..3);
        for (x, y) in [(1, 2), (2, 2), (3, 2)] {
            assert_eq!(part.pixel(x, y), whole.pixel(x, y));
        }
        assert_eq!([part.pixel(0, 2), part.pixel(1, 3), part.pixel(-1, 2)], [[0; 3]; 3]);
    }
}
