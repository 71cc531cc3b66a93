//! The notice while the face lane is closed: the officer lane is open.

use leptos::prelude::*;

use super::{icon::Icon, title::Title};
use crate::{
    flow::{Closure, Event},
    kiosk::Kiosk,
    text::L10nLanguage,
};

/// Leads to an officer, and tells staff why.
#[component]
pub fn Closed(
    /// Why the face lane is closed.
    closure: Closure,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <section class="closed">
            <Icon name="officer"/>
            <Title text=|words| words.closed_title()/>
            <p>{kiosk.say(|words| words.closed_text())}</p>
            <div class="actions">
                <button class="action" on:click=move |_| kiosk.send(Event::Declined)>
                    <Icon name="officer"/>
                    {kiosk.say(|words| words.officer())}
                </button>
            </div>
            <p class="staff quiet">
                {kiosk.say(|words| words.closed_staff())} " " {kiosk.say(reason(closure))}
            </p>
            <p class="fault quiet silent" lang="en" dir="ltr">{kiosk.fault}</p>
        </section>
    }
}

/// A closure in words, for staff.
pub fn reason(closure: Closure) -> fn(&L10nLanguage) -> String {
    match closure {
        Closure::Settings => |words| words.closed_settings(),
        Closure::NoticeExpired => |words| words.closed_notice_expired(),
        Closure::NoSimd => |words| words.closed_no_simd(),
        Closure::Model => |words| words.closed_model(),
        Closure::Uncalibrated => |words| words.closed_uncalibrated(),
        Closure::Worker => |words| words.closed_worker(),
        Closure::CameraAbsent => |words| words.closed_camera_absent(),
        Closure::CameraRefused => |words| words.closed_camera_refused(),
    }
}
