//! The public master lists, and lists made from the authorities of software passports.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test says why it is skipped")]

use document::{Certificate, Conditions, Date, Level, Refusal, SignedData, Trust};
use passport::{Configuration, Fault, Passport};
use std::{
    fs,
    path::{Path, PathBuf},
};
use trust::{Collection, Decision, Deviations, MasterList, TrustError, build, check};

const TODAY: Date = Date { year: 2026, month: 11, day: 30 };

fn vectors() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vectors");
    let folder = std::env::var_os("GANGWAY_VECTORS").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: no {}; set GANGWAY_VECTORS to the folder of vectors", folder.display());
    None
}

/// The certificates that came with a list, among which its signer's authority is pinned.
fn embedded(list: &[u8]) -> Vec<Certificate> {
    SignedData::read(list).unwrap().certificates
}

#[test]
fn the_german_list_becomes_a_trust_list_with_a_report_of_every_certificate() {
    let Some(folder) = vectors() else { return };
    let list = fs::read(folder.join("master-lists/DE_ML_2026-05-28.ml")).unwrap();
    let pinned = embedded(&list);
    assert!(matches!(MasterList::read(&list, &[]), Err(TrustError::NotPinned)));
    let mut collection = Collection::default();
    let read = MasterList::read(&list, &pinned).unwrap();
    assert_eq!(read.certificates.len(), 588);
    read.certificates.into_iter().for_each(|certificate| collection.add(certificate));
    let (trust, report) = build(&collection, &Deviations::default(), TODAY);
    eprintln!(
        "{} keys, {} self-signed, {} links",
        trust.anchors.len(),
        report.count(Decision::SelfSigned),
        report.count(Decision::Linked)
    );
    assert_eq!(report.lines.len(), 588);
    assert_eq!(report.count(Decision::SelfSigned), 375);
    let bytes = trust.write().unwrap();
    eprintln!("{} bytes", bytes.len());
    assert_eq!(Trust::read(&bytes), Ok(trust));
    // A byte of the list that is altered.
    let mut altered = list;
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    assert!(MasterList::read(&altered, &pinned).is_err());
}

#[test]
fn the_files_of_a_passport_are_judged_as_the_kiosk_judges_them() {
    let conditions = Conditions { on: TODAY, signer_may_have_expired: true };
    for (fault, expected) in [
        (None, Ok(Level::Signed)),
        (Some(Fault::UnknownCountry), Ok(Level::Unverified)),
        (Some(Fault::Revoked), Err(Refusal::Revoked)),
        (Some(Fault::PortraitSwapped), Err(Refusal::Hash(2))),
        (Some(Fault::Expired), Err(Refusal::Expired)),
        (Some(Fault::BerSecurityObject), Ok(Level::Signed)),
    ] {
        let configuration = Configuration::default();
        let passport = match fault {
            Some(fault) => Passport::with_fault(configuration, fault),
            None => Passport::new(configuration),
        };
        let file = |id| passport.file(id).unwrap();
        let (sod, dg1, dg2) = (file(0x011d), file(0x0101), file(0x0102));
        let finding = check(sod, Some(dg1), Some(dg2), &passport.trust(), conditions).unwrap();
        assert_eq!(finding.level, expected, "{fault:?}");
        let reason = (expected == Ok(Level::Unverified)).then_some(Refusal::NoAnchor);
        assert_eq!(finding.reason, reason);
    }
}
