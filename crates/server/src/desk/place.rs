//! `/desk/place`: where an officer calls travellers to. It is asked once in each browser.
//!
//! Only the places of the site's settings can be chosen: they are shown to the public, so no officer
//! types them.

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    form_action::FormAction,
    frame,
    refusal::Refusal,
    session::{Officer, Session},
    token,
};
use crate::Server;

/// The places that an officer can choose from, and the chosen one.
pub(super) struct OfficerPlace {
    desks: Vec<String>,
    chosen: Option<String>,
}

/// The form that chooses a place; an empty text chooses none.
#[derive(Deserialize)]
pub(super) struct PlaceForm {
    place: String,
}

impl OfficerPlace {
    /// The place that this browser has chosen, or the only one of the site. A site without valid
    /// settings has none.
    pub(super) fn of(headers: &HeaderMap, server: &Server) -> Self {
        let settings = server.settings.site();
        let desks: Vec<String> = settings
            .iter()
            .flat_map(|site| site.places.desks())
            .map(|desk| desk.to_string())
            .collect();
        let chosen = match &desks[..] {
            [only] => Some(only.clone()),
            // A place that the site no longer has is asked for again.
            _ => token::chosen_place(headers).filter(|place| desks.contains(place)),
        };
        Self { desks, chosen }
    }

    /// The place, if it is known.
    pub(super) fn name(&self) -> Option<&str> {
        self.chosen.as_deref()
    }

    /// Whether the officer must choose before calling a traveller.
    pub(super) fn must_ask(&self) -> bool {
        self.chosen.is_none() && !self.desks.is_empty()
    }

    /// The form, where there is a choice.
    pub(super) fn form(&self, session: &Session) -> Markup {
        html! {
            @if self.desks.len() > 1 {
                form.place method="post" action="/desk/place" {
                    (frame::token(session))
                    label for="place" { "You call travellers to" }
                    select #place name="place" {
                        option value="" { "No place yet" }
                        @for desk in &self.desks {
                            option value=(desk) selected[self.name() == Some(desk)] { (desk) }
                        }
                    }
                    button.plain { "Set" }
                }
            }
        }
    }
}

/// Remembers the place in this browser.
pub(super) async fn choose(
    State(server): State<Server>,
    headers: HeaderMap,
    FormAction { fields, .. }: FormAction<Officer, PlaceForm>,
) -> Result<Response, Refusal> {
    let PlaceForm { place } = fields;
    let settings = server.settings.site().ok_or(Refusal::Form)?;
    if !place.is_empty() && !settings.places.desks().iter().any(|desk| **desk == *place) {
        return Err(Refusal::Form);
    }
    let cookie = AppendHeaders([(header::SET_COOKIE, token::set_place(&headers, &place))]);
    Ok((cookie, Redirect::to("/desk")).into_response())
}
