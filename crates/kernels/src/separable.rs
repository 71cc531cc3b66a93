//! A depthwise convolution and the pointwise one after it, a few rows at a time: what lies between
//! them stays in the fastest cache.

use crate::{
    Layout,
    convolution::Convolution,
    depthwise::Depthwise,
    lanes::{Best, Lanes},
};

/// The two convolutions, ready to run.
#[derive(Clone, Debug)]
pub struct Separable {
    depthwise: Depthwise,
    pointwise: Convolution,
    /// Of the depthwise convolution's output.
    rows: usize,
}

/// Pixels of a strip, at least: enough to keep the registers busy.
const STRIP: usize = 48;

impl Separable {
    /// Puts the two together. `pointwise` must read what `depthwise` writes, through a window of
    /// one pixel that moves by one; else `None`.
    pub fn new(depthwise: Depthwise, pointwise: Convolution) -> Option<Self> {
        let between = depthwise.output();
        let rows = STRIP.div_ceil(between.width).min(between.height);
        (pointwise.reads_pixels_of(&between)).then_some(Self { depthwise, pointwise, rows })
    }

    /// The layout of what comes out.
    pub fn output(&self) -> Layout {
        self.pointwise.output()
    }

    /// Multiplications, each with an addition.
    pub fn products(&self) -> usize {
        self.depthwise.products() + self.pointwise.products()
    }

    /// Computes `output`, its border included.
    ///
    /// # Panics
    ///
    /// If a slice is not as long as its layout says, or if there is something to add where
    /// nothing was expected, or the other way round.
    pub fn run(&self, input: &[f32], residual: Option<&[f32]>, output: &mut [f32]) {
        self.depthwise.check(input);
        self.pointwise.check(residual, output);
        self.output().clear_border(output);
        let residual = residual.map_or(std::ptr::null(), <[f32]>::as_ptr);
        // SAFETY: the slices are as long as their layouts say.
        unsafe { self.all::<Best>(input.as_ptr(), residual, output.as_mut_ptr()) }
    }

    /// # Safety
    ///
    /// `input` and `residual` must be readable and `output` writable as their layouts say.
    #[cfg_attr(
        all(target_arch = "wasm32", feature = "relaxed"),
        target_feature(enable = "relaxed-simd")
    )]
    unsafe fn all<L: Lanes>(&self, input: *const f32, residual: *const f32, output: *mut f32) {
        let between = self.depthwise.output();
        let strip = Layout { height: self.rows, border: 0, ..between };
        let mut scratch = vec![0.0; strip.len()];
        let mut pixels = Vec::with_capacity(self.rows * between.width);
        for first in (0..between.height).step_by(self.rows) {
            let rows = first..between.height.min(first + self.rows);
            let many = rows.len() * between.width;
            // SAFETY: the strip has so many rows; the slices are good by the caller's promise.
            unsafe {
                self.depthwise.rows::<L>(rows, input, scratch.as_mut_ptr(), &strip);
                pixels.clear();
                pixels.extend((0..many).map(|at| {
                    let place = [first + at / between.width, at % between.width];
                    let from = scratch.as_ptr().add(at * strip.stride);
                    self.pointwise.pixel(place, from, residual, output)
                }));
                self.pointwise.blocks::<L>(&pixels);
            }
        }
    }
}
