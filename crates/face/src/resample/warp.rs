//! Samples a rotated and scaled square of a photo (OpenCV's `warpAffine`).

use std::ops::Range;

use crate::{
    image::{Photo, Point},
    resample::{image_region::ImageRegion, input_image::InputImage, shrink::Shrink},
    similarity::Similarity,
};

/// The image of `side` pixels to which `to_image` maps the photo. Pixels outside the photo are
/// black.
///
/// Uses bilinear interpolation. If a pixel covers more than two pixels of the photo, the photo is
/// first shrunk by area averaging to twice the needed size, which prevents aliasing.
pub(crate) fn warp(photo: &Photo, to_image: &Similarity, side: usize) -> InputImage {
    let back = Affine::from(to_image.inverse());
    let scale = to_image.scale();
    if scale >= 0.5 {
        let (columns, rows) = back.source_range(side, photo.width(), photo.height());
        return back.sample(side, &ImageRegion::of(photo, columns, rows));
    }
    let shrink = Shrink::new(photo, 2.0 * scale);
    let back = back.then_scaled(
        shrink.width as f64 / photo.width() as f64,
        shrink.height as f64 / photo.height() as f64,
    );
    let (columns, rows) = back.source_range(side, shrink.width, shrink.height);
    back.sample(side, &shrink.region(photo, columns, rows))
}

/// Maps `(x, y)` to `(x[0]·x + x[1]·y + x[2], y[0]·x + y[1]·y + y[2])`.
#[derive(Clone, Copy)]
struct Affine {
    x: [f64; 3],
    y: [f64; 3],
}

impl Affine {
    /// This map, then a scaling about the origin.
    fn then_scaled(self, by_x: f64, by_y: f64) -> Self {
        Self { x: self.x.map(|value| value * by_x), y: self.y.map(|value| value * by_y) }
    }

    /// The columns and rows of a source of the given size that the image can need.
    fn source_range(
        self,
        side: usize,
        width: usize,
        height: usize,
    ) -> (Range<usize>, Range<usize>) {
        let far = side as f64;
        let corners = [(0.0, 0.0), (far, 0.0), (0.0, far), (far, far)];
        let along = |row: [f64; 3], len: usize| {
            let ends = corners.map(|(x, y)| row[0] * x + row[1] * y + row[2]);
            let low = ends.into_iter().fold(f64::INFINITY, f64::min) - 1.0;
            let high = ends.into_iter().fold(f64::NEG_INFINITY, f64::max) + 2.0;
            // Casts saturate, so a square outside the source gives an empty range.
            let end = (high.ceil() as usize).min(len);
            (low.floor() as usize).min(end)..end
        };
        (along(self.x, width), along(self.y, height))
    }

    /// The image of `side` pixels whose pixel at `p` is at `self(p)` in the source.
    fn sample(self, side: usize, source: &ImageRegion) -> InputImage {
        // Single precision and this order of operations, as in OpenCV 5.
        let (along_x, along_y) =
            (self.x.map(|value| value as f32), self.y.map(|value| value as f32));
        let at = |row: [f32; 3], x: f32, y: f32| x * row[0] + (y * row[1] + row[2]);
        InputImage::from_fn([side; 2], |x, y| {
            let (x, y) = (x as f32, y as f32);
            let (x, y) = (at(along_x, x, y), at(along_y, x, y));
            let (left, top) = (x.floor(), y.floor());
            let (share_x, share_y) = (x - left, y - top);
            let [a, b, c, d] = source.neighbourhood(left as isize, top as isize);
            let (upper, lower) = (interpolate(a, b, share_x), interpolate(c, d, share_x));
            let [red, green, blue, _] = interpolate(upper, lower, share_y);
            [red, green, blue].map(|value| value.round_ties_even() as u8)
        })
    }
}

/// Linear interpolation between `a` and `b`.
fn interpolate(a: [f32; 4], b: [f32; 4], share: f32) -> [f32; 4] {
    std::array::from_fn(|channel| a[channel] + share * (b[channel] - a[channel]))
}

impl From<Similarity> for Affine {
    fn from(similarity: Similarity) -> Self {
        let origin = similarity.apply(Point { x: 0.0, y: 0.0 });
        let (a, b) = similarity.coefficients();
        Self { x: [a, -b, origin.x], y: [b, a, origin.y] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A photo whose red is the column and whose green is the row.
    fn gradient(side: usize) -> Photo {
        let rgb = (0..side * side).flat_map(|at| [(at % side) as u8, (at / side) as u8, 0]);
        Photo::new(side, side, rgb.collect()).unwrap()
    }

    #[test]
    fn the_identity_changes_nothing() {
        let still = Similarity::new(1.0, 0.0, 0.0, 0.0).unwrap();
        let picture = warp(&gradient(8), &still, 8);
        for (y, row) in picture.rows().enumerate() {
            let expected: Vec<_> = (0..8).map(|x| [x, y as u8, 0]).collect();
            assert_eq!(row, expected);
        }
    }

    #[test]
    fn a_rotation_by_90_degrees_turns_rows_into_columns() {
        // The photo's (x, y) goes to (7 - y, x).
        let turn = Similarity::new(0.0, 1.0, 7.0, 0.0).unwrap();
        for (y, row) in warp(&gradient(8), &turn, 8).rows().enumerate() {
            let expected: Vec<_> = (0..8).map(|x| [y as u8, 7 - x, 0]).collect();
            assert_eq!(row, expected);
        }
    }

    #[test]
    fn a_fine_pattern_becomes_grey_and_does_not_alias() {
        let stripes = (0..64 * 64).flat_map(|at| [if at % 2 == 0 { 0 } else { 200 }; 3]);
        let photo = Photo::new(64, 64, stripes.collect()).unwrap();
        let small = Similarity::new(0.25, 0.0, 0.0, 0.0).unwrap();
        for row in warp(&photo, &small, 15).rows() {
            assert!(row.iter().all(|pixel| *pixel == [100; 3]), "{row:?}");
        }
    }

    #[test]
    fn pixels_outside_the_photo_are_black() {
        for scale in [1.0, 0.1] {
            let away = Similarity::new(scale, 0.0, 1e9, -1e9).unwrap();
            for row in warp(&gradient(8), &away, 4).rows() {
                assert_eq!(row, [[0; 3]; 4]);
            }
        }
    }
}
