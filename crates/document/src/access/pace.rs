//! Password authenticated connection establishment: ICAO 9303-11 section 4.4.

use super::card_access::{Mapping, PaceOffer};
use crate::{
    card::{Card, Command, SUCCESS},
    channel::Channel,
    cipher::Cipher,
    connection::Connection,
    group::{Element, Group, Secret},
    key::Key,
    refusal::{Refusal, Step},
    tlv::{Tlv, TlvReader, tlv},
};
use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

const SET_AUTHENTICATION_TEMPLATE: [u8; 3] = [0x22, 0xc1, 0xa4];
const GENERAL_AUTHENTICATE: [u8; 3] = [0x86, 0, 0];
/// Class bit of all commands of a chain but the last.
const CHAINED: u8 = 0x10;
const DYNAMIC_DATA: u32 = 0x7c;

/// Constants of integrated mapping, for ciphers with keys of 128 bits and for longer ones.
const SHORT_CONSTANTS: [[u8; 16]; 2] = [
    0xa668_892a_7c41_e3ca_739f_40b0_57d8_5904_u128.to_be_bytes(),
    0xa4e1_36ac_725f_738b_01c1_f602_17c1_88ad_u128.to_be_bytes(),
];
const LONG_CONSTANTS: [[u128; 2]; 2] = [
    [0xd463_d652_3412_4ef7_8970_5498_6dca_0a17, 0x4e28_df75_8cba_a03f_2406_1641_4d5a_1676],
    [0x54bd_7255_f0aa_f831_bec3_423f_cf39_d69b, 0x6cbf_0666_77d0_faae_5aad_d99d_f8e5_3517],
];

/// What the chip sent for chip authentication mapping. It proves that the chip is genuine if the key that it
/// belongs to is in signed data.
pub(crate) struct MappingProof {
    /// Number of the standardized domain parameters.
    pub(crate) parameters: u32,
    /// The scalar by which the static key becomes the mapping key.
    pub(crate) scalar: Zeroizing<Vec<u8>>,
    /// The chip's mapping key.
    pub(crate) mapping_key: Vec<u8>,
}

/// Opens the chip and protects the connection.
pub(crate) async fn open<C: Card>(
    connection: &mut Connection<C>,
    offer: &PaceOffer,
    key: &Key,
    rng: &mut impl CryptoRng,
) -> Result<Option<MappingProof>, Refusal> {
    let group = Group::of_pace(offer.parameters).ok_or(Refusal::UnknownAccess)?;
    let (password, reference) = key.pace_password();
    let id = offer.parameters as u8;
    let template = [tlv(0x80, &[&offer.oid]), tlv(0x83, &[&[reference]]), tlv(0x84, &[&[id]])];
    let command = Command::new(SET_AUTHENTICATION_TEMPLATE, template.concat(), None);
    let response = connection.send(Step::Pace, &command).await?;
    // 63Cx warns of the attempts that are left and is no refusal.
    if !matches!(response.status, SUCCESS | 0x63c0..=0x63cf) {
        return Err(Refusal::Status { step: Step::Pace, status: response.status });
    }
    let mut chain = Chain { connection, protocol: &offer.oid };
    let encrypted = chain.next(&[], 0x80).await?;
    if !matches!(encrypted.len(), 16..=32) || encrypted.len() % offer.cipher.block() != 0 {
        return Err(Refusal::Malformed);
    }
    let password_key = offer.cipher.derive(password, 3);
    let start = vec![0; offer.cipher.block()];
    let nonce = offer.cipher.decrypt_from(&password_key, &start, &encrypted);
    let (generator, mapping_key) = match offer.mapping {
        Mapping::Integrated => {
            (chain.map_integrated(&group, offer.cipher, &nonce, rng).await?, Vec::new())
        }
        Mapping::Generic | Mapping::ChipAuthentication => {
            chain.map_generic(&group, &nonce, rng).await?
        }
    };
    let agreement = chain.agree(&group, &generator, 0x83, rng).await?;
    let shared = group.shared(&agreement.agreed);
    let channel = Channel::new(offer.cipher, &shared, 0);
    let last = chain.exchange_tokens(&channel, &group, &agreement).await?;
    let proof = match offer.mapping {
        Mapping::ChipAuthentication => {
            let encrypted = TlvReader::new(&last).find(0x8a)?.value;
            let scalar = Zeroizing::new(channel.decrypt_mapping_data(encrypted)?);
            Some(MappingProof { parameters: offer.parameters, scalar, mapping_key })
        }
        _ => None,
    };
    chain.connection.protect(channel);
    Ok(proof)
}

/// The keys of a key agreement.
struct Agreement {
    own: Vec<u8>,
    peer: Vec<u8>,
    agreed: Element,
}

/// The chain of GENERAL AUTHENTICATE commands.
struct Chain<'a, C> {
    connection: &'a mut Connection<C>,
    protocol: &'a [u8],
}

impl<C: Card> Chain<'_, C> {
    /// Sends a data object and returns the contents of the answer's object with this tag.
    async fn next(&mut self, data: &[u8], tag: u32) -> Result<Vec<u8>, Refusal> {
        let data = tlv(DYNAMIC_DATA, &[data]);
        let mut command = Command::new(GENERAL_AUTHENTICATE, data, Some(256));
        command.class = CHAINED;
        let answer = self.connection.demand(Step::Pace, &command).await?;
        let answer = Tlv::only(&answer, DYNAMIC_DATA)?;
        Ok(answer.children().expect(tag)?.value.to_vec())
    }

    /// Exchanges public keys over a generator; `tag` is that of our key, the chip's is one higher.
    async fn agree(
        &mut self,
        group: &Group,
        generator: &Element,
        tag: u32,
        rng: &mut impl CryptoRng,
    ) -> Result<Agreement, Refusal> {
        let secret: Secret = group.secret(rng);
        let own = group.multiply(&secret, generator).ok_or(Refusal::Malformed)?;
        let own = group.encode(&own);
        let peer = self.next(&tlv(tag, &[&own]), tag + 1).await?;
        // A chip that reflects our key could agree on what it does not know.
        if peer == own {
            return Err(Refusal::Malformed);
        }
        let element = group.decode(&peer).ok_or(Refusal::Malformed)?;
        let agreed = group.multiply(&secret, &element).ok_or(Refusal::Malformed)?;
        Ok(Agreement { own, peer, agreed })
    }

    /// Generic mapping: the nonce times the generator, plus an agreed element. Also gives the chip's key.
    async fn map_generic(
        &mut self,
        group: &Group,
        nonce: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<(Element, Vec<u8>), Refusal> {
        let generator = group.generator();
        let agreement = self.agree(group, &generator, 0x81, rng).await?;
        let scaled = group.multiply(&group.scalar(nonce), &generator);
        let mapped = scaled.and_then(|scaled| group.add(&scaled, &agreement.agreed));
        Ok((mapped.ok_or(Refusal::Malformed)?, agreement.peer))
    }

    /// Integrated mapping: a pseudo-random element of both sides' nonces.
    async fn map_integrated(
        &mut self,
        group: &Group,
        cipher: Cipher,
        nonce: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Element, Refusal> {
        // The nonce becomes a key of the cipher.
        if nonce.len() < cipher.key_length() {
            return Err(Refusal::Malformed);
        }
        let mut own = vec![0; cipher.key_length()];
        rng.fill_bytes(&mut own);
        if !self.next(&tlv(0x81, &[&own]), 0x82).await?.is_empty() {
            return Err(Refusal::Malformed);
        }
        let seed = pseudo_random(cipher, nonce, &own, group.bits());
        group.element_of_seed(&seed).ok_or(Refusal::Malformed)
    }

    /// Sends our authentication token, checks the chip's, and returns the objects of the last answer.
    async fn exchange_tokens(
        &mut self,
        channel: &Channel,
        group: &Group,
        agreement: &Agreement,
    ) -> Result<Vec<u8>, Refusal> {
        let token = |key: &[u8]| channel.token(self.protocol, group.key_tag(), key);
        let own = tlv(0x85, &[&token(&agreement.peer)]);
        let command = Command::new(GENERAL_AUTHENTICATE, tlv(DYNAMIC_DATA, &[&own]), Some(256));
        let response = self.connection.send(Step::Pace, &command).await?;
        match response.status {
            SUCCESS => {}
            // Authentication failed, which is how a chip says that the password is wrong.
            0x6300 | 0x63c0..=0x63cf | 0x6982 | 0x6983 => return Err(Refusal::WrongKey),
            status => return Err(Refusal::Status { step: Step::Pace, status }),
        }
        let answer = Tlv::only(&response.data, DYNAMIC_DATA)?;
        let theirs = answer.children().find(0x86)?.value;
        if !bool::from(token(&agreement.own).ct_eq(theirs)) {
            return Err(Refusal::Mac);
        }
        Ok(answer.value.to_vec())
    }
}

/// The pseudo-random function of integrated mapping: ICAO 9303-11 section 4.4.3.3.2.
fn pseudo_random(cipher: Cipher, nonce: &[u8], own: &[u8], bits: usize) -> Zeroizing<Vec<u8>> {
    let constants = if nonce.len() == 16 {
        SHORT_CONSTANTS.map(|constant| constant.to_vec())
    } else {
        LONG_CONSTANTS.map(|halves| halves.map(u128::to_be_bytes).concat())
    };
    let mut key = Zeroizing::new(cipher.encrypt(own, nonce));
    let mut output = Zeroizing::new(Vec::new());
    while output.len() * 8 < bits + 64 {
        key.truncate(cipher.key_length());
        output.extend(cipher.encrypt(&key, &constants[1]));
        key = Zeroizing::new(cipher.encrypt(&key, &constants[0]));
    }
    output
}

#[cfg(test)]
mod tests;
