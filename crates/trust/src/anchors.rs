//! Which certificates become anchors.

use crate::{
    deviations::Deviations,
    report::{Decision, Report},
    revocation::RevocationList,
};
use document::{Anchor, Certificate, Date, PublicKey, Refusal, Trust, hash_of_name};
use std::collections::BTreeMap;

/// The least length of an RSA key in bits.
const LEAST_RSA_BITS: usize = 2048;

/// All that a trust list is made of.
#[derive(Default)]
pub struct Collection {
    certificates: BTreeMap<Vec<u8>, Certificate>,
    malformed: Vec<Vec<u8>>,
    revocations: Vec<RevocationList>,
}

impl Collection {
    /// Adds a certificate; one that is there already counts once.
    pub fn add(&mut self, certificate: Result<Certificate, Vec<u8>>) {
        match certificate {
            Ok(certificate) => {
                self.certificates.insert(certificate.bytes.clone(), certificate);
            }
            Err(bytes) => self.malformed.push(bytes),
        }
    }

    /// Adds a revocation list. It counts only if an anchor signed it.
    pub fn revoke(&mut self, list: RevocationList) {
        self.revocations.push(list);
    }
}

/// A certificate whose key is known, and what became of it.
struct Candidate<'a> {
    certificate: &'a Certificate,
    key: PublicKey,
    decision: Option<Decision>,
}

/// The trust list of a collection, and what became of each certificate.
pub fn build(collection: &Collection, deviations: &Deviations, made: Date) -> (Trust, Report) {
    let mut report = Report::default();
    for bytes in &collection.malformed {
        report.add_malformed(bytes);
    }
    let mut candidates = Vec::new();
    for certificate in collection.certificates.values() {
        match candidate(certificate, deviations) {
            Ok(candidate) => candidates.push(candidate),
            Err(decision) => report.add(certificate, decision),
        }
    }
    follow_links(&mut candidates);
    let mut anchors = BTreeMap::new();
    for candidate in &candidates {
        let decision = candidate.decision.unwrap_or_else(|| {
            let own = candidate.certificate.is_self_issued();
            if own { Decision::WrongSignature } else { Decision::NoParent }
        });
        report.add(candidate.certificate, decision);
        if decision.is_taken() {
            add_anchor(&mut anchors, candidate);
        }
    }
    let mut anchors: Vec<Anchor> = anchors.into_values().collect();
    for list in &collection.revocations {
        list.apply(&mut anchors);
    }
    (Trust { made, anchors }, report)
}

fn candidate<'a>(
    certificate: &'a Certificate,
    deviations: &Deviations,
) -> Result<Candidate<'a>, Decision> {
    if deviations.drops(&certificate.bytes) {
        return Err(Decision::Deviation);
    }
    let key = certificate.key().map_err(Decision::Unknown)?;
    if matches!(key, PublicKey::Rsa { .. }) && key.rsa_bits() < LEAST_RSA_BITS {
        return Err(Decision::Weak);
    }
    let decision = match certificate.verify(&key) {
        Ok(()) => Some(Decision::SelfSigned),
        Err(refusal @ Refusal::UnknownAlgorithm(_)) => return Err(Decision::Unknown(refusal)),
        Err(_) => None,
    };
    Ok(Candidate { certificate, key, decision })
}

/// A link certificate takes its new key along once the key that signed it is an anchor. Its issuer may bear
/// another name, so that every key of the country is tried, those first that it names.
fn follow_links(candidates: &mut [Candidate<'_>]) {
    loop {
        let undecided = (0..candidates.len()).filter(|index| candidates[*index].decision.is_none());
        let linked: Vec<usize> = undecided
            .filter(|index| has_parent(candidates[*index].certificate, candidates))
            .collect();
        if linked.is_empty() {
            return;
        }
        for index in linked {
            candidates[index].decision = Some(Decision::Linked);
        }
    }
}

fn has_parent(link: &Certificate, candidates: &[Candidate<'_>]) -> bool {
    let country = link.issuer.country();
    let anchors = candidates.iter().filter(|candidate| candidate.decision.is_some());
    let mut parents: Vec<_> =
        anchors.filter(|parent| parent.certificate.subject.country() == country).collect();
    parents.sort_by_key(|parent| {
        let named = link.authority_key_id == parent.certificate.subject_key_id;
        (!named, parent.certificate.subject != link.issuer)
    });
    parents.dedup_by(|one, other| one.key == other.key);
    parents.iter().any(|parent| link.verify(&parent.key).is_ok())
}

/// Certificates of one key become one anchor, valid as long as any of them.
fn add_anchor(anchors: &mut BTreeMap<(String, Vec<u8>), Anchor>, candidate: &Candidate<'_>) {
    let certificate = candidate.certificate;
    let country = certificate.subject.country().unwrap_or_default();
    let key_info = candidate.key.to_info();
    let anchor = anchors.entry((country.clone(), key_info.clone())).or_insert_with(|| Anchor {
        country,
        key_id: Vec::new(),
        name_hash: hash_of_name(&certificate.subject),
        not_before: certificate.not_before,
        not_after: certificate.not_after,
        key_info,
        revocation_day: None,
        revoked: Vec::new(),
    });
    anchor.not_before = anchor.not_before.min(certificate.not_before);
    anchor.not_after = anchor.not_after.max(certificate.not_after);
    if let Some(key_id) = &certificate.subject_key_id
        && anchor.key_id.is_empty()
    {
        anchor.key_id.clone_from(key_id);
    }
}
