//! Max and average pooling.

use crate::{
    Layout, Window,
    lanes::{Best, Lanes},
};

/// Max or average pooling, prepared to run.
#[derive(Clone, Debug)]
pub struct Pool {
    input: Layout,
    window: Window,
    output: Layout,
    kind: PoolKind,
}

/// What is computed from the numbers in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PoolKind {
    /// The maximum.
    Max,
    /// The mean.
    Mean,
}

impl Pool {
    /// Prepares pooling of `input` to `output`. If the output has more channels, they become zero.
    ///
    /// Returns `None` if the window reads outside the input without its padding, or if a stride is
    /// not the channel count rounded up to a multiple of four.
    pub fn new([input, output]: [Layout; 2], window: Window, kind: PoolKind) -> Option<Self> {
        let unpadded = Layout { padding: 0, ..input };
        let is_in_fours = |layout: &Layout| layout.stride == layout.channels.next_multiple_of(4);
        // Filling channels of the input are zero already, and those of the output become zero.
        let fits = window.fits(&unpadded, &output)
            && window.top == 0
            && window.left == 0
            && input.channels <= output.channels
            && is_in_fours(&input)
            && is_in_fours(&output);
        fits.then_some(Self { input, window, output, kind })
    }

    /// Layout of the output.
    pub fn output(&self) -> Layout {
        self.output
    }

    /// Computes `output`, including its padding.
    ///
    /// # Panics
    ///
    /// If the length of a slice differs from its layout.
    pub fn run(&self, input: &[f32], output: &mut [f32]) {
        assert_eq!(input.len(), self.input.len());
        assert_eq!(output.len(), self.output.len());
        self.output.clear_padding(output);
        // SAFETY: the lengths of the slices were compared with their layouts.
        unsafe {
            match self.kind {
                PoolKind::Max => {
                    self.compute::<Best>(input.as_ptr(), output.as_mut_ptr(), Best::max, 1.0)
                }
                PoolKind::Mean => {
                    let share = 1.0 / (self.window.height * self.window.width) as f32;
                    self.compute::<Best>(input.as_ptr(), output.as_mut_ptr(), Best::add, share);
                }
            }
        }
    }

    /// # Safety
    ///
    /// `input` must be readable, and `output` writable, for the length of their layouts.
    #[inline(always)]
    unsafe fn compute<L: Lanes>(
        &self,
        input: *const f32,
        output: *mut f32,
        combine: impl Fn(L, L) -> L,
        scale: f32,
    ) {
        let (stride, row) = (self.input.stride, self.input.row_len());
        for y in 0..self.output.height {
            for x in 0..self.output.width {
                // SAFETY: the window lies in the input and the pixel in the output, which has at
                // least as many channels.
                unsafe {
                    let from = input.add(self.window.start(&self.input, y, x));
                    let to = output.add(self.output.offset(y as isize, x as isize));
                    for channel in (0..stride).step_by(4) {
                        let mut value = L::load(from.add(channel));
                        for position in 1..self.window.height * self.window.width {
                            let (ky, kx) =
                                (position / self.window.width, position % self.window.width);
                            value =
                                combine(value, L::load(from.add(ky * row + kx * stride + channel)));
                        }
                        value.mul(L::splat(scale)).store(to.add(channel));
                    }
                    for channel in (stride..self.output.stride).step_by(4) {
                        L::splat(0.0).store(to.add(channel));
                    }
                }
            }
        }
    }
}
