//! Every output channel from its own input channel.

use std::ops::Range;

use crate::{
    Activation, Layout, Window,
    lanes::{Best, Lanes},
    tile::padded,
};

/// A depthwise convolution and what comes after, ready to run.
#[derive(Clone, Debug)]
pub struct Depthwise {
    input: Layout,
    window: Window,
    output: Layout,
    /// Height x width x stride.
    weights: Vec<f32>,
    bias: Vec<f32>,
    activation: Activation,
}

/// Pixels of a row that are computed together: they see the same columns.
const PIXELS: usize = 4;

impl Depthwise {
    /// Prepares a convolution of each channel of `input` to the same one of `output`. `weights`
    /// are channel x height x width. What the window sees must lie in the input or its border,
    /// and both must have their channels in fours; else `None`.
    pub fn new(
        [input, output]: [Layout; 2],
        window: Window,
        weights: &[f32],
        bias: Option<&[f32]>,
        activation: Activation,
    ) -> Option<Self> {
        let (channels, places) = (input.channels, window.height * window.width);
        let is_whole = weights.len() == channels * places
            && bias.is_none_or(|it| it.len() == channels)
            && activation.is_for(channels);
        let stride = channels.next_multiple_of(4);
        let fits = window.fits(&input, &output)
            && output.channels == channels
            && [input.stride, output.stride] == [stride; 2];
        (is_whole && fits).then(|| {
            let mut packed = vec![0.0; places * stride];
            for channel in 0..channels {
                for place in 0..places {
                    packed[place * stride + channel] = weights[channel * places + place];
                }
            }
            Self {
                input,
                window,
                output,
                weights: packed,
                bias: padded(bias, stride),
                activation: activation.padded(stride),
            }
        })
    }

    /// The layout of what comes out.
    pub fn output(&self) -> Layout {
        self.output
    }

    /// Multiplications, each with an addition.
    pub fn products(&self) -> usize {
        let Layout { height, width, channels, .. } = self.output;
        height * width * channels * self.window.height * self.window.width
    }

    /// Computes `output`, its border included.
    ///
    /// # Panics
    ///
    /// If a slice is not as long as its layout says.
    pub fn run(&self, input: &[f32], output: &mut [f32]) {
        self.check(input);
        assert_eq!(output.len(), self.output.len());
        self.output.clear_border(output);
        // SAFETY: the slices are as long as their layouts say.
        unsafe { self.all::<Best>(input.as_ptr(), output.as_mut_ptr()) }
    }

    /// # Safety
    ///
    /// `input` must be readable and `output` writable as their layouts say.
    #[cfg_attr(
        all(target_arch = "wasm32", feature = "relaxed"),
        target_feature(enable = "relaxed-simd")
    )]
    unsafe fn all<L: Lanes>(&self, input: *const f32, output: *mut f32) {
        // SAFETY: the caller's promise.
        unsafe { self.rows::<L>(0..self.output.height, input, output, &self.output) }
    }

    /// Panics unless what is read is as long as its layout says.
    pub(crate) fn check(&self, input: &[f32]) {
        assert_eq!(input.len(), self.input.len());
    }

    /// Computes rows `rows` of the output, and writes them as the first rows of a tensor of the
    /// layout `to`.
    ///
    /// # Safety
    ///
    /// `input` must be readable as its layout says, `output` writable as `to` says, which must
    /// have at least so many rows, the same width and the same stride.
    #[inline(always)]
    pub(crate) unsafe fn rows<L: Lanes>(
        &self,
        rows: Range<usize>,
        input: *const f32,
        output: *mut f32,
        to: &Layout,
    ) {
        let Window { width, step, .. } = self.window;
        for (at, y) in rows.enumerate() {
            // SAFETY: the window fits, so the row that it sees lies in the input.
            let (from, to) = unsafe {
                let start = self.window.start(&self.input, y, 0);
                (input.add(start), output.add(to.at(at as isize, 0)))
            };
            // SAFETY: the same; each form is called with the window that it is for.
            unsafe {
                match (width, step) {
                    (3, 1) => self.row::<L, 3, 1>(from, to),
                    (3, 2) => self.row::<L, 3, 2>(from, to),
                    (5, 1) => self.row::<L, 5, 1>(from, to),
                    (5, 2) => self.row::<L, 5, 2>(from, to),
                    _ => self.any_row::<L>(from, to),
                }
            }
        }
    }

    /// One row, with a window `W` wide that moves by `S`.
    ///
    /// # Safety
    ///
    /// `from` must be where the window of the row's first pixel begins, `to` where that pixel is
    /// written.
    #[inline(always)]
    unsafe fn row<L: Lanes, const W: usize, const S: usize>(&self, from: *const f32, to: *mut f32) {
        let stride = self.output.stride;
        let width = self.output.width;
        let mut x = 0;
        while x < width {
            let many = width - x >= PIXELS;
            for channel in (0..stride).step_by(4) {
                // SAFETY: the pixels from `x` on, of which there are so many, lie in the row.
                unsafe {
                    let from = from.add(x * S * stride + channel);
                    let to = to.add(x * stride + channel);
                    if many {
                        self.tile::<L, W, S, PIXELS>(from, to, channel);
                    } else {
                        self.tile::<L, W, S, 1>(from, to, channel);
                    }
                }
            }
            x += if many { PIXELS } else { 1 };
        }
    }

    /// `N` pixels of a row, four channels.
    ///
    /// # Safety
    ///
    /// As for [`row`](Self::row), from this pixel and channel on.
    #[inline(always)]
    unsafe fn tile<L: Lanes, const W: usize, const S: usize, const N: usize>(
        &self,
        from: *const f32,
        to: *mut f32,
        channel: usize,
    ) {
        let (stride, row) = (self.output.stride, self.input.row());
        // SAFETY: weights and bias are there for all channels; the windows lie in the input and
        // the pixels in the output, by the caller's promise.
        unsafe {
            let mut sums = [L::load(self.bias.as_ptr().add(channel)); N];
            for y in 0..self.window.height {
                let weights: [L; W] = std::array::from_fn(|x| {
                    L::load(self.weights.as_ptr().add((y * W + x) * stride + channel))
                });
                // Each column that any of the windows sees is read once.
                for column in 0..(N - 1) * S + W {
                    let input = L::load(from.add(y * row + column * stride));
                    for (n, sum) in sums.iter_mut().enumerate() {
                        if column >= n * S && column - n * S < W {
                            *sum = sum.add_product(input, weights[column - n * S]);
                        }
                    }
                }
            }
            let values = sums.map(|sum| {
                let [value] = self.activation.lanes([sum], channel);
                value
            });
            for (n, value) in values.into_iter().enumerate() {
                value.store(to.add(n * stride));
            }
        }
    }

    /// One row, whatever the window.
    ///
    /// # Safety
    ///
    /// As for [`row`](Self::row).
    #[inline(always)]
    unsafe fn any_row<L: Lanes>(&self, from: *const f32, to: *mut f32) {
        let Window { height, width, step, .. } = self.window;
        let (stride, row) = (self.output.stride, self.input.row());
        for x in 0..self.output.width {
            for channel in (0..stride).step_by(4) {
                // SAFETY: as in `tile`.
                unsafe {
                    let mut sum = L::load(self.bias.as_ptr().add(channel));
                    for ky in 0..height {
                        for kx in 0..width {
                            let place = (x * step + kx) * stride + channel;
                            let weight = (ky * width + kx) * stride + channel;
                            let weight = L::load(self.weights.as_ptr().add(weight));
                            sum = sum.add_product(L::load(from.add(ky * row + place)), weight);
                        }
                    }
                    let [value] = self.activation.lanes([sum], channel);
                    value.store(to.add(x * stride + channel));
                }
            }
        }
    }
}
