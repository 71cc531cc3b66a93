//! The similarities of one scene.

use super::recapture::{FRAMES, Scene};
use crate::templates::Similarity;

/// The similarities of one scene.
pub(crate) struct SceneResult {
    pub(super) scene: Scene,
    /// The frames of each photo, `None` for a frame that the kiosk rejects.
    pub(super) attempts: Vec<[Option<Similarity>; FRAMES]>,
}
