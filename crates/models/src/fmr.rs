//! The false match rates that recognisers are calibrated for.

use serde::{Deserialize, Serialize};

/// How many of the comparisons of two different people may match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fmr {
    /// One in a thousand.
    #[serde(rename = "1e-3")]
    OneInThousand,
    /// One in ten thousand, the most that NIST SP 800-63A-4 allows.
    #[default]
    #[serde(rename = "1e-4")]
    OneInTenThousand,
    /// One in a hundred thousand.
    #[serde(rename = "1e-5")]
    OneInHundredThousand,
}

impl Fmr {
    /// All, the most lenient first.
    pub const ALL: [Self; 3] =
        [Self::OneInThousand, Self::OneInTenThousand, Self::OneInHundredThousand];

    /// The rate, 0 to 1.
    pub fn rate(self) -> f64 {
        match self {
            Self::OneInThousand => 1e-3,
            Self::OneInTenThousand => 1e-4,
            Self::OneInHundredThousand => 1e-5,
        }
    }

    /// Of how many comparisons of two different people one may match.
    pub fn one_in(self) -> u32 {
        match self {
            Self::OneInThousand => 1_000,
            Self::OneInTenThousand => 10_000,
            Self::OneInHundredThousand => 100_000,
        }
    }
}
