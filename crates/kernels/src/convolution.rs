//! Every output channel from every input channel.

use crate::{
    Activation, Layout, Window,
    lanes::{Best, Lanes},
    tile::{BLOCK, Block, PIXELS, Pixel, packed, padded},
};

/// A convolution, what is added to it and what comes after, ready to run.
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

/// How many numbers of the input are worked on before the next block of weights is: they fit
/// into the fastest cache, beside the weights.
const CHUNK: usize = 4096;

impl Convolution {
    /// Prepares a convolution of `input` to `output`. `weights` are output x input x height x
    /// width. What the window sees must lie in the input or its border, and the output must have
    /// its channels in fours; else `None`.
    pub fn new(
        [input, output]: [Layout; 2],
        window: Window,
        weights: &[f32],
        bias: Option<&[f32]>,
        activation: Activation,
    ) -> Option<Self> {
        let shape = [output.channels, input.channels, window.height, window.width];
        let is_whole = weights.len() == shape.iter().product::<usize>()
            && bias.is_none_or(|it| it.len() == output.channels)
            && activation.is_for(output.channels);
        let fits =
            window.fits(&input, &output) && output.stride == output.channels.next_multiple_of(4);
        (is_whole && fits).then(|| Self {
            input,
            window,
            output,
            residual: None,
            weights: packed(weights, shape, input.stride),
            bias: padded(bias, output.stride),
            activation: activation.padded(output.stride),
        })
    }

    /// Adds another tensor of the output's shape before the activation; `None` if it has another.
    pub fn with_residual(self, residual: Layout) -> Option<Self> {
        let fits = (residual.height, residual.width, residual.stride)
            == (self.output.height, self.output.width, self.output.stride);
        fits.then_some(Self { residual: Some(residual), ..self })
    }

    /// The layout of what comes out.
    pub fn output(&self) -> Layout {
        self.output
    }

    /// Multiplications, each with an addition.
    pub fn products(&self) -> usize {
        let window = self.window.height * self.window.width * self.input.channels;
        self.output.height * self.output.width * self.output.channels * window
    }

    /// Computes `output`, its border included.
    ///
    /// # Panics
    ///
    /// If a slice is not as long as its layout says, or if there is something to add where
    /// nothing was expected, or the other way round.
    pub fn run(&self, input: &[f32], residual: Option<&[f32]>, output: &mut [f32]) {
        assert_eq!(input.len(), self.input.len());
        self.check(residual, output);
        self.output.clear_border(output);
        let residual = residual.map_or(std::ptr::null(), <[f32]>::as_ptr);
        // SAFETY: the three slices are as long as their layouts say.
        unsafe { self.all::<Best>(input.as_ptr(), residual, output.as_mut_ptr()) }
    }

    /// Panics unless what is added and what is written are as long as their layouts say.
    pub(crate) fn check(&self, residual: Option<&[f32]>, output: &[f32]) {
        assert_eq!(residual.map(<[f32]>::len), self.residual.map(|it| it.len()));
        assert_eq!(output.len(), self.output.len());
    }

    /// Whether each pixel is made from the same one of `layout`, which may lack its border.
    pub(crate) fn reads_pixels_of(&self, layout: &Layout) -> bool {
        const PIXEL: Window = Window { height: 1, width: 1, step: 1, top: 0, left: 0 };
        self.window == PIXEL && self.input == *layout
    }

    /// # Safety
    ///
    /// `input` and `residual` must be readable and `output` writable as their layouts say.
    #[cfg_attr(
        all(target_arch = "wasm32", feature = "relaxed"),
        target_feature(enable = "relaxed-simd")
    )]
    unsafe fn all<L: Lanes>(&self, input: *const f32, residual: *const f32, output: *mut f32) {
        let Layout { height, width, .. } = self.output;
        let pixel = |at: usize| {
            let (y, x) = (at / width, at % width);
            // SAFETY: the window fits, so all of it lies in the input.
            let input = unsafe { input.add(self.window.start(&self.input, y, x)) };
            // SAFETY: the caller's promise.
            unsafe { self.pixel([y, x], input, residual, output) }
        };
        let chunk = (CHUNK / self.input.stride).next_multiple_of(PIXELS);
        let mut pixels = Vec::with_capacity(chunk.min(height * width));
        for start in (0..height * width).step_by(chunk) {
            pixels.clear();
            pixels.extend((start..(height * width).min(start + chunk)).map(pixel));
            // SAFETY: each pixel lies in its slices.
            unsafe { self.blocks::<L>(&pixels) };
        }
    }

    /// The output's pixel at row `y`, column `x`, which is made from `input`.
    ///
    /// # Safety
    ///
    /// `residual` must be readable and `output` writable as their layouts say.
    #[inline(always)]
    pub(crate) unsafe fn pixel(
        &self,
        [y, x]: [usize; 2],
        input: *const f32,
        residual: *const f32,
        output: *mut f32,
    ) -> Pixel {
        let place = |layout: &Layout| layout.at(y as isize, x as isize);
        let residual = self.residual.as_ref().map_or(residual, |layout| {
            // SAFETY: the pixel lies in the layout, which has the output's shape.
            unsafe { residual.add(place(layout)) }
        });
        // SAFETY: the pixel lies in the output.
        Pixel { input, residual, output: unsafe { output.add(place(&self.output)) } }
    }

    /// # Safety
    ///
    /// As for [`Block::run`], for all output channels.
    #[inline(always)]
    pub(crate) unsafe fn blocks<L: Lanes>(&self, pixels: &[Pixel]) {
        let run = self.window.width * self.input.stride;
        for channel in (0..self.output.stride).step_by(BLOCK) {
            // SAFETY: the weights of the blocks before have their channels times that many.
            let block = unsafe {
                Block {
                    rows: self.window.height,
                    row: self.input.row(),
                    run,
                    weights: self.weights.as_ptr().add(channel * self.window.height * run),
                    bias: self.bias.as_ptr().add(channel),
                    channel,
                    activation: &self.activation,
                }
            };
            // SAFETY: the caller's promise; the last block has four channels or eight.
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
