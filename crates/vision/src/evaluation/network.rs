//! One network alone, to be timed.

use models::Models;
use wasm_bindgen::prelude::*;

use face::model::load;

/// One network with an input that is ready: a run is nothing but the network.
#[wasm_bindgen]
pub struct Network {
    model: Box<dyn face::model::Model>,
    input: Vec<f32>,
}

#[wasm_bindgen]
impl Network {
    /// Makes the network called `name` in `models`, which is `models.toml` as JSON, ready for
    /// `input`: the tensor of an image of `height` x `width`, as `face::model::Model` has it.
    #[wasm_bindgen(constructor)]
    pub fn new(
        models: &str,
        name: &str,
        file: &[u8],
        input: Vec<f32>,
        height: usize,
        width: usize,
    ) -> Result<Self, JsError> {
        let models: Models = serde_json::from_str(models)?;
        let mut all = models.model.iter();
        let spec = all.find(|spec| spec.name == name).ok_or(face::Error::Spec)?;
        let mut model = load(file, spec)?;
        if [height, width] != [spec.input.side(); 2] {
            model = model.resized(height, width).ok_or(face::Error::Model)?;
        }
        Ok(Self { model, input })
    }

    /// Runs it once. Gives the sum of all that it says, so that engines can be compared and no
    /// compiler can leave anything out.
    pub fn run(&mut self) -> Result<f64, JsError> {
        let outputs = self.model.run(&self.input)?;
        Ok(outputs.iter().flat_map(|output| output.iter()).map(|&value| f64::from(value)).sum())
    }
}
