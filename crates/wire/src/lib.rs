//! All messages that may leave the kiosk.
//!
//! Data about a traveller that is not in this crate cannot reach the server. A kiosk sends a
//! [`ResultMessage`] or a [`HelpCall`], each with a [`Proof`] of its origin; after a time without a
//! network also a [`Backlog`], which declares the number of queued results; where there is never one,
//! people carry [`CarriedResults`] to the server. A traveller can keep a
//! [`Receipt`]. The crate depends only on serialisers and a hash: it has no type for a photo, an embedding or a
//! score.

mod id;
mod version;
mod document_source;
mod message;
mod page_source;
mod json;
mod field;
mod call;
mod receipt;
mod proof;
mod enrolment;
mod backlog;
mod carried;
mod chip_support;
mod settings;
mod clock;
mod taken;
mod waits;

pub use backlog::Backlog;
pub use call::HelpCall;
pub use carried::{CarriedResults, NotCarried};
pub use chip_support::{ChipSupport, TrustListInUse};
pub use clock::ClockError;
pub use document_source::DocumentSource;
pub use enrolment::{Code, Enrolled, Enrolment, KeyChange, NotACode};
pub use field::Field;
pub use id::{BuildId, KioskId, MessageId, ModelId, NotHex, SettingsId, TrustListId};
pub use message::{Comparison, End, Inconsistent, Lane, Outcome, Queued, ResultMessage, Ticket};
pub use page_source::PageSource;
pub use proof::{NotAProof, Proof, PublicKey, Signature};
pub use receipt::{NotAReceipt, Receipt, Seal};
pub use settings::{FaceLane, SettingsInUse, TargetFmr};
pub use taken::Taken;
pub use version::{ResultVersion, UnknownVersion, Version};
pub use waits::{Wait, Waits};

#[cfg(test)]
mod tests {
    #[test]
    fn the_crate_depends_on_serialisers_and_a_hash_alone() {
        let manifest = include_str!("../Cargo.toml");
        let (_, after) = manifest.split_once("[dependencies]\n").unwrap();
        let (dependencies, _) = after.split_once("\n\n").unwrap();
        let names = dependencies.lines().map(|line| line.split(['.', ' ']).next().unwrap());
        assert!(names.eq(["base16ct", "serde", "serde_json", "sha2"]));
        assert_eq!(manifest.matches("dependencies").count(), 1);
    }
}
