//! The seam between the pipeline and the inference engine.

mod definition;
mod constant;
mod window;
mod onnx;
mod operator;
mod pattern;
mod rewrite;
#[cfg(not(target_arch = "wasm32"))]
mod stock;

use tract_onnx::{prelude::*, tract_core::plan::SimplePlan};
use zeroize::Zeroizing;

use crate::{Error, spec};

/// One network with a square RGB picture as its input.
///
/// The only implementation outside tests is [`Onnx`], and only this module names the engine.
pub trait Model {
    /// Runs the network on `input`: shape (1, 3, side, side), values as [`spec::Input`] has them.
    ///
    /// Returns the outputs in the order of [`spec::Model::outputs`], each in row-major order.
    fn run(&mut self, input: &[f32]) -> Result<Outputs, Error>;
}

/// The outputs of a network: one list of numbers for each. Overwritten when dropped.
pub type Outputs = Vec<Zeroizing<Vec<f32>>>;

/// A network in ONNX, run by tract.
pub struct Onnx {
    side: usize,
    state: TypedSimpleState,
}

/// Whose operators run a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operators {
    /// Those of crate `kernels` where they can, and for the rest their plain definitions.
    Ours,
    /// The engine's alone. Each names others, and they the engine's optimiser, so a browser would
    /// have to load them all.
    #[cfg(not(target_arch = "wasm32"))]
    Stock,
}

impl Operators {
    /// The faster ones. Natively the engine has code for the processor's widest vectors, which a
    /// portable build of `kernels` has not: `cargo bench -p face` compares them.
    #[cfg(not(target_arch = "wasm32"))]
    pub const FASTEST: Self = Self::Stock;
    /// The only ones.
    #[cfg(target_arch = "wasm32")]
    pub const FASTEST: Self = Self::Ours;
}

impl Onnx {
    /// Reads the ONNX file `bytes` and prepares it for input of the size that `spec` says.
    ///
    /// The hash is not checked here: the loader of the bytes has checked it. Weights are rounded
    /// to half precision, the precision of the delivered file. Fails if the network does not have the outputs
    /// that `spec` names, or an operator that face networks do without.
    pub fn load(bytes: &[u8], spec: &spec::Model) -> Result<Self, Error> {
        Self::load_with(bytes, spec, Operators::FASTEST)
    }

    /// The same, with the operators that are asked for.
    pub fn load_with(
        bytes: &[u8],
        spec: &spec::Model,
        operators: Operators,
    ) -> Result<Self, Error> {
        let side = spec.input.side();
        let load = || -> TractResult<TypedSimpleState> {
            let read = onnx::read(bytes, side, &spec.outputs)?;
            let graph = match operators {
                Operators::Ours => rewrite::rewrite(&read)?,
                #[cfg(not(target_arch = "wasm32"))]
                Operators::Stock => stock::lower(&read)?,
            };
            SimplePlan::new(graph)?.spawn()
        };
        // tract's errors name operators and shapes, never data; still one word is enough here.
        let state = load().map_err(|_| Error::Model)?;
        Ok(Self { side, state })
    }
}

impl Model for Onnx {
    fn run(&mut self, input: &[f32]) -> Result<Outputs, Error> {
        let mut run = || -> TractResult<Outputs> {
            let input = Tensor::from_shape(&[1, 3, self.side, self.side], input)?;
            let outputs = self.state.run(tvec!(input.into()))?;
            outputs.iter().map(|it| Ok(it.view().as_slice::<f32>()?.to_vec().into())).collect()
        };
        run().map_err(|_| Error::Model)
    }
}

#[cfg(test)]
mod tests;
