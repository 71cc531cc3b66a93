//! Deletes records after their retention time, and signs the counts of deletions.
//!
//! `docs/retention.md` describes it for operators.

mod command;
mod policy;
mod sweeper;
mod trace;

pub use command::RetentionCommand;
pub use policy::{Hours, Retention};
pub use sweeper::Sweeper;
pub use trace::{Deletion, Signer};

pub(crate) use policy::kept;
pub(crate) use trace::{NOTHING, is_marked};
