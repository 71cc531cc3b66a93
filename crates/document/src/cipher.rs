//! The block ciphers of secure messaging and key derivation: ICAO 9303-11 sections 9.7 and 9.8.

use crate::hash::Hash;
use aes::{Aes128, Aes192, Aes256};
use cbc::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt, KeyInit, KeyIvInit,
    block_padding::NoPadding,
};
use cmac::{Cmac, Mac};
use des::{Des, TdesEde2};
use zeroize::Zeroizing;

/// Length of all checksums of the protocols.
pub(crate) const MAC_LENGTH: usize = 8;

/// A block cipher with its key length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cipher {
    TripleDes,
    Aes128,
    Aes192,
    Aes256,
}

/// A key for one cipher, zeroised when dropped.
pub(crate) type CipherKey = Zeroizing<Vec<u8>>;

impl Cipher {
    /// The cipher that the last arc of a protocol's object identifier stands for.
    pub(crate) fn of_arc(arc: u8) -> Option<Self> {
        Some(match arc {
            1 => Self::TripleDes,
            2 => Self::Aes128,
            3 => Self::Aes192,
            4 => Self::Aes256,
            _ => return None,
        })
    }

    /// Length of a block in bytes.
    pub(crate) fn block(self) -> usize {
        if self == Self::TripleDes { 8 } else { 16 }
    }

    /// Length of a key in bytes.
    pub(crate) fn key_length(self) -> usize {
        match self {
            Self::TripleDes | Self::Aes128 => 16,
            Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }

    /// Key derivation function: the hash of the secret and a counter. The parity bits of 3DES keys stay
    /// as they come, because the cipher ignores them.
    pub(crate) fn derive(self, secret: &[u8], counter: u32) -> CipherKey {
        let hash = match self {
            Self::TripleDes | Self::Aes128 => Hash::Sha1,
            Self::Aes192 | Self::Aes256 => Hash::Sha256,
        };
        let mut key = Zeroizing::new(hash.digest(&[secret, &counter.to_be_bytes()]));
        key.truncate(self.key_length());
        key
    }

    /// CBC with initial vector zero.
    pub(crate) fn encrypt(self, key: &[u8], data: &[u8]) -> Vec<u8> {
        self.encrypt_from(key, &vec![0; self.block()], data)
    }

    /// CBC of whole blocks.
    pub(crate) fn encrypt_from(self, key: &[u8], start: &[u8], data: &[u8]) -> Vec<u8> {
        match self {
            Self::TripleDes => encrypt_with::<cbc::Encryptor<TdesEde2>>(key, start, data),
            Self::Aes128 => encrypt_with::<cbc::Encryptor<Aes128>>(key, start, data),
            Self::Aes192 => encrypt_with::<cbc::Encryptor<Aes192>>(key, start, data),
            Self::Aes256 => encrypt_with::<cbc::Encryptor<Aes256>>(key, start, data),
        }
    }

    /// The inverse of [`Self::encrypt_from`].
    pub(crate) fn decrypt_from(self, key: &[u8], start: &[u8], data: &[u8]) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(match self {
            Self::TripleDes => decrypt_with::<cbc::Decryptor<TdesEde2>>(key, start, data),
            Self::Aes128 => decrypt_with::<cbc::Decryptor<Aes128>>(key, start, data),
            Self::Aes192 => decrypt_with::<cbc::Decryptor<Aes192>>(key, start, data),
            Self::Aes256 => decrypt_with::<cbc::Decryptor<Aes256>>(key, start, data),
        })
    }

    /// Checksum of a message that is padded already: retail MAC, or CMAC cut to eight bytes.
    pub(crate) fn mac_of_padded(self, key: &[u8], message: &[u8]) -> [u8; MAC_LENGTH] {
        match self {
            Self::TripleDes => retail_mac(key, message),
            Self::Aes128 => cmac_with::<Cmac<Aes128>>(key, message),
            Self::Aes192 => cmac_with::<Cmac<Aes192>>(key, message),
            Self::Aes256 => cmac_with::<Cmac<Aes256>>(key, message),
        }
    }

    /// Checksum of a message. CMAC pads inside; the retail MAC needs padding.
    pub(crate) fn mac(self, key: &[u8], message: &[u8]) -> [u8; MAC_LENGTH] {
        match self {
            Self::TripleDes => retail_mac(key, &pad(message, self.block())),
            _ => self.mac_of_padded(key, message),
        }
    }
}

/// Padding method 2 of ISO/IEC 9797-1: 80, then zeros up to a whole block.
pub(crate) fn pad(message: &[u8], block: usize) -> Vec<u8> {
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(block), 0);
    padded
}

/// The message without its padding.
pub(crate) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    (padded[end] == 0x80).then(|| &padded[..end])
}

/// MAC algorithm 3 of ISO/IEC 9797-1: DES in CBC mode, and 3DES for the last block.
fn retail_mac(key: &[u8], message: &[u8]) -> [u8; MAC_LENGTH] {
    let (first, second) = key.split_at(key.len() / 2);
    let (Ok(first), Ok(second)) = (Des::new_from_slice(first), Des::new_from_slice(second)) else {
        unreachable!("derived keys have two halves of eight bytes")
    };
    let mut sum = [0; MAC_LENGTH];
    for block in message.chunks(MAC_LENGTH) {
        sum.iter_mut().zip(block).for_each(|(sum, byte)| *sum ^= byte);
        first.encrypt_block((&mut sum).into());
    }
    second.decrypt_block((&mut sum).into());
    first.encrypt_block((&mut sum).into());
    sum
}

fn cmac_with<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> [u8; MAC_LENGTH] {
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else {
        unreachable!("derived keys have the length of their cipher")
    };
    mac.update(message);
    let full = mac.finalize().into_bytes();
    let mut cut = [0; MAC_LENGTH];
    cut.copy_from_slice(&full[..MAC_LENGTH]);
    cut
}

fn encrypt_with<M: BlockModeEncrypt + KeyIvInit>(key: &[u8], start: &[u8], data: &[u8]) -> Vec<u8> {
    let mut bytes = data.to_vec();
    let length = bytes.len();
    let Ok(mode) = M::new_from_slices(key, start) else {
        unreachable!("keys and initial vectors have the lengths of their cipher")
    };
    if mode.encrypt_padded::<NoPadding>(&mut bytes, length).is_err() {
        unreachable!("all data are whole blocks")
    }
    bytes
}

fn decrypt_with<M: BlockModeDecrypt + KeyIvInit>(key: &[u8], start: &[u8], data: &[u8]) -> Vec<u8> {
    let mut bytes = data.to_vec();
    let Ok(mode) = M::new_from_slices(key, start) else {
        unreachable!("keys and initial vectors have the lengths of their cipher")
    };
    if mode.decrypt_padded::<NoPadding>(&mut bytes).is_err() {
        unreachable!("all data are whole blocks")
    }
    bytes
}
