//! Shrinks a photo by area averaging, which prevents aliasing (OpenCV's `INTER_AREA`).

use std::ops::Range;

use zeroize::Zeroizing;

use crate::{image::Photo, resample::image_region::ImageRegion};

/// A reduction of a photo.
pub(crate) struct Shrink {
    /// Source pixels per target pixel.
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

    /// Computes the pixels of `columns` and `rows`, which must lie inside the shrunk photo.
    pub(crate) fn region(
        &self,
        photo: &Photo,
        columns: Range<usize>,
        rows: Range<usize>,
    ) -> ImageRegion {
        let across: Vec<_> =
            columns.clone().map(|at| Coverage::of(at, self.step, photo.width())).collect();
        let mut source = RowMeans::new(photo, &across);
        let mut sums = Zeroizing::new(vec![[0.0f32; 4]; columns.len()]);
        ImageRegion::new(columns, rows, |row, target| {
            sums.fill([0.0; 4]);
            let down = Coverage::of(row, self.step, photo.height());
            for (y, share) in (down.first..).zip(down.shares) {
                for (sum, mean) in sums.iter_mut().zip(source.of_row(y)) {
                    (0..4).for_each(|channel| sum[channel] += mean[channel] * share);
                }
            }
            for (pixel, sum) in target.as_chunks_mut::<3>().0.iter_mut().zip(sums.iter()) {
                let [red, green, blue, _] = sum.map(f32::round_ties_even);
                *pixel = [red, green, blue];
            }
        })
    }
}

/// The horizontally averaged pixels of one row of a photo. Overwritten when dropped.
struct RowMeans<'a> {
    photo: &'a Photo,
    across: &'a [Coverage],
    /// The cached row: two rows of the shrunk photo may share it.
    row: Option<usize>,
    /// The needed pixels of the row and one extra number, because four are read at a time.
    values: Zeroizing<Vec<f32>>,
    /// Red, green, blue and an unused number.
    means: Zeroizing<Vec<[f32; 4]>>,
}

impl<'a> RowMeans<'a> {
    fn new(photo: &'a Photo, across: &'a [Coverage]) -> Self {
        let covered = covered_range(across);
        let values = Zeroizing::new(vec![0.0; 3 * covered.len() + 1]);
        let means = Zeroizing::new(vec![[0.0; 4]; across.len()]);
        Self { photo, across, row: None, values, means }
    }

    fn of_row(&mut self, row: usize) -> &[[f32; 4]] {
        if self.row.replace(row) == Some(row) {
            return &self.means;
        }
        let covered = covered_range(self.across);
        let bytes = self.photo.row(row)[covered.clone()].as_flattened();
        self.values.iter_mut().zip(bytes).for_each(|(value, &byte)| *value = byte.into());
        for (mean, span) in self.means.iter_mut().zip(self.across) {
            *mean = [0.0; 4];
            let pixels = self.values[3 * (span.first - covered.start)..].windows(4).step_by(3);
            for (pixel, &share) in pixels.zip(&span.shares) {
                (0..4).for_each(|channel| mean[channel] += pixel[channel] * share);
            }
        }
        &self.means
    }
}

/// The range of source pixels that all coverages together need.
fn covered_range(spans: &[Coverage]) -> Range<usize> {
    match spans {
        [] => 0..0,
        [first, ..] => first.first..spans.last().map_or(0, |last| last.first + last.shares.len()),
    }
}

/// The source pixels along one axis that a target pixel covers, with the share of each.
#[derive(Debug, PartialEq)]
struct Coverage {
    first: usize,
    shares: Vec<f32>,
}

impl Coverage {
    /// The coverage of target pixel `at` among `len` source pixels.
    ///
    /// Parts below a thousandth of a pixel are ignored, as in OpenCV.
    fn of(at: usize, step: f64, len: usize) -> Self {
        let start = at as f64 * step;
        let end = start + step;
        let width = step.min(len as f64 - start);
        let last_whole = (end.floor() as usize).min(len - 1);
        let mut first = (start.ceil() as usize).min(last_whole);
        let mut shares = Vec::with_capacity(last_whole - first + 2);
        let before = first as f64 - start;
        let whole = first..last_whole;
        if before > 1e-3 {
            first -= 1;
            shares.push((before / width) as f32);
        }
        shares.extend(whole.map(|_| (1.0 / width) as f32));
        if end - last_whole as f64 > 1e-3 {
            let covered = (end - last_whole as f64).min(1.0).min(width);
            shares.push((covered / width) as f32);
        }
        Self { first, shares }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_is_the_mean_of_the_area_that_it_covers() {
        let cases = [
            (0, 2.0, 4, 0, vec![0.5, 0.5]),
            (1, 2.0, 4, 2, vec![0.5, 0.5]),
            (0, 1.5, 3, 0, vec![1.0 / 1.5, 0.5 / 1.5]),
            (1, 1.5, 3, 1, vec![0.5 / 1.5, 1.0 / 1.5]),
        ];
        for (at, step, len, first, shares) in cases {
            assert_eq!(
                Coverage::of(at, step, len),
                Coverage { first, shares },
                "pixel {at} of {len} by {step}"
            );
        }
    }

    #[test]
    fn shares_sum_to_one_even_at_the_border() {
        for len in [7, 100, 1921] {
            for factor in [0.05, 0.37, 0.5, 0.99] {
                let photo = Photo::new(len, 1, vec![0; 3 * len]).unwrap();
                let shrink = Shrink::new(&photo, factor);
                for at in 0..shrink.width {
                    let sum: f32 = Coverage::of(at, shrink.step, len).shares.iter().sum();
                    assert!((sum - 1.0).abs() < 2e-3, "{sum} for pixel {at} of {len} by {factor}");
                }
            }
        }
    }

    #[test]
    fn a_region_has_the_same_pixels_as_the_whole() {
        let photo = Photo::new(9, 9, (0..9 * 9 * 3).map(|at| at as u8).collect()).unwrap();
        let shrink = Shrink::new(&photo, 0.6);
        let whole = shrink.region(&photo, 0..shrink.width, 0..shrink.height);
        let part = shrink.region(&photo, 1..4, 2..3);
        let upper = |region: &ImageRegion, x| {
            region.neighbourhood(x, 2)[..2].iter().map(|pixel| pixel[..3].to_vec()).collect()
        };
        for x in [1, 2] {
            let [part, whole]: [Vec<_>; 2] = [upper(&part, x), upper(&whole, x)];
            assert_eq!(part, whole);
        }
    }
}
