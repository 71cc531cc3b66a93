//! The two equal choices.

use leptos::prelude::*;
use wire::{DocumentSource, Lane};

use super::{
    icon::Icon,
    localized::{localized, localized_with},
    waits,
};
use crate::{
    flow::{FaceLane, FlowEvent},
    kiosk::Kiosk,
    text::Sentence,
};

/// A face check or an officer, with the site's names for them. Both look alike, neither is preselected,
/// and neither asks a second question. The officer can be chosen at once; the face check, once the face
/// lane is known to be open.
#[component]
pub fn Choices(
    /// What the face check is called.
    face: Sentence,
    /// What the way to an officer is called.
    officer: Sentence,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    // The order in the document is the visible order, for keys and screen readers.
    let lanes = Memo::new(move |_| {
        let officer_first = kiosk.site.read().as_ref().is_some_and(|site| site.officer_first);
        if officer_first { [Lane::Officer, Lane::Face] } else { [Lane::Face, Lane::Officer] }
    });
    let title = move |lane| if lane == Lane::Face { face } else { officer };
    view! {
        <div class="choices">
            {move || lanes.get().map(|lane| view! { <Choice lane title=title(lane)/> })}
        </div>
        <p class="age quiet">{move || waits::age(kiosk)}</p>
    }
}

/// The card of one lane.
#[component]
fn Choice(
    /// Where it leads.
    lane: Lane,
    /// What it is called.
    title: Sentence,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let (icon, detail): (_, Sentence) = match lane {
        Lane::Face => ("face", |words| words.notice_face_detail()),
        Lane::Officer => ("officer", |words| words.notice_officer_detail()),
    };
    let is_closed = move || lane == Lane::Face && is_preparing(kiosk);
    let choose = move |_| match lane {
        Lane::Face => {
            let site = kiosk.site.read_untracked();
            let sources = site.as_ref().map(|site| site.document_sources.first());
            kiosk.send(FlowEvent::Agreed(sources.unwrap_or(DocumentSource::Camera)));
        }
        Lane::Officer => kiosk.send(FlowEvent::Declined),
    };
    let wait = localized_with(move |words| {
        if is_closed() { Some(words.one_moment()) } else { waits::minutes(kiosk, lane) }
    });
    view! {
        <button class="choice" disabled=is_closed on:click=choose>
            <Icon name=icon/>
            <strong>{localized(title)}</strong>
            <span>{localized(detail)}</span>
            <span class="wait">{wait}</span>
        </button>
    }
}

/// Whether the state of the face lane is still being checked, shortly after the page has loaded.
pub fn is_preparing(kiosk: Kiosk) -> bool {
    kiosk.flow.read().face_lane == FaceLane::Preparing
}
