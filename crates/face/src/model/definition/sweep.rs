//! How a window moves over a picture.

use std::ops::Range;

use tract_onnx::tract_core::internal::*;

/// A window and its moves: rows, then columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Sweep {
    /// How many numbers the window sees.
    pub(in super::super) kernel: [usize; 2],
    /// From one place of the window to the next.
    pub(in super::super) steps: [usize; 2],
    /// From one number that it sees to the next.
    pub(in super::super) dilations: [usize; 2],
    /// Zeros before the picture.
    pub(in super::super) before: [usize; 2],
    /// Zeros after it.
    pub(in super::super) after: [usize; 2],
}

impl Sweep {
    /// From the first number that the window sees to the last, both of them included.
    pub(in super::super) fn reach(&self, axis: usize) -> TractResult<usize> {
        let whole = [self.kernel, self.steps, self.dilations].iter().all(|it| it[axis] > 0);
        ensure!(whole, "a window of nothing");
        Ok((self.kernel[axis] - 1) * self.dilations[axis] + 1)
    }

    /// How many places the window has on a picture of this height and width.
    pub(super) fn places(&self, size: [usize; 2]) -> TractResult<[usize; 2]> {
        let along = |axis: usize| {
            let room = size[axis] + self.before[axis] + self.after[axis];
            let moves = room.checked_sub(self.reach(axis)?).context("a window without a place")?;
            Ok::<_, TractError>(moves / self.steps[axis] + 1)
        };
        Ok([along(0)?, along(1)?])
    }

    /// Calls `row` for each number of the kernel and each row of places from which it sees the
    /// picture: with which number that is, which places, and what the first of them sees. The
    /// next one sees what lies a step further.
    pub(super) fn rows(
        &self,
        [size, places]: [[usize; 2]; 2],
        mut row: impl FnMut(usize, Range<usize>, usize),
    ) {
        for at in 0..self.kernel[0] * self.kernel[1] {
            let [y, x] = [at / self.kernel[1], at % self.kernel[1]];
            let columns = self.seeing(1, x, [size[1], places[1]]);
            if columns.is_empty() {
                continue;
            }
            for line in self.seeing(0, y, [size[0], places[0]]) {
                let to = line * places[1];
                let from = self.seen(0, y, line) * size[1] + self.seen(1, x, columns.start);
                row(at, to + columns.start..to + columns.end, from);
            }
        }
    }

    /// From which places a number of the kernel sees the picture, not the zeros beside it.
    fn seeing(&self, axis: usize, at: usize, [size, places]: [usize; 2]) -> Range<usize> {
        let (shift, before) = (at * self.dilations[axis], self.before[axis]);
        let first = |it: usize| it.saturating_sub(shift).div_ceil(self.steps[axis]).min(places);
        first(before)..first(before + size)
    }

    fn seen(&self, axis: usize, at: usize, place: usize) -> usize {
        place * self.steps[axis] + at * self.dilations[axis] - self.before[axis]
    }
}
