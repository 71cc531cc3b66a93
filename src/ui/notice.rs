//! The notice, with the two equal choices.

use leptos::prelude::*;

use super::{
    choice::{Choices, is_preparing},
    closed::ClosedScreen,
    icon::Icon,
    localized::{localized, localized_with},
    title::Title,
};
use crate::{
    flow::{FaceLane, FlowEvent, Panel},
    kiosk::Kiosk,
    text::Sentence,
};

/// Tells the traveller that the face check is a choice, or that it is closed now.
#[component]
pub fn NoticeScreen() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let closure = move || match kiosk.flow.read().face_lane {
        FaceLane::Preparing | FaceLane::Open => None,
        FaceLane::Closed(closure) => Some(closure),
    };
    view! {
        // Keyed, so that another reason is another screen, whose heading takes the focus.
        <For each=move || [closure()] key=|closure| *closure let(closure)>
            {match closure {
                None => view! { <Offer/> }.into_any(),
                Some(closure) => view! { <ClosedScreen closure/> }.into_any(),
            }}
        </For>
    }
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
                <More panel=Panel::Privacy icon="info" text=|words| words.notice_more()/>
                <More panel=Panel::Guardian icon="child" text=|words| words.notice_guardian()/>
            </div>
            <p class="quiet">{localized(|words| words.notice_child())}</p>
            <p class="version quiet">{version}</p>
        </section>
    }
}

/// A button that opens a panel with further information.
#[component]
fn More(
    /// The panel.
    panel: Panel,
    /// The picture on the button.
    icon: &'static str,
    /// What the button says.
    text: Sentence,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <button
            class="plain"
            data-opens=panel.name()
            on:click=move |_| kiosk.send(FlowEvent::PanelOpened(panel))
        >
            <Icon name=icon/>
            {localized(text)}
        </button>
    }
}

/// The notice in a sign language, where the site has a video of it.
#[component]
fn SignLanguage() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let file = move || {
        let site = kiosk.site.read();
        let file = site.as_ref()?.sign_language.get(kiosk.language.get().tag())?;
        Some(file.to_string())
    };
    view! {
        <For each=file key=String::clone let(file)>
            <video class="signer" src=file controls playsinline></video>
        </For>
    }
}
