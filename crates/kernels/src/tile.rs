//! The innermost loops: a few pixels times a few output channels, kept in registers.

use crate::{Activation, lanes::Lanes};

/// Output channels in a block of weights. The last block of a layer may have half of them.
pub(crate) const BLOCK: usize = 8;

/// Pixels that are computed together.
///
/// Measured on x86-64, where wasm has 15 vector registers: 4, 5 and 6 pixels times 8 channels.
pub(crate) const PIXELS: usize = 4;

/// What all tiles of one block of output channels have in common.
pub(crate) struct Block<'a> {
    /// Rows of the kernel.
    pub(crate) rows: usize,
    /// Numbers from one row of the input to the next.
    pub(crate) row: usize,
    /// Numbers that a row of the kernel covers.
    pub(crate) run: usize,
    /// `rows` x `run` x `4 V` weights.
    pub(crate) weights: *const f32,
    /// `4 V` numbers to begin with.
    pub(crate) bias: *const f32,
    /// The first output channel.
    pub(crate) channel: usize,
    /// What comes after.
    pub(crate) activation: &'a Activation,
}

/// Where one pixel is read, added and written.
#[derive(Clone, Copy)]
pub(crate) struct Pixel {
    /// Where its window begins in the input.
    pub(crate) input: *const f32,
    /// Its channels of what is added, or null.
    pub(crate) residual: *const f32,
    /// Its channels of the output.
    pub(crate) output: *mut f32,
}

impl Block<'_> {
    /// Computes all `pixels`, `R` at a time; the last ones one at a time.
    ///
    /// # Safety
    ///
    /// For each pixel, `rows` runs of `run` numbers, `row` apart, must be readable from `input`;
    /// `4 V` numbers from the block's channel on must be readable at `residual`, if it is not
    /// null, and writable at `output`. Weights, bias and slopes must be there for the block.
    #[inline(always)]
    pub(crate) unsafe fn run<L: Lanes, const R: usize, const V: usize>(&self, pixels: &[Pixel]) {
        let (tiles, rest) = pixels.as_chunks::<R>();
        for tile in tiles {
            // SAFETY: the caller's promise.
            unsafe { self.tile::<L, R, V>(tile) };
        }
        for pixel in rest {
            // SAFETY: the caller's promise.
            unsafe { self.tile::<L, 1, V>(&[*pixel]) };
        }
    }

    /// # Safety
    ///
    /// As for [`run`](Self::run).
    #[inline(always)]
    unsafe fn tile<L: Lanes, const R: usize, const V: usize>(&self, pixels: &[Pixel; R]) {
        // SAFETY: the bias is there for the block.
        let bias: [L; V] = std::array::from_fn(|v| unsafe { L::load(self.bias.add(4 * v)) });
        let mut sums = [bias; R];
        let mut weights = self.weights;
        for row in 0..self.rows {
            // SAFETY: the runs of all rows are readable.
            let mut inputs: [*const f32; R] =
                std::array::from_fn(|r| unsafe { pixels[r].input.add(row * self.row) });
            // SAFETY: each call reads `N` numbers of a run, of which so many are left, and their
            // weights, and moves on by as many.
            unsafe {
                for _ in 0..self.run {
                    accumulate::<L, R, V, 1>(&mut sums, &mut inputs, &mut weights);
                }
            }
        }
        for (pixel, mut sums) in pixels.iter().zip(sums) {
            // SAFETY: what is added, the slopes and the output are there for the block.
            unsafe {
                if !pixel.residual.is_null() {
                    for (v, sum) in sums.iter_mut().enumerate() {
                        *sum = sum.add(L::load(pixel.residual.add(self.channel + 4 * v)));
                    }
                }
                let values = self.activation.lanes(sums, self.channel);
                for (v, value) in values.into_iter().enumerate() {
                    value.store(pixel.output.add(self.channel + 4 * v));
                }
            }
        }
    }
}

/// Adds the products of the next `N` inputs of each pixel, and moves on.
///
/// # Safety
///
/// `N` numbers must be readable from each input, and `N` x `4 V` from `weights`.
#[inline(always)]
unsafe fn accumulate<L: Lanes, const R: usize, const V: usize, const N: usize>(
    sums: &mut [[L; V]; R],
    inputs: &mut [*const f32; R],
    weights: &mut *const f32,
) {
    for n in 0..N {
        // SAFETY: the caller's promise.
        let row: [L; V] = std::array::from_fn(|v| unsafe { L::load(weights.add(4 * (V * n + v))) });
        for r in 0..R {
            // SAFETY: the caller's promise.
            let input = unsafe { L::load_splat(inputs[r].add(n)) };
            for v in 0..V {
                sums[r][v] = sums[r][v].add_product(input, row[v]);
            }
        }
    }
    // SAFETY: so many were read.
    unsafe {
        *weights = weights.add(4 * V * N);
        for input in inputs {
            *input = input.add(N);
        }
    }
}

/// Output-major weights (output x input x height x width) in the order in which tiles read them:
/// blocks of [`BLOCK`] output channels, in each height x width x `stride` x block. What is beyond
/// the channels is zero. The last block has four channels if that is enough.
pub(crate) fn packed(
    weights: &[f32],
    [outputs, inputs, height, width]: [usize; 4],
    stride: usize,
) -> Vec<f32> {
    let padded = outputs.next_multiple_of(4);
    let mut packed = Vec::with_capacity(padded * height * width * stride);
    for first in (0..padded).step_by(BLOCK) {
        for y in 0..height {
            for x in 0..width {
                for input in 0..stride {
                    for output in first..padded.min(first + BLOCK) {
                        let is_there = output < outputs && input < inputs;
                        let at = ((output * inputs + input) * height + y) * width + x;
                        packed.push(if is_there { weights[at] } else { 0.0 });
                    }
                }
            }
        }
    }
    packed
}

/// A number for each channel, then zeros.
pub(crate) fn padded(numbers: Option<&[f32]>, channels: usize) -> Vec<f32> {
    let mut padded = numbers.unwrap_or_default().to_vec();
    padded.resize(channels, 0.0);
    padded
}
