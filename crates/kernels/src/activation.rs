//! What comes after a sum.

use crate::lanes::Lanes;

/// What a network does with each number of a channel.
#[derive(Clone, Debug, PartialEq)]
pub enum Activation {
    /// Leaves it.
    None,
    /// Takes it into a range: ReLU is 0 and infinity, ReLU6 is 0 and 6.
    Clamp {
        /// The least.
        low: f32,
        /// The most.
        high: f32,
    },
    /// Multiplies what is negative with the channel's slope (PReLU).
    Slope(Vec<f32>),
}

impl Activation {
    /// ReLU.
    pub const RELU: Self = Self::Clamp { low: 0.0, high: f32::INFINITY };

    /// Whether there is a slope for each of `channels` channels, if there are slopes.
    pub(crate) fn is_for(&self, channels: usize) -> bool {
        match self {
            Self::Slope(slopes) => slopes.len() == channels,
            Self::None | Self::Clamp { .. } => true,
        }
    }

    /// The same for `channels` channels of which those beyond the own ones are zero.
    pub(crate) fn padded(mut self, channels: usize) -> Self {
        if let Self::Slope(slopes) = &mut self {
            slopes.resize(channels, 0.0);
        }
        self
    }

    /// One number of one channel, by definition.
    pub(crate) fn of(&self, value: f32, channel: usize) -> f32 {
        match self {
            Self::None => value,
            Self::Clamp { low, high } => value.max(*low).min(*high),
            Self::Slope(slopes) => {
                if value < 0.0 {
                    value * slopes[channel]
                } else {
                    value
                }
            }
        }
    }

    /// `N` times four channels, the first of which is `channel`.
    ///
    /// # Safety
    ///
    /// There must be slopes for all of these channels, if there are slopes.
    #[inline(always)]
    pub(crate) unsafe fn lanes<L: Lanes, const N: usize>(
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
            Self::Slope(slopes) => {
                let zero = L::splat(0.0);
                for (at, value) in values.iter_mut().enumerate() {
                    // SAFETY: the caller's promise.
                    let slope = unsafe { L::load(slopes.as_ptr().add(channel + 4 * at)) };
                    *value = value.max(zero).add_product(value.min(zero), slope);
                }
            }
        }
        values
    }
}
