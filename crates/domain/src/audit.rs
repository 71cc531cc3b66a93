//! The audit as a hash chain: each row holds the hash of everything before it.
//!
//! Changing or removing a row breaks the chain there. Rows that the retention rules delete leave a
//! signed gap. An attacker with write access to the database can compute a whole new chain; an
//! operator detects that by comparing the head with one that was noted elsewhere before.

mod chain;
mod entry;
mod gap;

pub use chain::{AuditRow, ChainHead};
pub use entry::{Actor, AuditAction, AuditEntry, AuditSubject};
pub use gap::{Gap, merge_ends};
