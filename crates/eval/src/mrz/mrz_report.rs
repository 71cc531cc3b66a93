//! The result of a measurement of zones.

/// A table for the terminal, and everything for a file.
pub(super) struct MrzReport {
    pub(super) table: String,
    pub(super) json: serde_json::Value,
}
