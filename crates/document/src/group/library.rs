//! Arithmetic of the curves that RustCrypto covers.

use super::{
    integer::{Integer, bytes_of, integer},
    point::{Arithmetic, Point},
};
use p256::elliptic_curve::{
    AffinePoint, CurveArithmetic, FieldBytesSize, ProjectivePoint, Scalar,
    ff::PrimeField,
    sec1::{FromSec1Point, ModulusSize, Sec1Point, ToSec1Point},
};
use std::marker::PhantomData;

/// A curve of a library, with coordinates and scalars of `length` bytes.
pub(crate) struct Library<C> {
    length: usize,
    curve: PhantomData<C>,
}

impl<C> Library<C> {
    /// The curve, whose coordinates have this many bytes.
    pub(crate) fn new(length: usize) -> Self {
        Self { length, curve: PhantomData }
    }
}

impl<C> Library<C>
where
    C: CurveArithmetic,
    FieldBytesSize<C>: ModulusSize,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
{
    fn read(&self, point: &Point) -> Option<ProjectivePoint<C>> {
        let (x, y) = (bytes_of(&point.x, self.length), bytes_of(&point.y, self.length));
        let encoded = Sec1Point::<C>::from_bytes([&[4][..], &x, &y].concat()).ok()?;
        AffinePoint::<C>::from_sec1_point(&encoded).into_option().map(ProjectivePoint::<C>::from)
    }

    fn write(point: ProjectivePoint<C>) -> Option<Point> {
        let point: AffinePoint<C> = point.into();
        let encoded = point.to_sec1_point(false);
        let (x, y) = (encoded.x()?, encoded.y()?);
        Some(Point { x: integer(x)?, y: integer(y)? })
    }
}

impl<C> Arithmetic for Library<C>
where
    C: CurveArithmetic,
    FieldBytesSize<C>: ModulusSize,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
{
    fn contains(&self, point: &Point) -> bool {
        let fits = point.x.bit_width_vartime().max(point.y.bit_width_vartime()) as usize
            <= self.length * 8;
        fits && self.read(point).is_some()
    }

    fn multiply(&self, scalar: &Integer, point: &Point) -> Option<Point> {
        let mut repr = <Scalar<C> as PrimeField>::Repr::default();
        AsMut::<[u8]>::as_mut(&mut repr).copy_from_slice(&bytes_of(scalar, self.length));
        let scalar = Scalar::<C>::from_repr(repr).into_option()?;
        Self::write(self.read(point)? * scalar)
    }

    fn add(&self, one: &Point, other: &Point) -> Option<Point> {
        Self::write(self.read(one)? + self.read(other)?)
    }
}
