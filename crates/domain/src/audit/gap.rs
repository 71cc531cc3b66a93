//! Signed gaps in the chain, which deleted rows leave.

use serde_json::json;

use super::chain::ChainHead;
use crate::signer::{Signer, is_marked};

/// A range of consecutive rows of the chain that were deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The position of the first row.
    pub first: i64,
    /// The head of the chain after the last row of the gap.
    pub end: ChainHead,
    /// The public key, in hexadecimal.
    pub signer: String,
    /// The signature of `first` and `end`, in hexadecimal.
    pub signature: String,
}

impl Gap {
    /// A gap with the signature of `signer`.
    pub fn signed(first: i64, end: ChainHead, signer: &Signer) -> Self {
        let (signer, signature) = signer.mark(&text(first, &end));
        Self { first, end, signer, signature }
    }

    /// Whether one of `trusted` has signed it.
    pub fn is_signed(&self, trusted: &[String]) -> bool {
        trusted.contains(&self.signer)
            && is_marked(&text(self.first, &self.end), &self.signer, &self.signature)
    }
}

fn text(first: i64, ChainHead { position, link }: &ChainHead) -> String {
    json!(["gangway-audit-gap", first, position, link]).to_string()
}

/// Merges rows that are being deleted into gaps: the position of the first row, and the head at the
/// end.
pub fn merge_ends(mut ends: Vec<ChainHead>) -> Vec<(i64, ChainHead)> {
    ends.sort_by_key(|end| end.position);
    let mut gaps = Vec::<(i64, ChainHead)>::new();
    for end in ends {
        match gaps.last_mut() {
            Some((_, last)) if last.position + 1 == end.position => *last = end,
            _ => gaps.push((end.position, end)),
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beside_each_other_are_one_gap() {
        let end = |position: i64| ChainHead { position, link: position.to_string() };
        let gaps = merge_ends([7, 2, 4, 3, 9].map(end).into());
        assert_eq!(gaps, [(2, end(4)), (7, end(7)), (9, end(9))]);
        assert_eq!(merge_ends(Vec::new()), []);
    }
}
