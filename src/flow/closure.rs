//! Why no faces can be compared.

use wire::FaceLane;

/// Why the face lane is closed. The officer lane never is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Closure {
    /// The site's settings are missing or wrong.
    Settings,
    /// The notice is not yet, or no longer, in effect.
    NoticeExpired,
    /// The browser lacks wasm SIMD.
    NoSimd,
    /// A model or the worker's program is missing, or not the one that was built.
    Model,
    /// The recogniser has no measured threshold, or none for the false match rate that the site
    /// asks for.
    Uncalibrated,
    /// The worker does not start.
    Worker,
    /// There is no camera.
    CameraAbsent,
    /// The browser may not use the camera.
    CameraRefused,
    /// The operating system does not let the browser use the camera.
    CameraBlocked,
    /// The camera does not start: something else uses it, or it is broken.
    CameraBusy,
    /// The camera gives no frame that shows anything.
    CameraSilent,
    /// The server has revoked this kiosk and would refuse its verdict.
    Revoked,
}

impl Closure {
    /// What the desk is told of it, if it can be: without settings, or revoked, a kiosk tells nothing.
    pub fn told(self) -> Option<FaceLane> {
        Some(match self {
            Self::Settings | Self::Revoked => return None,
            Self::NoticeExpired => FaceLane::NoticeExpired,
            Self::NoSimd => FaceLane::NoSimd,
            Self::Model => FaceLane::Model,
            Self::Uncalibrated => FaceLane::Uncalibrated,
            Self::Worker => FaceLane::Worker,
            Self::CameraAbsent => FaceLane::CameraAbsent,
            Self::CameraRefused => FaceLane::CameraRefused,
            Self::CameraBlocked => FaceLane::CameraBlocked,
            Self::CameraBusy => FaceLane::CameraBusy,
            Self::CameraSilent => FaceLane::CameraSilent,
        })
    }
}
