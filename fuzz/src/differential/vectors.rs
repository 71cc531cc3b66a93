//! Public files of other people, from the folder that `GANGWAY_VECTORS` names, if it is there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use document::{Date, SignedData, Sod, Trust, tlv::Tlv};

use crate::{
    security_object::Document,
    subject::{Content, Subject},
};

/// The subjects, and those of the folder.
pub fn with(mut subjects: Vec<Subject>) -> Vec<Subject> {
    let Some(folder) = std::env::var_os("GANGWAY_VECTORS").map(PathBuf::from) else {
        println!("SKIPPED: public vectors; set GANGWAY_VECTORS to their folder");
        return subjects;
    };
    let read = |name: &str| fs::read(folder.join(name)).ok();
    let subject = |name: &str, file, content| Subject { name: name.to_owned(), file, content };
    for name in ["AllFields", "MandFields"] {
        let file = read(&format!("dg2/ICAO_39794_5_AP_DG2_{name}.dat"));
        subjects.extend(file.map(|file| subject(name, file, Content::Portrait)));
    }
    let erika = [1, 2].map(|group| read(&format!("lds-erika/EF_DG{group}.bin")));
    if let ([Some(dg1), Some(dg2)], Some(sod)) = (erika, read("lds-erika/EF_SOD.bin")) {
        let signer = Sod::read(&sod).ok().map(|sod| sod.signed.certificates[0].bytes.clone());
        subjects.extend(signer.map(|signer| subject("Erika", signer, Content::Certificate)));
        subjects.push(subject("Erika", dg1.clone(), Content::Zone));
        subjects.push(subject("Erika", dg2.clone(), Content::Portrait));
        let made = Date { year: 2026, month: 11, day: 30 };
        let trust = Trust { made, anchors: Vec::new() };
        let document = Document { dg1, dg2, trust, anchors: Vec::new() };
        subjects.push(subject("Erika", sod, Content::SecurityObject(Box::new(document))));
    }
    for name in ["DE_ML_2026-05-28.ml", "NL_ML_2026-07-22.ml"] {
        let certificates = read(&format!("master-lists/{name}")).map(|list| master_list(&list));
        let certificates = certificates.unwrap_or_default().into_iter();
        subjects.extend(certificates.map(|file| subject(name, file, Content::Certificate)));
    }
    let folders = fs::read_dir(folder.join("mock-certificates")).into_iter().flatten();
    let mut folders: Vec<_> = folders.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    for path in folders
        .iter()
        .flat_map(|path| ["mock_csca.pem", "mock_dsc.pem"].map(|name| path.join(name)))
    {
        let name = path.to_string_lossy();
        subjects.extend(pem(&path).map(|file| subject(&name, file, Content::Certificate)));
    }
    subjects
}

/// The certificates of a master list.
fn master_list(list: &[u8]) -> Vec<Vec<u8>> {
    let content = SignedData::read(list).map(|signed| signed.content).unwrap_or_default();
    let set = Tlv::only(&content, 0x30).and_then(|list| list.children().find(0x31));
    let Ok(mut certificates) = set.map(|set| set.children()) else { return Vec::new() };
    std::iter::from_fn(move || certificates.read().ok().map(|found| found.whole.to_vec())).collect()
}

/// The certificate in a PEM file.
fn pem(path: &Path) -> Option<Vec<u8>> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let text = fs::read_to_string(path).ok()?;
    let start = text.find("-----BEGIN CERTIFICATE-----")?;
    let lines = text[start..].lines().skip(1).take_while(|line| !line.starts_with('-'));
    let characters = lines.flat_map(str::chars);
    let digits: Vec<_> = characters.filter_map(|character| ALPHABET.find(character)).collect();
    let bytes = digits.chunks(4).flat_map(|group| {
        let bits = group.iter().fold(0, |bits, digit| bits << 6 | *digit as u32);
        let bytes = (bits << (6 * (4 - group.len()))).to_be_bytes();
        bytes[1..group.len()].to_vec()
    });
    Some(bytes.collect())
}
