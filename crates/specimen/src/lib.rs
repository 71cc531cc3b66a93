//! Draws data pages of travel documents, as a camera sees them, for tests and films.
//!
//! The issuer is UTO, which ICAO 9303 keeps for specimens; names and numbers are drawn by chance
//! from a seed. A page has a machine-readable zone with right check digits, at the sizes of ICAO
//! 9303 parts 4 to 6: [`Format`] → [`Mrz`] → [`Page`] → [`Camera`].
//!
//! Nothing of this is served.

mod chance;
mod mrz;
mod glyphs;
mod ink;
mod page;
mod camera;

pub use camera::{Background, Camera, Frame};
pub use chance::Chance;
pub use ink::Ink;
pub use mrz::{Format, Mrz};
pub use page::{Design, Page};
