//! How a comparison ends.

use std::panic::{self, AssertUnwindSafe};

/// How both sides decided.
pub enum Comparison {
    BothAccept,
    BothRefuse,
    /// They differ for this reason.
    Explained(&'static str),
    Unexplained(String),
}

impl Comparison {
    pub fn label(&self) -> &'static str {
        match self {
            Self::BothAccept => "both accept",
            Self::BothRefuse => "both refuse",
            Self::Explained(reason) => reason,
            Self::Unexplained(_) => "UNEXPLAINED",
        }
    }

    /// A reason, if there is one.
    pub fn of(reason: Option<&'static str>, difference: impl FnOnce() -> String) -> Self {
        reason.map_or_else(|| Self::Unexplained(difference()), Self::Explained)
    }
}

/// What dmrtd says; none if it panics.
pub fn caught<T>(judge: impl FnOnce() -> T) -> Option<T> {
    panic::catch_unwind(AssertUnwindSafe(judge)).ok()
}

pub const PANIC: &str = "dmrtd panics";
pub const BER: &str = "dmrtd reads only DER, the product BER as well";

/// True if all lengths are definite and as short as possible. False also for what is no TLV at all.
pub fn is_der(file: &[u8]) -> bool {
    document::tlv::to_definite_lengths(file).is_ok_and(|definite| definite == file)
}
