//! The components of quality that error-versus-discard curves are drawn for.

use face::quality::Quality;

/// One figure of quality.
#[derive(Clone, Copy, Debug)]
pub struct Component {
    /// Its name in ISO/IEC 29794-5, or ours.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The figure itself.
    pub figure: fn(&Quality) -> f64,
    /// How good it is: the more the better, whatever the unit.
    pub goodness: fn(&Quality) -> f64,
}

/// All measured components. Frames are ranked and weighted by the last one.
pub const ALL: [Component; 10] = [
    Component {
        name: "InterEyeDistance",
        unit: "px",
        figure: |quality| quality.inter_eye_distance,
        goodness: |quality| quality.inter_eye_distance,
    },
    Component {
        name: "HeadPoseYaw",
        unit: "degrees",
        figure: |quality| quality.head_pose.yaw,
        goodness: |quality| -quality.head_pose.yaw.abs(),
    },
    Component {
        name: "HeadPosePitch",
        unit: "degrees",
        figure: |quality| quality.head_pose.pitch,
        goodness: |quality| -quality.head_pose.pitch.abs(),
    },
    Component {
        name: "HeadPoseRoll",
        unit: "degrees",
        figure: |quality| quality.head_pose.roll,
        goodness: |quality| -quality.head_pose.roll.abs(),
    },
    Component {
        name: "Sharpness",
        unit: "share of contrast",
        figure: |quality| quality.sharpness,
        goodness: |quality| quality.sharpness,
    },
    Component {
        name: "UnderExposurePrevention",
        unit: "luminance of highlights",
        figure: |quality| quality.exposure.highlight,
        goodness: |quality| quality.exposure.highlight,
    },
    Component {
        name: "OverExposurePrevention",
        unit: "share that is white",
        figure: |quality| quality.exposure.clipped,
        goodness: |quality| -quality.exposure.clipped,
    },
    Component {
        name: "EyesOpen",
        unit: "gap / height of face",
        figure: |quality| quality.eyes_open,
        goodness: |quality| quality.eyes_open,
    },
    Component {
        name: "MouthClosed",
        unit: "gap / height of face",
        figure: |quality| quality.mouth_opening,
        goodness: |quality| -quality.mouth_opening,
    },
    Component { name: "rank", unit: "0 to 1", figure: Quality::rank, goodness: Quality::rank },
];
