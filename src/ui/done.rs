//! The last screen, of either lane: where to go, and the ticket number.

use leptos::prelude::*;

use super::{icon::Icon, title::Title, waits};
use crate::{
    flow::{Done, Event, Panel},
    kiosk::{Kiosk, Picture},
    text::L10nLanguage,
};

/// Sends the traveller on. Both lanes look alike: an officer is never a failure.
#[component]
pub fn Ending(
    /// How the check ended.
    done: Done,
) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let is_match = matches!(done, Done::Match(_));
    let title: fn(&L10nLanguage) -> String = if is_match {
        |words| words.done_match_title()
    } else {
        |words| words.done_officer_title()
    };
    let place = move || {
        let (words, site) = (kiosk.words.read(), kiosk.site.read());
        let places = &site.as_ref()?.places;
        Some(words.done_place(if is_match { &*places.face } else { &*places.officer }))
    };
    let ticket = move || {
        let (site, ticket) = (kiosk.site.read(), kiosk.ticket.get()?);
        let kiosk_number = site.as_ref()?.kiosk;
        Some(view! {
            <p class="ticket">
                <span>{kiosk.say(|words| words.done_ticket())}</span>
                <strong>{ticket.at(kiosk_number)}</strong>
            </p>
        })
    };
    let picture = move || {
        let words = kiosk.words.read();
        match kiosk.picture.get() {
            Picture::NotTaken => Some(words.done_not_taken()),
            Picture::Held => None,
            Picture::Erased => Some(words.done_erased()),
        }
    };
    let complain = move || {
        let (words, site) = (kiosk.words.read(), kiosk.site.read());
        site.as_ref().map(|site| words.done_complain(&*site.complaints))
    };
    let wait = move || {
        waits::minutes(kiosk, if is_match { |it| it.face_minutes } else { |it| it.officer_minutes })
    };
    let age = move || waits::age(kiosk);
    view! {
        <section class="done">
            <Icon name=if is_match { "match" } else { "officer" }/>
            <Title text=title/>
            {reason(done).map(|text| view! { <p>{kiosk.say(text)}</p> })}
            <div class="pass">
                <p class="place">{place}</p>
                {ticket}
                <p class="wait">{wait} " " <span class="quiet">{age}</span></p>
            </div>
            <p>{picture}</p>
            <p class="quiet complain">{complain}</p>
            <div class="actions">
                <button
                    class="plain what"
                    data-opens=Panel::Sent.name()
                    on:click=move |_| kiosk.send(Event::PanelOpened(Panel::Sent))
                >
                    <Icon name="sent"/>
                    {kiosk.say(|words| words.done_sent())}
                </button>
                <button class="action" on:click=move |_| kiosk.send(Event::Left)>
                    {kiosk.say(|words| words.done_leave())}
                </button>
            </div>
        </section>
    }
}

fn reason(done: Done) -> Option<fn(&L10nLanguage) -> String> {
    match done {
        Done::Match(_) => None,
        Done::NoMatch(_) => Some(|words| words.done_no_match()),
        Done::Declined => Some(|words| words.done_declined()),
        Done::TimedOut => Some(|words| words.done_timed_out()),
        Done::Broken => Some(|words| words.done_broken()),
    }
}
