//! Revocation lists of authorities: RFC 5280 section 5, ICAO 9303-12 section 7.2.

use document::{
    Anchor, Date, Name, PublicKey, Refusal, SignatureAlgorithm, hash_of_name,
    tlv::{Tlv, TlvError},
    verify_signature,
};

const SEQUENCE: u32 = 0x30;

/// A parsed list, whose signature is still to be checked.
pub struct RevocationList {
    issuer: Name,
    day: Date,
    serials: Vec<Vec<u8>>,
    signed: Vec<u8>,
    algorithm: SignatureAlgorithm,
    signature: Vec<u8>,
}

impl RevocationList {
    /// Parses a DER CertificateList.
    ///
    /// # Errors
    /// [`Refusal::Malformed`] or [`Refusal::UnknownAlgorithm`].
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut parts = Tlv::only(bytes, SEQUENCE)?.children();
        let signed = parts.expect(SEQUENCE)?;
        let algorithm = SignatureAlgorithm::read(&parts.expect(SEQUENCE)?, None)?;
        let signature = parts.expect(0x03)?.bits()?.to_vec();
        let mut fields = signed.children();
        fields.optional(0x02)?;
        fields.expect(SEQUENCE)?;
        let issuer = Name::read(&fields.expect(SEQUENCE)?)?;
        let day = Date::from_tlv(&fields.read()?)?;
        for time in [0x17, 0x18] {
            fields.optional(time)?;
        }
        let serials = match fields.optional(SEQUENCE)? {
            Some(entries) => serials(&entries)?,
            None => Vec::new(),
        };
        let signed = signed.whole.to_vec();
        Ok(Self { issuer, day, serials, signed, algorithm, signature })
    }

    /// Adds the serials to the anchors of its issuer, if one of the country's keys signed it. One list
    /// covers all keys of an authority, and its newest key signs it.
    pub(crate) fn apply(&self, anchors: &mut [Anchor]) {
        let country = self.issuer.country().unwrap_or_default();
        let signs = |anchor: &Anchor| {
            PublicKey::read(&anchor.key_info).is_ok_and(|key| {
                verify_signature(&key, self.algorithm, &[&self.signed], &self.signature).is_ok()
            })
        };
        let of_country = anchors.iter().filter(|anchor| anchor.country == country);
        let Some(signer) = of_country.into_iter().find(|anchor| signs(anchor)) else {
            return;
        };
        let (issuer, signer) = (hash_of_name(&self.issuer), signer.key_info.clone());
        for anchor in anchors.iter_mut().filter(|anchor| anchor.country == country) {
            let is_newer = anchor.revocation_day.is_none_or(|day| day < self.day);
            if is_newer && (anchor.name_hash == issuer || anchor.key_info == signer) {
                anchor.revocation_day = Some(self.day);
                anchor.revoked.clone_from(&self.serials);
            }
        }
    }
}

fn serials(entries: &Tlv<'_>) -> Result<Vec<Vec<u8>>, TlvError> {
    let mut entries = entries.children();
    let mut serials = Vec::new();
    while !entries.is_empty() {
        let serial = entries.expect(SEQUENCE)?.children().expect(0x02)?;
        serials.push(serial.value.to_vec());
    }
    Ok(serials)
}
