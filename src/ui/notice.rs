//! The notice, with the two equal choices.

use leptos::prelude::*;

use super::{choice::Choices, closed::Closed, icon::Icon, title::Title};
use crate::{
    flow::{Event, FaceLane, Panel},
    kiosk::Kiosk,
    text::L10nLanguage,
};

/// Tells the traveller that the face check is a choice, or that it is closed now.
#[component]
pub fn Notice() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let lane = Memo::new(move |_| kiosk.flow.read().face_lane);
    move || match lane.get() {
        FaceLane::Preparing => view! { <Wait/> }.into_any(),
        FaceLane::Open => view! { <Offer/> }.into_any(),
        FaceLane::Closed(closure) => view! { <Closed closure/> }.into_any(),
    }
}

/// A moment only, after the page was loaded: whether the face lane is open is not known yet.
#[component]
fn Wait() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <section class="notice" aria-busy="true">
            <Title text=|words| words.notice_title()/>
            <p>{kiosk.say(|words| words.one_moment())}</p>
        </section>
    }
}

/// The two choices, and the ways to all that one may want to know first.
#[component]
fn Offer() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let version = move || {
        let (words, site) = (kiosk.words.read(), kiosk.site.read());
        let notice = &site.as_ref()?.notice;
        Some(words.notice_version(notice.version, notice.effective.to_string()))
    };
    view! {
        <section class="notice">
            <Title text=|words| words.notice_title()/>
            <p>{kiosk.say(|words| words.notice_text())}</p>
            <SignLanguage/>
            <Choices face=|words| words.notice_face() officer=|words| words.notice_officer()/>
            <p>{kiosk.say(|words| words.notice_honest())}</p>
            <div class="actions">
                <More panel=Panel::Privacy icon="info" text=|words| words.notice_more()/>
                <More panel=Panel::Guardian icon="child" text=|words| words.notice_guardian()/>
            </div>
            <p class="quiet">{kiosk.say(|words| words.notice_child())}</p>
            <p class="version quiet">{version}</p>
        </section>
    }
}

#[component]
fn More(panel: Panel, icon: &'static str, text: fn(&L10nLanguage) -> String) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <button
            class="plain"
            data-opens=panel.name()
            on:click=move |_| kiosk.send(Event::PanelOpened(panel))
        >
            <Icon name=icon/>
            {kiosk.say(text)}
        </button>
    }
}

/// The notice in a sign language, where the site has a video of it.
#[component]
fn SignLanguage() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    move || {
        let site = kiosk.site.read();
        let file = site.as_ref()?.sign_language.get(&*kiosk.language.get())?.to_string();
        Some(view! { <video class="signer" src=file controls=true playsinline=true></video> })
    }
}
