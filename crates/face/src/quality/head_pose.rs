//! Head pose: the direction of a head.

use crate::landmarks::{Mesh, Spot};

/// Where a head looks, in degrees, -90 to 90 (roll: -180 to 180), roughly: good enough to ask for
/// a frontal face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadPose {
    /// Positive when the left cheek, the subject's, is further away than the right one.
    pub yaw: f64,
    /// Positive when the chin is further away than it is when the head is level.
    pub pitch: f64,
    /// Positive when the left eye, the subject's, is lower than the right one.
    pub roll: f64,
}

/// The slant from forehead to chin of a level head, in degrees: the median of 169 faces of LFW.
const LEVEL: f64 = 6.0;

/// Reads the pose from the depths of the mesh's rim, and from the line between the eyes.
pub(super) fn head_pose(mesh: &Mesh) -> HeadPose {
    let [right, left] = mesh.edges();
    let [forehead, chin] = mesh.ends();
    let eyes = mesh.left_eye() - mesh.right_eye();
    HeadPose {
        yaw: slant(right, left),
        pitch: slant(forehead, chin) - LEVEL,
        roll: eyes.y.atan2(eyes.x).to_degrees(),
    }
}

/// By how many degrees the line from `from` to `to` leads away from the camera.
fn slant(from: Spot, to: Spot) -> f64 {
    (to.depth - from.depth).atan2(from.place.distance(to.place)).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Point;

    #[test]
    fn a_line_that_leads_away_as_much_as_across_slants_by_45_degrees() {
        let spot = |x, depth| Spot { place: Point { x, y: 0.0 }, depth };
        assert_eq!(slant(spot(0.0, 0.0), spot(10.0, 0.0)), 0.0);
        assert!((slant(spot(0.0, -5.0), spot(10.0, 5.0)) - 45.0).abs() < 1e-9);
        assert!((slant(spot(0.0, 5.0), spot(10.0, -5.0)) + 45.0).abs() < 1e-9);
    }
}
