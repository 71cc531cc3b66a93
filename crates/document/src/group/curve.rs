//! A curve with its generator and order, and the encoding of its points.

use super::{
    integer::{Integer, Modulus, Residue, bytes_of, integer, integer_of_hex},
    known::{CURVES, CurveName, CurveParameters},
    library::Library,
    point::{Arithmetic, Point},
    weierstrass::Weierstrass,
};

const UNCOMPRESSED: u8 = 4;

/// One of the standardized curves.
pub(crate) struct Curve {
    parameters: &'static CurveParameters,
    arithmetic: Box<dyn Arithmetic>,
    order: Modulus,
}

impl Curve {
    /// The curve with this name.
    pub(crate) fn new(name: CurveName) -> Self {
        let parameters = name.parameters();
        let length = parameters.length();
        let arithmetic: Box<dyn Arithmetic> = match name {
            CurveName::P256 => Box::new(Library::<p256::NistP256>::new(length)),
            CurveName::P384 => Box::new(Library::<p384::NistP384>::new(length)),
            CurveName::P521 => Box::new(Library::<p521::NistP521>::new(length)),
            CurveName::Brainpool256 => Box::new(Library::<bp256::BrainpoolP256r1>::new(length)),
            CurveName::Brainpool384 => Box::new(Library::<bp384::BrainpoolP384r1>::new(length)),
            _ => Box::new(Weierstrass::new(parameters)),
        };
        let order = Modulus::new(&integer_of_hex(parameters.order));
        Self { parameters, arithmetic, order }
    }

    /// The curve of these standardized domain parameters of PACE.
    pub(crate) fn of_pace(id: u32) -> Option<Self> {
        CURVES.iter().find(|curve| curve.pace == id).map(|curve| Self::new(curve.name))
    }

    /// Length of a coordinate in bytes.
    pub(crate) fn length(&self) -> usize {
        self.parameters.length()
    }

    /// Length of the prime in bits.
    pub(crate) fn bits(&self) -> usize {
        integer_of_hex(self.parameters.prime).bit_width_vartime() as usize
    }

    /// Length of the order in bytes.
    pub(crate) fn order_length(&self) -> usize {
        self.parameters.order.len() / 2
    }

    /// Integers modulo the order.
    pub(crate) fn order(&self) -> &Modulus {
        &self.order
    }

    /// The generator.
    pub(crate) fn generator(&self) -> Point {
        let (x, y) = (integer_of_hex(self.parameters.x), integer_of_hex(self.parameters.y));
        Point { x, y }
    }

    /// The point `scalar` times; `None` for infinity.
    pub(crate) fn multiply(&self, scalar: &Integer, point: &Point) -> Option<Point> {
        self.arithmetic.multiply(scalar, point)
    }

    /// The sum; `None` for infinity.
    pub(crate) fn add(&self, one: &Point, other: &Point) -> Option<Point> {
        self.arithmetic.add(one, other)
    }

    /// The point with this uncompressed encoding (SEC 1), if it is on the curve.
    pub(crate) fn decode(&self, bytes: &[u8]) -> Option<Point> {
        let (&UNCOMPRESSED, coordinates) = bytes.split_first()? else {
            return None;
        };
        if coordinates.len() != 2 * self.length() {
            return None;
        }
        let (x, y) = coordinates.split_at(self.length());
        let point = Point { x: integer(x)?, y: integer(y)? };
        self.arithmetic.contains(&point).then_some(point)
    }

    /// The uncompressed encoding.
    pub(crate) fn encode(&self, point: &Point) -> Vec<u8> {
        let (x, y) = (bytes_of(&point.x, self.length()), bytes_of(&point.y, self.length()));
        [&[UNCOMPRESSED][..], &x, &y].concat()
    }

    /// The point that integrated mapping gives for `seed`, ICAO 9303-11 appendix B.2, by Brier et al. 2010:
    /// only for primes that are 3 modulo 4.
    pub(crate) fn point_of_seed(&self, seed: &[u8]) -> Option<Point> {
        let prime = integer_of_hex(self.parameters.prime);
        if prime.as_limbs()[0].0 & 3 != 3 {
            return None;
        }
        let field = Modulus::new(&prime);
        let a = field.residue(&integer_of_hex(self.parameters.a));
        let b = field.residue(&integer_of_hex(self.parameters.b));
        let t = field.reduce(seed);
        let alpha = t.square().neg();
        let shift: Residue = alpha.add(&alpha.square()).invert().into_option()?;
        let ratio: Residue = a.invert().into_option()?;
        let x2 = b.mul(&ratio).neg().mul(&field.one().add(&shift));
        let h2 = x2.square().add(&a).mul(&x2).add(&b);
        // p - 1 - (p + 1) / 4, where (p + 1) / 4 is floor(p / 4) + 1.
        let exponent = prime.wrapping_sub(&(prime >> 2u32)).wrapping_sub(&Integer::from_u8(2));
        let root = h2.pow(&exponent);
        let (x, y) = if root.square().mul(&h2) == field.one() {
            (x2, root.mul(&h2))
        } else {
            (alpha.mul(&x2), root.mul(&t.square().mul(&t).mul(&h2)))
        };
        Some(Point { x: x.retrieve(), y: y.retrieve() })
    }
}
