//! What became of each certificate.

use crate::deviations::fingerprint;
use document::{Certificate, Refusal};
use std::fmt;

/// What became of a certificate, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Its key became an anchor: it is signed by itself.
    SelfSigned,
    /// Its key became an anchor: the key of an anchor signed it.
    Linked,
    /// The operator left it out.
    Deviation,
    /// It cannot be parsed.
    Malformed,
    /// Its key or its signature has an unknown algorithm.
    Unknown(Refusal),
    /// An RSA key of fewer than 2048 bits.
    Weak,
    /// It bears its own name and is signed by none of the keys: its signature is wrong, or the key is missing.
    WrongSignature,
    /// No anchor of its country signed it.
    NoParent,
}

impl Decision {
    /// True if the key became an anchor.
    pub fn is_taken(self) -> bool {
        matches!(self, Self::SelfSigned | Self::Linked)
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SelfSigned => formatter.write_str("taken: self-signed"),
            Self::Linked => formatter.write_str("taken: link"),
            Self::Deviation => formatter.write_str("dropped: deviation of the operator"),
            Self::Malformed => formatter.write_str("dropped: malformed"),
            Self::Unknown(refusal) => write!(formatter, "dropped: {refusal}"),
            Self::Weak => formatter.write_str("dropped: RSA key below 2048 bits"),
            Self::WrongSignature => formatter.write_str("dropped: no key of the lists signed it"),
            Self::NoParent => formatter.write_str("dropped: its issuer is not in the lists"),
        }
    }
}

/// A line for each certificate.
#[derive(Debug, Default)]
pub struct Report {
    /// Hash, name and decision of each certificate.
    pub lines: Vec<(String, String, Decision)>,
}

impl Report {
    /// Adds a certificate.
    pub(crate) fn add(&mut self, certificate: &Certificate, decision: Decision) {
        let line = (fingerprint(&certificate.bytes), certificate.subject.label(), decision);
        self.lines.push(line);
    }

    /// Adds what cannot be parsed.
    pub(crate) fn add_malformed(&mut self, bytes: &[u8]) {
        self.lines.push((fingerprint(bytes), "?".to_owned(), Decision::Malformed));
    }

    /// How many certificates have this decision.
    pub fn count(&self, wanted: Decision) -> usize {
        self.lines.iter().filter(|(_, _, decision)| *decision == wanted).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (hash, name, decision) in &self.lines {
            writeln!(formatter, "{hash} {decision}: {name}")?;
        }
        let taken = self.lines.iter().filter(|(_, _, decision)| decision.is_taken()).count();
        writeln!(formatter, "{taken} of {} certificates taken", self.lines.len())
    }
}
