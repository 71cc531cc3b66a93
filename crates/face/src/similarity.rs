//! Similarity transforms: rotation, uniform scale and translation.

use crate::{Error, image::Point};

/// A rotation by `atan2(b, a)`, a scale by `hypot(a, b)`, then a shift by `(tx, ty)` pixels.
///
/// Maps `(x, y)` to `(a·x − b·y + tx, b·x + a·y + ty)`. It cannot mirror or shear, and
/// it always has an inverse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Similarity {
    a: f64,
    b: f64,
    tx: f64,
    ty: f64,
}

impl Similarity {
    /// The transform with these coefficients. Fails for a scale of zero, NaN and infinity.
    pub fn new(a: f64, b: f64, tx: f64, ty: f64) -> Result<Self, Error> {
        if !(a * a + b * b).is_normal() || !tx.is_finite() || !ty.is_finite() {
            return Err(Error::DegenerateLandmarks);
        }
        Ok(Self { a, b, tx, ty })
    }

    /// The least-squares similarity that maps each point of `from` to that of `to`, in pixels.
    ///
    /// Fails if the points of either side nearly coincide.
    pub fn fit<const N: usize>(from: &[Point; N], to: &[Point; N]) -> Result<Self, Error> {
        let source = Point::centroid(from.iter().copied());
        let target = Point::centroid(to.iter().copied());
        let (mut dot, mut cross, mut spread) = (0.0, 0.0, 0.0);
        for (&p, &q) in from.iter().zip(to) {
            let (p, q) = (p - source, q - target);
            dot += p.x * q.x + p.y * q.y;
            cross += p.x * q.y - p.y * q.x;
            spread += p.x * p.x + p.y * p.y;
        }
        if spread < MIN_SPREAD {
            return Err(Error::DegenerateLandmarks);
        }
        let (a, b) = (dot / spread, cross / spread);
        let (tx, ty) =
            (target.x - a * source.x + b * source.y, target.y - b * source.x - a * source.y);
        Self::new(a, b, tx, ty)
    }

    /// The inverse transform.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let scale = self.a * self.a + self.b * self.b;
        let (a, b) = (self.a / scale, -self.b / scale);
        Self { a, b, tx: b * self.ty - a * self.tx, ty: -b * self.tx - a * self.ty }
    }

    /// Maps one point.
    pub fn apply(&self, p: Point) -> Point {
        Point { x: self.a * p.x - self.b * p.y + self.tx, y: self.b * p.x + self.a * p.y + self.ty }
    }

    /// The scale factor, above 0.
    pub fn scale(&self) -> f64 {
        self.a.hypot(self.b)
    }

    /// The coefficients `a` and `b`.
    pub(crate) fn coefficients(&self) -> (f64, f64) {
        (self.a, self.b)
    }
}

/// Sum of squared distances to the centroid, in px², below which a pose is undefined.
const MIN_SPREAD: f64 = 1.0;

#[cfg(test)]
mod tests {
    use super::*;

    const POINTS: [Point; 3] =
        [Point { x: 10.0, y: 20.0 }, Point { x: 50.0, y: 21.0 }, Point { x: 31.0, y: 60.0 }];

    #[track_caller]
    fn check(pose: impl Fn(Point) -> Point) {
        let moved = POINTS.map(pose);
        let similarity = Similarity::fit(&moved, &POINTS).unwrap();
        for (from, to) in moved.into_iter().zip(POINTS) {
            assert!(similarity.apply(from).distance(to) < 1e-9, "{from:?}");
            assert!(similarity.inverse().apply(to).distance(from) < 1e-9, "{to:?}");
        }
    }

    #[test]
    fn a_shift_is_undone() {
        check(|p| Point { x: p.x + 31.0, y: p.y - 7.0 });
    }

    #[test]
    fn a_scale_is_undone() {
        check(|p| Point { x: 2.5 * p.x, y: 2.5 * p.y });
    }

    #[test]
    fn a_tilted_head_is_levelled() {
        let (sin, cos) = 30f64.to_radians().sin_cos();
        check(|p| Point { x: cos * p.x - sin * p.y, y: sin * p.x + cos * p.y });
    }

    #[test]
    fn coinciding_points_are_refused() {
        let coinciding = [Point { x: 5.0, y: 5.0 }; 3];
        assert_eq!(Similarity::fit(&coinciding, &POINTS), Err(Error::DegenerateLandmarks));
        assert_eq!(Similarity::fit(&POINTS, &coinciding), Err(Error::DegenerateLandmarks));
    }

    #[test]
    fn nan_and_infinity_are_refused() {
        for (a, tx) in [(f64::NAN, 0.0), (1.0, f64::NAN), (1.0, f64::INFINITY), (0.0, 0.0)] {
            assert_eq!(Similarity::new(a, 0.0, tx, 0.0), Err(Error::DegenerateLandmarks));
        }
    }
}
