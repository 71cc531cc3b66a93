//! The inference engine tract, with all of its operators.

use std::{io::Cursor, sync::Arc};

use tract_onnx::prelude::*;

use super::engine::{Model, Outputs};
use crate::Error;

/// A network read from an ONNX file, optimised and run by tract.
pub struct Tract {
    height: usize,
    width: usize,
    state: TypedSimpleState,
    /// For [`Model::resized`]: the file and the names of its outputs.
    source: Arc<(Vec<u8>, Vec<String>)>,
}

impl Tract {
    /// Reads the ONNX file `bytes` and prepares it for the input size in `spec`.
    pub fn load(bytes: &[u8], spec: &models::Model) -> Result<Self, Error> {
        let side = spec.input.side();
        Self::prepare(Arc::new((bytes.to_vec(), spec.outputs.clone())), side, side)
    }

    fn prepare(
        source: Arc<(Vec<u8>, Vec<String>)>,
        height: usize,
        width: usize,
    ) -> Result<Self, Error> {
        let (bytes, outputs) = &*source;
        let load = || -> TractResult<TypedSimpleState> {
            tract_onnx::onnx()
                .model_for_read(&mut Cursor::new(bytes))?
                .with_input_fact(0, f32::fact([1, 3, height, width]).into())?
                .with_outputs_by_name(outputs)?
                .into_optimized()?
                .into_runnable()?
                .spawn()
        };
        // tract's errors contain operators and shapes, no data; callers need no details.
        let state = load().map_err(|_| Error::Model)?;
        Ok(Self { height, width, state, source })
    }
}

impl Model for Tract {
    fn run(&mut self, input: &[f32]) -> Result<Outputs, Error> {
        let mut run = || -> TractResult<Outputs> {
            let input = Tensor::from_shape(&[1, 3, self.height, self.width], input)?;
            let outputs = self.state.run(tvec!(input.into()))?;
            outputs
                .iter()
                .map(|output| Ok(output.view().as_slice::<f32>()?.to_vec().into()))
                .collect()
        };
        run().map_err(|_| Error::Model)
    }

    fn resized(&self, height: usize, width: usize) -> Option<Box<dyn Model>> {
        let resized = Self::prepare(Arc::clone(&self.source), height, width).ok()?;
        Some(Box::new(resized))
    }
}
