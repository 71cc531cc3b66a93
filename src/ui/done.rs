//! The last screen, of either lane: where to go, and the ticket number.

use leptos::prelude::*;
use wire::Lane;

use super::{
    button::EventButton,
    icon::Icon,
    localized::{localized, localized_with},
    title::Title,
    waits,
};
use crate::{
    flow::{Done, FlowEvent, Panel},
    kiosk::{Kiosk, Picture},
    text::Sentence,
};

/// The last screen. Both lanes look alike, so that an officer does not appear as a failure.
#[component]
pub fn DoneScreen(
    /// How the check ended.
    done: Done,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let lane = if matches!(done, Done::Match(_)) { Lane::Face } else { Lane::Officer };
    let (name, heading): (_, Sentence) = match lane {
        Lane::Face => ("match", |words| words.done_match_title()),
        Lane::Officer => ("officer", |words| words.done_officer_title()),
    };
    let picture = localized_with(move |words| match kiosk.picture.get() {
        Picture::NotTaken => Some(words.done_not_taken()),
        Picture::Held => None,
        Picture::Erased => Some(words.done_erased()),
        Picture::NotKept => Some(words.done_not_kept()),
    });
    let complaints = localized_with(move |words| {
        let site = kiosk.site.read();
        site.as_ref().map(|site| words.done_complain(&*site.complaints))
    });
    view! {
        <section class="done">
            <Icon name/>
            <Title text=heading/>
            {reason(done).map(|reason| view! { <p>{localized(reason)}</p> })}
            <Pass lane/>
            <p>{picture}</p>
            <p class="quiet complain">{complaints}</p>
            <Actions/>
        </section>
    }
}

/// Where to go, with which number, and how long it usually takes.
#[component]
fn Pass(
    /// The lane of the traveller.
    lane: Lane,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let place = localized_with(move |words| {
        let site = kiosk.site.read();
        let places = &site.as_ref()?.places;
        Some(words.done_place(match lane {
            Lane::Face => &*places.face,
            Lane::Officer => &*places.officer,
        }))
    });
    let number =
        localized_with(move |_| kiosk.ticket.get().map(|(kiosk, ticket)| ticket.at(kiosk)));
    view! {
        <div class="pass">
            <p class="place">{place}</p>
            <Show when=move || kiosk.ticket.read().is_some()>
                <p class="ticket">
                    <span>{localized(|words| words.done_ticket())}</span>
                    <strong>{number}</strong>
                </p>
            </Show>
            <p class="wait">
                {move || waits::minutes(kiosk, lane)}
                " "
                <span class="quiet">{move || waits::age(kiosk)}</span>
            </p>
        </div>
    }
}

/// The buttons to what was sent, and to the end.
#[component]
fn Actions() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    // The message cannot be shown until the ticket has its number.
    let is_pending = Signal::derive(move || kiosk.sent.read().is_empty());
    view! {
        <div class="actions">
            <EventButton
                event=FlowEvent::PanelOpened(Panel::Sent)
                class="plain what"
                icon="sent"
                disabled=is_pending
            >
                {localized(|words| words.done_sent())}
            </EventButton>
            <EventButton event=FlowEvent::Left class="action">
                {localized(|words| words.done_leave())}
            </EventButton>
        </div>
    }
}

fn reason(done: Done) -> Option<Sentence> {
    match done {
        Done::Match(_) => None,
        Done::NoMatch(_) => Some(|words| words.done_no_match()),
        Done::Declined => Some(|words| words.done_declined()),
        Done::TimedOut => Some(|words| words.done_timed_out()),
        Done::Broken => Some(|words| words.done_broken()),
    }
}
