//! `/board` and `/board/<site>`: the public board of called numbers.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::{Path, Query, State},
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{Scope, digest};
use maud::{Markup, html};
use serde::Deserialize;
use site::{Board, Site};
use tokio_stream::{StreamExt, once};

use super::{
    document::{document, in_all},
    words::Words,
};
use crate::{Server, api::problem::Problem, metrics};

/// Interval of the keep-alive event. The page takes the stream for lost after a bit more than twice
/// as long.
const BEAT: Duration = Duration::from_secs(5);

/// Tells nginx to pass on each event at once. By default nginx buffers them.
const DIRECT: (&str, &str) = ("x-accel-buffering", "no");

/// Everything that a page loads: a page with other parts is loaded again when it connects again.
const PARTS: [&str; 5] = [
    include_str!("public.css"),
    include_str!("board.css"),
    include_str!("board.js"),
    include_str!("speech.js"),
    include_str!("text.js"),
];

/// The query of the stream: a site, or all sites.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StreamQuery {
    site: Option<String>,
}

/// The board of all sites of this server.
pub(super) async fn show_all(State(server): State<Server>) -> Result<Markup, Problem> {
    page(&server, None).await
}

/// The board of one site.
pub(super) async fn show(
    State(server): State<Server>,
    Path(site): Path<String>,
) -> Result<Markup, Problem> {
    page(&server, Some(&site)).await
}

/// Streams renderings to an open board: `page` identifies the page that belongs to them, `state` is a
/// rendering, `beat` says that the stream lives.
pub(super) async fn stream(
    State(server): State<Server>,
    Query(query): Query<StreamQuery>,
) -> Result<impl IntoResponse, Problem> {
    let site = query.site.as_deref();
    let (scope, settings) = scope(&server, site).await?;
    let counted = metrics::board();
    let page = Event::default().event("page").data(identity(&body(&settings, site)));
    let states = server.boards.watch(&scope).map(move |rendering| {
        let _until_the_end = &counted;
        Event::default().event("state").data(&*rendering)
    });
    let events = once(page).chain(states).map(Ok::<_, Infallible>);
    let beat = Event::default().event("beat").data("1");
    let events = Sse::new(events).keep_alive(KeepAlive::new().interval(BEAT).event(beat));
    Ok(([DIRECT], events))
}

/// What a board shows. Without the site's consent, or for a site without a kiosk, there is no board.
async fn scope(server: &Server, site: Option<&str>) -> Result<(Scope, Arc<Site>), Problem> {
    let settings = server.settings.site().filter(|settings| settings.board == Board::On);
    let settings = settings.ok_or(Problem::NotFound)?;
    match site {
        None => Ok((Scope::everywhere(), settings)),
        Some(site) if server.store.has_site(site).await? => Ok((Scope::of(site), settings)),
        Some(_) => Err(Problem::NotFound),
    }
}

async fn page(server: &Server, site: Option<&str>) -> Result<Markup, Problem> {
    let (_, settings) = scope(server, site).await?;
    let first = *Words::of(&settings).first().ok_or(Problem::NotFound)?;
    let body = body(&settings, site);
    let body = html! { body data-page=(identity(&body)) { (body) } };
    Ok(document(first, "board", first.say("board-title"), &body))
}

/// Identifies a page with its parts.
fn identity(body: &Markup) -> String {
    let mut whole = body.clone().into_string();
    whole.extend(PARTS);
    digest::sha256_hex(whole.as_bytes())
}

/// The page's content. The script fills the lists, and reads `data-stream` and the sentences of
/// `#languages`.
fn body(settings: &Site, site: Option<&str>) -> Markup {
    let words = Words::of(settings);
    let stream = match site {
        Some(site) => format!("/public/board?site={}", escaped(site)),
        None => "/public/board".into(),
    };
    html! {
        header {
            h1 { (in_all(&words, "board-title")) }
            p.site { bdi { (site.filter(|site| !site.is_empty()).unwrap_or(&settings.site)) } }
        }
        main data-stream=(stream) {
            section.called aria-labelledby="called" {
                h2 id="called" { (in_all(&words, "board-called")) }
                ol #calls {}
                p #none hidden { (in_all(&words, "board-none")) }
                @if !settings.groups.is_empty() {
                    h3 #groups-name { (in_all(&words, "board-groups")) }
                    ul #groups aria-labelledby="groups-name" {}
                }
            }
            section.waiting aria-labelledby="waiting" {
                h2 id="waiting" { (in_all(&words, "board-waiting")) }
                @for (lane, key) in [("officer", "board-officer"), ("face", "board-face")] {
                    h3 id=(format_args!("{lane}-name")) { (in_all(&words, key)) }
                    ul id=(lane) aria-labelledby=(format_args!("{lane}-name")) {}
                }
            }
        }
        footer {
            p #lost role="status" hidden {}
            button #sound type="button" hidden { (in_all(&words, "board-sound")) }
            p #said .spoken role="status" {}
        }
        ul #languages hidden {
            @for language in &words {
                li lang=(language.tag()) dir=(language.direction())
                    data-go=(language.say("board-go"))
                    data-group=(language.say("board-group-go")) data-lost=(language.say("board-lost")) {}
            }
        }
        noscript { p { "JavaScript is off in this browser." } }
    }
}

/// A site's name in a query.
fn escaped(site: &str) -> String {
    let mut escaped = String::new();
    for byte in site.bytes() {
        if byte.is_ascii_alphanumeric() {
            escaped.push(byte.into());
        } else {
            escaped += &format!("%{byte:02X}");
        }
    }
    escaped
}
