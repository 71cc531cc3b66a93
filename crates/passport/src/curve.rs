//! Elliptic curves with big integers and affine coordinates, short enough to be read as their definition; only
//! multiples are computed otherwise. Nothing of it is shared with the product.

use crate::{jacobian::multiply, random::Numbers};
use num_bigint::BigUint;

/// A curve y² = x³ + ax + b with its generator and order, hexadecimal.
pub(crate) struct Curve {
    /// The number of PACE's standardized domain parameters: ICAO 9303-11 table 6.
    pub id: u8,
    /// Contents of the object identifier.
    pub oid: &'static [u8],
    prime: &'static str,
    a: &'static str,
    b: &'static str,
    x: &'static str,
    y: &'static str,
    order: &'static str,
}

/// A point; none is the point at infinity.
pub(crate) type AffinePoint = Option<(BigUint, BigUint)>;

/// All curves of the standard.
#[rustfmt::skip]
pub(crate) static CURVES: [Curve; 11] = [
    Curve {
        id: 8, oid: &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x01],
        prime: "fffffffffffffffffffffffffffffffeffffffffffffffff",
        a: "fffffffffffffffffffffffffffffffefffffffffffffffc",
        b: "64210519e59c80e70fa7e9ab72243049feb8deecc146b9b1",
        x: "188da80eb03090f67cbf20eb43a18800f4ff0afd82ff1012",
        y: "07192b95ffc8da78631011ed6b24cdd573f977a11e794811",
        order: "ffffffffffffffffffffffff99def836146bc9b1b4d22831",
    },
    Curve {
        id: 10, oid: &[0x2b, 0x81, 0x04, 0x00, 0x21],
        prime: "ffffffffffffffffffffffffffffffff000000000000000000000001",
        a: "fffffffffffffffffffffffffffffffefffffffffffffffffffffffe",
        b: "b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4",
        x: "b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21",
        y: "bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34",
        order: "ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d",
    },
    Curve {
        id: 12, oid: &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
        prime: "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        a: "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc",
        b: "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
        x: "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        y: "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
        order: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    },
    Curve {
        id: 15, oid: &[0x2b, 0x81, 0x04, 0x00, 0x22],
        prime: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
        a: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000fffffffc",
        b: "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
        x: "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
        y: "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
        order: "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    },
    Curve {
        id: 18, oid: &[0x2b, 0x81, 0x04, 0x00, 0x23],
        prime: "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        a: "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc",
        b: "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
        x: "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
        y: "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
        order: "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
    },
    Curve {
        id: 9, oid: &[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x03],
        prime: "c302f41d932a36cda7a3463093d18db78fce476de1a86297",
        a: "6a91174076b1e0e19c39c031fe8685c1cae040e5c69a28ef",
        b: "469a28ef7c28cca3dc721d044f4496bcca7ef4146fbf25c9",
        x: "c0a0647eaab6a48753b033c56cb0f0900a2f5c4853375fd6",
        y: "14b690866abd5bb88b5f4828c1490002e6773fa2fa299b8f",
        order: "c302f41d932a36cda7a3462f9e9e916b5be8f1029ac4acc1",
    },
    Curve {
        id: 11, oid: &[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x05],
        prime: "d7c134aa264366862a18302575d1d787b09f075797da89f57ec8c0ff",
        a: "68a5e62ca9ce6c1c299803a6c1530b514e182ad8b0042a59cad29f43",
        b: "2580f63ccfe44138870713b1a92369e33e2135d266dbb372386c400b",
        x: "0d9029ad2c7e5cf4340823b2a87dc68c9e4ce3174c1e6efdee12c07d",
        y: "58aa56f772c0726f24c6b89e4ecdac24354b9e99caa3f6d3761402cd",
        order: "d7c134aa264366862a18302575d0fb98d116bc4b6ddebca3a5a7939f",
    },
    Curve {
        id: 13, oid: &[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x07],
        prime: "a9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377",
        a: "7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9",
        b: "26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6",
        x: "8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262",
        y: "547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997",
        order: "a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7",
    },
    Curve {
        id: 14, oid: &[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x09],
        prime: "d35e472036bc4fb7e13c785ed201e065f98fcfa6f6f40def4f92b9ec7893ec28fcd412b1f1b32e27",
        a: "3ee30b568fbab0f883ccebd46d3f3bb8a2a73513f5eb79da66190eb085ffa9f492f375a97d860eb4",
        b: "520883949dfdbc42d3ad198640688a6fe13f41349554b49acc31dccd884539816f5eb4ac8fb1f1a6",
        x: "43bd7e9afb53d8b85289bcc48ee5bfe6f20137d10a087eb6e7871e2a10a599c710af8d0d39e20611",
        y: "14fdd05545ec1cc8ab4093247f77275e0743ffed117182eaa9c77877aaac6ac7d35245d1692e8ee1",
        order: "d35e472036bc4fb7e13c785ed201e065f98fcfa5b68f12a32d482ec7ee8658e98691555b44c59311",
    },
    Curve {
        id: 16, oid: &[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0b],
        prime: "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123acd3a729901d1a71874700133107ec53",
        a: "7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f8aa5814a503ad4eb04a8c7dd22ce2826",
        b: "04a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d57cb4390295dbc9943ab78696fa504c11",
        x: "1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1e",
        y: "8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff99129280e4646217791811142820341263c5315",
        order: "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565",
    },
    Curve {
        id: 17, oid: &[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0d],
        prime: "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca703308717d4d9b009bc66842aecda12ae6a380e62881ff2f2d82c68528aa6056583a48f3",
        a: "7830a3318b603b89e2327145ac234cc594cbdd8d3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94ca",
        b: "3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94cadc083e67984050b75ebae5dd2809bd638016f723",
        x: "81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098eff3b1f78e2d0d48d50d1687b93b97d5f7c6d5047406a5e688b352209bcb9f822",
        y: "7dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111b2dcde494a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892",
        order: "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069",
    },
];

fn number(digits: &str) -> BigUint {
    BigUint::parse_bytes(digits.as_bytes(), 16).unwrap_or_default()
}

impl Curve {
    /// The curve of these domain parameters of PACE.
    pub(crate) fn of(id: u8) -> &'static Self {
        CURVES.iter().find(|curve| curve.id == id).unwrap_or(&CURVES[0])
    }

    /// The generator.
    pub(crate) fn generator(&self) -> AffinePoint {
        Some((number(self.x), number(self.y)))
    }

    /// The order.
    pub(crate) fn order(&self) -> BigUint {
        number(self.order)
    }

    /// Length of a coordinate in bytes.
    pub(crate) fn length(&self) -> usize {
        self.prime.len() / 2
    }

    /// Length of the prime in bits.
    pub(crate) fn bits(&self) -> usize {
        number(self.prime).bits() as usize
    }

    /// The sum of two points.
    pub(crate) fn add(&self, one: &AffinePoint, other: &AffinePoint) -> AffinePoint {
        let ((x1, y1), (x2, y2)) = match (one, other) {
            (None, point) | (point, None) => return point.clone(),
            (Some(one), Some(other)) => (one, other),
        };
        let p = number(self.prime);
        let (rise, run) = if x1 != x2 {
            (y2 + &p - y1, x2 + &p - x1)
        } else if y1 == y2 && *y1 != BigUint::ZERO {
            (3u8 * x1 * x1 + number(self.a), 2u8 * y1)
        } else {
            return None;
        };
        let slope = rise * (run % &p).modinv(&p)? % &p;
        let x3 = (&slope * &slope + &p + &p - x1 - x2) % &p;
        let y3 = (slope * (x1 + &p - &x3) + &p - y1) % &p;
        Some((x3, y3))
    }

    /// The point, `scalar` times.
    pub(crate) fn multiply(&self, scalar: &BigUint, point: &AffinePoint) -> AffinePoint {
        multiply(&number(self.prime), &number(self.a), scalar, point.as_ref()?)
    }

    /// A number below the order, not zero.
    pub(crate) fn secret(&self, numbers: &mut Numbers) -> BigUint {
        BigUint::from_bytes_be(&numbers.bytes(self.length() + 8)) % (self.order() - 1u8) + 1u8
    }

    /// A coordinate with leading zeros.
    pub(crate) fn coordinate(&self, number: &BigUint) -> Vec<u8> {
        padded(number, self.length())
    }

    /// The uncompressed encoding.
    pub(crate) fn encode(&self, point: &AffinePoint) -> Vec<u8> {
        match point {
            Some((x, y)) => [vec![4], self.coordinate(x), self.coordinate(y)].concat(),
            None => vec![0],
        }
    }

    /// The inverse of [`Self::encode`], without a check.
    pub(crate) fn decode(&self, bytes: &[u8]) -> AffinePoint {
        let (x, y) = bytes.get(1..)?.split_at_checked(self.length())?;
        Some((BigUint::from_bytes_be(x), BigUint::from_bytes_be(y)))
    }

    /// ECDSA of a digest, r and s.
    pub(crate) fn sign(
        &self,
        secret: &BigUint,
        digest: &[u8],
        numbers: &mut Numbers,
    ) -> (BigUint, BigUint) {
        let order = self.order();
        let kept = digest.len().min(self.order.len() / 2);
        let message = BigUint::from_bytes_be(&digest[..kept]);
        loop {
            let nonce = self.secret(numbers);
            let Some((x, _)) = self.multiply(&nonce, &self.generator()) else { continue };
            let r = x % &order;
            let Some(inverse) = nonce.modinv(&order) else { continue };
            let s = inverse * (&message + &r * secret) % &order;
            if r != BigUint::ZERO && s != BigUint::ZERO {
                return (r, s);
            }
        }
    }

    /// The point of integrated mapping for a seed, ICAO 9303-11 appendix B.2.
    pub(crate) fn point_of_seed(&self, seed: &[u8]) -> AffinePoint {
        let (p, a, b) = (number(self.prime), number(self.a), number(self.b));
        let t = BigUint::from_bytes_be(seed) % &p;
        let alpha = (&p - &t * &t % &p) % &p;
        let shift = (&alpha + &alpha * &alpha).modinv(&p)?;
        let x2 = (&p - b * a.modinv(&p)? % &p) * (1u8 + shift) % &p;
        let h2 = (&x2 * &x2 % &p * &x2 + &a * &x2 + number(self.b)) % &p;
        let root = h2.modpow(&((&p + 1u8) / 4u8), &p);
        if &root * &root % &p == h2 {
            return Some((x2, root));
        }
        let y = t.modpow(&BigUint::from(3u8), &p) * h2 % &p * root.modinv(&p)? % &p;
        Some((alpha * x2 % p, y))
    }

    /// Explicit parameters: SEC 1 section C.2.
    pub(crate) fn explicit(&self) -> Vec<u8> {
        use document::tlv::tlv;
        let unsigned = |digits: &str| {
            let bytes = number(digits).to_bytes_be();
            let sign: &[u8] = if bytes[0] & 0x80 == 0 { &[] } else { &[0] };
            tlv(2, &[sign, &bytes])
        };
        let octets = |digits: &str| tlv(4, &[&padded(&number(digits), self.length())]);
        let field =
            tlv(0x30, &[&tlv(6, &[&[0x2a, 0x86, 0x48, 0xce, 0x3d, 1, 1]]), &unsigned(self.prime)]);
        let equation = tlv(0x30, &[&octets(self.a), &octets(self.b)]);
        let generator = tlv(4, &[&self.encode(&self.generator())]);
        tlv(0x30, &[&[2, 1, 1], &field, &equation, &generator, &unsigned(self.order), &[2, 1, 1]])
    }
}

/// Big-endian bytes with leading zeros.
pub(crate) fn padded(number: &BigUint, length: usize) -> Vec<u8> {
    let bytes = number.to_bytes_be();
    [vec![0; length.saturating_sub(bytes.len())], bytes].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_multiple_is_a_repeated_sum() {
        for curve in &CURVES {
            let generator = curve.generator();
            let mut sum = None;
            for scalar in 0..20u8 {
                assert_eq!(curve.multiply(&scalar.into(), &generator), sum, "{scalar}");
                sum = curve.add(&sum, &generator);
            }
            let (order, one) = (curve.order(), BigUint::from(1u8));
            assert_eq!(curve.multiply(&order, &generator), None);
            let last = curve.multiply(&(&order - &one), &generator);
            assert_eq!(curve.add(&last, &generator), None);
            assert_eq!(curve.multiply(&(order + one), &generator), generator);
        }
    }
}
