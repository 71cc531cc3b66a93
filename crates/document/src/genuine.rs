//! Proof that the chip is no copy: what the signed DG14 and DG15 promise, the chip must prove.

mod active;
mod chip_authentication;
mod mapping;

use crate::{access::MappingProof, refusal::Refusal};

pub(crate) use active::{ask as ask_active, check as check_active};
pub(crate) use chip_authentication::run as run_chip_authentication;
pub(crate) use mapping::check as check_mapping;

/// What the chip did, before the data that say what it means are verified.
pub(crate) enum Proof {
    /// It was asked for nothing, because its files promise nothing.
    None,
    /// It answered under the keys of chip authentication, with the key in DG14.
    ChipAuthentication,
    /// It sent data of chip authentication mapping; the key is in CardSecurity.
    Mapping { proof: MappingProof, card_security: Vec<u8> },
    /// It signed a challenge with the key in DG15.
    Active { challenge: [u8; 8], signature: Vec<u8> },
    /// It promises a proof that this crate cannot ask for.
    Unknown(Refusal),
}
