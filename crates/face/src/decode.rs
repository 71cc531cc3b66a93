//! Decodes image files.

mod bytes;
mod codestream;
mod jpeg;
mod jpeg2000;
mod png;
mod webp;

use std::io::Cursor;

use hayro_jpeg2000::{DecodeSettings, Image as Jpeg2000};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, RgbaImage,
    metadata::Orientation,
};

use crate::{
    Error,
    image::{MAX_PIXELS, Photo, check_size},
};

/// Reads a JPEG, PNG, WebP or JPEG 2000 image, the last in its container or as a codestream.
///
/// The format is detected from the bytes, never from a name. The size in the header is checked
/// before memory is allocated for pixels, and every length in a file is compared with the length of
/// the file. A truncated file is corrupt. The orientation in the metadata is applied. Transparent
/// pixels are blended on white. Colour profiles are ignored, except in JPEG 2000.
pub fn decode(bytes: &[u8]) -> Result<Photo, Error> {
    decode_at_most(bytes, MAX_PIXELS)
}

/// Decodes an image as [`decode`] does, unless it has more than `max_pixels` pixels.
pub fn decode_at_most(bytes: &[u8], max_pixels: usize) -> Result<Photo, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    if jpeg2000::is_jpeg_2000(bytes) {
        return decode_jpeg_2000(jpeg2000::checked(bytes, max_pixels)?, max_pixels);
    }
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => {
            let (image, orientation) = jpeg::decode(bytes, max_pixels)?;
            into_photo(image, orientation)
        }
        Ok(format @ ImageFormat::Png) => {
            decode_with(reader(&png::without_ancillary_chunks(bytes)?, format)?, max_pixels)
        }
        Ok(format @ ImageFormat::WebP) => {
            decode_with(reader(webp::checked(bytes, max_pixels)?, format)?, max_pixels)
        }
        _ => Err(Error::NotAnImage),
    }
}

fn reader(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder + '_, Error> {
    ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(map_error)
}

fn decode_jpeg_2000(bytes: &[u8], max_pixels: usize) -> Result<Photo, Error> {
    let image = Jpeg2000::new(bytes, &DecodeSettings::default()).map_err(|_| Error::Corrupt)?;
    // The header may declare thousands of channels, each of which would allocate memory.
    if image.color_space().num_channels() > 4 {
        return Err(Error::Corrupt);
    }
    decode_with(image, max_pixels)
}

/// Decodes the pixels if the size in the header is allowed.
fn decode_with(mut decoder: impl ImageDecoder, max_pixels: usize) -> Result<Photo, Error> {
    let (width, height) = decoder.dimensions();
    check_size(width as usize, height as usize, max_pixels)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    into_photo(DynamicImage::from_decoder(decoder).map_err(map_error)?, orientation)
}

/// Applies the orientation and removes transparency.
fn into_photo(mut image: DynamicImage, orientation: Orientation) -> Result<Photo, Error> {
    image.apply_orientation(orientation);
    if image.color().has_alpha() {
        image = blend_on_white(image.into_rgba8()).into();
    }
    let image = image.into_rgb8();
    Photo::new(image.width() as usize, image.height() as usize, image.into_raw())
}

/// Blends transparent pixels on white, as a viewer shows them.
fn blend_on_white(mut image: RgbaImage) -> RgbaImage {
    for pixel in image.pixels_mut() {
        let [.., alpha] = pixel.0.map(u16::from);
        let blend = |colour: u8| (u16::from(colour) * alpha + 255 * (255 - alpha) + 127) / 255;
        pixel.0[..3].iter_mut().for_each(|colour| *colour = blend(*colour) as u8);
    }
    image
}

/// Maps the decoder's error without its text, which may quote the file.
fn map_error(error: ImageError) -> Error {
    match error {
        ImageError::Limits(_) => Error::TooLarge,
        _ => Error::Corrupt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageEncoder, RgbImage, codecs};

    /// A 3 x 2 image, red at the top left, else black.
    fn sample_image() -> RgbImage {
        let mut image = RgbImage::new(3, 2);
        image.put_pixel(0, 0, image::Rgb([255, 0, 0]));
        image
    }

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        sample_image().write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A PNG that consists of a header with this size and an empty chunk of pixels.
    fn png_header(width: u32, height: u32) -> Vec<u8> {
        let mut chunk = b"IHDR".to_vec();
        chunk.extend(width.to_be_bytes());
        chunk.extend(height.to_be_bytes());
        chunk.extend([8, 2, 0, 0, 0]);
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
        png.extend(&chunk);
        png.extend(crc32(&chunk).to_be_bytes());
        png.extend(b"\0\0\0\0IDAT");
        png.extend(crc32(b"IDAT").to_be_bytes());
        png
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc: u32, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| {
                (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
            })
        })
    }

    #[test]
    fn the_format_is_detected_from_the_bytes() {
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let photo = decode(&encoded(format)).unwrap();
            assert_eq!((photo.width(), photo.height()), (3, 2), "{format:?}");
            assert_eq!(photo.row(0), [[255, 0, 0], [0; 3], [0; 3]], "{format:?}");
        }
    }

    /// An 8 x 8 image written by OpenJPEG, red on the left and blue on the right.
    const JP2: &[u8] = include_bytes!("../tests/data/red_blue.jp2");
    /// Offset of the codestream in it.
    const CODESTREAM: usize = 85;

    #[test]
    fn jpeg_2000_is_read_in_its_container_and_without() {
        for bytes in [JP2, &JP2[CODESTREAM..]] {
            let photo = decode(bytes).unwrap();
            assert_eq!((photo.width(), photo.height()), (8, 8));
            for y in 0..8 {
                assert_eq!(photo.row(y)[..4], [[255, 0, 0]; 4]);
                assert_eq!(photo.row(y)[4..], [[0, 0, 255]; 4]);
            }
        }
    }

    #[test]
    fn a_jpeg_2000_whose_last_tile_leaves_its_length_open_is_read_if_its_end_is_there() {
        let mut open = JP2[CODESTREAM..].to_vec();
        let part = open.windows(4).position(|window| window == b"\xff\x90\0\x0a").unwrap();
        open[part + 6..part + 10].fill(0);
        assert_eq!(decode(&open).unwrap().row(3), decode(JP2).unwrap().row(3));
        assert_eq!(decode(&open[..open.len() - 20]).err(), Some(Error::Corrupt));
    }

    #[test]
    fn damaged_jpeg_2000_causes_no_panic() {
        for at in 0..JP2.len() {
            let mut damaged = JP2.to_vec();
            damaged[at] ^= 1;
            for bytes in [&damaged[..], &JP2[..at]] {
                let _either_is_fine = decode(bytes);
            }
        }
    }

    #[test]
    fn a_huge_jpeg_2000_is_refused_before_memory_is_allocated() {
        let mut huge = JP2[CODESTREAM..].to_vec();
        // Width and height follow the markers, the length and the capabilities.
        huge[8..12].copy_from_slice(&10_000u32.to_be_bytes());
        huge[12..16].copy_from_slice(&6_000u32.to_be_bytes());
        assert_eq!(decode(&huge).err(), Some(Error::TooLarge));
    }

    #[test]
    fn a_photo_taken_sideways_is_rotated_upright() {
        // Orientation 6: the image must be rotated by 90 degrees clockwise.
        let exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let mut bytes = Vec::new();
        let mut encoder = codecs::png::PngEncoder::new(&mut bytes);
        encoder.set_exif_metadata(exif.to_vec()).unwrap();
        encoder.write_image(&sample_image(), 3, 2, image::ExtendedColorType::Rgb8).unwrap();
        let photo = decode(&bytes).unwrap();
        assert_eq!((photo.width(), photo.height()), (2, 3));
        assert_eq!(photo.row(0), [[0; 3], [255, 0, 0]]);
    }

    #[test]
    fn transparent_pixels_are_blended_on_white() {
        let image = RgbaImage::from_raw(3, 1, vec![9, 8, 7, 255, 9, 8, 7, 0, 0, 0, 0, 51]).unwrap();
        let grey = image::GrayAlphaImage::from_raw(2, 1, vec![9, 255, 9, 0]).unwrap();
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let mut bytes = Cursor::new(Vec::new());
            image.write_to(&mut bytes, format).unwrap();
            let photo = decode(&bytes.into_inner()).unwrap();
            assert_eq!(photo.row(0), [[9, 8, 7], [255; 3], [204; 3]], "{format:?}");
        }
        let mut bytes = Cursor::new(Vec::new());
        grey.write_to(&mut bytes, ImageFormat::Png).unwrap();
        assert_eq!(decode(&bytes.into_inner()).unwrap().row(0), [[9; 3], [255; 3]]);
    }

    #[test]
    fn other_files_than_images_are_refused() {
        let cases: [(&[u8], Error); 5] = [
            (b"", Error::Empty),
            (b"%PDF-1.7 and more", Error::NotAnImage),
            (b"GIF89a\x01\0\x01\0\0\0\0", Error::NotAnImage),
            (b"\xff", Error::NotAnImage),
            (b"\xff\x4f\xff\x51 no codestream", Error::Corrupt),
        ];
        for (bytes, error) in cases {
            assert_eq!(decode(bytes).err(), Some(error), "{bytes:?}");
        }
    }

    #[test]
    fn a_truncated_image_is_refused_without_a_panic() {
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let whole = encoded(format);
            for len in 1..whole.len() - 8 {
                assert!(decode(&whole[..len]).is_err(), "{format:?} cut to {len} bytes");
            }
        }
    }

    #[test]
    fn a_damaged_image_causes_no_panic() {
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let whole = encoded(format);
            for at in 0..whole.len() {
                let mut damaged = whole.clone();
                damaged[at] ^= 0x55;
                let _either_is_fine = decode(&damaged);
            }
        }
    }

    #[test]
    fn a_huge_size_in_a_header_is_refused_before_memory_is_allocated() {
        for (width, height) in [(10_000, 6_000), (0x7fff_ffff, 1), (0x7fff_ffff, 0x7fff_ffff)] {
            // Without pixels it is refused as incomplete before its size counts.
            let error = decode(&png_header(width, height)).err();
            assert!(error.is_some(), "{width} x {height}");
        }
        assert_eq!(decode(&png_header(100, 100)).err(), Some(Error::Corrupt));
    }
}
