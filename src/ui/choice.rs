//! The two equal choices.

use leptos::prelude::*;
use wire::DocumentSource;

use super::{icon::Icon, waits};
use crate::{flow::Event, kiosk::Kiosk, site::Waits, text::L10nLanguage};

/// A face check or an officer. They are twins: nothing sets one off from the other, neither is
/// chosen before, and neither asks a second question.
#[component]
pub fn Choices(
    /// What the face check is called here.
    face: fn(&L10nLanguage) -> String,
    /// What the officer is called here.
    officer: fn(&L10nLanguage) -> String,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let officer_first =
        Memo::new(move |_| kiosk.site.read().as_ref().is_some_and(|site| site.officer_first));
    let source = move || {
        let site = kiosk.site.read_untracked();
        site.as_ref().map_or(DocumentSource::Camera, |site| site.document_sources.first())
    };
    let cards = move || {
        let face = view! {
            <Choice
                icon="face"
                title=face
                detail=|words| words.notice_face_detail()
                wait=|waits| waits.face_minutes
                on:click=move |_| kiosk.send(Event::Agreed(source()))
            />
        };
        let officer = view! {
            <Choice
                icon="officer"
                title=officer
                detail=|words| words.notice_officer_detail()
                wait=|waits| waits.officer_minutes
                on:click=move |_| kiosk.send(Event::Declined)
            />
        };
        // Keys and voices come to them in the order in which they are seen.
        if officer_first.get() {
            view! { {officer} {face} }.into_any()
        } else {
            view! { {face} {officer} }.into_any()
        }
    };
    view! {
        <div class="choices">{cards}</div>
        <p class="age quiet">{move || waits::age(kiosk)}</p>
    }
}

#[component]
fn Choice(
    icon: &'static str,
    title: fn(&L10nLanguage) -> String,
    detail: fn(&L10nLanguage) -> String,
    wait: fn(&Waits) -> u16,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <button class="choice">
            <Icon name=icon/>
            <strong>{kiosk.say(title)}</strong>
            <span>{kiosk.say(detail)}</span>
            <span class="wait">{move || waits::minutes(kiosk, wait)}</span>
        </button>
    }
}
