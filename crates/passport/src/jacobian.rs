//! Multiples of points in Jacobian coordinates, which need one inversion in the end instead of one a step.

use num_bigint::BigUint;

/// x = X / Z^2 and y = Y / Z^3; infinity if Z is zero.
struct Point {
    x: BigUint,
    y: BigUint,
    z: BigUint,
}

/// The `scalar` multiple of an affine point of y^2 = x^3 + ax + b modulo `p`; none if it is infinity.
pub(crate) fn multiply(
    p: &BigUint,
    a: &BigUint,
    scalar: &BigUint,
    point: &(BigUint, BigUint),
) -> Option<(BigUint, BigUint)> {
    let one = BigUint::from(1u8);
    let mut sum = Point { x: one.clone(), y: one, z: BigUint::ZERO };
    for bit in (0..scalar.bits()).rev() {
        sum = double(p, a, &sum);
        if scalar.bit(bit) {
            sum = add(p, a, sum, point);
        }
    }
    let inverse = sum.z.modinv(p)?;
    let square = &inverse * &inverse % p;
    Some((sum.x * &square % p, sum.y * (square * inverse % p) % p))
}

/// `one - other`, both below `p`.
fn minus(p: &BigUint, one: &BigUint, other: &BigUint) -> BigUint {
    (one + p - other) % p
}

fn double(p: &BigUint, a: &BigUint, point: &Point) -> Point {
    let y2 = &point.y * &point.y % p;
    let z2 = &point.z * &point.z % p;
    let s = (4u8 * &point.x * &y2) % p;
    let slope = (3u8 * &point.x * &point.x + a * (&z2 * &z2 % p)) % p;
    let x = minus(p, &(&slope * &slope % p), &(2u8 * &s % p));
    let y = minus(p, &(slope * minus(p, &s, &x) % p), &(8u8 * &y2 * &y2 % p));
    Point { x, y, z: 2u8 * &point.y * &point.z % p }
}

fn add(p: &BigUint, a: &BigUint, point: Point, (x2, y2): &(BigUint, BigUint)) -> Point {
    if point.z == BigUint::ZERO {
        return Point { x: x2 % p, y: y2 % p, z: BigUint::from(1u8) };
    }
    let z2 = &point.z * &point.z % p;
    let run = minus(p, &(x2 * &z2 % p), &point.x);
    let rise = minus(p, &(y2 * (&z2 * &point.z % p) % p), &point.y);
    if run == BigUint::ZERO && rise == BigUint::ZERO {
        return double(p, a, &point);
    }
    let run2 = &run * &run % p;
    let run3 = &run2 * &run % p;
    let middle = point.x * run2 % p;
    let x = minus(p, &(&rise * &rise % p), &((&run3 + 2u8 * &middle) % p));
    let y = minus(p, &(rise * minus(p, &middle, &x) % p), &(point.y * run3 % p));
    Point { x, y, z: run * point.z % p }
}
