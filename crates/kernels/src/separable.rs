//! A depthwise convolution followed by a pointwise one, computed a few rows at a time so that the
//! intermediate values stay in the L1 cache.

use serde::{Deserialize, Serialize};

use crate::{
    Invalid, Layout, Workspace,
    convolution::Convolution,
    depthwise::Depthwise,
    lanes::{Best, Lanes},
};

/// Depthwise separable convolution, prepared to run.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "(Depthwise, Convolution)", into = "(Depthwise, Convolution)")]
pub struct Separable {
    depthwise: Depthwise,
    pointwise: Convolution,
    /// Rows of the depthwise output that are computed at a time.
    rows: usize,
}

impl TryFrom<(Depthwise, Convolution)> for Separable {
    type Error = Invalid;

    fn try_from((depthwise, pointwise): (Depthwise, Convolution)) -> Result<Self, Invalid> {
        Self::new(depthwise, pointwise).ok_or(Invalid)
    }
}

impl From<Separable> for (Depthwise, Convolution) {
    fn from(separable: Separable) -> Self {
        (separable.depthwise, separable.pointwise)
    }
}

/// Minimum number of pixels computed at a time: fewer leave registers unused.
const STRIP: usize = 48;

impl Separable {
    /// Combines the two. `None` if `pointwise` is not a 1 x 1 convolution with step 1 that reads
    /// the output of `depthwise`.
    pub fn new(depthwise: Depthwise, pointwise: Convolution) -> Option<Self> {
        let between = depthwise.output();
        (pointwise.is_pointwise_on(&between)).then(|| {
            let rows = STRIP.div_ceil(between.width).min(between.height);
            Self { depthwise, pointwise, rows }
        })
    }

    /// The same convolution on feature maps of another size. Fails if the window does not fit them.
    pub fn map_layouts(self, map: impl Fn(Layout) -> Layout) -> Result<Self, Invalid> {
        let depthwise = self.depthwise.map_layouts(&map)?;
        (depthwise, self.pointwise.map_layouts(map)?).try_into()
    }

    /// Layout of the input.
    pub fn input(&self) -> Layout {
        self.depthwise.input()
    }

    /// Layout of the residual, if one is added.
    pub fn residual(&self) -> Option<Layout> {
        self.pointwise.residual()
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
    pub fn run(
        &self,
        input: &[f32],
        residual: Option<&[f32]>,
        output: &mut [f32],
        workspace: &mut Workspace,
    ) {
        self.depthwise.check_length(input);
        self.pointwise.check_lengths(residual, output);
        self.output().clear_padding(output);
        let residual = residual.map_or(std::ptr::null(), <[f32]>::as_ptr);
        // SAFETY: the lengths of the slices were compared with their layouts.
        unsafe {
            self.compute::<Best>(input.as_ptr(), residual, output.as_mut_ptr(), workspace);
        }
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
        Workspace { numbers, pixels }: &mut Workspace,
    ) {
        let between = self.depthwise.output();
        let strip = Layout { height: self.rows, padding: 0, ..between };
        if numbers.len() < strip.len() {
            numbers.resize(strip.len(), 0.0);
        }
        for first in (0..between.height).step_by(self.rows) {
            let rows = first..between.height.min(first + self.rows);
            let pixel_count = rows.len() * between.width;
            // SAFETY: the strip has at least `rows.len()` rows; the caller guarantees the pointers.
            unsafe {
                self.depthwise.compute_rows::<L>(rows, input, numbers.as_mut_ptr(), &strip);
                pixels.clear();
                pixels.extend((0..pixel_count).map(|at| {
                    let position = [first + at / between.width, at % between.width];
                    let from = numbers.as_ptr().add(at * strip.stride);
                    self.pointwise.pixel_at(position, from, residual, output)
                }));
                self.pointwise.compute_blocks::<L>(pixels);
            }
        }
        pixels.clear();
    }
}
