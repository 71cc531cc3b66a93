//! Reads the machine-readable zone (MRZ) of a travel document in a grey frame (ICAO 9303 parts 3 to 7).
//!
//! Rows of print are located, levelled and cut to strips; a small network gives a score to each of 37
//! characters for each column of a strip; dynamic programming finds the cells; the layouts and check digits
//! of TD1, TD2, TD3, MRV-A and MRV-B make a zone of them: [`ZoneReader::look`] → [`Sighting`] →
//! [`ZoneAgreement`].
//!
//! A zone is secret: it is overwritten when it is dropped, and `Debug` prints nothing of it.
//!
//! # What does this crate not do?
//!
//! It has no clock, network or disk, opens no chip and shows nothing. Names, nationality and issuing state
//! have no check digit: nothing may depend on them.

mod error;
mod point;
mod grey;
mod texture;
mod segment;
mod runs;
mod group;
mod locate;
mod path;
mod strip;
mod refine;
mod alphabet;
mod model;
mod decode;
mod read_line;
mod align;
mod guidance;
mod reflection;
mod format;
mod fields;
mod day;
mod zone;
mod parse;
mod reader;
mod agreement;
#[cfg(any(test, feature = "evaluation"))]
mod read_strip;
#[cfg(test)]
mod testing;

pub use agreement::{Evidence, ZoneAgreement};
pub use day::Day;
pub use error::MrzError;
pub use format::ZoneFormat;
pub use grey::GreyFrame;
pub use guidance::ZoneGuidance;
pub use model::{CLASSES, COLUMNS, INPUT, StripModel};
pub use point::ZonePoint;
#[cfg(any(test, feature = "evaluation"))]
pub use read_strip::read_strip;
pub use reader::{PageOrientation, Sighting, ZoneReader};
pub use zone::{CheckDigits, LikelyZone, ZoneReading};
