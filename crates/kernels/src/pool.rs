//! Max and average pooling.

use serde::{Deserialize, Serialize};

use crate::{
    Invalid, Layout, Window,
    lanes::{Best, Lanes},
};

/// Max or average pooling, prepared to run.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
pub struct Pool(Parts);

/// Pooling of which the parts were not compared yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Parts {
    input: Layout,
    window: Window,
    output: Layout,
    kind: PoolKind,
}

/// What is computed from the numbers in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PoolKind {
    /// The maximum.
    Max,
    /// The mean.
    Mean,
    /// The sum.
    Sum,
}

impl TryFrom<Parts> for Pool {
    type Error = Invalid;

    fn try_from(parts: Parts) -> Result<Self, Invalid> {
        let Parts { input, window, output, .. } = &parts;
        let unpadded = Layout { padding: 0, ..*input };
        let is_in_fours = |layout: &Layout| layout.stride == layout.channels.next_multiple_of(4);
        // Filling channels of the input are zero already, and those of the output become zero.
        let fits = input.check().is_ok()
            && window.fits(&unpadded, output)
            && window.top == 0
            && window.left == 0
            && input.channels <= output.channels
            && is_in_fours(input)
            && is_in_fours(output);
        if fits { Ok(Self(parts)) } else { Err(Invalid) }
    }
}

impl Pool {
    /// Prepares pooling of `input` to `output`. If the output has more channels, they become zero.
    ///
    /// Returns `None` if the window reads outside the input without its padding, or if a stride is
    /// not the channel count rounded up to a multiple of four.
    pub fn new([input, output]: [Layout; 2], window: Window, kind: PoolKind) -> Option<Self> {
        Parts { input, window, output, kind }.try_into().ok()
    }

    /// The same pooling on feature maps of another size. Fails if the window does not fit them.
    pub fn map_layouts(self, map: impl Fn(Layout) -> Layout) -> Result<Self, Invalid> {
        let [input, output] = [self.0.input, self.0.output].map(map);
        Parts { input, output, ..self.0 }.try_into()
    }

    /// Layout of the input.
    pub fn input(&self) -> Layout {
        self.0.input
    }

    /// Layout of the output.
    pub fn output(&self) -> Layout {
        self.0.output
    }

    /// Computes `output`, including its padding.
    ///
    /// # Panics
    ///
    /// If the length of a slice differs from its layout.
    pub fn run(&self, input: &[f32], output: &mut [f32]) {
        assert_eq!(input.len(), self.0.input.len());
        assert_eq!(output.len(), self.0.output.len());
        self.0.output.clear_padding(output);
        // SAFETY: the lengths of the slices were compared with their layouts.
        unsafe {
            match self.0.kind {
                PoolKind::Max => {
                    self.compute::<Best>(input.as_ptr(), output.as_mut_ptr(), Best::max, 1.0)
                }
                PoolKind::Sum => {
                    self.compute::<Best>(input.as_ptr(), output.as_mut_ptr(), Best::add, 1.0)
                }
                PoolKind::Mean => {
                    let share = 1.0 / (self.0.window.height * self.0.window.width) as f32;
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
        let (stride, row) = (self.0.input.stride, self.0.input.row_len());
        for y in 0..self.0.output.height {
            for x in 0..self.0.output.width {
                // SAFETY: the window lies in the input and the pixel in the output, which has at
                // least as many channels.
                unsafe {
                    let from = input.add(self.0.window.start(&self.0.input, y, x));
                    let to = output.add(self.0.output.offset(y as isize, x as isize));
                    for channel in (0..stride).step_by(4) {
                        let mut value = L::load(from.add(channel));
                        for position in 1..self.0.window.height * self.0.window.width {
                            let (ky, kx) =
                                (position / self.0.window.width, position % self.0.window.width);
                            value =
                                combine(value, L::load(from.add(ky * row + kx * stride + channel)));
                        }
                        value.mul(L::splat(scale)).store(to.add(channel));
                    }
                    for channel in (stride..self.0.output.stride).step_by(4) {
                        L::splat(0.0).store(to.add(channel));
                    }
                }
            }
        }
    }
}
