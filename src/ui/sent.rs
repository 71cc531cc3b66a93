//! What was sent: the exact message, the meaning of each field, and a receipt.

use leptos::prelude::*;
use wire::{Field, Receipt, ResultMessage};

use super::{code::Code, title::PanelTitle};
use crate::{kiosk::Kiosk, text::L10nLanguage};

/// The message as it left the kiosk, or as it waits to.
#[component]
pub fn Sent() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let call = move || kiosk.call.get()?.message;
    let waits = move || {
        let words = kiosk.words.read();
        (kiosk.waiting.get() > 0).then(|| words.sent_waiting())
    };
    view! {
        <PanelTitle text=|words| words.sent_title()/>
        <p>{kiosk.say(|words| words.sent_text())}</p>
        <p role="status">{waits}</p>
        {move || kiosk.sent.get().into_iter().map(|message| view! { <Message message/> }).collect_view()}
        {move || call().map(|call| view! {
            <p>{kiosk.say(|words| words.sent_calls())}</p>
            <pre class="message silent" dir="ltr">{call.to_json()}</pre>
        })}
        <p>{kiosk.say(|words| words.sent_nothing_else())}</p>
    }
}

#[component]
fn Message(message: ResultMessage) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let line = move |(field, text): (Field, String)| {
        let value = text.split_once(':').map(|(_, value)| value.to_owned());
        view! {
            <tr>
                <th scope="row"><code dir="ltr">{field.name()}</code></th>
                <td><code dir="ltr">{value}</code></td>
                <td>{kiosk.say(meaning(field))}</td>
            </tr>
        }
    };
    let receipt = Receipt::of(&message).to_string();
    view! {
        <pre class="message silent" dir="ltr">{message.to_json()}</pre>
        <table class="fields">
            <thead>
                <tr>
                    <th scope="col">{kiosk.say(|words| words.sent_field())}</th>
                    <th scope="col">{kiosk.say(|words| words.sent_value())}</th>
                    <th scope="col">{kiosk.say(|words| words.sent_meaning())}</th>
                </tr>
            </thead>
            <tbody>{message.fields().map(line).into_iter().collect_view()}</tbody>
        </table>
        <h2>{kiosk.say(|words| words.sent_receipt_title())}</h2>
        <p>{kiosk.say(|words| words.sent_receipt_text())}</p>
        <Code text=receipt.clone()/>
        <p class="quiet silent"><code class="receipt" dir="ltr">{receipt}</code></p>
    }
}

fn meaning(field: Field) -> fn(&L10nLanguage) -> String {
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
