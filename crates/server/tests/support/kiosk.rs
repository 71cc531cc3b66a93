//! A test kiosk that signs its requests.

use std::{cell::RefCell, collections::HashMap};

use jiff::Timestamp;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use wire::{Proof, PublicKey, Signature};

thread_local! {
    /// The second of the last proof of each message in this test: no two proofs have the same
    /// second.
    static LAST: RefCell<HashMap<String, u64>> = RefCell::default();
}

pub(crate) struct Kiosk {
    pair: EcdsaKeyPair,
    random: SystemRandom,
}

impl Kiosk {
    /// A kiosk with a new key pair.
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
        let at = LAST.with_borrow_mut(|all| {
            let last = all.entry(message(body)).or_default();
            *last = (now.max(*last) + 1).min(now + 290);
            *last
        });
        self.sign_at(at * Proof::GRAIN, path, body)
    }

    pub(crate) fn sign_at(&self, at: u64, path: &str, body: &str) -> String {
        let signed = Proof::signed(path, at, body);
        let signature = self.pair.sign(&self.random, signed.as_bytes()).unwrap();
        let signature = Signature(signature.as_ref().try_into().unwrap());
        Proof { at, signature }.to_string()
    }
}

/// A message without its id and spaces, which do not distinguish messages.
fn message(body: &str) -> String {
    let Ok(mut message) = serde_json::from_str::<serde_json::Value>(body) else {
        return body.into();
    };
    if let Some(fields) = message.as_object_mut() {
        fields.remove("id");
    }
    message.to_string()
}
