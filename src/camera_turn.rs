//! How the camera is mounted (upright or turned): the worker detects it, and it is stored for the next
//! traveller.

use protocol::CameraTurn;

use crate::local_storage::{read_item, write_item};

/// Name of the local storage item.
const KEY: &str = "gangway.camera_turn";

/// The turn that was detected before, or upright.
pub fn stored() -> CameraTurn {
    read_item(KEY).and_then(|text| json::read(&text)).unwrap_or_default()
}

/// Stores the detected turn.
pub fn store(turn: CameraTurn) {
    if let Ok(text) = serde_json::to_string(&turn) {
        write_item(KEY, &text);
    }
}
