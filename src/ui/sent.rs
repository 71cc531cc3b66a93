//! What was sent: the exact message, the meaning of each field, and a receipt.

use leptos::prelude::*;
use wire::{Field, Receipt, ResultMessage};

use super::{
    code::ReceiptCode,
    localized::{localized, localized_with},
    title::PanelTitle,
};
use crate::{kiosk::Kiosk, text::Sentence};

/// The message that was sent or waits to be sent.
#[component]
pub fn SentPanel() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let queue = localized_with(move |words| {
        (kiosk.server.get().queue.waiting > 0).then(|| words.sent_waiting())
    });
    let call = move || Some(kiosk.call.get()?.message?.to_json());
    view! {
        <PanelTitle text=|words| words.sent_title()/>
        <p>{localized(|words| words.sent_text())}</p>
        <p role="status">{queue}</p>
        <For each=move || kiosk.sent.get() key=ResultMessage::to_json let(message)>
            <SentResult message/>
        </For>
        {move || call().map(|json| view! {
            <p>{localized(|words| words.sent_calls())}</p>
            <MessageText json/>
        })}
        <p>{localized(|words| words.sent_nothing_else())}</p>
    }
}

/// The exact text of a message.
#[component]
fn MessageText(
    /// The message as it is sent.
    json: String,
) -> impl IntoView {
    view! { <pre class="message silent" dir="ltr">{json}</pre> }
}

/// One result: its text, its fields, and its receipt.
#[component]
fn SentResult(
    /// The result.
    message: ResultMessage,
) -> impl IntoView {
    let receipt = Receipt::of(&message);
    let receipt_text = receipt.to_string();
    view! {
        <MessageText json=message.to_json()/>
        <table class="fields">
            <thead>
                <tr>
                    <th scope="col">{localized(|words| words.sent_field())}</th>
                    <th scope="col">{localized(|words| words.sent_value())}</th>
                    <th scope="col">{localized(|words| words.sent_meaning())}</th>
                </tr>
            </thead>
            <tbody>
                {message.fields().map(|(field, text)| view! { <FieldRow field text/> })}
            </tbody>
        </table>
        <h2>{localized(|words| words.sent_receipt_title())}</h2>
        <p>{localized(|words| words.sent_receipt_text())}</p>
        <ReceiptCode receipt/>
        <p class="quiet silent">
            <code class="receipt" dir="ltr">{receipt_text}</code>
        </p>
    }
}

/// A field of the message, its value and its meaning. Both are monospaced, from left to right in
/// every language.
#[component]
fn FieldRow(
    /// The field.
    field: Field,
    /// The field as the message writes it, with its name.
    text: String,
) -> impl IntoView {
    let value = text.split_once(':').map_or("", |(_, value)| value).to_owned();
    view! {
        <tr>
            <th scope="row">
                <code dir="ltr">{field.name()}</code>
            </th>
            <td>
                <code dir="ltr">{value}</code>
            </td>
            <td>{localized(meaning(field))}</td>
        </tr>
    }
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
