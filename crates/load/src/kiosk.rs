//! Simulates a kiosk that makes and signs results.

use jiff::Timestamp;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use wire::{
    Backlog, BuildId, Comparison, DocumentSource, End, Enrolment, KioskId, MessageId, ModelId,
    Proof, PublicKey, ResultMessage, ResultVersion, Signature, Ticket, Version,
};

use crate::Error;

/// The recogniser, build and notice in the results, which are those of the site.
pub(crate) const MODEL: ModelId = ModelId(0xb712_0c09);
pub(crate) const BUILD: BuildId = BuildId(0x00c0_ffee);
pub(crate) const NOTICE: u16 = 1;

/// A kiosk that counts its tickets up.
pub(crate) struct Kiosk {
    pub(crate) id: KioskId,
    pair: EcdsaKeyPair,
    random: SystemRandom,
    sent: u64,
}

/// A signed request.
pub(crate) struct Request {
    pub(crate) path: &'static str,
    pub(crate) body: String,
    pub(crate) proof: String,
}

pub(crate) const RESULTS: &str = "/v1/results";
const ENROLMENTS: &str = "/v1/enrolments";
const BACKLOGS: &str = "/v1/backlogs";

impl Kiosk {
    pub(crate) fn new(id: KioskId) -> Result<Self, Error> {
        let random = SystemRandom::new();
        let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(kind, &random).map_err(|_| Error::Key)?;
        let pair = EcdsaKeyPair::from_pkcs8(kind, document.as_ref(), &random);
        Ok(Self { id, pair: pair.map_err(|_| Error::Key)?, random, sent: 0 })
    }

    /// Enrols at a server in trial mode.
    pub(crate) fn enrolment(&self) -> Result<Request, Error> {
        let key = self.pair.public_key().as_ref().try_into().map(PublicKey);
        let key = key.map_err(|_| Error::Key)?;
        let asked =
            Enrolment { version: Version, code: None, kiosk: self.id, key, provisional: None };
        self.sign(ENROLMENTS, asked.to_json())
    }

    /// Declares the largest backlog, so that the server accepts all its results at full speed.
    pub(crate) fn backlog(&self) -> Result<Request, Error> {
        let (_, now) = ResultMessage::times(0, now());
        let oldest = now - 60 * ResultMessage::GRAIN;
        let backlog = Backlog { kiosk: self.id, results: Backlog::MOST, oldest };
        self.sign(BACKLOGS, backlog.to_json())
    }

    /// The next result: a match with each source of the document photo in turn, and a manual end between
    /// two of them, of a traveller who has just gone.
    pub(crate) fn next(&mut self) -> ResultMessage {
        self.sent += 1;
        let (arrived, finished) = ResultMessage::times(now() - 30, now());
        let sources = DocumentSource::ALL;
        let document = sources[(self.sent / 2) as usize % sources.len()];
        let compared = Comparison { document, model: MODEL };
        let number = (self.sent % 999 + 1) as u16;
        let ticket = Ticket::try_from(number).unwrap_or(Ticket::FIRST);
        ResultMessage {
            version: ResultVersion::CURRENT,
            id: MessageId::of(self.id, ticket, arrived),
            kiosk: self.id,
            ticket,
            end: if self.sent.is_multiple_of(2) { End::Match(compared) } else { End::Manual },
            build: BUILD,
            notice: NOTICE,
            arrived,
            finished,
        }
    }

    /// The request that delivers a result, signed now.
    pub(crate) fn deliver(&self, message: &ResultMessage) -> Result<Request, Error> {
        self.sign(RESULTS, message.to_json())
    }

    fn sign(&self, path: &'static str, body: String) -> Result<Request, Error> {
        let at = u64::from(now()) * Proof::GRAIN;
        let signed = Proof::signed(path, at, &body);
        let signature = self.pair.sign(&self.random, signed.as_bytes()).map_err(|_| Error::Key)?;
        let signature = signature.as_ref().try_into().map_err(|_| Error::Key)?;
        let proof = Proof { at, signature: Signature(signature) }.to_string();
        Ok(Request { path, body, proof })
    }
}

/// Seconds since 1970-01-01 UTC.
fn now() -> u32 {
    u32::try_from(Timestamp::now().as_second()).unwrap_or(u32::MAX)
}
