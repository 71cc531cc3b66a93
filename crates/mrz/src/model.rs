//! What runs the network.

use network::Network;
use zeroize::Zeroizing;

use crate::{
    alphabet::COUNT,
    error::MrzError,
    strip::{HEIGHT, WIDTH},
};

/// Columns for which the network has scores: one for four pixels.
pub const COLUMNS: usize = WIDTH / 4;

/// Classes of a column: 37 characters, and the gap between two.
pub const CLASSES: usize = COUNT + 1;

/// Numbers of the network's input: 1 x 32 x 768.
pub const INPUT: usize = HEIGHT * WIDTH;

/// A network that reads strips.
pub trait StripModel {
    /// The scores of a strip, classes x columns, before the softmax. `input` has [`INPUT`] numbers.
    ///
    /// # Errors
    /// [`MrzError::NetworkShape`] if the network has another input or output.
    fn scores(&mut self, input: &[f32]) -> Result<Zeroizing<Vec<f32>>, MrzError>;
}

impl StripModel for Network {
    fn scores(&mut self, input: &[f32]) -> Result<Zeroizing<Vec<f32>>, MrzError> {
        self.run(input).map_err(|_| MrzError::NetworkShape)?;
        let scores = self.outputs().next().ok_or(MrzError::NetworkShape)?;
        if scores.len() != CLASSES * COLUMNS {
            return Err(MrzError::NetworkShape);
        }
        Ok(Zeroizing::new(scores.to_vec()))
    }
}
