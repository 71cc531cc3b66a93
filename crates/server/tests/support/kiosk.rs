//! A kiosk that signs, as its browser would.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

use jiff::Timestamp;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use wire::{Proof, PublicKey, Signature};

/// The second of the last proof of each message: two of one message are of two seconds.
static LAST: LazyLock<Mutex<HashMap<String, u64>>> = LazyLock::new(Mutex::default);

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

    /// The value of the proof's header. Each is of a later second than the one of the same message
    /// before, as far as the server's clock allows.
    pub(crate) fn sign(&self, path: &str, body: &str) -> String {
        let now = Timestamp::now().as_second().unsigned_abs();
        let mut all = LAST.lock().unwrap();
        let last = all.entry(body.to_owned()).or_default();
        *last = (now.max(*last) + 1).min(now + 290);
        self.sign_at(*last * Proof::GRAIN, path, body)
    }

    pub(crate) fn sign_at(&self, at: u64, path: &str, body: &str) -> String {
        let signed = Proof::signed(path, at, body);
        let signature = self.pair.sign(&self.random, signed.as_bytes()).unwrap();
        let signature = Signature(signature.as_ref().try_into().unwrap());
        Proof { at, signature }.to_string()
    }
}
