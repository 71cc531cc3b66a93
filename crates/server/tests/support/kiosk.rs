//! A kiosk that signs, as its browser would.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use wire::{Proof, PublicKey, Signature};

/// The time of the last proof, of whichever kiosk: two of one message are of two times.
static LAST: AtomicU64 = AtomicU64::new(0);

pub(crate) struct Kiosk {
    pair: EcdsaKeyPair,
    random: SystemRandom,
}

impl Kiosk {
    /// With a new key pair.
    pub(crate) fn new() -> Self {
        let random = SystemRandom::new();
        let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(kind, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(kind, document.as_ref(), &random).unwrap();
        Self { pair, random }
    }

    pub(crate) fn key(&self) -> PublicKey {
        PublicKey(self.pair.public_key().as_ref().try_into().unwrap())
    }

    /// The value of the proof's header. Each is of another time than the one before.
    pub(crate) fn sign(&self, path: &str, body: &str) -> String {
        let now = Timestamp::now().as_millisecond().unsigned_abs();
        let next = |last: u64| Some(now.max(last + 1));
        let before = LAST.fetch_update(Ordering::SeqCst, Ordering::SeqCst, next).unwrap();
        self.sign_at(now.max(before + 1), path, body)
    }

    pub(crate) fn sign_at(&self, at: u64, path: &str, body: &str) -> String {
        let signed = Proof::signed(path, at, body);
        let signature = self.pair.sign(&self.random, signed.as_bytes()).unwrap();
        let signature = Signature(signature.as_ref().try_into().unwrap());
        Proof { at, signature }.to_string()
    }
}
