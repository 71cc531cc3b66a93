//! Access to the chip with what is printed on the document: PACE where the chip offers it, otherwise BAC.

mod bac;
mod card_access;
mod pace;

pub(crate) use bac::open as open_bac;
pub(crate) use card_access::{Mapping, PaceOffer, pace_offers};
pub(crate) use pace::{MappingProof, open as open_pace};
