//! The seeds of the fuzzers in `fuzz/seeds` are files of the software passport.
//!
//! After a change of the passport, `GANGWAY_WRITE_SEEDS=1 cargo test -p passport --test seeds` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use document::tlv::tlv;
use passport::{Passport, Sample, samples};
use std::{collections::BTreeMap, fs, path::Path};
use support::level;

fn sample_of(name: &str) -> Passport {
    samples().into_iter().find(|sample| sample.name == name).unwrap().passport
}

/// The seeds by folder and name.
fn seeds() -> BTreeMap<String, Vec<u8>> {
    let mut seeds = BTreeMap::new();
    for (index, Sample { name, passport, .. }) in samples().into_iter().enumerate() {
        let mut add = |target: &str, file: &str, bytes: &[u8]| {
            seeds.insert(format!("{target}/{name}{file}"), bytes.to_vec());
        };
        let file = |id| passport.file(id);
        add("sod", "", file(0x011d).unwrap());
        add("tlv", "_sod", file(0x011d).unwrap());
        // The envelope of CardSecurity is that of the SOD.
        let others =
            [(0x811d, "sod", "_card_security"), (0x010e, "tlv", "_dg14"), (0x010f, "tlv", "_dg15")];
        for (id, target, suffix) in others {
            if let Some(bytes) = file(id) {
                add(target, suffix, bytes);
            }
        }
        add("dg2", "", file(0x0102).unwrap());
        add("trust", "", &passport.trust().write().unwrap());
        // Of the conversation: the passport alone, with a bit of an answer, and with one of a file changed.
        let index = index as u8;
        add("chip", "", &[index]);
        add("chip", "_answer", &[index, 9, 0, 0, 7, 1]);
        add("chip", "_file", &[index, 0x82, 0, 0, 60, 1]);
        add("chip", "_removed", &[index, 0x83, 4, 0, 0, 0]);
        // The length of the checksum in its long form, which an earlier version accepted.
        add("chip", "_long_form", &[index, 5, 1, 0, 5, 0x81]);
        add("chip", "_security_removed", &[index, 0x86, 4, 0, 0, 0]);
    }
    // A chip that offers PACE with generic mapping, whose answers are in the input.
    let offer = sample_of("chip").file(0x811c).unwrap().to_vec();
    let answer = |data: &[u8]| [&[data.len() as u8 + 2], data, &[0x90, 0]].concat();
    let made_up = [&[6][..], &answer(&[]), &answer(&[]), &answer(&offer), &answer(&[])];
    let nonce = [0x7c, 18, 0x80, 16].iter().chain(&[7; 16]).copied().collect::<Vec<_>>();
    seeds.insert("chip/made_up".into(), [made_up.concat(), answer(&nonce)].concat());
    let sample = &samples()[0].passport;
    seeds.insert("dg2/dg1".into(), sample.file(0x0101).unwrap().to_vec());
    let ber = [0x30, 0x80, 0x24, 0x80, 4, 1, 7, 4, 2, 8, 9, 0, 0, 2, 1, 5, 0, 0];
    seeds.insert("tlv/ber".into(), ber.to_vec());
    let deep = (0..12).fold(Vec::new(), |inner: Vec<u8>, _| tlv(0x30, &[&inner, &[2, 1, 0]]));
    seeds.insert("tlv/deep".into(), deep);
    let two = [sample.trust(), samples()[2].passport.trust()].map(|trust| trust.anchors);
    let mut trust = sample.trust();
    trust.anchors = two.concat();
    seeds.insert("trust/two".into(), trust.write().unwrap());
    seeds
}

#[test]
fn the_seeds_of_the_fuzzers_are_files_of_the_passport() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    let seeds = seeds();
    if std::env::var_os("GANGWAY_WRITE_SEEDS").is_some() {
        for (name, bytes) in &seeds {
            fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            fs::write(root.join(name), bytes).unwrap();
        }
    }
    for folder in ["tlv", "sod", "dg2", "trust", "chip"] {
        let files = fs::read_dir(root.join(folder)).unwrap();
        for file in files.map(|file| file.unwrap()) {
            let name = format!("{folder}/{}", file.file_name().into_string().unwrap());
            assert!(seeds.contains_key(&name), "{name} is no seed");
        }
    }
    for (name, bytes) in &seeds {
        let committed = fs::read(root.join(name));
        assert!(committed.is_ok_and(|committed| committed == *bytes), "{name} differs");
    }
}

#[test]
fn each_sample_has_the_level_that_the_fuzzer_expects() {
    for Sample { name, passport, level: expected } in samples() {
        assert_eq!(level(passport), Ok(expected), "{name}");
    }
}
