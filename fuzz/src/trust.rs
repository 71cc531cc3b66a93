//! A trust list that is read is written back identically, and a broken one does not make a document signed.

#![no_main]

mod memory;

use std::sync::LazyLock;

use document::{Conditions, Date, PublicKey, Sod, Trust, authenticate};
use libfuzzer_sys::fuzz_target;
use passport::samples;

const SOD: u16 = 0x011d;

/// A security object, and the key of the authority that signed for its signer.
struct Document {
    sod: Sod,
    authority: PublicKey,
}

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let passports = samples().into_iter().map(|sample| sample.passport);
    let documents = passports.map(|passport| {
        let sod = Sod::read(passport.file(SOD).expect("every passport has it"));
        let authority = PublicKey::read(&passport.trust().anchors[0].key_info);
        Document {
            sod: sod.expect("an unchanged file"),
            authority: authority.expect("an unchanged key"),
        }
    });
    documents.collect()
});

// Passports are made before the first input, whose time is limited.
fuzz_target!(init: { LazyLock::force(&DOCUMENTS); }, |bytes: &[u8]| {
    let Ok(trust) = Trust::read(bytes) else { return };
    assert!(trust.write().is_ok_and(|written| written == bytes));
    let on = Date { year: 2026, month: 11, day: 30 };
    let conditions = Conditions { on, signer_may_have_expired: true };
    for Document { sod, authority } in &*DOCUMENTS {
        if authenticate(&sod.signed, &trust, Some(b"UTO"), conditions).is_ok() {
            let mut keys = trust.anchors.iter().map(|anchor| PublicKey::read(&anchor.key_info));
            assert!(keys.any(|key| key.is_ok_and(|key| key == *authority)));
        }
    }
});
