//! Reads the chip of an electronic passport or identity card and verifies that its state signed the portrait.
//!
//! This is the terminal side of ICAO 9303 parts 10 to 12: BAC and PACE, secure messaging, the data groups
//! DG1, DG2, DG14 and DG15, passive authentication, chip authentication (also as a mapping of PACE) and
//! active authentication. The crate is pure: no network, no clock, no browser and no source of randomness. The
//! caller passes commands to a reader, random numbers, the date and the trust list.
//!
//! The journey of a document is a chain of types that cannot be left out of order:
//!
//! ```ignore
//! let mut session = Session::new(async |card| {
//!     let chip = Chip::select(card).await?;
//!     let chip = chip.unlock(&Key::of_mrz(&page), &mut rng).await?;
//!     let chip = chip.read(&mut rng, |percent| show(percent)).await?;
//!     chip.verify(&trust, conditions, Some(&page))
//! });
//! let mut turn = session.start(); // Transmit(command), then session.resume(answer), until Done(verdict)
//! ```
//!
//! Not in this crate: decoding the portrait (crate `face`), making the trust list (crate `trust`), terminal
//! authentication, and fingerprints and irises, which are never read.

pub mod tlv;

mod access;
mod card;
mod certificate;
mod channel;
mod chip;
mod cipher;
mod connection;
mod country;
mod date;
mod evidence;
mod files;
mod genuine;
mod group;
mod hash;
#[cfg(test)]
mod hex;
mod key;
mod lds;
mod mrz;
mod name;
mod passive;
#[cfg(test)]
mod random;
mod refusal;
mod security_info;
mod session;
mod signature;
mod signed_data;
mod trust;
mod verified;

pub use card::{Card, Lost};
pub use certificate::Certificate;
pub use chip::{Accessed, Chip, Read, Selected};
pub use date::Date;
pub use group::CurveName;
pub use hash::Hash;
pub use key::Key;
pub use lds::{Portrait, PortraitFormat, Sod, read_dg1, read_dg2};
pub use mrz::Mrz;
pub use name::Name;
pub use passive::{Conditions, authenticate};
pub use refusal::{ChainFault, Refusal, RefusalOutcome, Step};
pub use session::{Relay, Session, Turn};
pub use signature::{PublicKey, SignatureAlgorithm, verify as verify_signature};
pub use signed_data::SignedData;
pub use trust::{Anchor, Trust, hash_of_name};
pub use verified::{Level, Verified};
