//! Head pose: yaw, pitch and roll.

use crate::landmarks::{Mesh, SpatialPoint};

/// Approximate pose of a head in degrees, -90 to 90 (roll: -180 to 180): accurate enough to ask for a
/// frontal face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadPose {
    /// Positive if the subject's left cheek is further away than the right one.
    pub yaw: f64,
    /// Positive if the chin is further away than with a level head.
    pub pitch: f64,
    /// Positive if the subject's left eye is lower than the right one.
    pub roll: f64,
}

/// The slope from forehead to chin of a level head, in degrees: the median of 169 faces of LFW.
const LEVEL_PITCH: f64 = 6.0;

/// Estimates the pose from the depths at the outline of the face and from the line of the eyes.
pub(super) fn head_pose(mesh: &Mesh) -> HeadPose {
    let [right, left] = mesh.edges();
    let [forehead, chin] = mesh.forehead_and_chin();
    let eyes = mesh.left_eye() - mesh.right_eye();
    HeadPose {
        yaw: slope_degrees(right, left),
        pitch: slope_degrees(forehead, chin) - LEVEL_PITCH,
        roll: eyes.y.atan2(eyes.x).to_degrees(),
    }
}

/// The angle between the line from `from` to `to` and the image plane, in degrees; positive away
/// from the camera.
fn slope_degrees(from: SpatialPoint, to: SpatialPoint) -> f64 {
    (to.depth - from.depth).atan2(from.point.distance(to.point)).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Point;

    #[test]
    fn a_line_with_equal_depth_and_width_has_a_slope_of_45_degrees() {
        let spot = |x, depth| SpatialPoint { point: Point { x, y: 0.0 }, depth };
        assert_eq!(slope_degrees(spot(0.0, 0.0), spot(10.0, 0.0)), 0.0);
        assert!((slope_degrees(spot(0.0, -5.0), spot(10.0, 5.0)) - 45.0).abs() < 1e-9);
        assert!((slope_degrees(spot(0.0, 5.0), spot(10.0, -5.0)) + 45.0).abs() < 1e-9);
    }
}
