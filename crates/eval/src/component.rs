//! The components of quality that error-versus-discard curves are drawn for.

use face::quality::Quality;

/// One figure of quality.
#[derive(Clone, Copy, Debug)]
pub struct Component {
    /// Its name in ISO/IEC 29794-5, or ours.
    pub name: &'static str,
    /// What it is measured in.
    pub unit: &'static str,
    /// The figure itself.
    pub figure: fn(&Quality) -> f64,
    /// How good it is: the more the better, whatever the unit.
    pub goodness: fn(&Quality) -> f64,
}

/// All that are measured. The last one is what frames are ranked and weighted by.
pub const ALL: [Component; 10] = [
    Component {
        name: "InterEyeDistance",
        unit: "px",
        figure: |it| it.inter_eye_distance,
        goodness: |it| it.inter_eye_distance,
    },
    Component {
        name: "HeadPoseYaw",
        unit: "degrees",
        figure: |it| it.head_pose.yaw,
        goodness: |it| -it.head_pose.yaw.abs(),
    },
    Component {
        name: "HeadPosePitch",
        unit: "degrees",
        figure: |it| it.head_pose.pitch,
        goodness: |it| -it.head_pose.pitch.abs(),
    },
    Component {
        name: "HeadPoseRoll",
        unit: "degrees",
        figure: |it| it.head_pose.roll,
        goodness: |it| -it.head_pose.roll.abs(),
    },
    Component {
        name: "Sharpness",
        unit: "share of contrast",
        figure: |it| it.sharpness,
        goodness: |it| it.sharpness,
    },
    Component {
        name: "UnderExposurePrevention",
        unit: "luminance of highlights",
        figure: |it| it.exposure.highlight,
        goodness: |it| it.exposure.highlight,
    },
    Component {
        name: "OverExposurePrevention",
        unit: "share that is white",
        figure: |it| it.exposure.clipped,
        goodness: |it| -it.exposure.clipped,
    },
    Component {
        name: "EyesOpen",
        unit: "gap / height of face",
        figure: |it| it.eyes_open,
        goodness: |it| it.eyes_open,
    },
    Component {
        name: "MouthClosed",
        unit: "gap / height of face",
        figure: |it| it.mouth_opening,
        goodness: |it| -it.mouth_opening,
    },
    Component { name: "rank", unit: "0 to 1", figure: Quality::rank, goodness: Quality::rank },
];
