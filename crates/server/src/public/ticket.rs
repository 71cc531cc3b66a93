//! `/t`: a traveller's ticket on a telephone. The receipt stands in the address's fragment, which browsers
//! do not send: the page's script sends it in the body of a request.

use axum::{
    Json,
    extract::{State, rejection::StringRejection},
};
use maud::{Markup, html};
use wire::Receipt;

use super::{document::document, words::Words};
use crate::{Server, api::problem::Problem, limits::ClientAddress, positions::Position};

/// The sentences that the script shows, by the name of their `data-` attribute.
const SENTENCES: [(&str, &str); 11] = [
    ("data-title", "ticket-title"),
    ("data-before", "ticket-before"),
    ("data-next", "ticket-next"),
    ("data-wait", "ticket-wait"),
    ("data-called", "ticket-called"),
    ("data-ended", "ticket-ended"),
    ("data-unknown", "ticket-unknown"),
    ("data-wrong", "ticket-wrong"),
    ("data-private", "ticket-private"),
    ("data-stays", "ticket-stays"),
    ("data-lost", "board-lost"),
];

/// The page. It is the same for every traveller.
pub(super) async fn show(State(server): State<Server>) -> Result<Markup, Problem> {
    let settings = server.settings.site().filter(|settings| settings.follow.is_some());
    let settings = settings.ok_or(Problem::NotFound)?;
    let words = Words::of(&settings);
    let first = *words.first().ok_or(Problem::NotFound)?;
    let body = html! {
        body {
            main {
                h1 #title { (first.say("ticket-title")) }
                p #number {}
                p #state role="status" {}
                p #more {}
                p #lost role="status" hidden {}
                p.quiet #stays {}
                p.quiet #private {}
            }
            ul #languages hidden {
                @for language in &words { (sentences(*language)) }
            }
            noscript { p { "JavaScript is off in this browser." } }
        }
    };
    Ok(document(first, "ticket", first.say("ticket-title"), &body))
}

/// The element with the sentences of a language.
fn sentences(language: Words) -> Markup {
    let mut item = format!("<li lang=\"{}\" dir=\"{}\"", language.tag(), language.direction());
    for (attribute, key) in SENTENCES {
        let text = html! { (language.say(key)) }.into_string().replace('"', "&quot;");
        item += &format!(" {attribute}=\"{text}\"");
    }
    maud::PreEscaped(item + "></li>")
}

/// Where the ticket of a receipt stands. The body is the receipt's text.
pub(super) async fn position(
    State(server): State<Server>,
    from: ClientAddress,
    body: Result<String, StringRejection>,
) -> Result<Json<Position>, Problem> {
    let settings = server.settings.site().filter(|settings| settings.follow.is_some());
    let settings = settings.ok_or(Problem::NotFound)?;
    let receipt: Receipt =
        body.ok().and_then(|text| text.parse().ok()).ok_or(Problem::NotAReceipt)?;
    if !server.rate_limiters.position(&from, receipt.id) {
        return Err(Problem::TooMany);
    }
    Ok(Json(server.positions.of(&receipt, &settings.places).await?))
}
