//! `GET /v1/waits`: how long travellers wait in either lane, for the notice that they read.

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    routing::get,
};
use domain::SiteWaits;
use serde::Deserialize;
use wire::{KioskId, Waits};

use super::{operation::Operation, paths, problem::Problem, schemas::Schema, state::Server};

pub(crate) static OPERATION: Operation = Operation {
    path: paths::WAITS,
    summary: "How long travellers waited in the last hour",
    query: &[
        ("site", "A site's name; without it, and without a kiosk, all sites count"),
        ("kiosk", "A kiosk's number, for the site where it stands; nothing of one that is unknown"),
    ],
    message: None,
    answers: &[(StatusCode::OK, "The waits of both lanes", Some(Schema::Waits))],
    problems: &[
        Problem::Query,
        Problem::Host,
        Problem::Misdirected,
        Problem::Head,
        Problem::TooMany,
        Problem::Unavailable,
    ],
    route: || get(answer).fallback(async || Problem::ReadOnly),
};

/// The query: a site or a kiosk; without either, all sites count.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WaitsQuery {
    site: Option<String>,
    kiosk: Option<KioskText>,
}

/// A kiosk's number as a query holds it: as text.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct KioskText(KioskId);

impl TryFrom<String> for KioskText {
    type Error = wire::NotHex;

    fn try_from(text: String) -> Result<Self, wire::NotHex> {
        text.parse().map(Self)
    }
}

/// Answers every client: the figures are public.
async fn answer(
    State(server): State<Server>,
    query: Result<Query<WaitsQuery>, QueryRejection>,
) -> Result<Json<Waits>, Problem> {
    let Query(query) = query.map_err(|_| Problem::Query)?;
    let figures = server.waits.figures().await?;
    let figure = match (query.site, query.kiosk) {
        (site, None) => figures.of(site.as_deref()),
        (None, Some(KioskText(kiosk))) => match server.store.kiosk(kiosk).await? {
            Some(known) => figures.of(Some(&known.site)),
            // An unknown kiosk gets the answer of an empty site, so that the answer does not reveal
            // which kiosk numbers exist.
            None => SiteWaits::NONE,
        },
        (Some(_), Some(_)) => return Err(Problem::Query),
    };
    Ok(Json(figure.waits))
}
