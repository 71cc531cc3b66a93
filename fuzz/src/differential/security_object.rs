//! Security objects: whether the authority signed them, and the data groups that they list.

use dmrtd::auth::passive::{ChainStatus, DataGroup, PassiveAuthError, TrustAnchor, verify};
use document::{
    ChainFault, Conditions, Date, Refusal, Sod, Trust, authenticate, read_dg1,
    tlv::{Tlv, TlvReader, to_definite_lengths},
};

use crate::comparison::{BER, Comparison, PANIC, caught, is_der};

/// The data groups of a document and its authority, for both sides.
pub struct Document {
    pub dg1: Vec<u8>,
    pub dg2: Vec<u8>,
    pub trust: Trust,
    pub anchors: Vec<TrustAnchor>,
}

const KEY: &str = "a curve that dmrtd does not know";
const ONLY_CERTIFICATE: &str = "the signer is the only certificate, though it is named otherwise";
const PARAMETERS: &str = "the product ignores parameters of algorithms that have none";
const LEFT_OVER: &str = "the product ignores objects after the last field";
const SIGNATURE: &str = "the product takes numbers of a signature with needless zeros";
const SIGNERS: &str = "the product ignores further signers";
const CERTIFICATES: &str = "dmrtd takes an object with any tag for a certificate";
const REVOCATION: &str = "dmrtd knows no revocation";
const COUNTRY: &str = "dmrtd compares no countries";
const VALIDITY: &str = "dmrtd has no check of validity";
const IGNORED_OBJECTS: &str = "the product's transcoder reads ignored objects as well";
const NO_WRAPPER: &str = "dmrtd also takes an object without its tag 77";
const ORDER: &str = "dmrtd takes certificates and revocation lists in any order and number";
const OTHER_CERTIFICATES: &str = "the product reads all certificates, dmrtd up to the signer's";

pub fn compare(document: &Document, file: &[u8]) -> Comparison {
    let ours = judge(document, file);
    let groups = [(1, &document.dg1), (2, &document.dg2)];
    let groups = groups.map(|(number, bytes)| DataGroup { number, bytes });
    let Some(theirs) = caught(|| verify(file, &groups, &document.anchors)) else {
        return Comparison::Explained(PANIC);
    };
    let theirs = theirs.map(|judged| match judged.chain {
        ChainStatus::Trusted { .. } => Some(judged.sod_groups),
        ChainStatus::Unverified => None,
    });
    match (ours, theirs) {
        (Ok(ours), Ok(Some(theirs))) if ours == theirs => Comparison::BothAccept,
        (Ok(_), Ok(Some(_))) => Comparison::Unexplained("other data groups".into()),
        (Err(_), Err(_) | Ok(None)) => Comparison::BothRefuse,
        (Ok(_), theirs) => {
            let error = theirs.err();
            let reason = accepted(file, error.as_ref());
            Comparison::of(reason, || format!("only dmrtd refuses: {error:?}"))
        }
        (Err(ours), Ok(Some(_))) => {
            Comparison::of(refused(file, ours), || format!("only the product refuses: {ours}"))
        }
    }
}

/// The data groups that an authenticated object lists.
fn judge(document: &Document, file: &[u8]) -> Result<Vec<u8>, Refusal> {
    let sod = Sod::read(file)?;
    sod.check(1, &document.dg1)?;
    sod.check(2, &document.dg2)?;
    let zone = read_dg1(&document.dg1)?;
    let on = Date { year: 2026, month: 11, day: 30 };
    let conditions = Conditions { on, signer_may_have_expired: true };
    authenticate(&sod.signed, &document.trust, Some(zone.issuer()), conditions)?;
    Ok((0..=u8::MAX).filter(|group| sod.lists(*group)).collect())
}

fn accepted(file: &[u8], theirs: Option<&PassiveAuthError>) -> Option<&'static str> {
    if !is_der(file) {
        return Some(BER);
    }
    if theirs == Some(&PassiveAuthError::UnsupportedKey) {
        return Some(KEY);
    }
    let envelope = Envelope::read(file)?;
    if envelope.has_other_certificates() {
        return Some(CERTIFICATES);
    }
    if envelope.names_another() {
        return Some(ONLY_CERTIFICATE);
    }
    if has_parameters(envelope.digest) || envelope.has_odd_algorithm() {
        return Some(PARAMETERS);
    }
    if !has_short_numbers(envelope.signature) {
        return Some(SIGNATURE);
    }
    if envelope.signers > 1 {
        return Some(SIGNERS);
    }
    envelope.has_left_over.then_some(LEFT_OVER)
}

fn refused(file: &[u8], ours: Refusal) -> Option<&'static str> {
    match ours {
        Refusal::Revoked => return Some(REVOCATION),
        Refusal::Chain(ChainFault::Country) | Refusal::NoAnchor => return Some(COUNTRY),
        Refusal::Chain(ChainFault::Validity) => return Some(VALIDITY),
        _ => {}
    }
    if to_definite_lengths(file).is_err() {
        return Some(IGNORED_OBJECTS);
    }
    if Tlv::only(file, 0x77).is_err() {
        return Some(NO_WRAPPER);
    }
    match Envelope::read(file) {
        None => has_other_order(file).then_some(ORDER),
        Some(envelope) if envelope.has_other_certificates() => Some(CERTIFICATES),
        Some(envelope) => (envelope.certificates.len() > 1).then_some(OTHER_CERTIFICATES),
    }
}

/// More in an AlgorithmIdentifier than the identifier and NULL.
fn has_parameters(identifier: Tlv<'_>) -> bool {
    let mut parts = identifier.children();
    let _oid = parts.read();
    let parameters = parts.read();
    !parts.is_empty() || parameters.is_ok_and(|parameters| parameters.whole != [5, 0])
}

/// The numbers of an ECDSA signature have no zeros in front that they do not need.
fn has_short_numbers(signature: Tlv<'_>) -> bool {
    let numbers = Tlv::only(signature.value, 0x30).map(objects).unwrap_or_default();
    numbers.iter().all(|number| !matches!(number.value, [0, 0..=0x7f, ..]))
}

/// The parts of signed data that no signature covers.
struct Envelope<'a> {
    certificates: Vec<Tlv<'a>>,
    signers: usize,
    signer_id: Tlv<'a>,
    digest: Tlv<'a>,
    algorithm: Tlv<'a>,
    signature: Tlv<'a>,
    has_left_over: bool,
}

impl<'a> Envelope<'a> {
    fn read(file: &'a [u8]) -> Option<Self> {
        let info = Tlv::only(Tlv::only(file, 0x77).ok()?.value, 0x30).ok()?;
        let mut parts = objects(Tlv::only(info.children().find(0xa0).ok()?.value, 0x30).ok()?);
        let content = parts.get(2)?.children();
        let mut has_left_over = objects(info).len() > 2 || count(content) > 2;
        let mut rest = parts.split_off(3).into_iter().peekable();
        let certificates = rest.next_if(|part| part.tag == 0xa0).map(objects).unwrap_or_default();
        rest.next_if(|part| part.tag == 0xa1);
        let signers = rest.next_if(|part| part.tag == 0x31)?;
        has_left_over |= rest.next().is_some();
        let signer = signers.children().expect(0x30).ok()?;
        let mut fields = objects(signer).into_iter().skip(1).filter(|field| field.tag != 0xa0);
        let signer_id = fields.next()?;
        let (digest, algorithm, signature) = (fields.next()?, fields.next()?, fields.next()?);
        let signers = count(signers.children());
        Some(Self { certificates, signers, signer_id, digest, algorithm, signature, has_left_over })
    }

    /// Parameters other than those in the certificate, which passports have from the same algorithm: PSS.
    fn has_odd_algorithm(&self) -> bool {
        let own = self.certificates.first().and_then(|first| objects(*first).get(1).copied());
        has_parameters(self.algorithm) && own.is_none_or(|own| own.whole != self.algorithm.whole)
    }

    /// Something among the certificates has another tag. RFC 5652 has such kinds; no state uses them.
    fn has_other_certificates(&self) -> bool {
        self.certificates.iter().any(|certificate| certificate.tag != 0x30)
    }

    /// The signer is named by other bytes than those in its certificate.
    fn names_another(&self) -> bool {
        let names = |certificate: &Tlv<'_>| {
            let signed = certificate.children().expect(0x30).map(objects).unwrap_or_default();
            let at = usize::from(signed.first().is_some_and(|version| version.tag == 0xa0));
            let named = objects(self.signer_id);
            match (named.as_slice(), signed.get(at), signed.get(at + 2)) {
                ([issuer, serial, ..], Some(own_serial), Some(own_issuer)) => {
                    issuer.whole == own_issuer.whole && serial.whole == own_serial.whole
                }
                _ => false,
            }
        };
        !self.certificates.iter().any(names)
    }
}

/// What follows the content is not at most one list of certificates, one of revocations, and the signers.
fn has_other_order(file: &[u8]) -> bool {
    let info = Tlv::only(file, 0x77).and_then(|file| Tlv::only(file.value, 0x30));
    let data = info.and_then(|info| Tlv::only(info.children().find(0xa0)?.value, 0x30));
    let tags: Vec<_> =
        data.map(objects).into_iter().flatten().skip(3).map(|part| part.tag).collect();
    !matches!(
        tags.as_slice(),
        [0x31, ..] | [0xa0, 0x31, ..] | [0xa1, 0x31, ..] | [0xa0, 0xa1, 0x31, ..]
    )
}

/// The objects in this one, as far as they can be read.
pub fn objects(parent: Tlv<'_>) -> Vec<Tlv<'_>> {
    let mut reader = parent.children();
    std::iter::from_fn(move || reader.read().ok()).collect()
}

fn count(mut reader: TlvReader<'_>) -> usize {
    std::iter::from_fn(move || reader.read().ok()).count()
}
