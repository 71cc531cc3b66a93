//! The interface between the pipeline and the inference engine.

mod operator;
mod constant;
mod window_attributes;
mod onnx;
mod kernel;
mod pattern;
mod rewrite;
#[cfg(not(target_arch = "wasm32"))]
mod lower;

use tract_onnx::{prelude::*, tract_core::plan::SimplePlan};
use zeroize::Zeroizing;

use crate::Error;

/// A network whose input is a square RGB image.
///
/// The only implementation outside tests is [`Onnx`], and only this module names the engine.
pub trait Network {
    /// Runs the network on `input`: shape (1, 3, side, side), normalised as [`models::Input`] says.
    ///
    /// Returns the outputs in the order of [`models::Model::outputs`], each in row-major order.
    fn run(&mut self, input: &[f32]) -> Result<Outputs, Error>;
}

/// The outputs of a network, one list of numbers each. Overwritten when dropped.
pub type Outputs = Vec<Zeroizing<Vec<f32>>>;

/// A network read from an ONNX file, run by tract.
pub struct Onnx {
    side: usize,
    state: TypedSimpleState,
}

/// The implementation of the operators that run a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// Crate `kernels` where possible, and reference implementations for the rest.
    Kernels,
    /// The engine's own operators. They reference each other and the engine's optimiser, so a
    /// browser would have to load all of them.
    #[cfg(not(target_arch = "wasm32"))]
    Tract,
}

impl Backend {
    /// The faster backend. Natively the engine has code for the widest vectors of the processor,
    /// which a portable build of `kernels` lacks; `cargo bench -p face` compares both.
    #[cfg(not(target_arch = "wasm32"))]
    pub const FASTEST: Self = Self::Tract;
    /// The only ones.
    #[cfg(target_arch = "wasm32")]
    pub const FASTEST: Self = Self::Kernels;
}

impl Onnx {
    /// Reads the ONNX file `bytes` and prepares it for the input size in `spec`.
    ///
    /// The hash is not checked here: the loader of the bytes has checked it. Large tensors of
    /// weights are rounded to half precision, the precision of the delivered file. Fails if an
    /// output that `spec` names is missing, or if an operator is not in the supported list.
    pub fn load(bytes: &[u8], spec: &models::Model) -> Result<Self, Error> {
        Self::load_with(bytes, spec, Backend::FASTEST)
    }

    /// The same with a chosen backend.
    pub fn load_with(bytes: &[u8], spec: &models::Model, backend: Backend) -> Result<Self, Error> {
        let side = spec.input.side();
        let load = || -> TractResult<TypedSimpleState> {
            let read = onnx::read(bytes, side, &spec.outputs)?;
            let graph = match backend {
                Backend::Kernels => rewrite::rewrite(&read)?,
                #[cfg(not(target_arch = "wasm32"))]
                Backend::Tract => lower::lower(&read)?,
            };
            SimplePlan::new(graph)?.spawn()
        };
        // tract's errors contain operators and shapes, no data; callers need no details.
        let state = load().map_err(|_| Error::Model)?;
        Ok(Self { side, state })
    }
}

impl Network for Onnx {
    fn run(&mut self, input: &[f32]) -> Result<Outputs, Error> {
        let mut run = || -> TractResult<Outputs> {
            let input = Tensor::from_shape(&[1, 3, self.side, self.side], input)?;
            let outputs = self.state.run(tvec!(input.into()))?;
            outputs
                .iter()
                .map(|output| Ok(output.view().as_slice::<f32>()?.to_vec().into()))
                .collect()
        };
        run().map_err(|_| Error::Model)
    }
}

#[cfg(test)]
mod tests;
