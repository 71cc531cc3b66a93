//! Memory layout of a feature map, and the position of a kernel on it.

use serde::{Deserialize, Serialize};

use crate::Invalid;

/// Shape of a tensor with interleaved channels (HWC) and zero padding on all four sides.
///
/// Row-major: (height + 2 padding) x (width + 2 padding) x stride.
///
/// An operator that is read refuses a layout of more than `MAX_SIZE` in one direction or `MAX_LENGTH`
/// numbers, so that no index overflows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Layout {
    /// Rows of pixels, without padding.
    pub height: usize,
    /// Pixels in a row, without padding.
    pub width: usize,
    /// Number of channels.
    pub channels: usize,
    /// Distance from one pixel to the next, in numbers: the channels, then zeros.
    pub stride: usize,
    /// Width of the zero padding on each side, in pixels.
    pub padding: usize,
}

/// Size, step and offset of a convolution kernel or pooling window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Window {
    /// Rows of the kernel.
    pub height: usize,
    /// Columns of the kernel.
    pub width: usize,
    /// Pixels from one position of the kernel to the next, in both directions.
    pub step: usize,
    /// Rows of padding above the input that the first position covers.
    pub top: usize,
    /// Columns of padding left of the input that the first position covers.
    pub left: usize,
}

/// The largest size of a layout or window that is accepted.
const MAX_SIZE: usize = 1 << 14;

/// The most numbers of a tensor that is accepted.
const MAX_LENGTH: u64 = 1 << 26;

impl Layout {
    /// Fails if a size is so large that an index could overflow, or if the stride is less than the
    /// number of channels.
    pub fn check(&self) -> Result<(), Invalid> {
        let Self { height, width, channels, stride, padding } = *self;
        let is_small =
            [height, width, channels, stride, padding].iter().all(|&size| size <= MAX_SIZE);
        let length = |size: usize| (size + 2 * padding) as u64;
        let fits = is_small
            && channels <= stride
            && length(height) * length(width) <= MAX_LENGTH
            && length(height) * length(width) * stride as u64 <= MAX_LENGTH;
        if fits { Ok(()) } else { Err(Invalid) }
    }

    /// A layout whose stride is a multiple of four, as all operators write it.
    pub fn new(height: usize, width: usize, channels: usize, padding: usize) -> Self {
        Self { height, width, channels, stride: channels.next_multiple_of(4), padding }
    }

    /// A layout without filling channels. Only a convolution can read it.
    pub fn tight(height: usize, width: usize, channels: usize, padding: usize) -> Self {
        Self { height, width, channels, stride: channels, padding }
    }

    /// Length of the tensor, in numbers.
    pub fn len(&self) -> usize {
        (self.height + 2 * self.padding) * self.row_len()
    }

    /// Whether the length is zero.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Length of a row with its padding, in numbers.
    pub(crate) fn row_len(&self) -> usize {
        (self.width + 2 * self.padding) * self.stride
    }

    /// Index of the pixel at row `y`, column `x`, which may lie in the padding.
    pub fn offset(&self, y: isize, x: isize) -> usize {
        let shift = |position: isize| position.wrapping_add_unsigned(self.padding) as usize;
        shift(y) * self.row_len() + shift(x) * self.stride
    }

    /// Sets the padding to zero.
    ///
    /// # Panics
    ///
    /// If the length of the tensor differs from the layout.
    pub fn clear_padding(&self, tensor: &mut [f32]) {
        if self.padding == 0 {
            return;
        }
        let (row, side) = (self.row_len(), self.padding * self.stride);
        let (above, rest) = tensor.split_at_mut(self.padding * row);
        let (inner, below) = rest.split_at_mut(self.height * row);
        above.fill(0.0);
        below.fill(0.0);
        for line in inner.chunks_exact_mut(row) {
            line[..side].fill(0.0);
            line[row - side..].fill(0.0);
        }
    }
}

impl Window {
    /// Whether all positions of the kernel that `output` needs lie in `input` or its padding.
    pub fn fits(&self, input: &Layout, output: &Layout) -> bool {
        let sizes = [self.height, self.width, self.step, self.top, self.left];
        if sizes.iter().any(|&size| size > MAX_SIZE)
            || [input, output].iter().any(|layout| layout.check().is_err())
        {
            return false;
        }
        let fits = |positions: usize, size: usize, before: usize, length: usize| {
            positions > 0
                && before <= input.padding
                && (positions - 1) * self.step + size <= before + length + input.padding
        };
        self.step > 0
            && self.height > 0
            && self.width > 0
            && fits(output.height, self.height, self.top, input.height)
            && fits(output.width, self.width, self.left, input.width)
    }

    /// Index in `input` of the kernel's first pixel for the output pixel at row `y`, column `x`.
    pub(crate) fn start(&self, input: &Layout, y: usize, x: usize) -> usize {
        let position = |at: usize, before: usize| (at * self.step) as isize - before as isize;
        input.offset(position(y, self.top), position(x, self.left))
    }
}
