//! Grey pictures: rows from the top, one byte a pixel, 0 black.

use std::fmt;

use zeroize::Zeroizing;

use crate::error::MrzError;

/// Shortest and longest side of a frame, in pixels.
const SIDES: std::ops::RangeInclusive<usize> = 16..=16_384;

/// A borrowed grey frame.
#[derive(Clone, Copy)]
pub struct GreyFrame<'a> {
    width: usize,
    height: usize,
    pixels: &'a [u8],
}

impl fmt::Debug for GreyFrame<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("GreyFrame")
    }
}

impl<'a> GreyFrame<'a> {
    /// A frame of `width` x `height` pixels.
    ///
    /// # Errors
    /// [`MrzError::FrameSize`] if there is another number of pixels, or a side is too short or long.
    pub fn new(width: usize, height: usize, pixels: &'a [u8]) -> Result<Self, MrzError> {
        let fits = SIDES.contains(&width) && SIDES.contains(&height);
        if !fits || pixels.len() != width * height {
            return Err(MrzError::FrameSize);
        }
        Ok(Self { width, height, pixels })
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    pub(crate) fn row(&self, row: usize) -> &'a [u8] {
        &self.pixels[row * self.width..][..self.width]
    }

    /// The brightness at a point, interpolated between four pixels; beyond an edge that of the edge.
    /// The middle of the first pixel is at 0.5.
    pub(crate) fn sample(&self, x: f32, y: f32) -> f32 {
        let place = |at: f32, size: usize| {
            // In this order, so that NaN becomes the first pixel.
            let at = (at - 0.5).max(0.0).min((size - 1) as f32);
            let first = (at as usize).min(size - 2);
            (first, at - first as f32)
        };
        let ((column, right), (row, down)) = (place(x, self.width), place(y, self.height));
        let at = row * self.width + column;
        let pixel = |at: usize| f32::from(self.pixels[at]);
        let above = pixel(at) + right * (pixel(at + 1) - pixel(at));
        let below = pixel(at + self.width);
        let below = below + right * (pixel(at + self.width + 1) - below);
        above + down * (below - above)
    }
}

/// A grey picture that is overwritten when it is dropped.
pub(crate) struct GreyImage {
    width: usize,
    height: usize,
    pixels: Zeroizing<Vec<u8>>,
}

impl GreyImage {
    pub(crate) fn frame(&self) -> GreyFrame<'_> {
        GreyFrame { width: self.width, height: self.height, pixels: &self.pixels }
    }

    /// The frame, smaller by a whole factor: each pixel is the mean of `factor` x `factor`.
    /// Incomplete squares at the right and lower edge are left out.
    pub(crate) fn shrunk(frame: &GreyFrame<'_>, factor: usize) -> Self {
        let (width, height) = (frame.width / factor, frame.height / factor);
        let mut pixels = Zeroizing::new(vec![0; width * height]);
        let mut sums = Zeroizing::new(vec![0_u32; width]);
        let area = (factor * factor) as u32;
        for (row, target) in pixels.chunks_exact_mut(width.max(1)).enumerate() {
            sums.fill(0);
            for line in 0..factor {
                let source = frame.row(row * factor + line).chunks_exact(factor);
                for (sum, group) in sums.iter_mut().zip(source) {
                    *sum += group.iter().map(|pixel| u32::from(*pixel)).sum::<u32>();
                }
            }
            for (pixel, sum) in target.iter_mut().zip(&*sums) {
                *pixel = (sum / area) as u8;
            }
        }
        Self { width, height, pixels }
    }

    /// The frame, turned clockwise by a quarter.
    pub(crate) fn turned(frame: &GreyFrame<'_>) -> Self {
        let (width, height) = (frame.height, frame.width);
        let mut pixels = Zeroizing::new(vec![0; width * height]);
        for row in 0..frame.height {
            let column = width - 1 - row;
            for (line, pixel) in frame.row(row).iter().enumerate() {
                pixels[line * width + column] = *pixel;
            }
        }
        Self { width, height, pixels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_has_as_many_pixels_as_its_size_says() {
        assert!(GreyFrame::new(20, 16, &[0; 320]).is_ok());
        for (width, height, length) in
            [(20, 16, 319), (15, 20, 300), (0, 0, 0), (usize::MAX, 2, 16)]
        {
            assert_eq!(
                GreyFrame::new(width, height, &vec![0; length]).err(),
                Some(MrzError::FrameSize)
            );
        }
    }

    #[test]
    fn a_sample_between_pixels_is_their_mean_and_outside_the_edge() {
        let pixels: Vec<u8> = (0..=255).collect();
        let frame = GreyFrame::new(16, 16, &pixels).unwrap();
        for (x, y, expected) in [
            (0.5, 0.5, 0.0),
            (1.0, 0.5, 0.5),
            (0.5, 1.0, 8.0),
            (15.5, 15.5, 255.0),
            (-9.0, -9.0, 0.0),
            (99.0, 99.0, 255.0),
            (f32::NAN, 0.5, 0.0),
        ] {
            assert_eq!(frame.sample(x, y), expected, "{x} {y}");
        }
    }

    #[test]
    fn a_shrunk_picture_has_means_and_a_turned_one_has_the_left_column_on_top() {
        let pixels: Vec<u8> = (0..=255).collect();
        let frame = GreyFrame::new(16, 16, &pixels).unwrap();
        let small = GreyImage::shrunk(&frame, 5);
        assert_eq!((small.frame().width(), small.frame().height()), (3, 3));
        assert_eq!(small.frame().row(0), [34, 39, 44]);
        let turned = GreyImage::turned(&frame);
        assert_eq!(turned.frame().row(0)[..2], [240, 224]);
        assert_eq!(turned.frame().row(15)[15], 15);
    }
}
