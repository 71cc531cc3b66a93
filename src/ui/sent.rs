//! What was sent: the exact message, the meaning of each field, and a receipt.

use leptos::prelude::*;
use wire::{Field, Receipt, ResultMessage};

use super::{
    code::code,
    element::{El, View, el, p, shown},
    title::panel_title,
};
use crate::{kiosk::Kiosk, text::Sentence};

/// The message that was sent or waits to be sent.
pub fn sent() -> View {
    let kiosk: Kiosk = expect_context();
    let waits = el("p")
        .set("role", "status")
        .tell(move |words| (kiosk.server.get().queue.waiting > 0).then(|| words.sent_waiting()));
    let call = move || {
        let call = kiosk.call.get()?.message?;
        Some(vec![p(|words| words.sent_calls()), letter(&call.to_json())])
    };
    vec![
        panel_title(|words| words.sent_title()),
        p(|words| words.sent_text()),
        waits,
        shown(move || kiosk.sent.read().iter().flat_map(|sent| message(kiosk, sent)).collect()),
        shown(move || call().unwrap_or_default()),
        p(|words| words.sent_nothing_else()),
    ]
}

/// The exact text of the message.
fn letter(json: &str) -> El {
    el("pre").class("message silent").set("dir", "ltr").text(json)
}

fn message(kiosk: Kiosk, message: &ResultMessage) -> View {
    let column = |text| el("th").set("scope", "col").say(text);
    let head = el("tr")
        .with(column(|words| words.sent_field()))
        .with(column(|words| words.sent_value()))
        .with(column(|words| words.sent_meaning()));
    let fields = el("table")
        .class("fields")
        .with(el("thead").with(head))
        .with(el("tbody").with_all(message.fields().map(line)));
    let receipt = Receipt::of(message);
    let mut view = vec![
        letter(&message.to_json()),
        fields,
        el("h2").say(|words| words.sent_receipt_title()),
        p(|words| words.sent_receipt_text()),
    ];
    let follow = kiosk.site.read().as_ref().and_then(|site| site.follow.clone());
    if follow.is_some() {
        view.push(p(|words| words.sent_follow()));
    }
    view.extend(code(&receipt, follow.as_deref()));
    view.push(el("p").class("quiet silent").with(exact(&receipt.to_string()).class("receipt")));
    view
}

/// Monospaced text, from left to right in every language.
fn exact(letters: &str) -> El {
    el("code").set("dir", "ltr").text(letters)
}

fn line((field, text): (Field, String)) -> El {
    let value = text.split_once(':').map_or("", |(_, value)| value);
    el("tr")
        .with(el("th").set("scope", "row").with(exact(field.name())))
        .with(el("td").with(exact(value)))
        .with(el("td").say(meaning(field)))
}

fn meaning(field: Field) -> Sentence {
    match field {
        Field::Version => |words| words.sent_version(),
        Field::Id => |words| words.sent_id(),
        Field::Kiosk => |words| words.sent_kiosk(),
        Field::Ticket => |words| words.sent_ticket(),
        Field::Lane => |words| words.sent_lane(),
        Field::Outcome => |words| words.sent_outcome(),
        Field::Document => |words| words.sent_document(),
        Field::Model => |words| words.sent_model(),
        Field::Build => |words| words.sent_build(),
        Field::Notice => |words| words.sent_notice(),
        Field::Arrived => |words| words.sent_arrived(),
        Field::Finished => |words| words.sent_finished(),
    }
}
