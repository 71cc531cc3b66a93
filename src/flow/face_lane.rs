//! Whether faces can be compared.

use super::closure::Closure;

/// Whether faces can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaceLane {
    /// That is being found out.
    Preparing,
    /// Yes.
    Open,
    /// No, and this is for staff.
    Closed(Closure),
}
