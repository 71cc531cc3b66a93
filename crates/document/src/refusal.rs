//! Why a chip was not accepted, and what follows from it.

use crate::tlv::TlvError;
use const_oid::ObjectIdentifier;

/// Part of the conversation in which a chip answered with an unexpected status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Selecting the passport application.
    Select,
    /// BAC, ICAO 9303-11 section 4.3.
    Bac,
    /// PACE, ICAO 9303-11 section 4.4.
    Pace,
    /// Reading a file.
    File,
    /// Chip authentication, ICAO 9303-11 section 6.2.
    ChipAuthentication,
    /// Active authentication, ICAO 9303-11 section 6.1.
    ActiveAuthentication,
}

/// A fault of the certificates between the document and its state's authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainFault {
    /// The signer's certificate is not in the security object, or several could be it.
    NoSigner,
    /// The signer's certificate was not made by an authority that the trust list has for that country.
    Authority,
    /// A critical extension that this crate does not know.
    CriticalExtension,
    /// The key may not sign documents, or is too weak.
    KeyUsage,
    /// The signer belongs to another country than the document.
    Country,
    /// The document was signed outside the validity of the signer or of its authority.
    Validity,
}

/// Why a chip was not accepted. Holds no data of the document, so it is safe to log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No contact with the chip.
    #[error("the chip or its reader is gone")]
    Lost,
    /// An unexpected status word.
    #[error("status {status:04x} in {step:?}")]
    Status {
        /// What was asked.
        step: Step,
        /// The status word.
        status: u16,
    },
    /// A response that is not protected with the session's keys.
    #[error("a response fails its checksum")]
    Mac,
    /// The MRZ or CAN does not open this chip.
    #[error("the key does not open the chip")]
    WrongKey,
    /// A file or a response that does not follow the standard.
    #[error("malformed data")]
    Malformed,
    /// A file, picture or list above its limit.
    #[error("too much data")]
    TooLarge,
    /// The chip offers neither PACE nor BAC.
    #[error("no access protocol")]
    NoAccess,
    /// All variants of PACE that the chip offers are unknown.
    #[error("unknown access protocol")]
    UnknownAccess,
    /// An algorithm or a curve that this crate does not know.
    #[error("unknown algorithm {0}")]
    UnknownAlgorithm(ObjectIdentifier),
    /// The trust list has no authority of this document's country.
    #[error("no authority of that country")]
    NoAnchor,
    /// A data group differs from what was signed.
    #[error("data group {0} differs from its signed hash")]
    Hash(u8),
    /// The signature of the security object is wrong.
    #[error("wrong signature")]
    Signature,
    /// The signer's certificate is not acceptable.
    #[error("certificate path: {0:?}")]
    Chain(ChainFault),
    /// The authority revoked the signer's certificate.
    #[error("the signer is revoked")]
    Revoked,
    /// The chip hid an access protocol that its signed data announce.
    #[error("the chip offers less than its signed data say")]
    Downgrade,
    /// The chip did not prove what its signed data promise: it may be a copy.
    #[error("the chip does not prove that it is no copy")]
    Clone,
    /// The MRZ in the chip differs from the printed one by more than errors of reading.
    #[error("the printed page differs from the chip")]
    PageDiffers,
    /// The document's date of expiry has passed.
    #[error("the document has expired")]
    Expired,
}

/// What follows from a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalOutcome {
    /// The traveller lays the document on the reader again, at most three times.
    TryAgain,
    /// The portrait may be used as unverified, if the site allows that.
    Unverified,
    /// An officer, without a reason on the screen or in the message.
    Officer,
}

impl Refusal {
    /// What follows from it.
    pub fn outcome(self) -> RefusalOutcome {
        match self {
            Self::Lost | Self::Status { .. } | Self::Mac | Self::WrongKey => {
                RefusalOutcome::TryAgain
            }
            Self::NoAccess | Self::UnknownAccess | Self::UnknownAlgorithm(_) | Self::NoAnchor => {
                RefusalOutcome::Unverified
            }
            Self::Malformed
            | Self::TooLarge
            | Self::Hash(_)
            | Self::Signature
            | Self::Chain(_)
            | Self::Revoked
            | Self::Downgrade
            | Self::Clone
            | Self::PageDiffers
            | Self::Expired => RefusalOutcome::Officer,
        }
    }
}

impl From<TlvError> for Refusal {
    fn from(_: TlvError) -> Self {
        Self::Malformed
    }
}

/// The identifier in the contents of an OBJECT IDENTIFIER, as a refusal of an unknown algorithm.
pub(crate) fn unknown_algorithm(contents: &[u8]) -> Refusal {
    ObjectIdentifier::from_bytes(contents).map_or(Refusal::Malformed, Refusal::UnknownAlgorithm)
}
