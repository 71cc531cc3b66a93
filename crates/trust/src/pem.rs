//! Certificates in files, DER or PEM (RFC 7468).

use base64::{Engine, engine::general_purpose::STANDARD};
use document::{Certificate, Refusal};

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Reads one certificate.
///
/// # Errors
/// [`Refusal::Malformed`].
pub fn read_certificate(bytes: &[u8]) -> Result<Certificate, Refusal> {
    let text = std::str::from_utf8(bytes).ok().and_then(|text| text.split_once(BEGIN));
    let Some((_, text)) = text else {
        return Certificate::read(bytes);
    };
    let (body, _) = text.split_once(END).ok_or(Refusal::Malformed)?;
    let body: String = body.chars().filter(|c| !c.is_whitespace()).collect();
    Certificate::read(&STANDARD.decode(body).map_err(|_| Refusal::Malformed)?)
}
