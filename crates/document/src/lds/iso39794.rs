//! The face image data block of ISO/IEC 39794-5:2019, in the profile of ICAO.

use super::image::EncodedImage;
use crate::{
    refusal::Refusal,
    tlv::{Tlv, TlvReader},
};

/// The image of the first representation of a block.
pub(super) fn image(block: &[u8]) -> Result<EncodedImage<'_>, Refusal> {
    // Tag 65 is the face image data block; some encoders wrap it in a context tag.
    let outer = TlvReader::new(block).read()?;
    let face = if outer.tag == 0x65 { outer } else { Tlv::only(outer.value, 0x65)? };
    let representations = face.children().find(0xa1)?;
    let representation = representations.children().expect(0x30)?;
    // The image representation is a choice of choices: base, then 2D.
    let base = representation.children().find(0xa1)?;
    let two_dimensional = base.children().expect(0xa0)?.children().expect(0xa0)?;
    let mut fields = two_dimensional.children();
    let bytes = fields.expect(0x80)?.value;
    let information = fields.expect(0xa1)?;
    let (width, height) = size(information)?;
    Ok(EncodedImage { bytes, width, height })
}

/// Width and height, where the block says them.
fn size(information: Tlv<'_>) -> Result<(u32, u32), Refusal> {
    // Kind of image and other fields stand around the size.
    let Ok(inner) = information.children().find(0xa7) else {
        return Ok((0, 0));
    };
    let mut numbers = inner.children();
    let width = numbers.expect(0x80)?.number()?;
    Ok((width, numbers.expect(0x81)?.number()?))
}
