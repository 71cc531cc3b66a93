//! The seam between the pipeline and the inference engine.

use std::io::Cursor;

use tract_onnx::prelude::*;
use zeroize::Zeroizing;

use crate::{Error, spec};

/// One network with a square RGB picture as its input.
///
/// The only implementation outside tests is [`Onnx`], and this file is the only one that names
/// the engine.
pub trait Model {
    /// Runs the network on `input`: shape (1, 3, side, side), values as [`spec::Input`] has them.
    ///
    /// Returns the outputs in the order of [`spec::Model::outputs`], each in row-major order.
    fn run(&mut self, input: &[f32]) -> Result<Outputs, Error>;
}

/// What a network says: one list of numbers for each output. Overwritten when dropped.
pub type Outputs = Vec<Zeroizing<Vec<f32>>>;

/// A network in ONNX, run by tract.
pub struct Onnx {
    side: usize,
    state: TypedSimpleState,
}

impl Onnx {
    /// Reads the ONNX file `bytes` and prepares it for input of the size that `spec` says.
    ///
    /// The hash is not looked at here: whoever has the bytes has checked it. Fails if the
    /// network does not have the outputs that `spec` names.
    pub fn load(bytes: &[u8], spec: &spec::Model) -> Result<Self, Error> {
        let side = spec.input.side();
        let load = || -> TractResult<TypedSimpleState> {
            tract_onnx::onnx()
                .model_for_read(&mut Cursor::new(bytes))?
                .with_input_fact(0, f32::fact([1, 3, side, side]).into())?
                .with_outputs_by_name(&spec.outputs)?
                .into_optimized()?
                .into_runnable()?
                .spawn()
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
