//! Stores each message once, and acknowledges it only when it is on disk.
//!
//! One set of statements for SQLite and PostgreSQL: numbers are `bigint`, words `text`. The store
//! knows no HTTP, no metrics and no desk: it reports what it does to an [`Observer`]. Each module
//! knows only those above it in this list.

mod database;
mod error;
mod observer;
mod private_file;
mod insert;
mod outbox;
mod pools;
mod queue;
mod listen;
mod publisher;
mod store;
mod row;
mod audit_chain;
mod audit;
mod doubts;
mod results;
mod conduct;
mod deliveries;
mod writer;
mod open;
mod tickets;
mod board;
mod groups;
mod calls;
mod keys;
mod kiosks;
mod enrolment;
mod settings_reports;
mod served;
mod users;
mod sessions;
mod browsers;
mod retention;
mod lease;
mod waits;
mod statistics;

pub use audit::AuditFilter;
pub use audit_chain::VerifiedAudit;
pub use database::Database;
pub use error::Error;
pub use insert::Insert;
pub use keys::KeyChangeOutcome;
pub use lease::LeaseHolder;
pub use observer::Observer;
pub use open::Migration;
pub use outbox::{Outbox, OutboxMessage};
pub use private_file::create_private_file;
pub use retention::{RETAINED_TABLES, RetainedTable};
pub use store::Store;
