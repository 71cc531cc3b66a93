//! The activation function that follows a convolution.

use serde::{Deserialize, Serialize};

use crate::lanes::Lanes;

/// Activation function, applied to each number of a channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Activation {
    /// Identity.
    None,
    /// Limits to a range: ReLU is 0 to infinity, ReLU6 is 0 to 6.
    Clamp {
        /// Lower bound.
        low: f32,
        /// Upper bound.
        high: f32,
    },
    /// Multiplies negative numbers by the slope of their channel.
    PRelu(#[serde(with = "crate::weights")] Vec<f32>),
}

impl Activation {
    /// ReLU.
    pub const RELU: Self = Self::Clamp { low: 0.0, high: f32::INFINITY };

    /// False only for a PReLU whose number of slopes is not `channels`.
    pub fn fits_channels(&self, channels: usize) -> bool {
        match self {
            Self::PRelu(slopes) => slopes.len() == channels,
            Self::None | Self::Clamp { .. } => true,
        }
    }

    /// The same with slopes of zero added up to `channels` channels.
    pub(crate) fn pad_to(mut self, channels: usize) -> Self {
        if let Self::PRelu(slopes) = &mut self {
            slopes.resize(channels, 0.0);
        }
        self
    }

    /// Applies the function to one number of one channel.
    pub fn apply(&self, value: f32, channel: usize) -> f32 {
        match self {
            Self::None => value,
            Self::Clamp { low, high } => value.max(*low).min(*high),
            Self::PRelu(slopes) => {
                if value < 0.0 {
                    value * slopes[channel]
                } else {
                    value
                }
            }
        }
    }

    /// Applies the function to `N` vectors of four channels, beginning with `channel`.
    ///
    /// # Safety
    ///
    /// A PReLU must have a slope for each of these channels.
    #[inline(always)]
    pub(crate) unsafe fn apply_lanes<L: Lanes, const N: usize>(
        &self,
        mut values: [L; N],
        channel: usize,
    ) -> [L; N] {
        match self {
            Self::None => {}
            Self::Clamp { low, high } => {
                let (floor, ceiling) = (L::splat(*low), L::splat(*high));
                for value in &mut values {
                    *value = value.max(floor);
                    if *high != f32::INFINITY {
                        *value = value.min(ceiling);
                    }
                }
            }
            Self::PRelu(slopes) => {
                let zero = L::splat(0.0);
                for (at, value) in values.iter_mut().enumerate() {
                    // SAFETY: guaranteed by the caller.
                    let slope = unsafe { L::load(slopes.as_ptr().add(channel + 4 * at)) };
                    *value = value.max(zero).add_product(value.min(zero), slope);
                }
            }
        }
        values
    }
}
