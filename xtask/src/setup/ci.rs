//! Whether a person waits for the set-up.

/// Whether this runs in CI, where no user would read that a step was skipped.
pub(super) fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty())
}
