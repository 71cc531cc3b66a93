//! The notice while the face lane is closed: the officer lane is open.

use leptos::prelude::*;

use super::{
    element::{El, el, p},
    icon::icon,
    title::title,
};
use crate::{
    flow::{Closure, FlowEvent},
    kiosk::Kiosk,
    text::Sentence,
};

/// Leads to an officer, and tells staff why the face lane is closed.
pub fn closed(closure: Closure) -> El {
    let kiosk: Kiosk = expect_context();
    let officer = el("button")
        .class("action")
        .on_click(move || kiosk.dispatch(FlowEvent::Declined))
        .with(icon("officer"))
        .say(|words| words.officer());
    let staff = p(|words| words.closed_staff()).class("staff quiet").text(" ");
    let fault = el("p").class("fault quiet silent").set("lang", "en").set("dir", "ltr");
    el("section")
        .class("closed")
        .with(icon("officer"))
        .with(title(|words| words.closed_title()))
        .with(p(|words| words.closed_text()))
        .with(el("div").class("actions").with(officer))
        .with(staff.say(reason(closure)))
        .with(fault.read(move || kiosk.fault.get()))
}

/// A closure in words, for staff.
pub fn reason(closure: Closure) -> Sentence {
    match closure {
        Closure::Settings => |words| words.closed_settings(),
        Closure::NoticeExpired => |words| words.closed_notice_expired(),
        Closure::NoSimd => |words| words.closed_no_simd(),
        Closure::Model => |words| words.closed_model(),
        Closure::Uncalibrated => |words| words.closed_uncalibrated(),
        Closure::Worker => |words| words.closed_worker(),
        Closure::CameraAbsent => |words| words.closed_camera_absent(),
        Closure::CameraRefused => |words| words.closed_camera_refused(),
        Closure::CameraBlocked => |words| words.closed_camera_blocked(),
        Closure::CameraBusy => |words| words.closed_camera_busy(),
        Closure::CameraSilent => |words| words.closed_camera_silent(),
        Closure::Revoked => |words| words.closed_revoked(),
    }
}
