//! The chip: a machine that answers commands.

use crate::{
    authority::{Authority, plain_signature},
    channel::{ChipChannel, PlainCommand},
    cipher::{Cipher, pad},
    configuration::{Access, CloneCheck, Configuration, Fault},
    curve::Curve,
    hash::Hash,
    lds::{Files, MASTER, printed, signed_picture},
    pace::PaceRun,
    random::Numbers,
    rsa::CHIP,
};
use document::{
    Date, Trust,
    tlv::{Tlv, TlvReader, tlv},
};
use num_bigint::BigUint;

const SUCCESS: u16 = 0x9000;
const NOT_FOUND: u16 = 0x6a82;
const DENIED: u16 = 0x6982;

/// A software passport. A copy goes on with the same random numbers.
#[derive(Clone)]
pub struct Passport {
    configuration: Configuration,
    fault: Option<Fault>,
    files: Files,
    authority: Authority,
    numbers: Numbers,
    in_application: bool,
    selected: Option<u16>,
    challenge: Vec<u8>,
    pace: Option<PaceRun>,
    channel: Option<ChipChannel>,
    /// Keys that replace the channel's after the answer that agreed on them.
    next_channel: Option<ChipChannel>,
    last_answer: Vec<u8>,
    protected_answers: usize,
}

impl Passport {
    /// A passport that is as it should be.
    pub fn new(configuration: Configuration) -> Self {
        Self::build(configuration, None)
    }

    /// A passport with a fault.
    pub fn with_fault(configuration: Configuration, fault: Fault) -> Self {
        Self::build(configuration, Some(fault))
    }

    fn build(configuration: Configuration, fault: Option<Fault>) -> Self {
        let mut numbers = Numbers::new(configuration.seed);
        let authority = Authority::new(configuration.signing, fault, &mut numbers);
        let mut files = Files::new(&configuration, fault, &authority, &mut numbers);
        if fault == Some(Fault::Copied) {
            files.chip_secret += 1u8;
            files.static_secret += 1u8;
            files.active_secret += 1u8;
        }
        Self {
            configuration,
            fault,
            files,
            authority,
            numbers,
            in_application: false,
            selected: None,
            challenge: Vec::new(),
            pace: None,
            channel: None,
            next_channel: None,
            last_answer: Vec::new(),
            protected_answers: 0,
        }
    }

    /// The trust list that knows its authority.
    pub fn trust(&self) -> Trust {
        let made = Date { year: 2026, month: 11, day: 30 };
        Trust { made, anchors: vec![self.authority.anchor.clone()] }
    }

    /// The printed machine-readable zone.
    pub fn mrz(&self) -> &'static str {
        printed(&self.configuration, self.fault)
    }

    /// The picture that was signed.
    pub fn portrait(&self) -> Vec<u8> {
        signed_picture(&self.configuration)
    }

    /// A file, by its identifier.
    pub fn file(&self, id: u16) -> Option<&[u8]> {
        self.files.contents.get(&id).map(Vec::as_slice)
    }

    /// Gives a file other contents after signing, or removes it.
    pub fn replace_file(&mut self, id: u16, contents: Option<Vec<u8>>) {
        match contents {
            Some(contents) => self.files.contents.insert(id, contents),
            None => self.files.contents.remove(&id),
        };
    }

    /// The chip loses power: the channel and all that was selected are gone.
    pub fn reset(&mut self) {
        self.in_application = false;
        self.selected = None;
        self.challenge.clear();
        self.pace = None;
        self.channel = None;
        self.next_channel = None;
        self.last_answer.clear();
        self.protected_answers = 0;
    }

    fn information(&self) -> String {
        let mrz = self.mrz();
        format!("{}{}{}", &mrz[44..54], &mrz[57..64], &mrz[65..72])
    }

    /// Answers a command.
    pub fn answer(&mut self, command: &[u8]) -> Vec<u8> {
        let bare = |status: u16| status.to_be_bytes().to_vec();
        let Some(command) = PlainCommand::read(command) else {
            return bare(0x6700);
        };
        if command.header[0] != 0x0c {
            let (data, status) = self.execute(&command);
            self.channel = self.next_channel.take().or(self.channel.take());
            return [data, bare(status)].concat();
        }
        let Some(mut channel) = self.channel.take() else {
            return bare(0x6988);
        };
        self.protected_answers += 1;
        if self.fault == Some(Fault::Bare6988) && self.protected_answers == 4 {
            return bare(0x6988);
        }
        if self.fault == Some(Fault::Replayed) && self.protected_answers == 4 {
            self.channel = Some(channel);
            return self.last_answer.clone();
        }
        let Some(inner) = channel.unwrap(&command) else {
            return bare(0x6988);
        };
        let (data, status) = self.execute(&inner);
        let answer = channel.wrap(inner.header[1] & 1 == 1, &data, status);
        self.channel = self.next_channel.take().or(Some(channel));
        self.last_answer.clone_from(&answer);
        answer
    }

    fn execute(&mut self, command: &PlainCommand) -> (Vec<u8>, u16) {
        let [_, instruction, p1, p2] = command.header;
        let status = |status| (Vec::new(), status);
        match (instruction, p1, p2) {
            (0xa4, 0, _) if self.fault == Some(Fault::NoMasterFile) => status(0x6a86),
            (0xa4, 0, _) => {
                self.in_application = false;
                status(SUCCESS)
            }
            (0xa4, 4, _) => {
                self.in_application = true;
                self.selected = None;
                status(SUCCESS)
            }
            (0xa4, 2, _) => self.select(&command.data),
            (0xb0 | 0xb1, ..) => self.read(command),
            (0x84, ..) => {
                self.challenge = self.numbers.bytes(8);
                (self.challenge.clone(), SUCCESS)
            }
            (0x82, ..) => self.authenticate_basic(&command.data),
            (0x22, 0xc1, 0xa4) => self.start_pace(),
            (0x22, 0x41, 0xa6) => match TlvReader::new(&command.data).find(0x91) {
                Ok(key) => self.agree(key.value, Vec::new()),
                Err(_) => status(0x6a80),
            },
            (0x22, 0x41, 0xa4) => status(SUCCESS),
            (0x86, ..) => self.general_authenticate(&command.data),
            (0x88, ..) => self.sign_challenge(&command.data),
            _ => status(0x6d00),
        }
    }

    fn select(&mut self, id: &[u8]) -> (Vec<u8>, u16) {
        let id = id.iter().fold(0, |id, byte| id << 8 | u16::from(*byte));
        let id = if self.in_application { id } else { id | MASTER };
        let needs_channel = id != MASTER | 0x011c;
        if needs_channel && self.channel_is_missing() {
            return (Vec::new(), DENIED);
        }
        if !self.files.contents.contains_key(&id) {
            return (Vec::new(), NOT_FOUND);
        }
        self.selected = Some(id);
        (Vec::new(), SUCCESS)
    }

    /// Within a protected command the channel is taken out.
    fn channel_is_missing(&self) -> bool {
        self.protected_answers == 0
    }

    fn read(&mut self, command: &PlainCommand) -> (Vec<u8>, u16) {
        let Some(file) = self.selected.and_then(|id| self.files.contents.get(&id)) else {
            return (Vec::new(), 0x6986);
        };
        let far = command.header[1] == 0xb1;
        let offset = if far {
            let offset = Tlv::only(&command.data, 0x54).map(|offset| offset.number());
            let Ok(Ok(offset)) = offset else { return (Vec::new(), 0x6a80) };
            offset as usize
        } else {
            usize::from(command.header[2]) << 8 | usize::from(command.header[3])
        };
        if offset > file.len() {
            return (Vec::new(), 0x6b00);
        }
        let limit = self.configuration.block;
        let asked = if far { command.expected.saturating_sub(4) } else { command.expected };
        if asked > limit {
            return (Vec::new(), 0x6c00 | (limit as u16 & 0xff));
        }
        let end = (offset + asked).min(file.len());
        let data = file[offset..end].to_vec();
        let status = if end - offset < asked { 0x6282 } else { SUCCESS };
        (if far { tlv(0x53, &[&data]) } else { data }, status)
    }

    fn authenticate_basic(&mut self, data: &[u8]) -> (Vec<u8>, u16) {
        let cipher = Cipher::TripleDes;
        let seed = Hash::Sha1.digest(&[self.information().as_bytes()])[..16].to_vec();
        let (encryption, authentication) = (cipher.derive(&seed, 1), cipher.derive(&seed, 2));
        let Some((encrypted, checksum)) = data.split_at_checked(32) else {
            return (Vec::new(), 0x6700);
        };
        let message = cipher.decrypt(&encryption, &[0; 8], encrypted);
        let known =
            cipher.mac(&authentication, encrypted) == checksum && message[8..16] == self.challenge;
        if !known {
            return (Vec::new(), 0x6300);
        }
        let keying = self.numbers.bytes(16);
        let answer = [&self.challenge, &message[..8], &keying].concat();
        let mut answer = cipher.encrypt(&encryption, &[0; 8], &answer);
        answer.extend(cipher.mac(&authentication, &answer));
        let secret: Vec<u8> = keying.iter().zip(&message[16..]).map(|(a, b)| a ^ b).collect();
        let counter = [&self.challenge[4..], &message[4..8]].concat();
        let counter = counter.iter().fold(0, |counter, byte| counter << 8 | u128::from(*byte));
        self.next_channel = Some(ChipChannel::new(cipher, &secret, counter));
        (answer, SUCCESS)
    }

    fn start_pace(&mut self) -> (Vec<u8>, u16) {
        let Access::Pace { mapping, curve, cipher } = self.configuration.access else {
            return (Vec::new(), 0x6a80);
        };
        self.pace = Some(PaceRun::new(mapping, curve, cipher));
        (Vec::new(), SUCCESS)
    }

    fn general_authenticate(&mut self, data: &[u8]) -> (Vec<u8>, u16) {
        let Ok(data) = Tlv::only(data, 0x7c) else {
            return (Vec::new(), 0x6a80);
        };
        if self.channel_is_missing() {
            let information = self.information();
            let Some(pace) = &mut self.pace else { return (Vec::new(), 0x6985) };
            let secret = &self.files.static_secret;
            let numbers = &mut self.numbers;
            return match pace.answer(data.value, &information, secret, self.fault, numbers) {
                Some(answer) => {
                    self.next_channel = answer.channel;
                    (tlv(0x7c, &[&answer.data]), SUCCESS)
                }
                None => (Vec::new(), 0x6300),
            };
        }
        match Tlv::only(data.value, 0x80) {
            Ok(key) => self.agree(key.value, tlv(0x7c, &[])),
            Err(_) => (Vec::new(), 0x6a80),
        }
    }

    /// Chip authentication.
    fn agree(&mut self, peer: &[u8], answer: Vec<u8>) -> (Vec<u8>, u16) {
        let CloneCheck::Chip { curve, cipher } = self.configuration.clone_check else {
            return (Vec::new(), 0x6a80);
        };
        let curve = Curve::of(curve);
        let Some((x, _)) = curve.multiply(&self.files.chip_secret, &curve.decode(peer)) else {
            return (Vec::new(), 0x6a80);
        };
        self.next_channel = Some(ChipChannel::new(cipher, &curve.coordinate(&x), 0));
        (answer, SUCCESS)
    }

    fn sign_challenge(&mut self, challenge: &[u8]) -> (Vec<u8>, u16) {
        let signature = match self.configuration.clone_check {
            CloneCheck::ActiveRsa => {
                let own = self.numbers.bytes(128 - 2 - 20);
                let mut digest = Hash::Sha1.digest(&[&own, challenge]);
                if self.fault == Some(Fault::Copied) {
                    digest = pad(&digest[..19], 20);
                }
                CHIP.raw(&[&[0x6a][..], &own, &digest, &[0xbc]].concat())
            }
            CloneCheck::ActiveEc { curve } => {
                let curve = Curve::of(curve);
                let digest = Hash::Sha256.digest(&[challenge]);
                let secret: &BigUint = &self.files.active_secret;
                let (r, s) = curve.sign(secret, &digest, &mut self.numbers);
                plain_signature(curve, &r, &s)
            }
            _ => return (Vec::new(), 0x6d00),
        };
        (signature, SUCCESS)
    }
}
