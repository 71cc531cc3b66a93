//! The audit as a chain: each line names the hash of everything before it.
//!
//! Whoever changes a line, or takes one away, breaks the chain there. Lines that were deleted in
//! their time leave a signed gap. Whoever can write to the database can make a whole new chain:
//! that shows where its end was noted elsewhere before.

mod chain;
mod command;
mod entry;
mod gap;

pub(crate) use chain::AuditRow;
pub use command::AuditCommand;
pub use entry::{Actor, AuditAction, AuditEntry, AuditSubject};
pub(crate) use gap::{Gap, merged};

/// The end of the chain: the place of its last line, and the hash of everything up to there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChainHead {
    pub(crate) place: i64,
    pub(crate) link: String,
}
