//! How the camera is mounted: the worker finds it out, and it is kept for the next traveller.

use leptos::prelude::*;

use super::Kiosk;
use crate::{
    json,
    keep::{keep, kept},
    vision::protocol::CameraTurn,
};

/// Where it is kept.
const KEY: &str = "gangway.camera_turn";

/// As it was found out before, or upright.
pub(super) fn known() -> CameraTurn {
    kept(KEY).and_then(|text| json::read(&text)).unwrap_or_default()
}

impl Kiosk {
    /// From now on the picture is shown, and looked at, turned like this. Staff are told.
    pub(super) fn turn_camera(self, turn: CameraTurn) {
        self.camera_turn.set(turn);
        if let Ok(text) = serde_json::to_string(&turn) {
            keep(KEY, &text);
        }
    }
}
