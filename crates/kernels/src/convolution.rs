//! Convolution in which every output channel depends on every input channel.

use serde::{Deserialize, Serialize};

use crate::{
    Activation, Invalid, Layout, Window, Workspace,
    lanes::{Best, Lanes},
    tile::{BLOCK, Block, PIXELS, Pixel, pack_weights, zero_padded},
};

/// A convolution with its bias, an optional residual and its activation, prepared to run.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
pub struct Convolution(Parts);

/// A convolution of which the parts were not compared yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Parts {
    input: Layout,
    window: Window,
    output: Layout,
    residual: Option<Layout>,
    /// Packed by [`pack_weights`].
    #[serde(with = "crate::weights")]
    weights: Vec<f32>,
    /// One for each channel of the output's stride.
    #[serde(with = "crate::weights")]
    bias: Vec<f32>,
    activation: Activation,
}

impl TryFrom<Parts> for Convolution {
    type Error = Invalid;

    fn try_from(parts: Parts) -> Result<Self, Invalid> {
        let Parts { input, window, output, residual, weights, bias, activation } = &parts;
        let fits = window.fits(input, output)
            && output.stride == output.channels.next_multiple_of(4)
            && weights.len() == output.stride * window.height * window.width * input.stride
            && bias.len() == output.stride
            && activation.fits_channels(output.stride)
            && residual.is_none_or(|residual| {
                residual.check().is_ok()
                    && (residual.height, residual.width, residual.stride)
                        == (output.height, output.width, output.stride)
            });
        if fits { Ok(Self(parts)) } else { Err(Invalid) }
    }
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
        if !is_whole {
            return None;
        }
        let parts = Parts {
            input,
            window,
            output,
            residual: None,
            weights: pack_weights(weights, shape, input.stride),
            bias: zero_padded(bias, output.stride),
            activation: activation.pad_to(output.stride),
        };
        parts.try_into().ok()
    }

    /// Adds a residual before the activation. `None` if its shape differs from the output's.
    pub fn with_residual(self, residual: Layout) -> Option<Self> {
        Parts { residual: Some(residual), ..self.0 }.try_into().ok()
    }

    /// The same convolution on feature maps of another size. Fails if the window does not fit them.
    pub fn map_layouts(self, map: impl Fn(Layout) -> Layout) -> Result<Self, Invalid> {
        let Parts { input, output, residual, .. } = self.0;
        let [input, output] = [input, output].map(&map);
        Parts { input, output, residual: residual.map(map), ..self.0 }.try_into()
    }

    /// Layout of the output.
    pub fn output(&self) -> Layout {
        self.0.output
    }

    /// Layout of the input.
    pub fn input(&self) -> Layout {
        self.0.input
    }

    /// Layout of the residual, if one is added.
    pub fn residual(&self) -> Option<Layout> {
        self.0.residual
    }

    /// Number of multiply-add operations.
    pub fn multiply_adds(&self) -> usize {
        let window = self.0.window.height * self.0.window.width * self.0.input.channels;
        self.0.output.height * self.0.output.width * self.0.output.channels * window
    }

    /// Computes `output`, including its padding.
    ///
    /// # Panics
    ///
    /// If the length of a slice differs from its layout, or if a residual is given and not
    /// expected, or expected and not given.
    pub fn run(
        &self,
        input: &[f32],
        residual: Option<&[f32]>,
        output: &mut [f32],
        workspace: &mut Workspace,
    ) {
        assert_eq!(input.len(), self.0.input.len());
        self.check_lengths(residual, output);
        self.0.output.clear_padding(output);
        let residual = residual.map_or(std::ptr::null(), <[f32]>::as_ptr);
        // SAFETY: the lengths of the three slices were compared with their layouts.
        unsafe {
            self.compute::<Best>(input.as_ptr(), residual, output.as_mut_ptr(), workspace);
        }
    }

    /// Panics unless the lengths of residual and output match their layouts.
    pub(crate) fn check_lengths(&self, residual: Option<&[f32]>, output: &[f32]) {
        assert_eq!(residual.map(<[f32]>::len), self.0.residual.map(|layout| layout.len()));
        assert_eq!(output.len(), self.0.output.len());
    }

    /// Whether this is a pointwise (1 x 1) convolution that reads a tensor of this layout.
    pub(crate) fn is_pointwise_on(&self, layout: &Layout) -> bool {
        const POINTWISE: Window = Window { height: 1, width: 1, step: 1, top: 0, left: 0 };
        self.0.window == POINTWISE && self.0.input == *layout
    }

    /// # Safety
    ///
    /// `input` and `residual` must be readable, and `output` writable, for the length of their layouts.
    #[cfg_attr(
        all(target_arch = "wasm32", feature = "relaxed"),
        target_feature(enable = "relaxed-simd")
    )]
    unsafe fn compute<L: Lanes>(
        &self,
        input: *const f32,
        residual: *const f32,
        output: *mut f32,
        Workspace { pixels, .. }: &mut Workspace,
    ) {
        let Layout { height, width, .. } = self.0.output;
        let pixel = |at: usize| {
            let (y, x) = (at / width, at % width);
            // SAFETY: the window fits, so it lies in the input and its padding.
            let input = unsafe { input.add(self.0.window.start(&self.0.input, y, x)) };
            // SAFETY: guaranteed by the caller.
            unsafe { self.pixel_at([y, x], input, residual, output) }
        };
        let chunk = (CHUNK / self.0.input.stride).next_multiple_of(PIXELS);
        for start in (0..height * width).step_by(chunk) {
            pixels.clear();
            pixels.extend((start..(height * width).min(start + chunk)).map(pixel));
            // SAFETY: all pixels lie within the slices.
            unsafe { self.compute_blocks::<L>(pixels) };
        }
        pixels.clear();
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
        let residual = self.0.residual.as_ref().map_or(residual, |layout| {
            // SAFETY: the pixel lies in the layout, which has the output's shape.
            unsafe { residual.add(offset(layout)) }
        });
        // SAFETY: the pixel lies in the output.
        Pixel { input, residual, output: unsafe { output.add(offset(&self.0.output)) } }
    }

    /// # Safety
    ///
    /// As for [`Block::run`], for all output channels.
    #[inline(always)]
    pub(crate) unsafe fn compute_blocks<L: Lanes>(&self, pixels: &[Pixel]) {
        let row_len = self.0.window.width * self.0.input.stride;
        for channel in (0..self.0.output.stride).step_by(BLOCK) {
            // SAFETY: each earlier output channel has `height * row_len` weights and one bias.
            let block = unsafe {
                Block {
                    rows: self.0.window.height,
                    input_row: self.0.input.row_len(),
                    row_len,
                    weights: self.0.weights.as_ptr().add(channel * self.0.window.height * row_len),
                    bias: self.0.bias.as_ptr().add(channel),
                    channel,
                    activation: &self.0.activation,
                }
            };
            // SAFETY: guaranteed by the caller; the last block has four or eight channels.
            unsafe {
                if self.0.output.stride - channel < BLOCK {
                    block.run::<L, PIXELS, 1>(pixels);
                } else {
                    block.run::<L, PIXELS, 2>(pixels);
                }
            }
        }
    }
}
