//! How the camera is mounted (upright or turned): the worker detects it, and it is stored for the next
//! traveller.

use leptos::prelude::*;

use super::Kiosk;
use crate::{
    json,
    local_storage::{read_item, write_item},
    vision::protocol::CameraTurn,
};

/// Name of the local storage item.
const KEY: &str = "gangway.camera_turn";

/// The turn that was detected before, or upright.
pub(super) fn stored() -> CameraTurn {
    read_item(KEY).and_then(|text| json::read(&text)).unwrap_or_default()
}

impl Kiosk {
    /// Sets how the picture is turned, on the screen and in the worker. Staff see it in their panel.
    pub(super) fn turn_camera(self, turn: CameraTurn) {
        self.camera_turn.set(turn);
        if let Ok(text) = serde_json::to_string(&turn) {
            write_item(KEY, &text);
        }
    }
}
