//! DG2: the portrait in its CBEFF frame, ICAO 9303-10 section 4.7.2.

use super::{iso19794, iso39794};
use crate::{
    refusal::Refusal,
    tlv::{Tlv, TlvReader},
};
use std::fmt;
use zeroize::Zeroizing;

/// Largest picture that is accepted, in bytes.
const MOST_BYTES: usize = 1 << 20;
/// Largest width and height that a header may announce, in pixels.
const MOST_PIXELS: u32 = 4096;

/// How a portrait is encoded, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortraitFormat {
    /// JPEG, ISO/IEC 10918-1.
    Jpeg,
    /// JPEG 2000, ISO/IEC 15444-1: a JP2 file or a bare codestream.
    Jpeg2000,
}

/// The encoded picture of the face. Zeroised when dropped; `Debug` prints its format only.
pub struct Portrait {
    /// The encoding.
    pub format: PortraitFormat,
    /// The picture, not decoded.
    pub bytes: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Portrait {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Portrait({:?})", self.format)
    }
}

/// The first face of DG2.
///
/// # Errors
/// [`Refusal::Malformed`], also for a picture that is neither JPEG nor JPEG 2000; [`Refusal::TooLarge`].
pub fn read_dg2(file: &[u8]) -> Result<Portrait, Refusal> {
    let mut group = Tlv::only(Tlv::only(file, 0x75)?.value, 0x7f61)?.children();
    let count = group.expect(0x02)?.number()?;
    if !(1..=9).contains(&count) {
        return Err(Refusal::Malformed);
    }
    let template = group.expect(0x7f60)?.children();
    let image = match data_block(template)? {
        (0x5f2e, block) => iso19794::image(block)?,
        (_, block) => iso39794::image(block)?,
    };
    if image.bytes.len() > MOST_BYTES || image.width.max(image.height) > MOST_PIXELS {
        return Err(Refusal::TooLarge);
    }
    let format = format_of(image.bytes).ok_or(Refusal::Malformed)?;
    Ok(Portrait { format, bytes: Zeroizing::new(image.bytes.to_vec()) })
}

/// The biometric data block, by its tag: 5F2E for ISO/IEC 19794-5, 7F2E for ISO/IEC 39794-5.
fn data_block(mut template: TlvReader<'_>) -> Result<(u32, &[u8]), Refusal> {
    while !template.is_empty() {
        let object = template.read()?;
        if matches!(object.tag, 0x5f2e | 0x7f2e) {
            return Ok((object.tag, object.value));
        }
    }
    Err(Refusal::Malformed)
}

/// By the first bytes, not by the header, which some issuers fill in wrongly.
fn format_of(picture: &[u8]) -> Option<PortraitFormat> {
    const JPEG: &[u8] = &[0xff, 0xd8, 0xff];
    const JP2: &[u8] = &[0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20];
    const CODESTREAM: &[u8] = &[0xff, 0x4f, 0xff, 0x51];
    if picture.starts_with(JPEG) {
        Some(PortraitFormat::Jpeg)
    } else if picture.starts_with(JP2) || picture.starts_with(CODESTREAM) {
        Some(PortraitFormat::Jpeg2000)
    } else {
        None
    }
}
