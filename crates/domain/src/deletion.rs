//! Signed counts of deletions, in a hash chain.

use jiff::Timestamp;

use crate::{
    digest,
    signer::{Signer, is_marked},
};

/// The previous hash of the first row.
pub const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A signed count of deleted records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// Counts from 1, without a gap.
    pub number: u64,
    /// When they were deleted.
    pub at: Timestamp,
    /// The site of the records.
    pub site: String,
    /// The class of the records.
    pub class: String,
    /// How many records were deleted.
    pub deleted: u64,
    /// The [hash](Deletion::hash) of the row before.
    pub previous: String,
    /// The public key, in hexadecimal.
    pub signer: String,
    /// The signature of all fields above except for the key, in hexadecimal.
    pub signature: String,
}

impl Deletion {
    /// The same with the signature of `signer`.
    pub fn signed(mut self, signer: &Signer) -> Self {
        (self.signer, self.signature) = signer.mark(&self.text());
        self
    }

    /// The signed text: a JSON array, which is unambiguous.
    fn text(&self) -> String {
        let Self { number, at, site, class, deleted, previous, .. } = self;
        let at = at.as_millisecond();
        serde_json::json!(["gangway-deletion", number, at, site, class, deleted, previous])
            .to_string()
    }

    /// The hash that the next row refers to.
    pub fn hash(&self) -> String {
        digest::sha256_hex(format!("{}{}", self.text(), self.signature).as_bytes())
    }

    /// Whether this row follows `before`, and one of `trusted` has signed it.
    pub fn follows(&self, before: Option<&Self>, trusted: &[String]) -> bool {
        let (number, previous) = match before {
            Some(before) => (before.number + 1, before.hash()),
            None => (1, NOTHING.into()),
        };
        self.number == number
            && self.previous == previous
            && trusted.contains(&self.signer)
            && is_marked(&self.text(), &self.signer, &self.signature)
    }
}
