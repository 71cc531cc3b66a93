//! Whether an officer holds this device: part of its enrolment, and stored for every later start.

use crate::local_storage::{read_item, write_item};

/// Name of the local storage item.
const KEY: &str = "gangway.held";
/// What follows the code of a device that an officer holds.
const MARK: &str = "&held";

/// An enrolment code as typed or in the page's address, and whether it is for a device that an officer
/// holds.
pub fn split(typed: &str) -> (&str, bool) {
    typed.trim().strip_suffix(MARK).map_or((typed, false), |code| (code, true))
}

/// Whether the last accepted code was for a device that an officer holds.
pub fn stored() -> bool {
    read_item(KEY).is_some()
}

/// Stores it. Only an enrolment that the server has accepted changes it.
pub fn store(is_held: bool) {
    write_item(KEY, if is_held { "yes" } else { "" });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_held_only_if_the_mark_follows_its_code() {
        assert_eq!(split("ABCD-EFGH-JKMN&held"), ("ABCD-EFGH-JKMN", true));
        assert_eq!(split("ABCD-EFGH-JKMN"), ("ABCD-EFGH-JKMN", false));
        assert_eq!(split("&heldABCD"), ("&heldABCD", false));
    }
}
