//! Files with random changes never crash a parser, and what is accepted of them is what was signed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use document::{
    Certificate, Conditions, Date, Sod, Trust, authenticate, read_dg1, read_dg2,
    tlv::{TlvReader, to_definite_lengths},
};
use passport::{Configuration, Fault, Hash, Numbers, Passport, Signing};

const ROUNDS: usize = 20_000;

/// A file with one to four changes: a byte replaced, inserted or removed, or the end cut off.
fn changed(file: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..=numbers.next() % 4 {
        if bytes.is_empty() {
            break;
        }
        let at = numbers.next() as usize % bytes.len();
        match numbers.next() % 8 {
            0 => bytes.insert(at, numbers.next() as u8),
            1 => drop(bytes.remove(at)),
            2 => bytes.truncate(at),
            3 => bytes[at] = [0, 0x7f, 0x80, 0xff][numbers.next() as usize % 4],
            _ => bytes[at] ^= 1 << (numbers.next() % 8),
        }
    }
    bytes
}

#[test]
fn changed_files_are_refused_or_say_what_was_signed() {
    let signing = Signing::RsaPss(Hash::Sha256);
    let configuration = Configuration { signing, portrait: 80, ..Configuration::default() };
    let mut numbers = Numbers::new(11);
    for fault in [None, Some(Fault::BerSecurityObject)] {
        let passport = match fault {
            Some(fault) => Passport::with_fault(configuration, fault),
            None => Passport::new(configuration),
        };
        let (file, trust) = (passport.file(0x011d).unwrap(), passport.trust());
        let content = Sod::read(file).unwrap().signed.content;
        let on = Date { year: 2026, month: 11, day: 30 };
        let conditions = Conditions { on, signer_may_have_expired: true };
        let mut read = 0;
        for _ in 0..ROUNDS {
            let Ok(sod) = Sod::read(&changed(file, &mut numbers)) else { continue };
            read += 1;
            if authenticate(&sod.signed, &trust, Some(b"UTO"), conditions).is_ok() {
                assert_eq!(sod.signed.content, content);
            }
        }
        assert!(read > ROUNDS / 20, "{read} of {ROUNDS} could be read at all");
    }
}

#[test]
fn changed_data_groups_crash_no_parser() {
    let mut numbers = Numbers::new(12);
    for new_face_record in [false, true] {
        let configuration =
            Configuration { portrait: 80, new_face_record, ..Configuration::default() };
        let passport = Passport::new(configuration);
        let (zone, portrait) = (passport.file(0x0101).unwrap(), passport.file(0x0102).unwrap());
        for _ in 0..ROUNDS {
            let _ = read_dg1(&changed(zone, &mut numbers));
            let _ = read_dg2(&changed(portrait, &mut numbers));
        }
    }
}

#[test]
fn changed_lists_and_certificates_crash_no_parser() {
    let mut numbers = Numbers::new(13);
    let passport = Passport::new(Configuration::default());
    let list = passport.trust().write().unwrap();
    let sod = Sod::read(passport.file(0x011d).unwrap()).unwrap();
    let certificate = sod.signed.certificates[0].bytes.clone();
    for _ in 0..ROUNDS {
        let bytes = changed(&list, &mut numbers);
        if let Ok(trust) = Trust::read(&bytes) {
            assert!(trust.write().unwrap() == bytes);
        }
        if let Ok(certificate) = Certificate::read(&changed(&certificate, &mut numbers)) {
            let _ = certificate.key();
        }
    }
}

#[test]
fn noise_crashes_neither_the_reader_nor_the_transcoder() {
    let mut numbers = Numbers::new(14);
    for _ in 0..ROUNDS {
        let length = numbers.next() as usize % 64;
        let mut bytes = numbers.bytes(length);
        // Tags and lengths that occur in files.
        for _ in 0..length / 4 {
            let at = numbers.next() as usize % length;
            bytes[at] = [0x30, 0x31, 0x24, 0xa0, 0x80, 0, 4, 2][numbers.next() as usize % 8];
        }
        let mut reader = TlvReader::new(&bytes);
        while reader.read().is_ok() {}
        if let Ok(definite) = to_definite_lengths(&bytes) {
            assert_eq!(to_definite_lengths(&definite).as_ref(), Ok(&definite));
        }
    }
}
