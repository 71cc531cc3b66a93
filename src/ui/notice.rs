//! The notice, with the two equal choices.

use leptos::prelude::*;

use super::{closed::Closed, icon::Icon, title::Title};
use crate::{
    flow::{Event, FaceLane},
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
        FaceLane::Open => view! { <Choices/> }.into_any(),
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

/// The two choices and all that one may want to know first.
#[component]
fn Choices() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let officer_first = move || kiosk.site.read().as_ref().is_some_and(|site| site.officer_first);
    view! {
        <section class="notice">
            <Title text=|words| words.notice_title()/>
            <p>{kiosk.say(|words| words.notice_text())}</p>
            <div class="choices" class:officer-first=officer_first>
                <Choice
                    icon="face"
                    title=|words| words.notice_face()
                    detail=|words| words.notice_face_detail()
                    event=Event::Agreed
                />
                <Choice
                    icon="officer"
                    title=|words| words.notice_officer()
                    detail=|words| words.notice_officer_detail()
                    event=Event::Declined
                />
            </div>
            <p class="quiet">{kiosk.say(|words| words.notice_honest())}</p>
            <More/>
        </section>
    }
}

/// One of the two choices. They are twins: nothing sets one off from the other, and neither
/// asks a second question.
#[component]
fn Choice(
    icon: &'static str,
    title: fn(&L10nLanguage) -> String,
    detail: fn(&L10nLanguage) -> String,
    event: Event,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <button class="choice" on:click=move |_| kiosk.send(event)>
            <Icon name=icon/>
            <strong>{kiosk.say(title)}</strong>
            <span>{kiosk.say(detail)}</span>
        </button>
    }
}

/// What happens to the picture, one touch away.
#[component]
fn More() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let version = move || {
        let words = kiosk.words.read();
        let site = kiosk.site.read();
        let notice = site.as_ref().map(|site| &site.notice);
        notice.map(|notice| words.notice_version(notice.version, notice.effective.to_string()))
    };
    view! {
        <details>
            <summary>{kiosk.say(|words| words.notice_more())}</summary>
            <ul>
                <li>{kiosk.say(|words| words.notice_more_camera())}</li>
                <li>{kiosk.say(|words| words.notice_more_kiosk())}</li>
                <li>{kiosk.say(|words| words.notice_more_erased())}</li>
                <li>{kiosk.say(|words| words.notice_more_sent())}</li>
            </ul>
            <p class="quiet">{version}</p>
        </details>
    }
}
