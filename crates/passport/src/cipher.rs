//! Block ciphers of a chip's channel. CBC, CMAC and the retail MAC are written out here; only the single
//! block comes from a library.

use crate::hash::Hash;
use aes::{
    Aes128, Aes192, Aes256,
    cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit},
};
use des::{Des, TdesEde2};

/// A cipher by the last arc of its protocols.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cipher {
    /// 3DES with two keys.
    TripleDes = 1,
    /// AES with 128 bits.
    Aes128 = 2,
    /// AES with 192 bits.
    Aes192 = 3,
    /// AES with 256 bits.
    Aes256 = 4,
}

impl Cipher {
    /// Length of a block.
    pub fn block(self) -> usize {
        if self == Self::TripleDes { 8 } else { 16 }
    }

    /// Length of a key.
    pub fn key_length(self) -> usize {
        [16, 16, 24, 32][self as usize - 1]
    }

    /// Key of a secret and a counter.
    pub fn derive(self, secret: &[u8], counter: u8) -> Vec<u8> {
        let hash = if self.key_length() > 16 { Hash::Sha256 } else { Hash::Sha1 };
        hash.digest(&[secret, &[0, 0, 0, counter]])[..self.key_length()].to_vec()
    }

    fn one(self, key: &[u8], block: &[u8], forward: bool) -> Vec<u8> {
        macro_rules! run {
            ($cipher:ty) => {{
                let mut bytes = block.to_vec();
                if let (Ok(cipher), Ok(array)) =
                    (<$cipher>::new_from_slice(key), bytes.as_mut_slice().try_into())
                {
                    if forward { cipher.encrypt_block(array) } else { cipher.decrypt_block(array) }
                }
                bytes
            }};
        }
        match self {
            Self::TripleDes => run!(TdesEde2),
            Self::Aes128 => run!(Aes128),
            Self::Aes192 => run!(Aes192),
            Self::Aes256 => run!(Aes256),
        }
    }

    /// CBC.
    pub fn encrypt(self, key: &[u8], start: &[u8], data: &[u8]) -> Vec<u8> {
        let mut last = start.to_vec();
        let mut output = Vec::new();
        for block in data.chunks(self.block()) {
            last = self.one(key, &xor(&last, block), true);
            output.extend_from_slice(&last);
        }
        output
    }

    /// The inverse of [`Self::encrypt`].
    pub fn decrypt(self, key: &[u8], start: &[u8], data: &[u8]) -> Vec<u8> {
        let mut last = start.to_vec();
        let mut output = Vec::new();
        for block in data.chunks(self.block()) {
            output.extend(xor(&last, &self.one(key, block, false)));
            last = block.to_vec();
        }
        output
    }

    /// Checksum: retail MAC with its padding, or CMAC.
    pub fn mac(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        if self != Self::TripleDes {
            return self.cmac(key, message)[..8].to_vec();
        }
        let single = |half: &[u8], block: Vec<u8>, forward: bool| {
            let mut bytes = block;
            if let (Ok(cipher), Ok(array)) =
                (Des::new_from_slice(half), bytes.as_mut_slice().try_into())
            {
                if forward { cipher.encrypt_block(array) } else { cipher.decrypt_block(array) }
            }
            bytes
        };
        let mut sum = vec![0; 8];
        for block in pad(message, 8).chunks(8) {
            sum = single(&key[..8], xor(&sum, block), true);
        }
        single(&key[..8], single(&key[8..], sum, false), true)
    }

    /// RFC 4493.
    fn cmac(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        let double = |bytes: &[u8]| {
            let mut carry = 0;
            let mut doubled: Vec<u8> = bytes
                .iter()
                .rev()
                .map(|byte| {
                    let shifted = byte << 1 | carry;
                    carry = byte >> 7;
                    shifted
                })
                .collect();
            doubled[0] ^= carry * 0x87;
            doubled.reverse();
            doubled
        };
        let first = double(&self.one(key, &[0; 16], true));
        let whole = !message.is_empty() && message.len().is_multiple_of(16);
        let mut padded = if whole { message.to_vec() } else { pad(message, 16) };
        let mask = if whole { first } else { double(&first) };
        let at = padded.len() - 16;
        let masked = xor(&padded[at..], &mask);
        padded.splice(at.., masked);
        let sums = self.encrypt(key, &[0; 16], &padded);
        sums[sums.len() - 16..].to_vec()
    }
}

fn xor(one: &[u8], other: &[u8]) -> Vec<u8> {
    one.iter().zip(other).map(|(one, other)| one ^ other).collect()
}

/// 80, then zeros up to a whole block.
pub(crate) fn pad(message: &[u8], block: usize) -> Vec<u8> {
    let mut padded = [message, &[0x80]].concat();
    padded.resize(padded.len().next_multiple_of(block), 0);
    padded
}

/// Without padding.
pub(crate) fn unpad(padded: &[u8]) -> Vec<u8> {
    let end = padded.iter().rposition(|byte| *byte != 0).unwrap_or(0);
    padded[..end].to_vec()
}
