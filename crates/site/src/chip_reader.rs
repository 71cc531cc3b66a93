//! The reader of chips, and what its site asks of a document.

use crate::{
    date::Date,
    fields::{Field, SettingsError},
    name::Name,
};

/// The program `gangway-reader` on the kiosk, and the list of issuing authorities on the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChipReader {
    /// The reader's address on this machine: `ws://127.0.0.1`, a port, and `/`.
    pub address: Name,
    /// What the page proves itself with to the reader.
    pub token: Name,
    /// The hash of the site's file `trust.bin`, as browsers check it: `sha256-` and base64.
    pub trust: Name,
    /// The day on which that file was made.
    pub made: Date,
}

impl ChipReader {
    pub(crate) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let fields = field.fields(&["address", "token", "trust", "made"])?;
        let (address, token, trust) =
            (fields.name("address")?, fields.name("token")?, fields.name("trust")?);
        if port(&address).is_none() {
            return Err(field.wrong("address: one on this machine, such as ws://127.0.0.1:8787/"));
        }
        // It is sent as the name of a protocol.
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        if token.len() < 22 || !token.bytes().all(is_letter) {
            return Err(field.wrong("token: 22 or more letters, digits, - and _"));
        }
        let hash = trust.strip_prefix("sha256-").unwrap_or_default();
        let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
        if hash.len() != 44 || !hash.bytes().all(is_base64) {
            return Err(field.wrong("trust: the line that gangway-trust prints, sha256-..."));
        }
        Ok(Self { address, token, trust, made: fields.date("made")? })
    }
}

/// The port of an address on this machine.
fn port(address: &str) -> Option<u16> {
    let port = address.strip_prefix("ws://127.0.0.1:")?.strip_suffix('/')?;
    port.parse().ok().filter(|port| *port != 0)
}
