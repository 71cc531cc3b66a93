//! Passive authentication: the issuing state signed these data, ICAO 9303-11 section 5.1.

use crate::{
    certificate::Certificate,
    country::issues_for,
    date::Date,
    refusal::{ChainFault, Refusal},
    signature::PublicKey,
    signed_data::SignedData,
    trust::Trust,
};

/// The least length of an RSA key of a document signer or an authority, in bits.
const LEAST_RSA_BITS: usize = 2048;

/// What is judged beyond the signatures.
#[derive(Clone, Copy)]
pub struct Conditions {
    /// The day on which the document is judged.
    pub on: Date,
    /// A document whose signer's certificate has expired counts as signed. ICAO 9303-12 asks for validity at
    /// the current time; but documents for ten years exist whose signers' certificates end earlier, and what
    /// matters is that the signer was valid when it signed.
    pub signer_may_have_expired: bool,
}

/// Checks that signed data come from a document signer of a country in the trust list. `issuer` is the
/// issuing state in the MRZ, if there is one to compare with.
///
/// # Errors
/// [`Refusal::Signature`], [`Refusal::Chain`], [`Refusal::Revoked`], [`Refusal::NoAnchor`] if the trust
/// list has no key of that country, or [`Refusal::UnknownAlgorithm`].
pub fn authenticate(
    data: &SignedData,
    trust: &Trust,
    issuer: Option<&[u8]>,
    conditions: Conditions,
) -> Result<(), Refusal> {
    let signer = data.signer()?;
    let key = signer.key()?;
    check_strength(&key)?;
    data.verify(&key)?;
    check_signer(signer, data.signing_day()?, conditions)?;
    check_path(signer, trust)?;
    let country = signer.subject.country().or_else(|| signer.issuer.country());
    if issuer.is_some_and(|issuer| !issues_for(&country.unwrap_or_default(), issuer)) {
        return Err(Refusal::Chain(ChainFault::Country));
    }
    Ok(())
}

fn check_strength(key: &PublicKey) -> Result<(), Refusal> {
    let is_weak = matches!(key, PublicKey::Rsa { .. }) && key.rsa_bits() < LEAST_RSA_BITS;
    if is_weak { Err(Refusal::Chain(ChainFault::KeyUsage)) } else { Ok(()) }
}

fn check_signer(
    signer: &Certificate,
    signing_day: Option<Date>,
    conditions: Conditions,
) -> Result<(), Refusal> {
    if signer.has_unknown_critical {
        return Err(Refusal::Chain(ChainFault::CriticalExtension));
    }
    if !signer.may_sign_data {
        return Err(Refusal::Chain(ChainFault::KeyUsage));
    }
    let valid = signer.not_before..=signer.not_after;
    let signed_within = signing_day.is_none_or(|day| valid.contains(&day));
    let valid_now = conditions.on >= signer.not_before
        && (conditions.signer_may_have_expired || valid.contains(&conditions.on));
    if signed_within && valid_now { Ok(()) } else { Err(Refusal::Chain(ChainFault::Validity)) }
}

/// One certificate, one anchor: ICAO 9303-12 has no authorities between them.
fn check_path(signer: &Certificate, trust: &Trust) -> Result<(), Refusal> {
    let anchors = trust.of_issuer(&signer.issuer, signer.authority_key_id.as_deref());
    if anchors.is_empty() {
        return Err(Refusal::NoAnchor);
    }
    let mut unknown = None;
    for anchor in anchors {
        let checked = PublicKey::read(&anchor.key_info).and_then(|key| {
            check_strength(&key)?;
            signer.verify(&key)
        });
        match checked {
            Ok(()) if anchor.revoked.contains(&signer.serial) => return Err(Refusal::Revoked),
            Ok(()) if (anchor.not_before..=anchor.not_after).contains(&signer.not_before) => {
                return Ok(());
            }
            Ok(()) => return Err(Refusal::Chain(ChainFault::Validity)),
            Err(refusal @ Refusal::UnknownAlgorithm(_)) => unknown = Some(refusal),
            Err(_) => {}
        }
    }
    Err(unknown.unwrap_or(Refusal::Chain(ChainFault::Authority)))
}
