//! Arithmetic of any curve with prime order, for the curves that no library covers.
//!
//! Addition is algorithm 1 of Renes, Costello and Batina, "Complete addition formulas for prime order
//! elliptic curves" (2016): one formula for all pairs of points, without a branch.

use super::{
    integer::{Integer, Modulus, Residue, integer_of_hex},
    known::CurveParameters,
    point::{Arithmetic, Point},
};
use crypto_bigint::{Choice, CtSelect};

/// A curve y² = x³ + ax + b.
pub(crate) struct Weierstrass {
    field: Modulus,
    a: Residue,
    b: Residue,
    triple_b: Residue,
    order_bits: u32,
}

/// (X : Y : Z), which stands for (X/Z, Y/Z), or for infinity if Z is zero.
#[derive(Clone, Copy)]
struct Projective {
    x: Residue,
    y: Residue,
    z: Residue,
}

impl Weierstrass {
    /// The curve with these parameters.
    pub(crate) fn new(parameters: &CurveParameters) -> Self {
        let field = Modulus::new(&integer_of_hex(parameters.prime));
        let a = field.residue(&integer_of_hex(parameters.a));
        let b = field.residue(&integer_of_hex(parameters.b));
        let order_bits = integer_of_hex(parameters.order).bit_width_vartime();
        Self { field, a, b, triple_b: b.double().add(&b), order_bits }
    }

    fn projective(&self, point: &Point) -> Projective {
        let (x, y) = (self.field.residue(&point.x), self.field.residue(&point.y));
        Projective { x, y, z: self.field.one() }
    }

    fn affine(&self, point: &Projective) -> Option<Point> {
        let inverse: Residue = point.z.invert().into_option()?;
        let (x, y) = (point.x.mul(&inverse), point.y.mul(&inverse));
        Some(Point { x: x.retrieve(), y: y.retrieve() })
    }

    fn sum(&self, p: &Projective, q: &Projective) -> Projective {
        let (xx, yy, zz) = (p.x.mul(&q.x), p.y.mul(&q.y), p.z.mul(&q.z));
        let xy = p.x.add(&p.y).mul(&q.x.add(&q.y)).sub(&xx.add(&yy));
        let xz = p.x.add(&p.z).mul(&q.x.add(&q.z)).sub(&xx.add(&zz));
        let yz = p.y.add(&p.z).mul(&q.y.add(&q.z)).sub(&yy.add(&zz));
        let azz = self.a.mul(&zz);
        let offset = self.triple_b.mul(&zz).add(&self.a.mul(&xz));
        let (low, high) = (yy.sub(&offset), yy.add(&offset));
        let slope = xx.double().add(&xx).add(&azz);
        let mixed = self.triple_b.mul(&xz).add(&self.a.mul(&xx.sub(&azz)));
        Projective {
            x: xy.mul(&low).sub(&yz.mul(&mixed)),
            y: low.mul(&high).add(&slope.mul(&mixed)),
            z: yz.mul(&high).add(&xy.mul(&slope)),
        }
    }
}

impl Arithmetic for Weierstrass {
    fn contains(&self, point: &Point) -> bool {
        let prime = self.field.value();
        if point.x >= *prime || point.y >= *prime {
            return false;
        }
        let Projective { x, y, .. } = self.projective(point);
        y.square() == x.square().add(&self.a).mul(&x).add(&self.b)
    }

    fn multiply(&self, scalar: &Integer, point: &Point) -> Option<Point> {
        let point = self.projective(point);
        let zero = self.field.zero();
        let mut sum = Projective { x: zero, y: self.field.one(), z: zero };
        for bit in (0..self.order_bits).rev() {
            sum = self.sum(&sum, &sum);
            let more = self.sum(&sum, &point);
            let chosen: Choice = scalar.bit(bit);
            sum.x = Residue::ct_select(&sum.x, &more.x, chosen);
            sum.y = Residue::ct_select(&sum.y, &more.y, chosen);
            sum.z = Residue::ct_select(&sum.z, &more.z, chosen);
        }
        self.affine(&sum)
    }

    fn add(&self, one: &Point, other: &Point) -> Option<Point> {
        self.affine(&self.sum(&self.projective(one), &self.projective(other)))
    }
}
