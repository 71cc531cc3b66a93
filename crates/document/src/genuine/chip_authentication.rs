//! Chip authentication: only the holder of the chip's secret key can go on talking. ICAO 9303-11 section 6.2.
//!
//! It leaves no evidence that a third party would believe, unlike active authentication, and it replaces the
//! keys of BAC, which a listener could guess.

use crate::{
    card::{Card, Command},
    channel::Channel,
    cipher::Cipher,
    connection::Connection,
    files::select_application,
    lds::ChipKey,
    refusal::{Refusal, Step},
    signature::agreement_key,
    tlv::tlv,
};
use rand_core::CryptoRng;

const SET_KEY_AGREEMENT_TEMPLATE: [u8; 3] = [0x22, 0x41, 0xa6];
const SET_AUTHENTICATION_TEMPLATE: [u8; 3] = [0x22, 0x41, 0xa4];
const GENERAL_AUTHENTICATE: [u8; 3] = [0x86, 0, 0];

/// Agrees on new keys with the chip's static key, and protects the connection with them.
///
/// # Errors
/// [`Refusal::Clone`] if the chip does not answer under the new keys; [`Refusal::UnknownAlgorithm`].
pub(crate) async fn run<C: Card>(
    connection: &mut Connection<C>,
    key: &ChipKey,
    rng: &mut impl CryptoRng,
) -> Result<(), Refusal> {
    let step = Step::ChipAuthentication;
    let static_key = agreement_key(&key.key_info)?;
    let group = static_key.group;
    let secret = group.secret(rng);
    let own = group.multiply(&secret, &group.generator()).ok_or(Refusal::Malformed)?;
    let own = group.encode(&own);
    let public = group.decode(&static_key.public).ok_or(Refusal::Malformed)?;
    let agreed = group.multiply(&secret, &public).ok_or(Refusal::Malformed)?;
    let id = key.id.map(|id| tlv(0x84, &[significant(&id.to_be_bytes())])).unwrap_or_default();
    if key.cipher == Cipher::TripleDes {
        let data = [tlv(0x91, &[&own]), id].concat();
        let command = Command::new(SET_KEY_AGREEMENT_TEMPLATE, data, None);
        connection.demand(step, &command).await?;
    } else {
        let data = [tlv(0x80, &[&key.protocol]), id].concat();
        let command = Command::new(SET_AUTHENTICATION_TEMPLATE, data, None);
        connection.demand(step, &command).await?;
        let data = tlv(0x7c, &[&tlv(0x80, &[&own])]);
        let command = Command::new(GENERAL_AUTHENTICATE, data, Some(256));
        connection.demand(step, &command).await?;
    }
    connection.protect(Channel::new(key.cipher, &group.shared(&agreed), 0));
    // The first answer under the new keys is the proof.
    match select_application(connection).await {
        Err(Refusal::Lost) => Err(Refusal::Lost),
        Err(_) => Err(Refusal::Clone),
        Ok(()) => Ok(()),
    }
}

/// Without leading zeros, but at least one byte.
fn significant(digits: &[u8; 4]) -> &[u8] {
    let start = digits.iter().position(|digit| *digit != 0).unwrap_or(3);
    &digits[start..]
}
