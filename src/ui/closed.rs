//! The notice while the face lane is closed: the officer lane is open.

use leptos::prelude::*;

use super::{button::EventButton, icon::Icon, localized::localized, title::Title};
use crate::{
    flow::{Closure, FlowEvent},
    kiosk::Kiosk,
    text::Sentence,
};

/// Leads to an officer, and tells staff why the face lane is closed.
#[component]
pub fn ClosedScreen(
    /// Why it is closed.
    closure: Closure,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <section class="closed">
            <Icon name="officer"/>
            <Title text=|words| words.closed_title()/>
            <p>{localized(|words| words.closed_text())}</p>
            <div class="actions">
                <EventButton event=FlowEvent::Declined class="action" icon="officer">
                    {localized(|words| words.officer())}
                </EventButton>
            </div>
            <p class="staff quiet">
                {localized(|words| words.closed_staff())}
                " "
                {localized(reason(closure))}
            </p>
            <p class="fault quiet silent" lang="en" dir="ltr">{kiosk.fault}</p>
        </section>
    }
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
