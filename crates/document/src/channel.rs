//! Secure messaging: each command and response is encrypted and has a checksum, ICAO 9303-11 section 9.8.

use crate::{
    card::{Command, Response},
    cipher::{Cipher, CipherKey, MAC_LENGTH, pad, unpad},
    refusal::{Refusal, Step},
    tlv::{TlvReader, tlv},
};
use std::fmt;
use subtle::ConstantTimeEq;

const CLASS: u8 = 0x0c;
const ENCRYPTED: u32 = 0x87;
/// Encrypted data of a command with an odd instruction byte.
const ENCRYPTED_TLV: u32 = 0x85;
const EXPECTED: u32 = 0x97;
const STATUS: u32 = 0x99;
const CHECKSUM: u32 = 0x8e;
/// In front of encrypted data: padding method 2 was used.
const PADDED: u8 = 1;

/// Session keys and the counter of messages.
pub(crate) struct Channel {
    cipher: Cipher,
    encryption: CipherKey,
    authentication: CipherKey,
    /// Send sequence counter; the last `block` bytes are used.
    counter: u128,
}

impl fmt::Debug for Channel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Channel")
    }
}

impl Channel {
    /// The channel whose keys come from a shared secret.
    pub(crate) fn new(cipher: Cipher, secret: &[u8], counter: u128) -> Self {
        Self {
            cipher,
            encryption: cipher.derive(secret, 1),
            authentication: cipher.derive(secret, 2),
            counter,
        }
    }

    /// The protected form of a command.
    pub(crate) fn wrap(&mut self, command: &Command) -> Vec<u8> {
        self.counter = self.counter.wrapping_add(1);
        let header = [CLASS, command.instruction, command.p1, command.p2];
        let mut body = Vec::new();
        if !command.data.is_empty() {
            let padded = pad(&command.data, self.cipher.block());
            let encrypted =
                self.cipher.encrypt_from(&self.encryption, &self.initial_vector(), &padded);
            body.extend(if command.instruction & 1 == 0 {
                tlv(ENCRYPTED, &[&[PADDED], &encrypted])
            } else {
                tlv(ENCRYPTED_TLV, &[&encrypted])
            });
        }
        if let Some(expected) = command.expected {
            let length = if expected <= 256 { vec![expected as u8] } else { vec![0, 0] };
            body.extend(tlv(EXPECTED, &[&length]));
        }
        let message = [pad(&header, self.cipher.block()), body.clone()].concat();
        // Without data objects the padded header alone is covered.
        let checksum = self.checksum(&message, body.is_empty());
        body.extend(tlv(CHECKSUM, &[&checksum]));
        let long = body.len() > 255 || command.expected.is_some_and(|expected| expected > 256);
        let expected = if long { 65_536 } else { 256 };
        Command {
            class: CLASS,
            instruction: command.instruction,
            p1: command.p1,
            p2: command.p2,
            data: body,
            expected: Some(expected),
        }
        .encode()
    }

    /// The plain form of a response.
    ///
    /// # Errors
    /// [`Refusal::Mac`] unless the checksum covers all of it; [`Refusal::Status`] for a bare status, with
    /// which a chip ends the channel.
    pub(crate) fn unwrap(&mut self, step: Step, bytes: &[u8]) -> Result<Response, Refusal> {
        let response = Response::decode(bytes)?;
        if response.data.is_empty() {
            return Err(Refusal::Status { step, status: response.status });
        }
        self.counter = self.counter.wrapping_add(1);
        let mut encrypted = None;
        let mut status = None;
        let mut reader = TlvReader::new(&response.data);
        let mut covered = 0;
        let checksum = loop {
            let object = reader.read().map_err(|_| Refusal::Mac)?;
            match object.tag {
                ENCRYPTED | ENCRYPTED_TLV if encrypted.is_none() => encrypted = Some(object),
                STATUS if status.is_none() => status = Some(object.value),
                // The checksum does not cover its own header, which therefore has one form only.
                CHECKSUM if object.whole.len() == 2 + MAC_LENGTH => break object.value,
                _ => return Err(Refusal::Mac),
            }
            covered += object.whole.len();
        };
        reader.finish().map_err(|_| Refusal::Mac)?;
        let expected = self.checksum(&response.data[..covered], false);
        // The status outside is not covered, so that it must repeat the one inside.
        if !bool::from(expected.ct_eq(checksum))
            || status != Some(response.status.to_be_bytes().as_slice())
        {
            return Err(Refusal::Mac);
        }
        let data = match encrypted {
            None => Vec::new(),
            Some(object) if object.tag == ENCRYPTED => match object.value {
                [PADDED, encrypted @ ..] => self.decrypt(encrypted)?,
                _ => return Err(Refusal::Malformed),
            },
            Some(object) => self.decrypt(object.value)?,
        };
        Ok(Response { data, status: response.status })
    }

    fn decrypt(&self, encrypted: &[u8]) -> Result<Vec<u8>, Refusal> {
        if !encrypted.len().is_multiple_of(self.cipher.block()) {
            return Err(Refusal::Malformed);
        }
        let padded = self.cipher.decrypt_from(&self.encryption, &self.initial_vector(), encrypted);
        unpad(&padded).map(<[u8]>::to_vec).ok_or(Refusal::Malformed)
    }

    fn counter_bytes(&self) -> Vec<u8> {
        let bytes = self.counter.to_be_bytes();
        bytes[bytes.len() - self.cipher.block()..].to_vec()
    }

    /// Zero for 3DES, the encrypted counter for AES.
    fn initial_vector(&self) -> Vec<u8> {
        match self.cipher {
            Cipher::TripleDes => vec![0; self.cipher.block()],
            _ => self.cipher.encrypt(&self.encryption, &self.counter_bytes()),
        }
    }

    fn checksum(&self, message: &[u8], is_padded: bool) -> [u8; MAC_LENGTH] {
        let mut covered = self.counter_bytes();
        covered.extend_from_slice(message);
        let covered = if is_padded { covered } else { pad(&covered, self.cipher.block()) };
        self.cipher.mac_of_padded(&self.authentication, &covered)
    }

    /// Decrypts what the chip adds to the last step of PACE with chip authentication mapping: the initial
    /// vector is the encryption of 16 bytes FF (ICAO 9303-11 section 4.4.3.5).
    pub(crate) fn decrypt_mapping_data(&self, encrypted: &[u8]) -> Result<Vec<u8>, Refusal> {
        let block = self.cipher.block();
        if !encrypted.len().is_multiple_of(block) {
            return Err(Refusal::Malformed);
        }
        let start = self.cipher.encrypt(&self.encryption, &vec![0xff; block]);
        let padded = self.cipher.decrypt_from(&self.encryption, &start, encrypted);
        unpad(&padded).map(<[u8]>::to_vec).ok_or(Refusal::Malformed)
    }

    /// Authentication token of PACE: ICAO 9303-11 section 4.4.3.4.
    pub(crate) fn token(&self, protocol: &[u8], key_tag: u32, key: &[u8]) -> [u8; MAC_LENGTH] {
        let parts = [tlv(0x06, &[protocol]), tlv(key_tag, &[key])].concat();
        self.cipher.mac(&self.authentication, &tlv(0x7f49, &[&parts]))
    }
}

#[cfg(test)]
mod tests;
