//! Distinguished names of certificates, compared as RFC 5280 section 7.1 asks: without regard to letter case,
//! surplus spaces and the type of string.

use crate::tlv::{Tlv, TlvError};

const COUNTRY: [u8; 3] = [0x55, 0x04, 0x06];
const COMMON_NAME: [u8; 3] = [0x55, 0x04, 0x03];
const SEQUENCE: u32 = 0x30;
const SET: u32 = 0x31;
const OID: u32 = 0x06;
/// UTF-16 and UTF-32 strings.
const WIDE: [(u32, usize); 2] = [(0x1e, 2), (0x1c, 4)];

/// A name, and its encoding.
#[derive(Debug, Clone)]
pub struct Name {
    /// The encoding, of which a signer identifier has a copy.
    pub bytes: Vec<u8>,
    /// Types of attributes and their values in lower case.
    attributes: Vec<(Vec<u8>, String)>,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.attributes == other.attributes
    }
}

impl Eq for Name {}

impl Name {
    /// Reads an RDNSequence.
    ///
    /// # Errors
    /// If it is none.
    pub fn read(name: &Tlv<'_>) -> Result<Self, TlvError> {
        let mut attributes = Vec::new();
        let mut sets = name.children();
        while !sets.is_empty() {
            let mut set = sets.expect(SET)?.children();
            while !set.is_empty() {
                let mut pair = set.expect(SEQUENCE)?.children();
                let kind = pair.expect(OID)?.value.to_vec();
                attributes.push((kind, folded(&pair.read()?)));
            }
        }
        Ok(Self { bytes: name.whole.to_vec(), attributes })
    }

    /// The country code in upper case.
    pub fn country(&self) -> Option<String> {
        self.value_of(&COUNTRY).map(str::to_uppercase)
    }

    /// Country and common name, for a report.
    pub fn label(&self) -> String {
        let part = |kind: &[u8]| self.value_of(kind).unwrap_or("?").to_owned();
        format!("{}, {}", part(&COUNTRY).to_uppercase(), part(&COMMON_NAME))
    }

    /// The same for all encodings of a name, as the input of a hash.
    pub fn normalized(&self) -> Vec<u8> {
        let parts = self.attributes.iter();
        let parts = parts.flat_map(|(kind, text)| [kind.as_slice(), b"=", text.as_bytes(), b"\n"]);
        parts.collect::<Vec<_>>().concat()
    }

    fn value_of(&self, wanted: &[u8]) -> Option<&str> {
        let found = self.attributes.iter().find(|(kind, _)| kind == wanted);
        found.map(|(_, text)| text.as_str())
    }
}

/// The text in lower case, with single spaces.
fn folded(value: &Tlv<'_>) -> String {
    let wide = WIDE.iter().find(|(tag, _)| *tag == value.tag);
    let text: String = match wide {
        // Names in certificates are in the basic plane.
        Some((_, width)) => {
            let characters = value.value.chunks_exact(*width);
            characters
                .filter_map(|bytes| {
                    let code = bytes.iter().fold(0u32, |code, byte| code << 8 | u32::from(*byte));
                    char::from_u32(code)
                })
                .collect()
        }
        None => String::from_utf8_lossy(value.value).into_owned(),
    };
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
