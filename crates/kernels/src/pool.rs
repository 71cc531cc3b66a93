//! One number for each channel of a part of the picture.

use crate::{
    Layout, Window,
    lanes::{Best, Lanes},
};

/// Takes the greatest number, or the mean, of what a window sees; ready to run.
#[derive(Clone, Debug)]
pub struct Pool {
    input: Layout,
    window: Window,
    output: Layout,
    kind: Kind,
}

/// What is taken of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The greatest number.
    Max,
    /// The mean.
    Mean,
}

impl Pool {
    /// Prepares pooling of `input` to `output`, which may have more channels: those are zero.
    ///
    /// What the window sees must lie in the picture itself, and both must have their channels in
    /// fours; else `None`.
    pub fn new([input, output]: [Layout; 2], window: Window, kind: Kind) -> Option<Self> {
        let picture = Layout { border: 0, ..input };
        let in_fours = |it: &Layout| it.stride == it.channels.next_multiple_of(4);
        // Channels that only fill up the last four become zeros, or are zeros already.
        let fits = window.fits(&picture, &output)
            && window.top == 0
            && window.left == 0
            && input.channels <= output.channels
            && in_fours(&input)
            && in_fours(&output);
        fits.then_some(Self { input, window, output, kind })
    }

    /// The layout of what comes out.
    pub fn output(&self) -> Layout {
        self.output
    }

    /// Computes `output`, its border included.
    ///
    /// # Panics
    ///
    /// If a slice is not as long as its layout says.
    pub fn run(&self, input: &[f32], output: &mut [f32]) {
        assert_eq!(input.len(), self.input.len());
        assert_eq!(output.len(), self.output.len());
        self.output.clear_border(output);
        // SAFETY: the slices are as long as their layouts say.
        unsafe {
            match self.kind {
                Kind::Max => self.all::<Best>(input.as_ptr(), output.as_mut_ptr(), Best::max, 1.0),
                Kind::Mean => {
                    let share = 1.0 / (self.window.height * self.window.width) as f32;
                    self.all::<Best>(input.as_ptr(), output.as_mut_ptr(), Best::add, share);
                }
            }
        }
    }

    /// # Safety
    ///
    /// `input` must be readable and `output` writable as their layouts say.
    #[inline(always)]
    unsafe fn all<L: Lanes>(
        &self,
        input: *const f32,
        output: *mut f32,
        join: impl Fn(L, L) -> L,
        scale: f32,
    ) {
        let (stride, row) = (self.input.stride, self.input.row());
        for y in 0..self.output.height {
            for x in 0..self.output.width {
                // SAFETY: the window lies in the picture, and the pixel in the output, which has
                // at least as many channels.
                unsafe {
                    let from = input.add(self.window.start(&self.input, y, x));
                    let to = output.add(self.output.at(y as isize, x as isize));
                    for channel in (0..stride).step_by(4) {
                        let mut value = L::load(from.add(channel));
                        for place in 1..self.window.height * self.window.width {
                            let (ky, kx) = (place / self.window.width, place % self.window.width);
                            value =
                                join(value, L::load(from.add(ky * row + kx * stride + channel)));
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
