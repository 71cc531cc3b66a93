//! Geometry of a convolution or pooling: kernel size, strides, dilations and padding.

use std::ops::Range;

use tract_onnx::tract_core::internal::*;

/// Geometry of a convolution or pooling, for rows and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct ConvGeometry {
    /// Size of the kernel.
    pub(in super::super) kernel: [usize; 2],
    /// Distance between two positions of the window.
    pub(in super::super) strides: [usize; 2],
    /// Distance between two elements of the kernel.
    pub(in super::super) dilations: [usize; 2],
    /// Zero padding above and left of the input.
    pub(in super::super) padding_before: [usize; 2],
    /// Zero padding below and right of it.
    pub(in super::super) padding_after: [usize; 2],
}

impl ConvGeometry {
    /// Length of the kernel including its dilation.
    pub(in super::super) fn effective_kernel(&self, axis: usize) -> TractResult<usize> {
        let is_positive =
            [self.kernel, self.strides, self.dilations].iter().all(|sizes| sizes[axis] > 0);
        ensure!(is_positive, "a zero in the geometry of a window");
        Ok((self.kernel[axis] - 1) * self.dilations[axis] + 1)
    }

    /// Number of window positions on an input of this height and width.
    pub(super) fn positions(&self, size: [usize; 2]) -> TractResult<[usize; 2]> {
        let along = |axis: usize| {
            let padded = size[axis] + self.padding_before[axis] + self.padding_after[axis];
            let moves = padded
                .checked_sub(self.effective_kernel(axis)?)
                .context("the window is larger than the input")?;
            Ok::<_, TractError>(moves / self.strides[axis] + 1)
        };
        Ok([along(0)?, along(1)?])
    }

    /// Calls `row` for each kernel element and each row of positions at which it lies on the
    /// input, not on padding. Arguments: index of the element, range of positions, and the index
    /// in the input at the first of them; each next position is one column stride further.
    pub(super) fn for_each_row(
        &self,
        [size, positions]: [[usize; 2]; 2],
        mut row: impl FnMut(usize, Range<usize>, usize),
    ) {
        for at in 0..self.kernel[0] * self.kernel[1] {
            let [y, x] = [at / self.kernel[1], at % self.kernel[1]];
            let columns = self.valid_positions(1, x, [size[1], positions[1]]);
            if columns.is_empty() {
                continue;
            }
            for line in self.valid_positions(0, y, [size[0], positions[0]]) {
                let to = line * positions[1];
                let from =
                    self.input_index(0, y, line) * size[1] + self.input_index(1, x, columns.start);
                row(at, to + columns.start..to + columns.end, from);
            }
        }
    }

    /// The positions at which element `at` of the kernel lies on the input, not on padding.
    fn valid_positions(
        &self,
        axis: usize,
        at: usize,
        [size, positions]: [usize; 2],
    ) -> Range<usize> {
        let (shift, before) = (at * self.dilations[axis], self.padding_before[axis]);
        let first =
            |start: usize| start.saturating_sub(shift).div_ceil(self.strides[axis]).min(positions);
        first(before)..first(before + size)
    }

    /// The input row or column under element `at` of the kernel at a position.
    fn input_index(&self, axis: usize, at: usize, position: usize) -> usize {
        position * self.strides[axis] + at * self.dilations[axis] - self.padding_before[axis]
    }
}
