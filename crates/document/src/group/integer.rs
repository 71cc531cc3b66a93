//! Integers and residues of at most 576 bits: enough for all curves and their orders.

use crypto_bigint::{
    Odd, U576,
    modular::{FixedMontyForm, FixedMontyParams},
};

/// A coordinate or a scalar.
pub(crate) type Integer = U576;
/// A residue modulo the prime or the order of a curve, in Montgomery form.
pub(crate) type Residue = FixedMontyForm<{ U576::LIMBS }>;

/// Integer of big-endian bytes; leading zeros are allowed.
pub(crate) fn integer(bytes: &[u8]) -> Option<Integer> {
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    let digits = &bytes[start..];
    let mut padded = [0; U576::BYTES];
    let at = padded.len().checked_sub(digits.len())?;
    padded[at..].copy_from_slice(digits);
    Some(Integer::from_be_slice(&padded))
}

/// Integer of hexadecimal digits of the tables in this crate.
pub(crate) fn integer_of_hex(digits: &str) -> Integer {
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit - b'a' + 10,
    };
    let pairs = digits.as_bytes().chunks(2);
    let bytes: Vec<u8> = pairs.map(|pair| nibble(pair[0]) << 4 | nibble(pair[1])).collect();
    integer(&bytes).unwrap_or(Integer::ZERO)
}

/// The last `length` big-endian bytes.
pub(crate) fn bytes_of(number: &Integer, length: usize) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    bytes.as_ref()[U576::BYTES - length..].to_vec()
}

/// The integers modulo an odd number.
#[derive(Clone)]
pub(crate) struct Modulus {
    params: FixedMontyParams<{ U576::LIMBS }>,
}

impl Modulus {
    /// Modulo an odd number of the tables.
    pub(crate) fn new(modulus: &Integer) -> Self {
        // All primes and orders of the tables are odd, so the default never stands in.
        let odd = Odd::new(*modulus).into_option().unwrap_or_default();
        Self { params: FixedMontyParams::new_vartime(odd) }
    }

    /// The modulus itself.
    pub(crate) fn value(&self) -> &Integer {
        self.params.modulus().as_ref()
    }

    /// Residue of a number below the modulus.
    pub(crate) fn residue(&self, number: &Integer) -> Residue {
        Residue::new(number, &self.params)
    }

    /// Residue of big-endian bytes of any length.
    pub(crate) fn reduce(&self, bytes: &[u8]) -> Residue {
        let base = self.residue(&Integer::from_u16(256));
        bytes.iter().fold(Residue::zero(&self.params), |sum, byte| {
            sum.mul(&base).add(&self.residue(&Integer::from_u8(*byte)))
        })
    }

    /// Zero.
    pub(crate) fn zero(&self) -> Residue {
        Residue::zero(&self.params)
    }

    /// One.
    pub(crate) fn one(&self) -> Residue {
        Residue::one(&self.params)
    }
}
