//! DG2: the encoded picture.

use dmrtd::lds::df1::efdg2::EfDG2;
use document::{
    Refusal, read_dg2,
    tlv::{Tlv, TlvReader},
};

use crate::comparison::{Comparison, PANIC, caught};

const NEW_RECORD: &str = "dmrtd does not know ISO/IEC 39794-5";
const NO_PICTURE: &str = "the product refuses what does not start like a JPEG or JPEG 2000";
const RECORD_LENGTH: &str = "the product refuses a record length that is wrong by more than 8";
const COUNT: &str = "the product refuses other numbers of faces than 1 to 9";
const TOO_LARGE: &str = "the product refuses large sizes";
const AFTER_GROUP: &str = "dmrtd ignores objects after the group template";
const HEADER: &str = "dmrtd wants the biometric header first and the data block next";
const AFTER_BLOCK: &str = "the product ignores what follows the data block";
const FACE_LENGTH: &str = "dmrtd cuts the picture where the face's length says, with one face too";
const LENGTH: &str = "dmrtd reads lengths of at most three bytes";

pub fn compare(file: &[u8]) -> Comparison {
    let ours = read_dg2(file);
    let Some(theirs) = caught(|| EfDG2::from_bytes(file)) else {
        return Comparison::Explained(PANIC);
    };
    let theirs = theirs.and_then(|group| {
        let none = || dmrtd::lds::ef::EfParseError::new("no picture");
        group.image_data.clone().ok_or_else(none).map(|image| (group, image))
    });
    match (ours, theirs) {
        (Err(_), Err(_)) => Comparison::BothRefuse,
        (Ok(ours), Ok((_, image))) if *ours.bytes == image => Comparison::BothAccept,
        (Ok(ours), Ok((group, image))) => {
            let cut = ours.bytes.starts_with(&image) || image.starts_with(&ours.bytes);
            let end = 14 + i64::from(group.facial_record_data_length);
            let differs = record(file).is_some_and(|record| record.len() as i64 != end);
            let reason = (cut && differs).then_some(FACE_LENGTH);
            Comparison::of(reason, || "another picture".into())
        }
        (Ok(_), Err(theirs)) => {
            let reason = if theirs.0.contains("too big") {
                Some(LENGTH)
            } else {
                match template(file).as_slice() {
                    [0xa1, 0x5f2e, ..] => (!is_read_whole(file)).then_some(AFTER_BLOCK),
                    [0xa1, 0x7f2e, ..] => Some(NEW_RECORD),
                    _ => Some(HEADER),
                }
            };
            Comparison::of(reason, || format!("only dmrtd refuses: {theirs}"))
        }
        (Err(ours), Ok((group, image))) => {
            let is_picture = image.starts_with(&[0xff, 0xd8, 0xff])
                || image.starts_with(b"\0\0\0\x0cjP  ")
                || image.starts_with(&[0xff, 0x4f, 0xff, 0x51]);
            let announced = i64::from(group.length_of_record);
            let length = record(file).map_or(0, |record| record.len() as i64);
            let reason = if ours == Refusal::TooLarge {
                Some(TOO_LARGE)
            } else if !is_picture {
                Some(NO_PICTURE)
            } else if (announced - length).abs() > 8 {
                Some(RECORD_LENGTH)
            } else if !is_alone(file) {
                Some(AFTER_GROUP)
            } else if group.number_of_facial_images == 0 || !counts(file) {
                Some(COUNT)
            } else {
                None
            };
            Comparison::of(reason, || format!("only the product refuses: {ours}"))
        }
    }
}

/// The objects of the first biometric template.
fn template_reader(file: &[u8]) -> Option<TlvReader<'_>> {
    let group = Tlv::only(file, 0x75).ok()?.children().read().ok()?;
    Some(group.children().find(0x7f60).ok()?.children())
}

/// Nothing in it is no object.
fn is_read_whole(file: &[u8]) -> bool {
    template_reader(file).is_some_and(|mut reader| {
        while reader.read().is_ok() {}
        reader.is_empty()
    })
}

/// Their tags, as far as they can be read.
fn template(file: &[u8]) -> Vec<u32> {
    let objects = template_reader(file).map(|mut reader| {
        std::iter::from_fn(move || reader.read().ok()).map(|object| object.tag).collect()
    });
    objects.unwrap_or_default()
}

/// The face record of ISO/IEC 19794-5.
fn record(file: &[u8]) -> Option<&[u8]> {
    Some(template_reader(file)?.find(0x5f2e).ok()?.value)
}

fn is_alone(file: &[u8]) -> bool {
    Tlv::only(file, 0x75).is_ok_and(|group| Tlv::only(group.value, 0x7f61).is_ok())
}

/// The number of templates is one that the product takes.
fn counts(file: &[u8]) -> bool {
    let group = Tlv::only(file, 0x75).and_then(|group| Tlv::only(group.value, 0x7f61));
    let count = group.and_then(|group| group.children().expect(0x02)?.number());
    count.is_ok_and(|count| (1..=9).contains(&count))
}
