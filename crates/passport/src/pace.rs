//! The chip's side of PACE.

use crate::{
    channel::ChipChannel,
    cipher::Cipher,
    configuration::{Fault, Mapping},
    curve::{AffinePoint, Curve},
    hash::Hash,
    random::Numbers,
};
use document::tlv::{Tlv, tlv};
use num_bigint::BigUint;

/// A run of PACE between its commands.
#[derive(Clone)]
pub(crate) struct PaceRun {
    mapping: Mapping,
    curve: &'static Curve,
    cipher: Cipher,
    nonce: Vec<u8>,
    generator: AffinePoint,
    mapping_secret: BigUint,
    own: Vec<u8>,
    peer: Vec<u8>,
    shared: Vec<u8>,
}

/// What a command of PACE is answered with, and the channel after the last one.
pub(crate) struct PaceAnswer {
    /// Data of the answer, without its frame.
    pub data: Vec<u8>,
    /// The channel that the tokens agreed on.
    pub channel: Option<ChipChannel>,
}

impl PaceRun {
    /// A run with this mapping, curve and cipher.
    pub(crate) fn new(mapping: Mapping, curve: u8, cipher: Cipher) -> Self {
        let curve = Curve::of(curve);
        Self {
            mapping,
            curve,
            cipher,
            nonce: Vec::new(),
            generator: curve.generator(),
            mapping_secret: BigUint::ZERO,
            own: Vec::new(),
            peer: Vec::new(),
            shared: Vec::new(),
        }
    }

    /// Answers the contents of a dynamic authentication data object; none refuses it.
    pub(crate) fn answer(
        &mut self,
        data: &[u8],
        mrz_information: &str,
        static_secret: &BigUint,
        fault: Option<Fault>,
        numbers: &mut Numbers,
    ) -> Option<PaceAnswer> {
        let plain = |data| Some(PaceAnswer { data, channel: None });
        if data.is_empty() {
            self.nonce = numbers.bytes(self.cipher.key_length().next_multiple_of(16));
            let password = Hash::Sha1.digest(&[mrz_information.as_bytes()]);
            let key = self.cipher.derive(&password, 3);
            let encrypted = self.cipher.encrypt(&key, &vec![0; self.cipher.block()], &self.nonce);
            return plain(tlv(0x80, &[&encrypted]));
        }
        let tag = u32::from(data[0]);
        let value = Tlv::only(data, tag).ok()?.value.to_vec();
        match tag {
            0x81 if self.mapping == Mapping::Integrated => {
                let seed = self.pseudo_random(&value);
                self.generator = self.curve.point_of_seed(&seed);
                plain(tlv(0x82, &[]))
            }
            0x81 => {
                self.mapping_secret = self.curve.secret(numbers);
                let base = self.curve.generator();
                let own = self.curve.multiply(&self.mapping_secret, &base);
                let shared = self.curve.multiply(&self.mapping_secret, &self.curve.decode(&value));
                let scaled = self.curve.multiply(&BigUint::from_bytes_be(&self.nonce), &base);
                self.generator = self.curve.add(&scaled, &shared);
                plain(tlv(0x82, &[&self.with_fault(own, &value, fault)]))
            }
            0x83 => {
                let secret = self.curve.secret(numbers);
                let own = self.curve.multiply(&secret, &self.generator);
                let shared = self.curve.multiply(&secret, &self.curve.decode(&value));
                self.shared = self.curve.coordinate(&shared?.0);
                self.own = self.curve.encode(&own);
                self.peer = value;
                plain(tlv(0x84, &[&self.own]))
            }
            0x85 => {
                let channel = ChipChannel::new(self.cipher, &self.shared, 0);
                let token = |key: &[u8]| {
                    let oid = [4, 0, 0x7f, 0, 7, 2, 2, 4, self.mapping as u8, self.cipher as u8];
                    let parts = [tlv(6, &[&oid]), tlv(0x86, &[key])].concat();
                    channel.token(&tlv(0x7f49, &[&parts]))
                };
                if token(&self.own) != value {
                    return None;
                }
                let mut data = tlv(0x86, &[&token(&self.peer)]);
                if self.mapping == Mapping::ChipAuthentication {
                    let order = self.curve.order();
                    let scalar = static_secret.modinv(&order)? * &self.mapping_secret % &order;
                    let scalar = self.curve.coordinate(&scalar);
                    data.extend(tlv(0x8a, &[&channel.encrypt_mapping(&scalar)]));
                }
                Some(PaceAnswer { data, channel: Some(channel) })
            }
            _ => None,
        }
    }

    fn with_fault(&self, own: AffinePoint, peer: &[u8], fault: Option<Fault>) -> Vec<u8> {
        let mut encoded = self.curve.encode(&own);
        match fault {
            Some(Fault::InfinitePoint) => vec![0],
            Some(Fault::ReflectedKey) => peer.to_vec(),
            Some(Fault::PointBesideCurve) => {
                let last = encoded.len() - 1;
                encoded[last] ^= 1;
                encoded
            }
            _ => encoded,
        }
    }

    fn pseudo_random(&self, peer: &[u8]) -> Vec<u8> {
        let constants = match self.nonce.len() {
            16 => ["a668892a7c41e3ca739f40b057d85904", "a4e136ac725f738b01c1f60217c188ad"],
            _ => [
                "d463d65234124ef7897054986dca0a174e28df758cbaa03f240616414d5a1676",
                "54bd7255f0aaf831bec3423fcf39d69b6cbf066677d0faae5aadd99df8e53517",
            ],
        };
        let [first, second] =
            constants.map(|digits| BigUint::parse_bytes(digits.as_bytes(), 16).unwrap_or_default());
        let start = vec![0; self.cipher.block()];
        let encrypt = |key: &[u8], data: &[u8]| {
            self.cipher.encrypt(&key[..self.cipher.key_length()], &start, data)
        };
        let mut key = encrypt(peer, &self.nonce);
        let mut output = Vec::new();
        while output.len() * 8 < self.curve.bits() + 64 {
            output.extend(encrypt(&key, &second.to_bytes_be()));
            key = encrypt(&key, &first.to_bytes_be());
        }
        output
    }
}
