//! Depthwise convolution: each output channel depends on the same input channel only.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{
    Activation, Invalid, Layout, Window,
    lanes::{Best, Lanes},
    tile::zero_padded,
};

/// A depthwise convolution with its bias and activation, prepared to run.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
pub struct Depthwise(Parts);

/// A depthwise convolution of which the parts were not compared yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Parts {
    input: Layout,
    window: Window,
    output: Layout,
    /// Height x width x stride.
    #[serde(with = "crate::weights")]
    weights: Vec<f32>,
    /// One for each channel of the stride.
    #[serde(with = "crate::weights")]
    bias: Vec<f32>,
    activation: Activation,
}

impl TryFrom<Parts> for Depthwise {
    type Error = Invalid;

    fn try_from(parts: Parts) -> Result<Self, Invalid> {
        let Parts { input, window, output, weights, bias, activation } = &parts;
        let stride = input.channels.next_multiple_of(4);
        let fits = window.fits(input, output)
            && output.channels == input.channels
            && [input.stride, output.stride] == [stride; 2]
            && weights.len() == window.height * window.width * stride
            && bias.len() == stride
            && activation.fits_channels(stride);
        if fits { Ok(Self(parts)) } else { Err(Invalid) }
    }
}

/// Pixels of a row that are computed together, because their windows overlap.
const PIXELS: usize = 4;

impl Depthwise {
    /// Prepares a convolution of each channel of `input` to the same channel of `output`.
    /// `weights` are channel x height x width.
    ///
    /// Returns `None` if the window reads outside the input and its padding, if a stride is not
    /// the channel count rounded up to a multiple of four, or if a length is wrong.
    pub fn new(
        [input, output]: [Layout; 2],
        window: Window,
        weights: &[f32],
        bias: Option<&[f32]>,
        activation: Activation,
    ) -> Option<Self> {
        let (channels, positions) = (input.channels, window.height * window.width);
        let is_whole = weights.len() == channels * positions
            && bias.is_none_or(|bias| bias.len() == channels)
            && activation.fits_channels(channels);
        if !is_whole {
            return None;
        }
        let stride = channels.next_multiple_of(4);
        let mut packed = vec![0.0; positions * stride];
        for channel in 0..channels {
            for position in 0..positions {
                packed[position * stride + channel] = weights[channel * positions + position];
            }
        }
        let parts = Parts {
            input,
            window,
            output,
            weights: packed,
            bias: zero_padded(bias, stride),
            activation: activation.pad_to(stride),
        };
        parts.try_into().ok()
    }

    /// The same convolution on feature maps of another size. Fails if the window does not fit them.
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

    /// Number of multiply-add operations.
    pub fn multiply_adds(&self) -> usize {
        let Layout { height, width, channels, .. } = self.0.output;
        height * width * channels * self.0.window.height * self.0.window.width
    }

    /// Computes `output`, including its padding.
    ///
    /// # Panics
    ///
    /// If the length of a slice differs from its layout.
    pub fn run(&self, input: &[f32], output: &mut [f32]) {
        self.check_length(input);
        assert_eq!(output.len(), self.0.output.len());
        self.0.output.clear_padding(output);
        // SAFETY: the lengths of the slices were compared with their layouts.
        unsafe { self.compute::<Best>(input.as_ptr(), output.as_mut_ptr()) }
    }

    /// # Safety
    ///
    /// `input` must be readable, and `output` writable, for the length of their layouts.
    #[cfg_attr(
        all(target_arch = "wasm32", feature = "relaxed"),
        target_feature(enable = "relaxed-simd")
    )]
    unsafe fn compute<L: Lanes>(&self, input: *const f32, output: *mut f32) {
        // SAFETY: guaranteed by the caller.
        unsafe { self.compute_rows::<L>(0..self.0.output.height, input, output, &self.0.output) }
    }

    /// Panics unless the length of the input matches its layout.
    pub(crate) fn check_length(&self, input: &[f32]) {
        assert_eq!(input.len(), self.0.input.len());
    }

    /// Computes rows `rows` of the output and writes them as the first rows of a tensor with
    /// layout `to`.
    ///
    /// # Safety
    ///
    /// `input` must be readable for the length of its layout and `output` writable for that of
    /// `to`. `to` must have the output's width and stride and at least `rows.len()` rows.
    #[inline(always)]
    pub(crate) unsafe fn compute_rows<L: Lanes>(
        &self,
        rows: Range<usize>,
        input: *const f32,
        output: *mut f32,
        to: &Layout,
    ) {
        let Window { width, step, .. } = self.0.window;
        for (row, y) in rows.enumerate() {
            // SAFETY: the window fits, so it lies in the input and its padding.
            let (from, to) = unsafe {
                let start = self.0.window.start(&self.0.input, y, 0);
                (input.add(start), output.add(to.offset(row as isize, 0)))
            };
            // SAFETY: as above; each variant is called for the kernel width and step it is compiled for.
            unsafe {
                match (width, step) {
                    (3, 1) => self.compute_row::<L, 3, 1>(from, to),
                    (3, 2) => self.compute_row::<L, 3, 2>(from, to),
                    (5, 1) => self.compute_row::<L, 5, 1>(from, to),
                    (5, 2) => self.compute_row::<L, 5, 2>(from, to),
                    _ => self.compute_row_of_any_width::<L>(from, to),
                }
            }
        }
    }

    /// Computes one row with a kernel `W` columns wide and a step of `S`.
    ///
    /// # Safety
    ///
    /// `from` must point to the start of the first pixel's window, `to` to the row's first pixel
    /// in the output.
    #[inline(always)]
    unsafe fn compute_row<L: Lanes, const W: usize, const S: usize>(
        &self,
        from: *const f32,
        to: *mut f32,
    ) {
        let stride = self.0.output.stride;
        let width = self.0.output.width;
        let mut x = 0;
        while x < width {
            let is_full = width - x >= PIXELS;
            for channel in (0..stride).step_by(4) {
                // SAFETY: the row has at least as many pixels from `x` on as the tile.
                unsafe {
                    let from = from.add(x * S * stride + channel);
                    let to = to.add(x * stride + channel);
                    if is_full {
                        self.compute_tile::<L, W, S, PIXELS>(from, to, channel);
                    } else {
                        self.compute_tile::<L, W, S, 1>(from, to, channel);
                    }
                }
            }
            x += if is_full { PIXELS } else { 1 };
        }
    }

    /// Computes four channels of `N` pixels of a row.
    ///
    /// # Safety
    ///
    /// As for [`compute_row`](Self::compute_row), for the tile's first pixel and channel.
    #[inline(always)]
    unsafe fn compute_tile<L: Lanes, const W: usize, const S: usize, const N: usize>(
        &self,
        from: *const f32,
        to: *mut f32,
        channel: usize,
    ) {
        let (stride, row) = (self.0.output.stride, self.0.input.row_len());
        // SAFETY: weights and bias exist for all channels; the caller guarantees that the windows
        // lie in the input and the pixels in the output.
        unsafe {
            let mut sums = [L::load(self.0.bias.as_ptr().add(channel)); N];
            for y in 0..self.0.window.height {
                let weights: [L; W] = std::array::from_fn(|x| {
                    L::load(self.0.weights.as_ptr().add((y * W + x) * stride + channel))
                });
                // Each column is read once, although several windows may cover it.
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
                let [value] = self.0.activation.apply_lanes([sum], channel);
                value
            });
            for (n, value) in values.into_iter().enumerate() {
                value.store(to.add(n * stride));
            }
        }
    }

    /// Computes one row with a kernel of any size and step.
    ///
    /// # Safety
    ///
    /// As for [`compute_row`](Self::compute_row).
    #[inline(always)]
    unsafe fn compute_row_of_any_width<L: Lanes>(&self, from: *const f32, to: *mut f32) {
        let Window { height, width, step, .. } = self.0.window;
        let (stride, row) = (self.0.output.stride, self.0.input.row_len());
        for x in 0..self.0.output.width {
            for channel in (0..stride).step_by(4) {
                // SAFETY: as in `compute_tile`.
                unsafe {
                    let mut sum = L::load(self.0.bias.as_ptr().add(channel));
                    for ky in 0..height {
                        for kx in 0..width {
                            let offset = (x * step + kx) * stride + channel;
                            let weight = (ky * width + kx) * stride + channel;
                            let weight = L::load(self.0.weights.as_ptr().add(weight));
                            sum = sum.add_product(L::load(from.add(ky * row + offset)), weight);
                        }
                    }
                    let [value] = self.0.activation.apply_lanes([sum], channel);
                    value.store(to.add(x * stride + channel));
                }
            }
        }
    }
}
