//! Photos and points.

use std::{fmt, ops};

use zeroize::Zeroizing;

use crate::Error;

/// Maximum number of pixels of a photo: 50 megapixels.
pub const MAX_PIXELS: usize = 50_000_000;

/// An RGB photo: `height` rows of `width` pixels of 3 bytes.
///
/// It shows a person, so it has no `Clone`, no `Serialize`, prints as `Photo(..)`, and is
/// overwritten when dropped.
pub struct Photo {
    width: usize,
    height: usize,
    rgb: Zeroizing<Vec<u8>>,
}

/// A position or a vector, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Distance from the left border.
    pub x: f64,
    /// Distance from the top border.
    pub y: f64,
}

impl Photo {
    /// Takes over `rgb`, which must hold exactly `width * height * 3` bytes.
    ///
    /// The bytes are overwritten even if the length is wrong.
    pub fn new(width: usize, height: usize, rgb: Vec<u8>) -> Result<Self, Error> {
        let rgb = Zeroizing::new(rgb);
        if rgb.len() != 3 * pixels(width, height)? {
            return Err(Error::WrongLength);
        }
        Ok(Self { width, height, rgb })
    }

    /// Copies `rgba`, which must hold exactly `width * height * 4` bytes, as in a canvas or a video
    /// frame. The fourth byte is ignored: camera images are opaque.
    pub fn from_rgba(width: usize, height: usize, rgba: &[u8]) -> Result<Self, Error> {
        let pixels = pixels(width, height)?;
        if rgba.len() != 4 * pixels {
            return Err(Error::WrongLength);
        }
        let mut rgb = Vec::with_capacity(3 * pixels);
        for pixel in rgba.as_chunks::<4>().0 {
            rgb.extend_from_slice(&pixel[..3]);
        }
        Self::new(width, height, rgb)
    }

    /// Pixels per row, at least 1.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows, at least 1.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The luma of all pixels (ITU-R BT.601, as in JPEG), 0 to 255, row by row.
    pub fn luma(&self) -> Zeroizing<Vec<u8>> {
        let luma = |&[red, green, blue]: &[u8; 3]| {
            let weighted = 77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue);
            (weighted >> 8) as u8
        };
        Zeroizing::new(self.rgb.as_chunks::<3>().0.iter().map(luma).collect())
    }

    /// The pixel at column `x`, row `y`, or black outside the photo.
    pub(crate) fn pixel(&self, x: isize, y: isize) -> [u8; 3] {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return [0; 3];
        };
        if self.width <= x || self.height <= y {
            return [0; 3];
        }
        self.row(y)[x]
    }

    /// All bytes, rows from the top.
    #[cfg(feature = "evaluation")]
    pub(crate) fn row_major(&self) -> &[u8] {
        &self.rgb
    }

    /// Row `y`, which must exist.
    pub(crate) fn row(&self, y: usize) -> &[[u8; 3]] {
        &self.rgb.as_chunks::<3>().0[y * self.width..][..self.width]
    }
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Photo(..)")
    }
}

impl Point {
    /// The midpoint between this point and `other`.
    pub fn middle(self, other: Self) -> Self {
        Self { x: (self.x + other.x) / 2.0, y: (self.y + other.y) / 2.0 }
    }

    /// The distance to `other`, in pixels.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The centroid of `points`; NaN if there are none.
    pub(crate) fn centroid(points: impl ExactSizeIterator<Item = Self>) -> Self {
        let n = points.len() as f64;
        let sum = points.fold(Self { x: 0.0, y: 0.0 }, |sum, point| sum + point);
        Self { x: sum.x / n, y: sum.y / n }
    }
}

impl ops::Add for Point {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }
}

impl ops::Sub for Point {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }
}

/// Checks that an image of this size has at least one pixel and at most `max_pixels` pixels.
pub(crate) fn check_size(width: usize, height: usize, max_pixels: usize) -> Result<(), Error> {
    if pixels(width, height)? <= max_pixels { Ok(()) } else { Err(Error::TooLarge) }
}

/// The number of pixels of an image, or an error if the size is not allowed.
pub(crate) fn pixels(width: usize, height: usize) -> Result<usize, Error> {
    match width.checked_mul(height) {
        Some(0) => Err(Error::Empty),
        Some(pixels) if pixels <= MAX_PIXELS => Ok(pixels),
        _ => Err(Error::TooLarge),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_has_the_length_of_its_size() {
        let cases = [
            (2, 1, 6, None),
            (2, 1, 5, Some(Error::WrongLength)),
            (2, 1, 8, Some(Error::WrongLength)),
            (0, 1, 0, Some(Error::Empty)),
            (1, 0, 0, Some(Error::Empty)),
            (10_000, 5_001, 0, Some(Error::TooLarge)),
            (usize::MAX, 2, 0, Some(Error::TooLarge)),
        ];
        for (width, height, len, error) in cases {
            let result = Photo::new(width, height, vec![0; len]);
            assert_eq!(result.err(), error, "{width} x {height}, {len} bytes");
        }
    }

    #[test]
    fn transparency_is_ignored() {
        let photo = Photo::from_rgba(2, 1, &[1, 2, 3, 0, 4, 5, 6, 255]).unwrap();
        assert_eq!(photo.row(0), [[1, 2, 3], [4, 5, 6]]);
        assert_eq!(Photo::from_rgba(2, 1, &[0; 6]).err(), Some(Error::WrongLength));
    }

    #[test]
    fn a_photo_is_surrounded_by_black() {
        let photo = Photo::new(1, 1, vec![9; 3]).unwrap();
        assert_eq!(photo.pixel(0, 0), [9; 3]);
        for (x, y) in [(-1, 0), (0, -1), (1, 0), (0, 1)] {
            assert_eq!(photo.pixel(x, y), [0; 3], "at {x}, {y}");
        }
    }

    #[test]
    fn the_debug_text_of_a_photo_contains_no_pixels() {
        assert_eq!(format!("{:?}", Photo::new(1, 1, vec![9; 3]).unwrap()), "Photo(..)");
    }
}
