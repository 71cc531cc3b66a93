//! The face record of ISO/IEC 19794-5:2005.

use super::image::EncodedImage;
use crate::refusal::Refusal;

const MAGIC: &[u8] = b"FAC\x00010\x00";
const RECORD_HEADER: usize = 14;
/// Length of the record (4), number of feature points (2), and eight fields that are not used.
const FACE_INFORMATION: usize = 20;
const FEATURE_POINT: usize = 8;
const IMAGE_INFORMATION: usize = 12;
/// By how many bytes the length of the record may be wrong: the UK's is off by 1, New Zealand's by 8.
const TOLERANCE: usize = 8;

/// The image of the first face of a record.
pub(super) fn image(record: &[u8]) -> Result<EncodedImage<'_>, Refusal> {
    if !record.starts_with(MAGIC) {
        return Err(Refusal::Malformed);
    }
    let announced = number(record, 8, 4)?;
    if announced.abs_diff(record.len()) > TOLERANCE || number(record, 12, 2)? == 0 {
        return Err(Refusal::Malformed);
    }
    let face_length = number(record, RECORD_HEADER, 4)?;
    let points = number(record, RECORD_HEADER + 4, 2)?;
    let information = RECORD_HEADER + FACE_INFORMATION + points * FEATURE_POINT;
    let start = information + IMAGE_INFORMATION;
    let (width, height) =
        (number(record, information + 2, 2)?, number(record, information + 4, 2)?);
    // With one face the image ends with the data object; with several, where the face's length says.
    let end = match number(record, 12, 2)? {
        1 => record.len(),
        _ => RECORD_HEADER.saturating_add(face_length).min(record.len()),
    };
    let bytes = record.get(start..end).ok_or(Refusal::Malformed)?;
    Ok(EncodedImage { bytes, width: width as u32, height: height as u32 })
}

/// Big-endian number of `length` bytes.
fn number(record: &[u8], at: usize, length: usize) -> Result<usize, Refusal> {
    let bytes = record.get(at..at + length).ok_or(Refusal::Malformed)?;
    Ok(bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}
