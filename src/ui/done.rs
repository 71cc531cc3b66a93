//! The last screen, of either lane: where to go, and the ticket number.

use leptos::prelude::*;
use wire::Lane;

use super::{
    element::{El, View, el, p},
    icon::icon,
    slip,
    title::title,
    waits,
};
use crate::{
    flow::{Done, FlowEvent, Panel},
    kiosk::{Kiosk, Picture},
    text::Sentence,
};

/// The last screen. Both lanes look alike, so that an officer does not appear as a failure.
pub fn ending(done: Done) -> El {
    let kiosk: Kiosk = expect_context();
    let is_match = matches!(done, Done::Match(_));
    let (name, heading): (_, Sentence) = if is_match {
        ("match", |words| words.done_match_title())
    } else {
        ("officer", |words| words.done_officer_title())
    };
    let picture = el("p").tell(move |words| match kiosk.picture.get() {
        Picture::NotTaken => Some(words.done_not_taken()),
        Picture::Held => None,
        Picture::Erased => Some(words.done_erased()),
        Picture::NotKept => Some(words.done_not_kept()),
    });
    let complain = el("p").class("quiet complain").tell(move |words| {
        let site = kiosk.site.read();
        site.as_ref().map(|site| words.done_complain(&*site.complaints))
    });
    el("section")
        .class("done")
        .with(icon(name))
        .with(title(heading))
        .with_all(reason(done).map(p))
        .with(pass(is_match))
        .with(picture)
        .with(complain)
        .with(actions())
        .show(move || slip::slip(is_match))
}

/// Where to go, with which number, and how long it usually takes.
fn pass(is_match: bool) -> El {
    let kiosk: Kiosk = expect_context();
    let place = el("p").class("place").tell(move |words| {
        let site = kiosk.site.read();
        let places = &site.as_ref()?.places;
        Some(words.done_place(if is_match { &*places.face } else { &*places.officer }))
    });
    let lane = if is_match { Lane::Face } else { Lane::Officer };
    let wait = el("p").class("wait").read(move || waits::minutes(kiosk, lane));
    let age = el("span").class("quiet").read(move || waits::age(kiosk));
    el("div")
        .class("pass")
        .with(place)
        .show(move || ticket(kiosk).unwrap_or_default())
        .with(wait.text(" ").with(age))
}

fn ticket(kiosk: Kiosk) -> Option<View> {
    let (kiosk, ticket) = kiosk.ticket.get()?;
    let number = ticket.at(kiosk);
    let line = el("p")
        .class("ticket")
        .with(el("span").say(|words| words.done_ticket()))
        .with(el("strong").text(&number));
    Some(vec![line])
}

fn actions() -> El {
    let kiosk: Kiosk = expect_context();
    let what = el("button")
        .class("plain what")
        .set("data-opens", Panel::Sent.name())
        // The message cannot be shown until the ticket has its number.
        .flag("disabled", move || kiosk.sent.read().is_empty())
        .on_click(move || kiosk.dispatch(FlowEvent::PanelOpened(Panel::Sent)))
        .with(icon("sent"))
        .say(|words| words.done_sent());
    let printing = slip::button();
    let leave = el("button").class("action").on_click(move || kiosk.dispatch(FlowEvent::Left));
    let actions = el("div").class("actions").with(what).with_all(printing);
    actions.with(leave.say(|words| words.done_leave()))
}

fn reason(done: Done) -> Option<Sentence> {
    match done {
        Done::Match(_) => None,
        Done::NoMatch(_) | Done::Unconfirmed => Some(|words| words.done_no_match()),
        Done::Declined => Some(|words| words.done_declined()),
        Done::TimedOut => Some(|words| words.done_timed_out()),
        Done::Broken => Some(|words| words.done_broken()),
    }
}
