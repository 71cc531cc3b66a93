//! The printed ticket. It is in the last screen, and only paper shows it (`public/print.css`).

use leptos::prelude::*;
use site::Print;
use wire::Receipt;

use super::{
    code::code,
    element::{View, el, p},
    icon::icon,
};
use crate::{kiosk::Kiosk, print};

/// Number, place and receipt in the traveller's language, as soon as the message has them. Nothing where
/// the site does not print.
pub fn slip(is_match: bool) -> View {
    let kiosk: Kiosk = expect_context();
    let site = kiosk.site.read();
    let Some(site) = site.as_ref().filter(|site| site.print != Print::Off) else { return vec![] };
    let sent = kiosk.sent.read();
    let (Some((number, ticket)), Some(message)) = (kiosk.ticket.get(), sent.last()) else {
        return vec![];
    };
    let receipt = Receipt::of(message);
    let place = if is_match { &site.places.face } else { &site.places.officer };
    let place = place.to_string();
    let follow = site.follow.as_deref();
    let slip = el("aside")
        .class("slip silent")
        .set("aria-hidden", "true")
        .with(el("p").with(el("bdi").text(&site.site)))
        .with(p(|words| words.done_ticket()))
        .with(el("p").class("number").set("dir", "ltr").text(&ticket.at(number)))
        .with(el("p").class("place").tell(move |words| Some(words.done_place(&place))))
        .with_all(code(&receipt, follow))
        .with(el("p").class("receipt").set("dir", "ltr").text(&receipt.to_string()))
        .with_all(follow.map(|_| p(|words| words.sent_follow())))
        .with(p(|words| words.print_keep()));
    vec![slip]
}

/// The button that prints it, where the site offers that.
pub fn button() -> View {
    let kiosk: Kiosk = expect_context();
    let is_offered = kiosk.site.read().as_ref().is_some_and(|site| site.print == Print::Offer);
    let button = || {
        el("button")
            .class("plain print")
            // There is nothing to print before the ticket has its number.
            .flag("disabled", move || kiosk.sent.read().is_empty())
            .on_click(print::print_ticket)
            .with(icon("sent"))
            .say(|words| words.print_ticket())
    };
    is_offered.then(button).into_iter().collect()
}
