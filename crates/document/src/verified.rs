//! What leaves this crate of a document: a level and a picture.

use crate::lds::Portrait;

/// What a portrait is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The signature could not be judged: an unknown algorithm, or a country without a known authority.
    Unverified,
    /// The issuing state signed it; whether the chip is a copy is unknown.
    Signed,
    /// The issuing state signed it, and the chip proved that it is no copy.
    Genuine,
}

/// A verified chip. Number, name and dates are gone: only this leaves the crate.
#[derive(Debug)]
pub struct Verified {
    pub(crate) level: Level,
    pub(crate) portrait: Portrait,
}

impl Verified {
    /// What the portrait is worth.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The portrait of DG2.
    pub fn into_portrait(self) -> Portrait {
        self.portrait
    }
}
