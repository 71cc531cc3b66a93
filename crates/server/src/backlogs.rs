//! `POST /v1/backlogs`: a kiosk that was without its server says how many results wait.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use jiff::Timestamp;
use wire::{Backlog, MessageId, Taken};

use crate::{
    Server,
    admission::Network,
    intake,
    openapi::{Operation, Schema, and_of_any_message},
    problem::Problem,
};

/// Where backlogs are declared.
pub(crate) const PATH: &str = "/v1/backlogs";

pub(crate) static OPERATION: Operation = Operation {
    path: PATH,
    summary: "Let results come that wait at a kiosk: 2,000 in a day",
    query: &[],
    message: Some(Schema::Backlog),
    answers: &[(StatusCode::OK, "They may come", Some(Schema::Taken))],
    problems: and_of_any_message![NotABacklog, UnknownKiosk, Revoked],
    route: || post(declare).fallback(async || Problem::Method),
};

/// Accepts older results, and faster than the rate limit, as many as are declared.
pub(crate) async fn declare(
    State(server): State<Server>,
    network: Network,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Taken>, Problem> {
    let body = intake::body(&headers, body)?;
    let backlog: Backlog = intake::read(&body, Problem::NotABacklog)?;
    server.admission.check(backlog.kiosk, PATH, &headers, &body, network).await?;
    server.rate_limiters.backlog(backlog.kiosk)?;
    let is_declared = server.store.declare(&backlog, Timestamp::now()).await?;
    if is_declared {
        Ok(Json(Taken { id: MessageId::of_body(&body) }))
    } else {
        Err(Problem::TooMany)
    }
}
