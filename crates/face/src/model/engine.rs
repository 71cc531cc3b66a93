//! What runs a network.

use network::Network;
use zeroize::Zeroizing;

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

    /// The same network for an input of shape (1, 3, height, width). `None` if it has one size only.
    fn resized(&self, _height: usize, _width: usize) -> Option<Box<dyn Model>> {
        None
    }
}

/// The outputs of a network, one list of numbers each. Overwritten when dropped.
pub type Outputs = Vec<Zeroizing<Vec<f32>>>;

impl Model for Network {
    fn run(&mut self, input: &[f32]) -> Result<Outputs, Error> {
        Self::run(self, input).map_err(|_| Error::Model)?;
        Ok(self.outputs().map(|output| output.to_vec().into()).collect())
    }

    fn resized(&self, height: usize, width: usize) -> Option<Box<dyn Model>> {
        let plan = self.plan().resized(height, width).ok()?;
        Some(Box::new(Network::new(plan)))
    }
}
