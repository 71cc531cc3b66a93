//! JPEG, with exactly the pixels of libjpeg-turbo.
//!
//! Decoders round chroma differently, which moves the detector's boxes by up to two pixels. The
//! pipeline was measured with libjpeg-turbo's rounding, so it is used here.

use image::{DynamicImage, RgbImage, metadata::Orientation};
use libjpeg_turbo_rs::{ComponentInfo, DecodeLimits, Decoder, JpegError, PixelFormat};

use crate::{Error, image::check_size};

/// Maximum number of scans. Progressive files have about ten; thousands, each as large as the
/// image, would take minutes to decode.
const MAX_SCANS: usize = 100;

/// Reads baseline and progressive JPEG of 8 bits: grey, colour or CMYK.
///
/// The pixels are not rotated; the orientation is returned. A truncated scan is an error, because
/// the decoder would fill the rest with grey; so is an image of more than `max_pixels` pixels.
pub(super) fn decode(
    bytes: &[u8],
    max_pixels: usize,
) -> Result<(DynamicImage, Orientation), Error> {
    let limits = DecodeLimits { max_scans: MAX_SCANS, ..Default::default() };
    let decoder = Decoder::new_with_limits(bytes, limits)
        .map_err(map_error)?
        .with_output_format(PixelFormat::Rgb);
    let header = decoder.header();
    check_size(header.width.into(), header.height.into(), max_pixels)?;
    // These are rare, and the decoder fills a truncated arithmetic scan with grey.
    if decoder.is_arithmetic() || header.is_lossless || header.precision != 8 {
        return Err(Error::NotAnImage);
    }
    if !has_usual_sampling(&header.components) {
        return Err(Error::NotAnImage);
    }
    // The decoder's own function for the orientation overflows on damaged files on 32-bit targets.
    let orientation = decoder.exif_data().and_then(Orientation::from_exif_chunk);
    let image = decoder.decode_image().map_err(map_error)?;
    let (width, height) = (image.width as u32, image.height as u32);
    let rgb = RgbImage::from_raw(width, height, image.into_vec()).ok_or(Error::Corrupt)?;
    Ok((rgb.into(), orientation.unwrap_or(Orientation::NoTransforms)))
}

/// Whether chroma has the resolution of luma or is subsampled by an integer factor, equal for both
/// chroma components, and a fourth component has the resolution of luma.
///
/// Cameras and scanners write nothing else, and the decoder panics on some other combinations.
fn has_usual_sampling(components: &[ComponentInfo]) -> bool {
    let factors =
        |component: &ComponentInfo| [component.horizontal_sampling, component.vertical_sampling];
    match components {
        [_grey] => true,
        [luma, cb, cr, others @ ..] => {
            factors(cb) == factors(cr)
                && factors(luma).iter().zip(factors(cb)).all(|(a, b)| a.is_multiple_of(b))
                && others.iter().all(|component| factors(component) == factors(luma))
        }
        _ => false,
    }
}

/// Maps the decoder's error without its text, which may quote the file.
fn map_error(error: JpegError) -> Error {
    match error {
        JpegError::AllocationFailed { .. } => Error::TooLarge,
        JpegError::Unsupported(_) => Error::NotAnImage,
        _ => Error::Corrupt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::decode;
    use libjpeg_turbo_rs::{Encoder, Subsampling};

    const WIDTH: usize = 20;
    const HEIGHT: usize = 11;
    /// Orientation 6: the image must be rotated by 90 degrees clockwise.
    const EXIF: &[u8] = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";

    /// Pixels of `N` bytes: one value at the left, another one at the right.
    fn halves<const N: usize>(left: [u8; N], right: [u8; N]) -> Vec<u8> {
        let at = |at| if at % WIDTH < WIDTH / 2 { left } else { right };
        (0..WIDTH * HEIGHT).flat_map(at).collect()
    }

    fn encoder(pixels: &[u8], format: PixelFormat) -> Encoder<'_> {
        Encoder::new(pixels, WIDTH, HEIGHT, format).quality(95)
    }

    /// Red at the left and blue at the right, in each kind of JPEG that we read.
    fn red_and_blue() -> Vec<(&'static str, Vec<u8>)> {
        let rgb = halves([255, 0, 0], [0, 0, 255]);
        let ink = halves([255, 0, 0, 255], [0, 0, 255, 255]);
        let rgb = || encoder(&rgb, PixelFormat::Rgb);
        [
            ("full colour", rgb()),
            ("half the colour", rgb().subsampling(Subsampling::S420)),
            ("progressive", rgb().progressive(true)),
            ("restarts", rgb().restart_blocks(1)),
            ("CMYK", encoder(&ink, PixelFormat::Cmyk)),
        ]
        .map(|(kind, encoder)| (kind, encoder.encode().unwrap()))
        .into()
    }

    #[track_caller]
    fn assert_close(pixel: [u8; 3], expected: [u8; 3], case: &str) {
        let close = pixel.iter().zip(expected).all(|(a, b)| a.abs_diff(b) < 24);
        assert!(close, "{case}: {pixel:?} instead of {expected:?}");
    }

    #[test]
    fn every_usual_kind_of_jpeg_is_read() {
        for (kind, bytes) in red_and_blue() {
            let photo = decode(&bytes).unwrap();
            assert_eq!((photo.width(), photo.height()), (WIDTH, HEIGHT), "{kind}");
            for row in (0..HEIGHT).map(|y| photo.row(y)) {
                assert_close(row[2], [255, 0, 0], kind);
                assert_close(row[WIDTH - 3], [0, 0, 255], kind);
            }
        }
        let grey = halves([40], [200]);
        let grey = decode(&encoder(&grey, PixelFormat::Grayscale).encode().unwrap()).unwrap();
        assert_close(grey.row(5)[2], [40; 3], "grey");
        assert_close(grey.row(5)[WIDTH - 3], [200; 3], "grey");
    }

    #[test]
    fn a_jpeg_taken_sideways_is_rotated_upright() {
        let rgb = halves([255, 0, 0], [0, 0, 255]);
        let bytes = encoder(&rgb, PixelFormat::Rgb).exif_data(EXIF).encode().unwrap();
        let photo = decode(&bytes).unwrap();
        assert_eq!((photo.width(), photo.height()), (HEIGHT, WIDTH));
        assert_close(photo.row(2)[5], [255, 0, 0], "top");
        assert_close(photo.row(WIDTH - 3)[5], [0, 0, 255], "bottom");
    }

    #[test]
    fn an_orientation_far_outside_the_metadata_is_ignored() {
        let mut exif = EXIF.to_vec();
        exif[4..8].fill(0xff);
        let rgb = halves([255, 0, 0], [0, 0, 255]);
        let bytes = encoder(&rgb, PixelFormat::Rgb).exif_data(&exif).encode().unwrap();
        assert_eq!(decode(&bytes).unwrap().width(), WIDTH);
    }

    #[test]
    fn rare_kinds_of_jpeg_are_refused() {
        let rgb = halves([255, 0, 0], [0, 0, 255]);
        let rgb = || encoder(&rgb, PixelFormat::Rgb);
        for (kind, encoder) in
            [("arithmetic", rgb().arithmetic(true)), ("lossless", rgb().lossless(true))]
        {
            let error = decode(&encoder.encode().unwrap()).err();
            assert_eq!(error, Some(Error::NotAnImage), "{kind}");
        }
        let mut bytes = rgb().encode().unwrap();
        let precision = frame_header(&bytes);
        bytes[precision] = 12;
        assert_eq!(decode(&bytes).err(), Some(Error::NotAnImage), "12 bits");
    }

    /// Offset of the precision in the frame header; height and width follow, two bytes each.
    fn frame_header(bytes: &[u8]) -> usize {
        let marker = bytes.windows(3).position(|window| window == [0xff, 0xc0, 0]);
        marker.unwrap() + 4
    }

    #[test]
    fn unusual_sampling_is_refused() {
        let ink = halves([255, 0, 0, 255], [0, 0, 255, 255]);
        let bytes = encoder(&ink, PixelFormat::Cmyk).encode().unwrap();
        // One byte of three in each component's entry.
        let sampling = frame_header(&bytes) + 7;
        let usual = [[0x11; 4], [0x22, 0x11, 0x11, 0x22], [0x41, 0x11, 0x11, 0x41]];
        let unusual = [
            [0x11, 0x22, 0x11, 0x11],
            [0x11, 0x11, 0x22, 0x11],
            [0x11, 0x22, 0x22, 0x11],
            [0x13, 0x11, 0x11, 0x11],
            [0x11, 0x11, 0x11, 0x14],
            [0x32, 0x21, 0x21, 0x32],
        ];
        let refused = |factors: [u8; 4]| {
            let mut bytes = bytes.clone();
            for (at, factor) in factors.into_iter().enumerate() {
                bytes[sampling + 3 * at] = factor;
            }
            decode(&bytes).err() == Some(Error::NotAnImage)
        };
        for factors in usual {
            assert!(!refused(factors), "{factors:x?}");
        }
        for factors in unusual {
            assert!(refused(factors), "{factors:x?}");
        }
    }

    #[test]
    fn a_truncated_jpeg_is_corrupt() {
        for (kind, bytes) in red_and_blue() {
            // Without the marker at the end all pixels are still there.
            for len in 3..bytes.len() - 2 {
                let error = decode(&bytes[..len]).err();
                assert_eq!(error, Some(Error::Corrupt), "{kind} cut to {len} bytes");
            }
        }
    }

    #[test]
    fn a_damaged_jpeg_causes_no_panic() {
        for (_, bytes) in red_and_blue() {
            for at in 0..bytes.len() {
                for flip in [0x01, 0x10, 0x33, 0x80, 0xff] {
                    let mut damaged = bytes.clone();
                    damaged[at] ^= flip;
                    let _either_is_fine = decode(&damaged);
                }
            }
        }
    }

    #[test]
    fn a_huge_jpeg_is_refused_before_memory_is_allocated() {
        let grey = halves([40], [200]);
        let mut bytes = encoder(&grey, PixelFormat::Grayscale).encode().unwrap();
        let size = frame_header(&bytes) + 1;
        for (height, width, error) in [
            (6_000u16, 10_000u16, Error::TooLarge),
            (u16::MAX, u16::MAX, Error::TooLarge),
            (u16::MAX, 8, Error::Corrupt),
            (8, 0, Error::Corrupt),
        ] {
            bytes[size..size + 2].copy_from_slice(&height.to_be_bytes());
            bytes[size + 2..size + 4].copy_from_slice(&width.to_be_bytes());
            assert_eq!(decode(&bytes).err(), Some(error), "{width} x {height}");
        }
    }

    #[test]
    fn a_jpeg_with_too_many_scans_is_refused() {
        let grey = halves([40], [200]);
        let bytes = encoder(&grey, PixelFormat::Grayscale).progressive(true).encode().unwrap();
        let scan = bytes.windows(2).position(|window| window == [0xff, 0xda]).unwrap();
        let end = bytes.len() - 2;
        let many = [&bytes[..scan], &bytes[scan..end].repeat(MAX_SCANS), &bytes[end..]].concat();
        assert!(decode(&bytes).is_ok());
        assert_eq!(decode(&many).err(), Some(Error::Corrupt));
    }
}
