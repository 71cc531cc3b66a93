//! The audit as a hash chain: each row holds the hash of everything before it.
//!
//! Changing or removing a row breaks the chain there. Rows that the retention rules delete leave a
//! signed gap. An attacker with write access to the database can compute a whole new chain; an
//! operator detects that by comparing the head with one that was noted elsewhere before.

mod chain;
mod command;
mod entry;
mod gap;

pub(crate) use chain::AuditRow;
pub use command::AuditCommand;
pub use entry::{Actor, AuditAction, AuditEntry, AuditSubject};
pub(crate) use gap::{Gap, merged};

/// The head of the chain: the position of its last row, and the hash of everything up to there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChainHead {
    pub(crate) position: i64,
    pub(crate) link: String,
}
