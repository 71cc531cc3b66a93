//! Makes the document photos: usable ones, and unusable ones of every kind.

use std::{io::Cursor, path::Path};

use image::{
    DynamicImage, ExtendedColorType, ImageEncoder, RgbImage, codecs::jpeg::JpegEncoder,
    codecs::webp::WebPEncoder, imageops,
};

use super::{
    films::{resize, table},
    people::{OTHER, WOMAN_A, WOMAN_A_AGAIN},
    photo::open_photo,
    portrait::PortraitLayout,
};
use crate::{Error, files};

/// A passport photo of 35 x 45 mm at 300 dots per inch.
const PASSPORT: PortraitLayout =
    PortraitLayout { width: 413, height: 531, eyes: [206.0, 225.0], side: 215.0 };

/// Makes all photos in `folder` out of those in `samples`.
pub(super) fn make(samples: &Path, folder: &Path) -> Result<(), Error> {
    let write = |name: &str, bytes: &[u8]| files::write(&folder.join(name), bytes);
    let encoded = |name: &str, picture: &RgbImage, quality: u8| {
        let path = folder.join(name);
        let bytes = encode(name, picture, quality).map_err(Error::content(&path))?;
        files::write(&path, &bytes)
    };
    let group = open_photo(&samples.join(WOMAN_A.photo))?;
    let woman = PASSPORT.compose(&open_photo(&samples.join(WOMAN_A_AGAIN.photo))?, &WOMAN_A_AGAIN);
    for name in ["woman_a_doc.jpg", "woman_a_doc.png", "woman_a_doc.webp"] {
        encoded(name, &woman, 92)?;
    }
    // As a chip holds it.
    encoded("woman_a_chip.jpg", &woman, 60)?;
    let others = open_photo(&samples.join(OTHER.photo))?;
    encoded("other_doc.jpg", &PASSPORT.compose(&others, &OTHER), 92)?;

    // The photo of the film as an issuer might store it: cropped, printed and scanned differently.
    let crop = PortraitLayout { width: 330, height: 425, eyes: [160.0, 175.0], side: 180.0 };
    let printed = imageops::fast_blur(&crop.compose(&group, &WOMAN_A), 0.8);
    encoded("woman_a_doc_same.jpg", &apply_gamma(printed, 0.8), 60)?;

    encoded("no_face.jpg", &table(413, 531), 92)?;
    let pair = imageops::crop_imm(&others, 1050, 230, 750, 562).to_image();
    encoded("two_faces.jpg", &resize(&pair, 750, 562), 92)?;
    // Eyes about 15 pixels apart.
    let small = resize(&PASSPORT.compose(&others, &OTHER), 68, 87);
    encoded("small_face.jpg", &small, 92)?;

    let whole = files::read(&folder.join("woman_a_doc.jpg"))?;
    // The file ends within a table that every decoder needs.
    write("corrupt.jpg", &whole[..150.min(whole.len())])?;
    write("empty.jpg", b"")?;
    write("huge.png", &huge_png())?;
    write("not_an_image.jpg", b"This is no picture, whatever its name says.\n")
}

/// Encodes a picture in the format of the extension of `name`. `quality` is that of JPEG, 1 to 100.
pub(super) fn encode(name: &str, picture: &RgbImage, quality: u8) -> image::ImageResult<Vec<u8>> {
    let (width, height) = picture.dimensions();
    let mut bytes = Vec::new();
    let colours = ExtendedColorType::Rgb8;
    match name.rsplit('.').next() {
        Some("jpg") => JpegEncoder::new_with_quality(&mut bytes, quality)
            .write_image(picture, width, height, colours)?,
        Some("webp") => {
            WebPEncoder::new_lossless(&mut bytes).write_image(picture, width, height, colours)?;
        }
        _ => DynamicImage::from(picture.clone())
            .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)?,
    }
    Ok(bytes)
}

/// Applies a gamma curve, which brightens or darkens the middle tones.
pub(super) fn apply_gamma(mut picture: RgbImage, exponent: f32) -> RgbImage {
    for value in picture.iter_mut() {
        *value = ((f32::from(*value) / 255.0).powf(exponent) * 255.0).round() as u8;
    }
    picture
}

/// A PNG of a few bytes that claims to have 20,000 x 20,000 pixels.
fn huge_png() -> Vec<u8> {
    let mut header = [20_000u32.to_be_bytes(), 20_000u32.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let chunks: [(&[u8; 4], &[u8]); 3] = [(b"IHDR", &header), (b"IDAT", &[]), (b"IEND", &[])];
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in chunks {
        png.extend((content.len() as u32).to_be_bytes());
        let body = [&name[..], content].concat();
        png.extend(&body);
        png.extend(crc32(&body).to_be_bytes());
    }
    png
}

/// The checksum of PNG chunks.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & 0u32.wrapping_sub(crc & 1))
        })
    })
}

#[cfg(test)]
mod tests {
    use image::ImageReader;

    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standards_example() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn a_decoder_believes_the_size_that_the_huge_picture_claims() {
        let reader = ImageReader::new(Cursor::new(huge_png())).with_guessed_format().unwrap();
        assert_eq!(reader.into_dimensions().unwrap(), (20_000, 20_000));
    }
}
