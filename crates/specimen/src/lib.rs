//! Draws data pages of travel documents, as a camera sees them, for tests and films.
//!
//! The issuer is UTO, which ICAO 9303 reserves for specimens; names and numbers are random
//! with a seed. A page has a machine-readable zone with correct check digits, at the sizes of ICAO
//! 9303 parts 4 to 6: [`Format`] → [`Mrz`] → [`Page`] → [`Camera`].
//!
//! The product does not use this crate.

mod seeded_rng;
mod mrz;
mod glyphs;
mod ink;
mod page;
mod camera;

pub use camera::{Background, Camera, Frame};
pub use ink::Ink;
pub use mrz::{Format, Mrz};
pub use page::{Design, Page};
pub use seeded_rng::SeededRng;
