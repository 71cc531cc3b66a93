//! A point of a curve, and the arithmetic that protocols and signatures need.

use super::integer::Integer;

/// A point in affine coordinates. It is on its curve and is not the point at infinity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) x: Integer,
    pub(crate) y: Integer,
}

/// Arithmetic of one curve. `None` stands for the point at infinity.
pub(crate) trait Arithmetic {
    /// True if the coordinates are below the prime and satisfy the curve's equation.
    fn contains(&self, point: &Point) -> bool;
    /// The point, `scalar` times; in constant time, because scalars are secrets.
    fn multiply(&self, scalar: &Integer, point: &Point) -> Option<Point>;
    /// The sum of two points.
    fn add(&self, one: &Point, other: &Point) -> Option<Point>;
}
