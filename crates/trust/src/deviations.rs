//! What an operator decides otherwise: certificates that are left out, by their SHA-256.

use crate::error::TrustError;
use document::Hash;
use std::collections::BTreeSet;

/// Certificates that are never taken.
#[derive(Debug, Default)]
pub struct Deviations {
    dropped: BTreeSet<String>,
}

impl Deviations {
    /// Reads lines of the form `drop SHA-256`, with comments after `#`.
    ///
    /// # Errors
    /// [`TrustError::Deviation`] with the number of the line.
    pub fn read(text: &str) -> Result<Self, TrustError> {
        let mut dropped = BTreeSet::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let hash = line.strip_prefix("drop ").map(|hash| hash.trim().to_lowercase());
            let is_hash = |hash: &String| {
                hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
            };
            dropped.insert(hash.filter(is_hash).ok_or(TrustError::Deviation(index + 1))?);
        }
        Ok(Self { dropped })
    }

    /// True if the operator leaves this certificate out.
    pub fn drops(&self, certificate: &[u8]) -> bool {
        self.dropped.contains(&fingerprint(certificate))
    }
}

/// SHA-256 of a certificate, as hexadecimal digits.
pub(crate) fn fingerprint(certificate: &[u8]) -> String {
    let digest = Hash::Sha256.digest(&[certificate]);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_dropped_by_its_hash() {
        let hash = fingerprint(b"certificate").to_uppercase();
        let deviations = Deviations::read(&format!("# reason\n\ndrop {hash} # why\n"));
        assert!(deviations.is_ok_and(|listed| listed.drops(b"certificate") && !listed.drops(b"x")));
    }

    #[test]
    fn other_lines_are_refused_with_their_number() {
        for line in ["drop", "drop 12", "keep it", &format!("drop {}", "g".repeat(64))] {
            let read = Deviations::read(&format!("\n{line}"));
            assert!(matches!(read, Err(TrustError::Deviation(2))), "{line}");
        }
    }
}
