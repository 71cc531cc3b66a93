//! The officers' side: who waits and who calls, live.

mod accuracy;
mod calls;
mod events;
mod page;
mod parity;
mod words;

use std::time::Duration;

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Redirect, Response},
    routing::{any, get},
};
use jiff::Timestamp;
use maud::Markup;
use wire::Lane;

use crate::{Alarm, Error, Kept, KeptCall, Server, problem::Problem};

/// How far back the desk looks for tickets.
const WINDOW: Duration = Duration::from_secs(2 * 60 * 60);

/// How long a call is shown. Nobody can say yet that it was answered, so it ends by itself.
const CALL_WINDOW: Duration = Duration::from_secs(10 * 60);

/// How many tickets of a lane, or calls, the desk shows: more would help nobody.
const MOST: u16 = 100;

/// What the desk shows.
struct Shown {
    /// Where officers are slower than they may be.
    alarms: Vec<Alarm>,
    /// The last call of each kiosk in the last ten minutes, newest first.
    calls: Vec<KeptCall>,
    /// The tickets of the officer lane of the last two hours, newest first.
    officer: Vec<Kept>,
    /// The same of the face lane.
    face: Vec<Kept>,
    /// When they were read.
    now: Timestamp,
}

pub(crate) fn routes() -> Router<Server> {
    let style = "text/css; charset=utf-8";
    let script = "text/javascript; charset=utf-8";
    Router::new()
        .route("/desk", get(show))
        .route("/desk/", get(async || Redirect::permanent("/desk")))
        .route("/desk/list", get(list))
        .route("/desk/parity", get(parity::show))
        .route("/desk/events", get(events::stream))
        .route("/desk/desk.css", get(async || file(style, include_str!("desk/desk.css"))))
        .route("/desk/parity.css", get(async || file(style, include_str!("desk/parity.css"))))
        .route("/desk/desk.js", get(async || file(script, include_str!("desk/desk.js"))))
        .route("/desk/icon.svg", get(async || file("image/svg+xml", include_str!("desk/icon.svg"))))
        .route("/desk/{*path}", any(async || Problem::NotFound))
}

/// Who [came](Kept::came) before is not shown any more.
pub(crate) fn horizon(now: Timestamp) -> Timestamp {
    before(now, WINDOW)
}

fn before(now: Timestamp, window: Duration) -> Timestamp {
    // Saturates before the clock's first day, which no clock is at.
    now.checked_sub(window).unwrap_or(Timestamp::MIN)
}

/// The page, complete without its script.
async fn show(State(server): State<Server>) -> Result<Markup, Problem> {
    let shown = Shown::read(&server).await?;
    Ok(page::page(&shown, &server.recognisers))
}

/// The part of the page that changes.
async fn list(State(server): State<Server>) -> Result<Markup, Problem> {
    let shown = Shown::read(&server).await?;
    Ok(page::list(&shown, &server.recognisers))
}

fn file(media_type: &'static str, content: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type)], content).into_response()
}

impl Shown {
    async fn read(server: &Server) -> Result<Self, Error> {
        let now = Timestamp::now();
        let since = horizon(now);
        let alarms = server.store.alarms().await?;
        let calls = server.store.calls(before(now, CALL_WINDOW), MOST).await?;
        let officer = server.store.newest(Lane::Officer, since, MOST).await?;
        let face = server.store.newest(Lane::Face, since, MOST).await?;
        Ok(Self { alarms, calls, officer, face, now })
    }
}

#[cfg(test)]
mod tests {
    //! The style's colours. What needs a browser is looked at in one.

    const STYLE: &str = include_str!("desk/desk.css");

    /// Text and the ground it stands on, as the style uses them.
    const PAIRS: [(&str, &str); 8] = [
        ("ink", "paper"),
        ("ink", "card"),
        ("quiet", "paper"),
        ("quiet", "card"),
        ("calm", "paper"),
        ("card", "calm"),
        ("amber", "amber-ground"),
        ("ink", "amber-ground"),
    ];

    #[test]
    fn every_text_has_a_contrast_of_seven_to_one() {
        for (text, ground) in PAIRS {
            let (text_light, ground_light) = (luminance(text), luminance(ground));
            let (light, dark) = (text_light.max(ground_light), text_light.min(ground_light));
            let contrast = (light + 0.05) / (dark + 0.05);
            assert!(contrast >= 7.0, "{text} on {ground}: {contrast:.2}");
        }
    }

    /// The relative luminance of a colour of the style, as WCAG 2.2 defines it.
    fn luminance(name: &str) -> f64 {
        let colour = STYLE.split(&format!("--{name}: #")).nth(1).expect(name);
        let channel = |at: usize| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).expect(name);
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
    }
}
