//! The officers' pages: waiting tickets and calls, live.

mod accuracy;
mod action_notice;
mod audit;
mod calls;
mod chip;
mod closed;
mod document;
mod doubts;
mod events;
mod form_action;
mod frame;
mod isolation;
mod kiosks;
mod labels;
mod list;
mod origin;
mod page;
mod parity;
mod password;
mod place;
mod refusal;
mod session;
mod sign_in;
mod tickets;
mod time;
mod token;
mod users;
mod view;
mod window;

use axum::{
    Router,
    middleware::from_fn,
    response::Redirect,
    routing::{any, get, post},
};

use crate::{Server, api::problem::Problem, built_in::file};

pub(crate) fn routes() -> Router<Server> {
    let style = "text/css; charset=utf-8";
    let script = "text/javascript; charset=utf-8";
    Router::new()
        .route("/desk", get(tickets::show))
        .route("/desk/", get(async || Redirect::permanent("/desk")))
        .route("/desk/list", get(tickets::list))
        .route("/desk/parity", get(parity::show))
        .route("/desk/events", get(events::stream))
        .route("/desk/tickets/take", post(tickets::take))
        .route("/desk/tickets/put-back", post(tickets::put_back))
        .route("/desk/tickets/finish", post(tickets::finish))
        .route("/desk/tickets/next", post(tickets::call_next))
        .route("/desk/calls/answer", post(tickets::answer))
        .route("/desk/audit", get(audit::show))
        .route("/desk/users", get(users::show))
        .route("/desk/users/add", post(users::add))
        .route("/desk/users/change", post(users::change))
        .route("/desk/users/password", post(users::password))
        .route("/desk/users/disable", post(users::disable))
        .route("/desk/users/enable", post(users::enable))
        .route("/desk/kiosks", get(kiosks::show))
        .route("/desk/kiosks/add", post(kiosks::add))
        .route("/desk/kiosks/revoke", post(kiosks::revoke))
        .route("/desk/kiosks/seen", post(kiosks::see))
        .route("/desk/place", post(place::choose))
        .route("/desk/password", get(password::show).post(password::change))
        .route("/desk/sign-in", get(sign_in::show).post(sign_in::sign_in))
        .route("/desk/sign-out", post(sign_in::sign_out))
        .route("/desk/desk.css", get(async || file(style, include_str!("desk/desk.css"))))
        .route("/desk/forms.css", get(async || file(style, include_str!("desk/forms.css"))))
        .route("/desk/parity.css", get(async || file(style, include_str!("desk/parity.css"))))
        .route("/desk/desk.js", get(async || file(script, include_str!("desk/desk.js"))))
        .route("/desk/stream.js", get(async || file(script, include_str!("desk/stream.js"))))
        .route(
            "/desk/stream_worker.js",
            get(async || file(script, include_str!("desk/stream_worker.js"))),
        )
        .route("/desk/page.js", get(async || file(script, include_str!("desk/page.js"))))
        .route("/desk/acts.js", get(async || file(script, include_str!("desk/acts.js"))))
        .route("/desk/sound.js", get(async || file(script, include_str!("desk/sound.js"))))
        .route("/desk/icon.svg", get(async || file("image/svg+xml", include_str!("desk/icon.svg"))))
        .route("/desk/{*path}", any(async || Problem::NotFound))
        .layer(from_fn(isolation::isolate))
}

#[cfg(test)]
mod tests {
    //! Checks the style's colours. Browser tests check the rest.

    const STYLE: &str = include_str!("desk/desk.css");

    /// The style of the forms, which uses the colours of [`STYLE`].
    const FORMS: &str = include_str!("desk/forms.css");

    /// Text colour and background, as the style combines them.
    const PAIRS: [(&str, &str); 9] = [
        ("ink", "paper"),
        ("ink", "card"),
        ("quiet", "paper"),
        ("quiet", "card"),
        ("calm", "paper"),
        ("calm", "card"),
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

    #[test]
    fn the_forms_have_no_colour_of_their_own() {
        assert!(!FORMS.contains('#') && !FORMS.contains("rgb"), "every pair is in the table above");
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
