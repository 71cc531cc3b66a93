//! No security object is authenticated unless the authority signed exactly its content.

#![no_main]

mod memory;

use std::sync::LazyLock;

use document::{Conditions, Date, SignedData, Sod, Trust, authenticate};
use libfuzzer_sys::fuzz_target;
use passport::samples;

const SOD: u16 = 0x011d;
const DG1: u16 = 0x0101;
const CARD_SECURITY: u16 = 0x811d;
const MOST_GROUPS: usize = 16;

/// All authorities of the software passports, and what they signed.
struct Known {
    trust: Trust,
    contents: Vec<Vec<u8>>,
    dg1: Vec<u8>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let passports: Vec<_> = samples().into_iter().map(|sample| sample.passport).collect();
    let mut trust = passports[0].trust();
    trust.anchors = passports.iter().flat_map(|passport| passport.trust().anchors).collect();
    trust.anchors.dedup();
    let sods = passports.iter().filter_map(|passport| passport.file(SOD));
    let sods = sods.map(|file| Sod::read(file).map(|sod| sod.signed));
    let securities = passports.iter().filter_map(|passport| passport.file(CARD_SECURITY));
    let signed = sods.chain(securities.map(SignedData::read));
    let contents = signed.map(|signed| signed.expect("an unchanged file").content).collect();
    let dg1 = passports[0].file(DG1).expect("every passport has it").to_vec();
    Known { trust, contents, dg1 }
});

// Passports are made before the first input, whose time is limited.
fuzz_target!(init: { LazyLock::force(&KNOWN); }, |bytes: &[u8]| {
    let known = &*KNOWN;
    if let Ok(signed) = SignedData::read(bytes) {
        check(&signed, known);
    }
    if let Ok(sod) = Sod::read(bytes) {
        let is_signed = check(&sod.signed, known);
        assert!((0..=u8::MAX).filter(|group| sod.lists(*group)).count() <= MOST_GROUPS);
        assert!(sod.check(1, &known.dg1).is_err() || sod.lists(1));
        assert!(!is_signed || sod.check(1, &known.dg1).is_ok());
    }
});

/// True if the data are authenticated.
fn check(signed: &SignedData, known: &Known) -> bool {
    let on = Date { year: 2026, month: 11, day: 30 };
    let judge = |signer_may_have_expired, issuer| {
        let conditions = Conditions { on, signer_may_have_expired };
        authenticate(signed, &known.trust, issuer, conditions).is_ok()
    };
    let is_signed = judge(true, None);
    assert!(!is_signed || known.contents.contains(&signed.content));
    // Further conditions never accept more.
    assert!(is_signed || !judge(false, Some(b"UTO")));
    assert!(!judge(true, Some(b"D")));
    is_signed
}
