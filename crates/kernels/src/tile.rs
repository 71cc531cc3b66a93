//! Innermost loops of a convolution: a tile of pixels x output channels, kept in registers.

use crate::{Activation, lanes::Lanes};

/// Output channels in a block of weights. The last block of a layer may have half as many.
pub(crate) const BLOCK: usize = 8;

/// Pixels that are computed together.
///
/// Four are the fastest of 4, 5 and 6 on x86-64, where wasm code has 15 vector registers.
pub(crate) const PIXELS: usize = 4;

/// Parameters that all tiles of one block of output channels share.
pub(crate) struct Block<'a> {
    /// Rows of the kernel.
    pub(crate) rows: usize,
    /// Length of a row of the input, in numbers.
    pub(crate) input_row: usize,
    /// Length of a row of the kernel, in numbers.
    pub(crate) row_len: usize,
    /// `rows` x `row_len` x `4 V` weights.
    pub(crate) weights: *const f32,
    /// `4 V` initial values of the sums.
    pub(crate) bias: *const f32,
    /// The first output channel.
    pub(crate) channel: usize,
    /// Applied to the sums.
    pub(crate) activation: &'a Activation,
}

/// Pointers for one output pixel.
#[derive(Clone, Copy)]
pub(crate) struct Pixel {
    /// Start of its window in the input.
    pub(crate) input: *const f32,
    /// Its channels of the residual, or null.
    pub(crate) residual: *const f32,
    /// Its channels of the output.
    pub(crate) output: *mut f32,
}

impl Block<'_> {
    /// Computes all `pixels`, `R` at a time, and the remaining ones singly.
    ///
    /// # Safety
    ///
    /// For each pixel, `rows` rows of `row_len` numbers, `input_row` apart, must be readable from
    /// `input`; `4 V` numbers from the block's channel on must be readable at `residual`, if it is
    /// not null, and writable at `output`. Weights, bias and slopes must exist for the block.
    #[inline(always)]
    pub(crate) unsafe fn run<L: Lanes, const R: usize, const V: usize>(&self, pixels: &[Pixel]) {
        let (tiles, rest) = pixels.as_chunks::<R>();
        for tile in tiles {
            // SAFETY: guaranteed by the caller.
            unsafe { self.compute_tile::<L, R, V>(tile) };
        }
        for pixel in rest {
            // SAFETY: guaranteed by the caller.
            unsafe { self.compute_tile::<L, 1, V>(&[*pixel]) };
        }
    }

    /// # Safety
    ///
    /// As for [`run`](Self::run).
    #[inline(always)]
    unsafe fn compute_tile<L: Lanes, const R: usize, const V: usize>(&self, pixels: &[Pixel; R]) {
        // SAFETY: the bias exists for the block.
        let bias: [L; V] = std::array::from_fn(|v| unsafe { L::load(self.bias.add(4 * v)) });
        let mut sums = [bias; R];
        let mut weights = self.weights;
        for row in 0..self.rows {
            // SAFETY: all rows of the window are readable.
            let mut inputs: [*const f32; R] =
                std::array::from_fn(|r| unsafe { pixels[r].input.add(row * self.input_row) });
            // SAFETY: each of the `row_len` calls reads one number of the row and its weights, and
            // advances the pointers.
            unsafe {
                for _ in 0..self.row_len {
                    accumulate::<L, R, V, 1>(&mut sums, &mut inputs, &mut weights);
                }
            }
        }
        for (pixel, mut sums) in pixels.iter().zip(sums) {
            // SAFETY: residual, slopes and output are valid for the block.
            unsafe {
                if !pixel.residual.is_null() {
                    for (v, sum) in sums.iter_mut().enumerate() {
                        *sum = sum.add(L::load(pixel.residual.add(self.channel + 4 * v)));
                    }
                }
                let values = self.activation.apply_lanes(sums, self.channel);
                for (v, value) in values.into_iter().enumerate() {
                    value.store(pixel.output.add(self.channel + 4 * v));
                }
            }
        }
    }
}

/// Adds the products of the next `N` inputs of each pixel, and advances the pointers.
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
        // SAFETY: guaranteed by the caller.
        let row: [L; V] = std::array::from_fn(|v| unsafe { L::load(weights.add(4 * (V * n + v))) });
        for r in 0..R {
            // SAFETY: guaranteed by the caller.
            let input = unsafe { L::load_splat(inputs[r].add(n)) };
            for v in 0..V {
                sums[r][v] = sums[r][v].add_product(input, row[v]);
            }
        }
    }
    // SAFETY: as many numbers were read above.
    unsafe {
        *weights = weights.add(4 * V * N);
        for input in inputs {
            *input = input.add(N);
        }
    }
}

/// Reorders weights (output x input x height x width) as tiles read them: blocks of [`BLOCK`]
/// output channels, each height x width x `stride` x block. Filling channels are zero. The last
/// block has four channels if these suffice.
pub(crate) fn pack_weights(
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
                        let exists = output < outputs && input < inputs;
                        let at = ((output * inputs + input) * height + y) * width + x;
                        packed.push(if exists { weights[at] } else { 0.0 });
                    }
                }
            }
        }
    }
    packed
}

/// The numbers, followed by zeros up to `channels`.
pub(crate) fn zero_padded(numbers: Option<&[f32]>, channels: usize) -> Vec<f32> {
    let mut padded = numbers.unwrap_or_default().to_vec();
    padded.resize(channels, 0.0);
    padded
}
