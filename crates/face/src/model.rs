//! The interface between the pipeline and what runs its networks.

#[cfg(feature = "tract")]
mod tract;

use network::{Network, Plan};
use zeroize::Zeroizing;

#[cfg(feature = "tract")]
pub use self::tract::Tract;
use crate::Error;

/// A network whose input is a square RGB image.
///
/// There are two implementations outside tests: a compiled plan ([`Network`]), and the inference
/// engine tract with the feature `tract`, for a network that cannot be compiled.
pub trait Model {
    /// Runs the network on `input`: shape (1, 3, side, side), normalised as [`models::Input`] says.
    ///
    /// Returns the outputs in the order of [`models::Model::outputs`], each in row-major order.
    fn run(&mut self, input: &[f32]) -> Result<Outputs, Error>;
}

/// The outputs of a network, one list of numbers each. Overwritten when dropped.
pub type Outputs = Vec<Zeroizing<Vec<f32>>>;

/// Prepares the network in `bytes`, as the build has delivered it: a plan, or an ONNX file, which
/// only a program with the feature `tract` can run.
///
/// The hash is not checked here: the loader of the bytes has checked it. Fails if an output that
/// `spec` names is missing.
pub fn load(bytes: &[u8], spec: &models::Model) -> Result<Box<dyn Model>, Error> {
    if Plan::is_plan(bytes) {
        let plan = Plan::read(bytes).map_err(|_| Error::Model)?;
        let side = spec.input.side();
        let fits = plan.input() == [3, side, side] && plan.outputs().len() == spec.outputs.len();
        return if fits { Ok(Box::new(Network::new(plan))) } else { Err(Error::Model) };
    }
    #[cfg(feature = "tract")]
    return Ok(Box::new(Tract::load(bytes, spec)?));
    #[cfg(not(feature = "tract"))]
    Err(Error::Model)
}

impl Model for Network {
    fn run(&mut self, input: &[f32]) -> Result<Outputs, Error> {
        Self::run(self, input).map_err(|_| Error::Model)?;
        Ok(self.outputs().map(|output| output.to_vec().into()).collect())
    }
}
