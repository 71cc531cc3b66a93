//! The chip's side of secure messaging.

use crate::cipher::{Cipher, pad, unpad};
use document::tlv::{TlvReader, tlv};

/// A command without protection.
#[derive(Debug, Clone, Default)]
pub(crate) struct PlainCommand {
    /// Class, instruction and two parameters.
    pub header: [u8; 4],
    /// Data.
    pub data: Vec<u8>,
    /// Largest length of the answer.
    pub expected: usize,
}

impl PlainCommand {
    /// Parses a short or extended command.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (header, body) = bytes.split_at_checked(4)?;
        let header = header.try_into().ok()?;
        let short = |byte: u8| if byte == 0 { 256 } else { usize::from(byte) };
        let (data, expected) = match body {
            [] => (&[][..], 0),
            [expected] => (&[][..], short(*expected)),
            [0, _, _] => (&[][..], 65_536),
            [0, high, low, rest @ ..] => {
                let length = usize::from(*high) << 8 | usize::from(*low);
                let (data, rest) = rest.split_at_checked(length)?;
                (data, if rest.is_empty() { 0 } else { 65_536 })
            }
            [length, rest @ ..] => {
                let (data, rest) = rest.split_at_checked(usize::from(*length))?;
                (data, rest.first().map_or(0, |byte| short(*byte)))
            }
        };
        Some(Self { header, data: data.to_vec(), expected })
    }
}

/// Session keys.
#[derive(Debug, Clone)]
pub(crate) struct ChipChannel {
    /// The cipher.
    pub cipher: Cipher,
    encryption: Vec<u8>,
    authentication: Vec<u8>,
    counter: u128,
}

impl ChipChannel {
    /// Keys of a shared secret.
    pub(crate) fn new(cipher: Cipher, secret: &[u8], counter: u128) -> Self {
        let (encryption, authentication) = (cipher.derive(secret, 1), cipher.derive(secret, 2));
        Self { cipher, encryption, authentication, counter }
    }

    fn counted(&mut self) -> Vec<u8> {
        self.counter += 1;
        self.counter.to_be_bytes()[16 - self.cipher.block()..].to_vec()
    }

    fn start(&self, counter: &[u8]) -> Vec<u8> {
        let zero = vec![0; self.cipher.block()];
        match self.cipher {
            Cipher::TripleDes => zero,
            _ => self.cipher.encrypt(&self.encryption, &zero, counter),
        }
    }

    fn checksum(&self, message: &[u8]) -> Vec<u8> {
        match self.cipher {
            // The retail MAC pads by itself.
            Cipher::TripleDes => self.cipher.mac(&self.authentication, message),
            _ => self.cipher.mac(&self.authentication, &pad(message, 16)),
        }
    }

    /// Token of PACE.
    pub(crate) fn token(&self, input: &[u8]) -> Vec<u8> {
        self.cipher.mac(&self.authentication, input)
    }

    /// Chip authentication data of PACE, encrypted.
    pub(crate) fn encrypt_mapping(&self, scalar: &[u8]) -> Vec<u8> {
        let start = self.cipher.encrypt(&self.encryption, &[0; 16], &[0xff; 16]);
        self.cipher.encrypt(&self.encryption, &start, &pad(scalar, 16))
    }

    /// The command inside; none if its checksum is wrong.
    pub(crate) fn unwrap(&mut self, command: &PlainCommand) -> Option<PlainCommand> {
        let counter = self.counted();
        let mut reader = TlvReader::new(&command.data);
        let mut inner = PlainCommand { header: command.header, ..PlainCommand::default() };
        let mut message = [counter.clone(), pad(&command.header, self.cipher.block())].concat();
        while !reader.is_empty() {
            let object = reader.read().ok()?;
            if object.tag == 0x8e {
                return (self.checksum(&message) == object.value).then_some(inner);
            }
            message.extend_from_slice(object.whole);
            let decrypt = |bytes: &[u8]| {
                unpad(&self.cipher.decrypt(&self.encryption, &self.start(&counter), bytes))
            };
            match object.tag {
                0x87 => inner.data = decrypt(object.value.get(1..)?),
                0x85 => inner.data = decrypt(object.value),
                0x97 => {
                    inner.expected = match object.value {
                        [0] => 256,
                        [byte] => usize::from(*byte),
                        _ => 65_536,
                    }
                }
                _ => return None,
            }
        }
        None
    }

    /// The protected answer.
    pub(crate) fn wrap(&mut self, odd: bool, data: &[u8], status: u16) -> Vec<u8> {
        let counter = self.counted();
        let mut body = Vec::new();
        if !data.is_empty() {
            let padded = pad(data, self.cipher.block());
            let encrypted = self.cipher.encrypt(&self.encryption, &self.start(&counter), &padded);
            body = if odd { tlv(0x85, &[&encrypted]) } else { tlv(0x87, &[&[1], &encrypted]) };
        }
        body.extend(tlv(0x99, &[&status.to_be_bytes()]));
        let checksum = self.checksum(&[counter, body.clone()].concat());
        body.extend(tlv(0x8e, &[&checksum]));
        body.extend(status.to_be_bytes());
        body
    }
}
