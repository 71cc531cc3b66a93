//! How a picture's channels lie in memory.

/// The shape of a tensor: rows of pixels, each pixel its channels side by side, with a border of
/// zeros around the picture, which is what convolutions see beyond its edge.
///
/// Row-major: (height + 2 border) x (width + 2 border) x stride.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    /// Rows of pixels, without the border.
    pub height: usize,
    /// Pixels in a row, without the border.
    pub width: usize,
    /// Channels that mean something.
    pub channels: usize,
    /// Numbers from a pixel to the next one: the channels, then zeros.
    pub stride: usize,
    /// Pixels of zeros on each side.
    pub border: usize,
}

/// Where a kernel lies on a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// Rows of the kernel.
    pub height: usize,
    /// Columns of the kernel.
    pub width: usize,
    /// Pixels from one place of the kernel to the next, in both directions.
    pub step: usize,
    /// Rows of zeros that it sees above the picture.
    pub top: usize,
    /// Columns of zeros that it sees left of the picture.
    pub left: usize,
}

impl Layout {
    /// Channels in groups of four, which is what all operators write, and a border of `border`.
    pub fn new(height: usize, width: usize, channels: usize, border: usize) -> Self {
        Self { height, width, channels, stride: channels.next_multiple_of(4), border }
    }

    /// Only the channels, as [`pack`](crate::pack) may leave them for a first convolution.
    pub fn tight(height: usize, width: usize, channels: usize, border: usize) -> Self {
        Self { height, width, channels, stride: channels, border }
    }

    /// Numbers in all.
    pub fn len(&self) -> usize {
        (self.height + 2 * self.border) * self.row()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Numbers from a row to the next one.
    pub(crate) fn row(&self) -> usize {
        (self.width + 2 * self.border) * self.stride
    }

    /// Where the pixel at row `y`, column `x` begins; both may lie in the border.
    pub(crate) fn at(&self, y: isize, x: isize) -> usize {
        let shift = |it: isize| it.wrapping_add_unsigned(self.border) as usize;
        shift(y) * self.row() + shift(x) * self.stride
    }

    /// Fills the border with zeros, and leaves the picture alone.
    pub(crate) fn clear_border(&self, tensor: &mut [f32]) {
        if self.border == 0 {
            return;
        }
        let (row, side) = (self.row(), self.border * self.stride);
        let (above, rest) = tensor.split_at_mut(self.border * row);
        let (picture, below) = rest.split_at_mut(self.height * row);
        above.fill(0.0);
        below.fill(0.0);
        for line in picture.chunks_exact_mut(row) {
            line[..side].fill(0.0);
            line[row - side..].fill(0.0);
        }
    }
}

impl Window {
    /// Whether all that the kernel sees, while it makes `output`, lies in `input` or its border.
    pub fn fits(&self, input: &Layout, output: &Layout) -> bool {
        let reach = |places: usize, size: usize, before: usize, length: usize| {
            places > 0
                && before <= input.border
                && (places - 1) * self.step + size <= before + length + input.border
        };
        self.step > 0
            && self.height > 0
            && self.width > 0
            && reach(output.height, self.height, self.top, input.height)
            && reach(output.width, self.width, self.left, input.width)
    }

    /// Where the kernel begins in `input` when it makes the output's pixel at row `y`, column `x`.
    pub(crate) fn start(&self, input: &Layout, y: usize, x: usize) -> usize {
        let place = |at: usize, before: usize| (at * self.step) as isize - before as isize;
        input.at(place(y, self.top), place(x, self.left))
    }
}
