//! Public vectors of other people, kept outside the repository: `../shared/data/vectors` beside it.
//!
//! Without that folder these tests say that they are skipped, and pass.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test says why it is skipped")]

use document::{
    Certificate, Conditions, Date, PortraitFormat, PublicKey, Refusal, SignedData, Sod, Trust,
    authenticate, read_dg1, read_dg2,
    tlv::{Tlv, tlv},
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// A folder of vectors, if it is there.
fn folder(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let beside = root.join("../shared/data/vectors");
    let folder = std::env::var_os("GANGWAY_VECTORS").map_or(beside, PathBuf::from).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: no {}; set GANGWAY_VECTORS to the folder of vectors", folder.display());
    None
}

fn read(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join(name)).unwrap()
}

/// The certificate in a PEM file, if there is such a file.
fn pem(path: &Path) -> Option<Certificate> {
    let text = fs::read_to_string(path).ok()?;
    let begin = text.find("-----BEGIN CERTIFICATE-----")?;
    let body: String =
        text[begin..].lines().skip(1).take_while(|line| !line.starts_with('-')).collect();
    Some(Certificate::read(&base64(&body)).unwrap())
}

fn base64(text: &str) -> Vec<u8> {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Vec<u32> =
        text.chars().filter_map(|c| alphabet.find(c)).map(|d| d as u32).collect();
    let mut bytes = Vec::new();
    for group in digits.chunks(4) {
        let bits = group.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - group.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    bytes
}

#[test]
fn both_formats_of_dg2_give_their_picture() {
    let Some(folder) = folder("dg2") else { return };
    let face = read(&folder, "ICAO_39794_5_AP_DG2_Face.jpg");
    for name in ["ICAO_39794_5_AP_DG2_AllFields.dat", "ICAO_39794_5_AP_DG2_MandFields.dat"] {
        let portrait = read_dg2(&read(&folder, name)).unwrap();
        assert_eq!(portrait.format, PortraitFormat::Jpeg2000, "{name}");
        assert!(*portrait.bytes == face, "{name}");
    }
    let framed = |name| {
        let template =
            tlv(0x7f60, &[&tlv(0xa1, &[&[0x88, 2, 0, 8]]), &tlv(0x5f2e, &[&read(&folder, name)])]);
        tlv(0x75, &[&tlv(0x7f61, &[&[2, 1, 1], &template])])
    };
    let portrait = read_dg2(&framed("ISO19794_Test1_Data.bin")).unwrap();
    assert_eq!(portrait.format, PortraitFormat::Jpeg);
    assert_eq!(portrait.bytes.len(), 5145 - 46);
    let broken = read_dg2(&framed("ISO19794_Test2_Data_InvalidImage.bin"));
    assert_eq!(broken.map(|_| ()), Err(Refusal::Malformed), "the picture is no picture");
}

#[test]
fn the_whole_lds_of_erika_mustermann_is_signed() {
    let Some(folder) = folder("lds-erika") else { return };
    let sod = Sod::read(&read(&folder, "EF_SOD.bin")).unwrap();
    // The object also lists DG3, which is not in the folder, and neither DG11, DG12 nor DG15.
    for group in [1, 2, 14] {
        let mut file = read(&folder, &format!("EF_DG{group}.bin"));
        assert_eq!(sod.check(group, &file), Ok(()), "DG{group}");
        let last = file.len() - 1;
        file[last] ^= 1;
        assert_eq!(sod.check(group, &file), Err(Refusal::Hash(group)));
    }
    assert!((1..=16).all(|group| sod.lists(group) == [1, 2, 3, 14].contains(&group)));
    assert_eq!(sod.check(15, &read(&folder, "EF_DG15.bin")), Err(Refusal::Hash(15)));
    let signer = sod.signed.signer().unwrap();
    assert_eq!(sod.signed.verify(&signer.key().unwrap()), Ok(()));
    assert!(read_dg1(&read(&folder, "EF_DG1.bin")).is_ok());
    let portrait = read_dg2(&read(&folder, "EF_DG2.bin")).unwrap();
    assert_eq!(portrait.format, PortraitFormat::Jpeg2000);
    // The trust list is empty.
    let on = Date { year: 2026, month: 11, day: 30 };
    let conditions = Conditions { on, signer_may_have_expired: true };
    let trust = Trust { made: on, anchors: Vec::new() };
    let judged = authenticate(&sod.signed, &trust, Some(b"D"), conditions);
    assert_eq!(judged, Err(Refusal::NoAnchor));
}

#[test]
fn no_altered_byte_of_a_security_object_changes_what_is_signed() {
    let Some(folder) = folder("lds-erika") else { return };
    let file = read(&folder, "EF_SOD.bin");
    let key = Sod::read(&file).unwrap().signed.signer().unwrap().key().unwrap();
    for at in (0..file.len()).step_by(5) {
        let mut altered = file.clone();
        altered[at] ^= 0x10;
        if let Ok(sod) = Sod::read(&altered)
            && sod.signed.verify(&key).is_ok()
        {
            let original = Sod::read(&file).unwrap();
            assert_eq!(sod.signed.content, original.signed.content, "byte {at}");
        }
    }
}

#[test]
fn every_mock_certificate_is_decided() {
    let Some(folder) = folder("mock-certificates") else { return };
    let mut names: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let authorities: Vec<_> =
        names.iter().filter_map(|path| pem(&path.join("mock_csca.pem"))).collect();
    let (mut pairs, mut elsewhere, mut orphans) = (0, 0, 0);
    for path in &names {
        let authority = pem(&path.join("mock_csca.pem"));
        if let Some(authority) = &authority {
            assert_eq!(authority.verify(&authority.key().unwrap()), Ok(()), "{}", path.display());
        }
        let Some(signer) = pem(&path.join("mock_dsc.pem")) else { continue };
        let signed_by = |by: &Certificate| signer.verify(&by.key().unwrap()) == Ok(());
        match authority {
            Some(authority) => {
                assert!(signed_by(&authority), "{}", path.display());
                pairs += 1;
            }
            None if authorities.iter().any(signed_by) => elsewhere += 1,
            None => orphans += 1,
        }
    }
    // Of 41 folders one has no document signer; eight lack their authority.
    assert_eq!((names.len(), authorities.len()), (41, 33));
    assert_eq!((pairs, elsewhere + orphans), (32, 8));
    eprintln!(
        "{pairs} pairs, {elsewhere} signed by another folder's authority, {orphans} without one"
    );
}

/// The certificates of a master list: ICAO 9303-12 section 9.
fn master_list(bytes: &[u8]) -> (SignedData, Vec<Certificate>) {
    let signed = SignedData::read(bytes).unwrap();
    let mut parts = Tlv::only(&signed.content, 0x30).unwrap().children();
    parts.expect(0x02).unwrap();
    let mut set = parts.expect(0x31).unwrap().children();
    let mut certificates = Vec::new();
    while !set.is_empty() {
        certificates.push(Certificate::read(set.read().unwrap().whole).unwrap());
    }
    (signed, certificates)
}

#[test]
fn every_certificate_of_two_master_lists_is_parsed_and_its_signature_decided() {
    let Some(folder) = folder("master-lists") else { return };
    let (german, first) = master_list(&read(&folder, "DE_ML_2026-05-28.ml"));
    let (_, second) = master_list(&read(&folder, "NL_ML_2026-07-22.ml"));
    assert_eq!((first.len(), second.len()), (588, 411));
    let signer = german.signer().unwrap();
    assert_eq!(german.verify(&signer.key().unwrap()), Ok(()));
    let union: BTreeMap<_, _> = first
        .into_iter()
        .chain(second)
        .map(|certificate| (certificate.bytes.clone(), certificate))
        .collect();
    assert_eq!(union.len(), 627);
    let keys: Vec<(&Certificate, PublicKey)> =
        union.values().map(|certificate| (certificate, certificate.key().unwrap())).collect();
    let (mut own, mut linked, mut open, mut wrong) = (0, 0, 0, 0);
    for (certificate, key) in &keys {
        if certificate.verify(key) == Ok(()) {
            own += 1;
            continue;
        }
        let country = certificate.issuer.country();
        let mut parents = keys.iter().filter(|(parent, _)| parent.subject.country() == country);
        let named = keys.iter().any(|(parent, _)| parent.subject == certificate.issuer);
        match parents.any(|(_, key)| certificate.verify(key) == Ok(())) {
            true => linked += 1,
            false if named && certificate.is_self_issued() => wrong += 1,
            false => open += 1,
        }
    }
    eprintln!("{own} self-signed, {linked} links, {open} without their parent, {wrong} wrong");
    // Those that are wrong carry the name of a key that is in neither list, as links of Austria and others do.
    assert_eq!((own, linked, open, wrong), (414, 202, 2, 9));
}
