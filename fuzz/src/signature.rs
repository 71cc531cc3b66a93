//! No key, proof or body crashes the signature check, and no random proof is valid.

#![no_main]

use libfuzzer_sys::fuzz_target;
use server::is_signed_by;
use wire::{Proof, PublicKey, Signature};

/// The generator of P-256: a point that is on the curve.
const POINT: &str = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296\
                     4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

fuzz_target!(|bytes: &[u8]| {
    let Some((signature, rest)) = bytes.split_first_chunk::<64>() else { return };
    let Some((key, body)) = rest.split_first_chunk::<65>() else { return };
    let proof = Proof { at: 1_790_000_000_000, signature: Signature(*signature) };
    let signed = Proof::signed("/v1/results", proof.at, &String::from_utf8_lossy(body));
    let good = PublicKey::try_from(POINT).expect("a valid point");
    for key in [PublicKey(*key), good] {
        assert!(!is_signed_by(&key, &signed, &proof));
    }
    let header = String::from_utf8_lossy(bytes);
    if let Ok(proof) = header.parse::<Proof>() {
        assert!(!is_signed_by(&good, &signed, &proof));
    }
});
