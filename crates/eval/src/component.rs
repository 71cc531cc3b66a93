//! The quality components with error-versus-discard curves.

use face::quality::Quality;

/// One quality component.
#[derive(Clone, Copy, Debug)]
pub struct Component {
    /// Its name in ISO/IEC 29794-5, or ours.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The measured value.
    pub value: fn(&Quality) -> f64,
    /// A value that is higher for better quality.
    pub goodness: fn(&Quality) -> f64,
}

/// All measured components. The kiosk ranks and weights frames by the last one.
pub const ALL: [Component; 11] = [
    Component {
        name: "InterEyeDistance",
        unit: "px",
        value: |quality| quality.inter_eye_distance,
        goodness: |quality| quality.inter_eye_distance,
    },
    Component {
        name: "HeadPoseYaw",
        unit: "degrees",
        value: |quality| quality.head_pose.yaw,
        goodness: |quality| -quality.head_pose.yaw.abs(),
    },
    Component {
        name: "HeadPosePitch",
        unit: "degrees",
        value: |quality| quality.head_pose.pitch,
        goodness: |quality| -quality.head_pose.pitch.abs(),
    },
    Component {
        name: "HeadPoseRoll",
        unit: "degrees",
        value: |quality| quality.head_pose.roll,
        goodness: |quality| -quality.head_pose.roll.abs(),
    },
    Component {
        name: "Sharpness",
        unit: "share of contrast",
        value: |quality| quality.sharpness,
        goodness: |quality| quality.sharpness,
    },
    Component {
        name: "UnderExposurePrevention",
        unit: "luminance of highlights",
        value: |quality| quality.exposure.highlight,
        goodness: |quality| quality.exposure.highlight,
    },
    Component {
        name: "OverExposurePrevention",
        unit: "share that is white",
        value: |quality| quality.exposure.clipped,
        goodness: |quality| -quality.exposure.clipped,
    },
    Component {
        name: "Glare",
        unit: "share that is white in all channels",
        value: |quality| quality.glare,
        goodness: |quality| -quality.glare,
    },
    Component {
        name: "EyesOpen",
        unit: "gap / height of face",
        value: |quality| quality.eyes_open,
        goodness: |quality| quality.eyes_open,
    },
    Component {
        name: "MouthClosed",
        unit: "gap / height of face",
        value: |quality| quality.mouth_opening,
        goodness: |quality| -quality.mouth_opening,
    },
    Component { name: "rank", unit: "0 to 1", value: Quality::rank, goodness: Quality::rank },
];
