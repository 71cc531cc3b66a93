//! Convolution in which every output channel depends on every input channel.

use crate::{
    Activation, Layout, Window,
    lanes::{Best, Lanes},
    tile::{BLOCK, Block, PIXELS, Pixel, pack_weights, zero_padded},
};

/// A convolution with its bias, an optional residual and its activation, prepared to run.
#[derive(Clone, Debug)]
pub struct Convolution {
    input: Layout,
    window: Window,
    output: Layout,
    residual: Option<Layout>,
    weights: Vec<f32>,
    bias: Vec<f32>,
    activation: Activation,
}

/// Number of input values that are processed with one block of weights before the next block:
/// they and the weights fit into the L1 cache.
const CHUNK: usize = 4096;

impl Convolution {
    /// Prepares a convolution of `input` to `output`. `weights` are output x input x height x
    /// width.
    ///
    /// Returns `None` if the window reads outside the input and its padding, if the output's
    /// stride is not its channel count rounded up to a multiple of four, or if a length is wrong.
    pub fn new(
        [input, output]: [Layout; 2],
        window: Window,
        weights: &[f32],
        bias: Option<&[f32]>,
        activation: Activation,
    ) -> Option<Self> {
        let shape = [output.channels, input.channels, window.height, window.width];
        let is_whole = weights.len() == shape.iter().product::<usize>()
            && bias.is_none_or(|bias| bias.len() == output.channels)
            && activation.fits_channels(output.channels);
        let fits =
            window.fits(&input, &output) && output.stride == output.channels.next_multiple_of(4);
        (is_whole && fits).then(|| Self {
            input,
            window,
            output,
            residual: None,
            weights: pack_weights(weights, shape, input.stride),
            bias: zero_padded(bias, output.stride),
            activation: activation.pad_to(output.stride),
        })
    }

    /// Adds a residual before the activation. `None` if its shape differs from the output's.
    pub fn with_residual(self, residual: Layout) -> Option<Self> {
        let fits = (residual.height, residual.width, residual.stride)
            == (self.output.height, self.output.width, self.output.stride);
        fits.then_some(Self { residual: Some(residual), ..self })
    }

    /// Layout of the output.
    pub fn output(&self) -> Layout {
        self.output
    }

    /// Number of multiply-add operations.
    pub fn multiply_adds(&self) -> usize {
        let window = self.window.height * self.window.width * self.input.channels;
        self.output.height * self.output.width * self.output.channels * window
    }

    /// Computes `output`, including its padding.
    ///
    /// # Panics
    ///
    /// If the length of a slice differs from its layout, or if a residual is given and not
    /// expected, or expected and not given.
    pub fn run(&self, input: &[f32], residual: Option<&[f32]>, output: &mut [f32]) {
        assert_eq!(input.len(), self.input.len());
        self.check_lengths(residual, output);
        self.output.clear_padding(output);
        let residual = residual.map_or(std::ptr::null(), <[f32]>::as_ptr);
        // SAFETY: the lengths of the three slices were compared with their layouts.
        unsafe { self.compute::<Best>(input.as_ptr(), residual, output.as_mut_ptr()) }
    }

    /// Panics unless the lengths of residual and output match their layouts.
    pub(crate) fn check_lengths(&self, residual: Option<&[f32]>, output: &[f32]) {
        assert_eq!(residual.map(<[f32]>::len), self.residual.map(|layout| layout.len()));
        assert_eq!(output.len(), self.output.len());
    }

    /// Whether this is a pointwise (1 x 1) convolution that reads a tensor of this layout.
    pub(crate) fn is_pointwise_on(&self, layout: &Layout) -> bool {
        const POINTWISE: Window = Window { height: 1, width: 1, step: 1, top: 0, left: 0 };
        self.window == POINTWISE && self.input == *layout
    }

    /// # Safety
    ///
    /// `input` and `residual` must be readable, and `output` writable, for the length of their layouts.
    #[cfg_attr(
        all(target_arch = "wasm32", feature = "relaxed"),
        target_feature(enable = "relaxed-simd")
    )]
    unsafe fn compute<L: Lanes>(&self, input: *const f32, residual: *const f32, output: *mut f32) {
        let Layout { height, width, .. } = self.output;
        let pixel = |at: usize| {
            let (y, x) = (at / width, at % width);
            // SAFETY: the window fits, so it lies in the input and its padding.
            let input = unsafe { input.add(self.window.start(&self.input, y, x)) };
            // SAFETY: guaranteed by the caller.
            unsafe { self.pixel_at([y, x], input, residual, output) }
        };
        let chunk = (CHUNK / self.input.stride).next_multiple_of(PIXELS);
        let mut pixels = Vec::with_capacity(chunk.min(height * width));
        for start in (0..height * width).step_by(chunk) {
            pixels.clear();
            pixels.extend((start..(height * width).min(start + chunk)).map(pixel));
            // SAFETY: all pixels lie within the slices.
            unsafe { self.compute_blocks::<L>(&pixels) };
        }
    }

    /// Pointers of the output pixel at row `y`, column `x`, whose window begins at `input`.
    ///
    /// # Safety
    ///
    /// `residual` must be readable, and `output` writable, for the length of their layouts.
    #[inline(always)]
    pub(crate) unsafe fn pixel_at(
        &self,
        [y, x]: [usize; 2],
        input: *const f32,
        residual: *const f32,
        output: *mut f32,
    ) -> Pixel {
        let offset = |layout: &Layout| layout.offset(y as isize, x as isize);
        let residual = self.residual.as_ref().map_or(residual, |layout| {
            // SAFETY: the pixel lies in the layout, which has the output's shape.
            unsafe { residual.add(offset(layout)) }
        });
        // SAFETY: the pixel lies in the output.
        Pixel { input, residual, output: unsafe { output.add(offset(&self.output)) } }
    }

    /// # Safety
    ///
    /// As for [`Block::run`], for all output channels.
    #[inline(always)]
    pub(crate) unsafe fn compute_blocks<L: Lanes>(&self, pixels: &[Pixel]) {
        let row_len = self.window.width * self.input.stride;
        for channel in (0..self.output.stride).step_by(BLOCK) {
            // SAFETY: each earlier output channel has `height * row_len` weights and one bias.
            let block = unsafe {
                Block {
                    rows: self.window.height,
                    input_row: self.input.row_len(),
                    row_len,
                    weights: self.weights.as_ptr().add(channel * self.window.height * row_len),
                    bias: self.bias.as_ptr().add(channel),
                    channel,
                    activation: &self.activation,
                }
            };
            // SAFETY: guaranteed by the caller; the last block has four or eight channels.
            unsafe {
                if self.output.stride - channel < BLOCK {
                    block.run::<L, PIXELS, 1>(pixels);
                } else {
                    block.run::<L, PIXELS, 2>(pixels);
                }
            }
        }
    }
}
