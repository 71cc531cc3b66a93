//! The notice, with the two equal choices.

use leptos::prelude::*;

use super::{
    button::EventButton,
    choice::{Choices, is_preparing},
    closed::ClosedScreen,
    localized::{localized, localized_with},
    renewed::renewed,
    title::Title,
};
use crate::{
    flow::{FaceLane, FlowEvent, Panel},
    kiosk::Kiosk,
};

/// Tells the traveller that the face check is a choice, or that it is closed now.
#[component]
pub fn NoticeScreen() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let closure = Memo::new(move |_| match kiosk.flow.read().face_lane {
        FaceLane::Preparing | FaceLane::Open => None,
        FaceLane::Closed(closure) => Some(closure),
    });
    renewed(move || match closure.get() {
        None => view! { <Offer/> }.into_any(),
        Some(closure) => view! { <ClosedScreen closure/> }.into_any(),
    })
}

/// The two choices, and links to further information.
#[component]
fn Offer() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let version = localized_with(move |words| {
        let site = kiosk.site.read();
        let notice = &site.as_ref()?.notice;
        Some(words.notice_version(notice.version, notice.effective.to_string()))
    });
    view! {
        <section class="notice" aria-busy=move || is_preparing(kiosk).then_some("true")>
            <Title text=|words| words.notice_title()/>
            <p>{localized(|words| words.notice_text())}</p>
            <SignLanguage/>
            <Choices face=|words| words.notice_face() officer=|words| words.notice_officer()/>
            <p>{localized(|words| words.notice_honest())}</p>
            <div class="actions">
                <EventButton
                    event=FlowEvent::PanelOpened(Panel::Privacy)
                    class="plain"
                    icon="info"
                >
                    {localized(|words| words.notice_more())}
                </EventButton>
                <EventButton
                    event=FlowEvent::PanelOpened(Panel::Guardian)
                    class="plain"
                    icon="child"
                >
                    {localized(|words| words.notice_guardian())}
                </EventButton>
            </div>
            <p class="quiet">{localized(|words| words.notice_child())}</p>
            <p class="version quiet">{version}</p>
        </section>
    }
}

/// The notice in a sign language, where the site has a video of it.
#[component]
fn SignLanguage() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    // A memo, so that the video goes on when the settings are loaded again.
    let file = Memo::new(move |_| {
        let site = kiosk.site.read();
        let file = site.as_ref()?.sign_language.get(kiosk.language.get().tag())?;
        Some(file.to_string())
    });
    move || Some(view! { <video class="signer" src=file.get()? controls playsinline></video> })
}
