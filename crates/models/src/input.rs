//! How a picture becomes the numbers that a network expects.

use serde::Deserialize;

use crate::error::ModelsError;

/// A square RGB picture of which a channel's value is `(byte - mean) / std`.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Fields")]
pub struct Input {
    side: usize,
    mean: [f32; 3],
    std: [f32; 3],
}

impl Input {
    /// A picture of `side` pixels, 1 to 1024. Mean and standard deviation are those of red, green
    /// and blue, in units of a byte, 0 to 255; no standard deviation is zero.
    pub fn new(side: usize, mean: [f32; 3], std: [f32; 3]) -> Result<Self, ModelsError> {
        let finite = mean.iter().all(|value| value.is_finite());
        if !(1..=1024).contains(&side) || !finite || !std.iter().all(|value| value.is_normal()) {
            return Err(ModelsError::Inconsistent);
        }
        Ok(Self { side, mean, std })
    }

    /// Width and height in pixels.
    pub fn side(&self) -> usize {
        self.side
    }

    /// The value of `byte` in `channel`: 0 red, 1 green, 2 blue.
    #[inline]
    pub fn value(&self, byte: u8, channel: usize) -> f32 {
        (f32::from(byte) - self.mean[channel]) / self.std[channel]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    side: usize,
    mean: [f32; 3],
    std: [f32; 3],
}

impl TryFrom<Fields> for Input {
    type Error = ModelsError;

    fn try_from(Fields { side, mean, std }: Fields) -> Result<Self, ModelsError> {
        Self::new(side, mean, std)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_channel_has_its_own_mean_and_deviation() {
        let input = Input::new(1, [10.0, 20.0, 30.0], [1.0, 2.0, 4.0]).unwrap();
        assert_eq!([0, 1, 2].map(|channel| input.value(50, channel)), [40.0, 15.0, 5.0]);
    }
}
