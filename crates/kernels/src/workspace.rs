//! Memory that operators use while they run.

use crate::tile::Pixel;

/// Memory that operators use while they run. It is kept between runs, so that these allocate nothing.
#[derive(Default)]
pub struct Workspace {
    /// Intermediate values of a separable convolution.
    pub(crate) numbers: Vec<f32>,
    /// The pixels of a chunk. Empty between runs.
    pub(crate) pixels: Vec<Pixel>,
}
