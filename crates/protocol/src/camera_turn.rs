//! How the camera is mounted.

use serde::{Deserialize, Serialize};

/// By how much the camera's picture has to be turned, clockwise, to be upright: how the camera is
/// mounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CameraTurn {
    /// It is upright.
    #[default]
    None,
    /// By 180 degrees: the camera is upside down.
    Half,
    /// By 90 degrees, clockwise: the camera lies on its side.
    Right,
    /// By 90 degrees, anticlockwise.
    Left,
}
