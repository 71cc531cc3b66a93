//! A depthwise convolution followed by a pointwise one, computed a few rows at a time so that the
//! intermediate values stay in the L1 cache.

use crate::{
    Layout,
    convolution::Convolution,
    depthwise::Depthwise,
    lanes::{Best, Lanes},
};

/// Depthwise separable convolution, prepared to run.
#[derive(Clone, Debug)]
pub struct Separable {
    depthwise: Depthwise,
    pointwise: Convolution,
    /// Rows of the depthwise output that are computed at a time.
    rows: usize,
}

/// Minimum number of pixels computed at a time: fewer leave registers unused.
const STRIP: usize = 48;

impl Separable {
    /// Combines the two. `None` if `pointwise` is not a 1 x 1 convolution with step 1 that reads
    /// the output of `depthwise`.
    pub fn new(depthwise: Depthwise, pointwise: Convolution) -> Option<Self> {
        let between = depthwise.output();
        let rows = STRIP.div_ceil(between.width).min(between.height);
        (pointwise.is_pointwise_on(&between)).then_some(Self { depthwise, pointwise, rows })
    }

    /// Layout of the output.
    pub fn output(&self) -> Layout {
        self.pointwise.output()
    }

    /// Number of multiply-add operations.
    pub fn multiply_adds(&self) -> usize {
        self.depthwise.multiply_adds() + self.pointwise.multiply_adds()
    }

    /// Computes `output`, including its padding.
    ///
    /// # Panics
    ///
    /// If the length of a slice differs from its layout, or if a residual is given and not
    /// expected, or expected and not given.
    pub fn run(&self, input: &[f32], residual: Option<&[f32]>, output: &mut [f32]) {
        self.depthwise.check_length(input);
        self.pointwise.check_lengths(residual, output);
        self.output().clear_padding(output);
        let residual = residual.map_or(std::ptr::null(), <[f32]>::as_ptr);
        // SAFETY: the lengths of the slices were compared with their layouts.
        unsafe { self.compute::<Best>(input.as_ptr(), residual, output.as_mut_ptr()) }
    }

    /// # Safety
    ///
    /// `input` and `residual` must be readable, and `output` writable, for the length of their layouts.
    #[cfg_attr(
        all(target_arch = "wasm32", feature = "relaxed"),
        target_feature(enable = "relaxed-simd")
    )]
    unsafe fn compute<L: Lanes>(&self, input: *const f32, residual: *const f32, output: *mut f32) {
        let between = self.depthwise.output();
        let strip = Layout { height: self.rows, padding: 0, ..between };
        let mut scratch = vec![0.0; strip.len()];
        let mut pixels = Vec::with_capacity(self.rows * between.width);
        for first in (0..between.height).step_by(self.rows) {
            let rows = first..between.height.min(first + self.rows);
            let pixel_count = rows.len() * between.width;
            // SAFETY: the strip has at least `rows.len()` rows; the caller guarantees the pointers.
            unsafe {
                self.depthwise.compute_rows::<L>(rows, input, scratch.as_mut_ptr(), &strip);
                pixels.clear();
                pixels.extend((0..pixel_count).map(|at| {
                    let position = [first + at / between.width, at % between.width];
                    let from = scratch.as_ptr().add(at * strip.stride);
                    self.pointwise.pixel_at(position, from, residual, output)
                }));
                self.pointwise.compute_blocks::<L>(&pixels);
            }
        }
    }
}
