//! Each TLV object lies within its parent, and the transcoder of BER neither adds bytes nor depth.

#![no_main]

mod memory;

use document::tlv::{Tlv, TlvReader, to_definite_lengths};
use libfuzzer_sys::fuzz_target;

/// The transcoder refuses objects that are nested more deeply.
const DEPTH: usize = 16;

fuzz_target!(|bytes: &[u8]| {
    check_siblings(bytes);
    for tag in [0x30, 0x77, 0x7f61] {
        if let Ok(object) = Tlv::only(bytes, tag) {
            assert!(object.tag == tag && object.whole == bytes);
            let _either_is_fine = (object.number(), object.bits().is_ok());
        }
    }
    if let Ok(definite) = to_definite_lengths(bytes) {
        // An indefinite length takes three bytes, as many as the longest length of an input.
        assert!(definite.len() <= bytes.len());
        check_depth(&definite, DEPTH);
        assert!(to_definite_lengths(&definite).is_ok_and(|again| again == definite));
    }
});

/// Objects follow one another without a gap, and each consists of a header and its contents.
fn check_siblings(bytes: &[u8]) {
    let mut reader = TlvReader::new(bytes);
    let mut at = 0;
    while let Ok(object) = reader.read() {
        let end = at + object.whole.len();
        assert_eq!(object.whole.as_ptr_range(), bytes[at..end].as_ptr_range());
        let contents = &object.whole[object.whole.len() - object.value.len()..];
        assert_eq!(object.value.as_ptr_range(), contents.as_ptr_range());
        assert!((2..=8).contains(&(object.whole.len() - object.value.len())));
        at = end;
    }
    assert_eq!(reader.is_empty(), at == bytes.len());
}

/// The reader reads what the transcoder writes, at every depth.
fn check_depth(bytes: &[u8], depth: usize) {
    let mut reader = TlvReader::new(bytes);
    while !reader.is_empty() {
        let object = reader.read().expect("the transcoder wrote it");
        assert!(depth > 0, "nested too deeply");
        let is_constructed = object.whole[0] & 0x20 != 0;
        if is_constructed {
            check_depth(object.value, depth - 1);
        }
    }
}
