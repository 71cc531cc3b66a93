//! Prepares a network with the engine that can run it.

use network::{Network, Plan};

use super::engine::Model;
#[cfg(feature = "tract")]
use super::tract::Tract;
use crate::Error;

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
