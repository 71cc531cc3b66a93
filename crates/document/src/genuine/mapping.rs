//! The proof of chip authentication mapping: ICAO 9303-11 section 4.4.3.5.2.

use crate::{
    access::MappingProof, group::Group, lds::chip_keys, refusal::Refusal, signature::agreement_key,
};

/// Checks that the scalar turns one of the static keys in `infos`, a verified set of SecurityInfos, into the
/// chip's mapping key.
///
/// # Errors
/// [`Refusal::Clone`].
pub(crate) fn check(proof: &MappingProof, infos: &[u8]) -> Result<(), Refusal> {
    let group = Group::of_pace(proof.parameters).ok_or(Refusal::Clone)?;
    let scalar = group.scalar(&proof.scalar);
    let mapping_key = group.decode(&proof.mapping_key).ok_or(Refusal::Clone)?;
    for info in chip_keys(infos)? {
        let Ok(key) = agreement_key(&info.required) else { continue };
        // A key of another curve does not decode.
        let Some(public) = group.decode(&key.public) else { continue };
        if group.multiply(&scalar, &public).is_some_and(|product| product == mapping_key) {
            return Ok(());
        }
    }
    Err(Refusal::Clone)
}
