//! The banner about kiosks that cannot compare faces, as HTML.

use domain::ClosedLane;
use maud::{Markup, html};
use wire::FaceLane;

use super::time::time;

/// The banner on every desk of a site while a face lane is closed.
pub(super) fn banner(lanes: &[ClosedLane]) -> Markup {
    html! {
        @for lane in lanes {
            p.banner {
                "The face lane of kiosk " (lane.kiosk)
                @if !lane.site.is_empty() { " (" (lane.site) ")" }
                " is closed, since " (time(lane.reported)) ": " (reason(lane.why))
            }
        }
    }
}

/// The state of a face lane in words.
pub(super) fn reason(lane: FaceLane) -> &'static str {
    match lane {
        FaceLane::Open => "it is open.",
        FaceLane::NoticeExpired => "its notice is not in effect.",
        FaceLane::NoSimd => "its browser is too old.",
        FaceLane::Model => "a face model or its program is missing or has been changed.",
        FaceLane::Uncalibrated => "its face model was not measured at the rate in the settings.",
        FaceLane::Worker => "the face check does not start.",
        FaceLane::CameraAbsent => "no camera is connected.",
        FaceLane::CameraRefused => "its browser may not use the camera.",
        FaceLane::CameraBlocked => "its operating system does not let the browser use the camera.",
        FaceLane::CameraBusy => {
            "its camera does not start: something else uses it, or it is broken."
        }
        FaceLane::CameraSilent => "its camera shows nothing: it is covered, dark or broken.",
    }
}
