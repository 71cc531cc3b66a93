//! Cuts a turned and scaled square out of a photo.

use std::ops::Range;

use crate::{
    image::{Photo, Point},
    resample::{Square, area::Shrink, part::Part},
    similarity::Similarity,
};

/// The picture of `side` pixels to which `to_picture` takes the photo's pixels. Black border.
///
/// Samples bilinearly. When a pixel covers more than two of the photo's, the photo is shrunk by
/// area first, to twice the size that is needed, or fine patterns would alias.
pub(crate) fn warp(photo: &Photo, to_picture: &Similarity, side: usize) -> Square {
    let back = Affine::from(to_picture.inverse());
    let scale = to_picture.scale();
    if scale >= 0.5 {
        let (columns, rows) = back.reach(side, photo.width(), photo.height());
        return back.sample(side, &Part::of(photo, columns, rows));
    }
    let shrink = Shrink::new(photo, 2.0 * scale);
    let back = back.then_scaled(
        shrink.width as f64 / photo.width() as f64,
        shrink.height as f64 / photo.height() as f64,
    );
    let (columns, rows) = back.reach(side, shrink.width, shrink.height);
    back.sample(side, &shrink.cut(photo, columns, rows))
}

/// Takes `(x, y)` to `(x[0]·x + x[1]·y + x[2], y[0]·x + y[1]·y + y[2])`.
#[derive(Clone, Copy)]
struct Affine {
    x: [f64; 3],
    y: [f64; 3],
}

impl Affine {
    /// This map, then a scaling about the origin.
    fn then_scaled(self, by_x: f64, by_y: f64) -> Self {
        Self { x: self.x.map(|it| it * by_x), y: self.y.map(|it| it * by_y) }
    }

    /// Which columns and rows of a source of the given size the picture can touch.
    fn reach(self, side: usize, width: usize, height: usize) -> (Range<usize>, Range<usize>) {
        let far = side as f64;
        let corners = [(0.0, 0.0), (far, 0.0), (0.0, far), (far, far)];
        let along = |row: [f64; 3], len: usize| {
            let ends = corners.map(|(x, y)| row[0] * x + row[1] * y + row[2]);
            let low = ends.into_iter().fold(f64::INFINITY, f64::min) - 1.0;
            let high = ends.into_iter().fold(f64::NEG_INFINITY, f64::max) + 2.0;
            // Casts saturate: a square beyond the source reaches nothing.
            let end = (high.ceil() as usize).min(len);
            (low.floor() as usize).min(end)..end
        };
        (along(self.x, width), along(self.y, height))
    }

    /// The picture of `side` pixels whose pixel at `p` lies at `self(p)` in the source.
    fn sample(self, side: usize, source: &Part) -> Square {
        // Single precision from here on, in this order: as OpenCV 5 has it.
        let (along_x, along_y) = (self.x.map(|it| it as f32), self.y.map(|it| it as f32));
        let at = |row: [f32; 3], x: f32, y: f32| x * row[0] + (y * row[1] + row[2]);
        Square::draw(side, |x, y| {
            let (x, y) = (x as f32, y as f32);
            let (x, y) = (at(along_x, x, y), at(along_y, x, y));
            let (left, top) = (x.floor(), y.floor());
            let (share_x, share_y) = (x - left, y - top);
            let [a, b, c, d] = source.four(left as isize, top as isize);
            let (upper, lower) = (mixed(a, b, share_x), mixed(c, d, share_x));
            let [red, green, blue, _] = mixed(upper, lower, share_y);
            [red, green, blue].map(|value| value.round_ties_even() as u8)
        })
    }
}

/// `share` of `b`, and the rest of `a`.
fn mixed(a: [f32; 4], b: [f32; 4], share: f32) -> [f32; 4] {
    std::array::from_fn(|it| a[it] + share * (b[it] - a[it]))
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

    /// A photo whose red tells the column and whose green tells the row.
    fn gradient(side: usize) -> Photo {
        let rgb = (0..side * side).flat_map(|at| [(at % side) as u8, (at / side) as u8, 0]);
        Photo::new(side, side, rgb.collect()).unwrap()
    }

    #[test]
    fn nothing_changes_when_nothing_moves() {
        let still = Similarity::new(1.0, 0.0, 0.0, 0.0).unwrap();
        let picture = warp(&gradient(8), &still, 8);
        for (y, row) in picture.rows().enumerate() {
            let expected: Vec<_> = (0..8).map(|x| [x, y as u8, 0]).collect();
            assert_eq!(row, expected);
        }
    }

    #[test]
    fn a_quarter_turn_makes_columns_of_rows() {
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
    fn what_lies_outside_the_photo_is_black() {
        for scale in [1.0, 0.1] {
            let away = Similarity::new(scale, 0.0, 1e9, -1e9).unwrap();
            for row in warp(&gradient(8), &away, 4).rows() {
                assert_eq!(row, [[0; 3]; 4]);
            }
        }
    }
}
