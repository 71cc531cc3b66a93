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

use super::{
    admission::Network,
    intake,
    operation::{Operation, and_of_any_message},
    paths,
    problem::Problem,
    schemas::Schema,
    state::Server,
};

pub(crate) static OPERATION: Operation = Operation {
    path: paths::BACKLOGS,
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
    server.admission.check(backlog.kiosk, paths::BACKLOGS, &headers, &body, network).await?;
    if !server.rate_limiters.backlog(backlog.kiosk) {
        return Err(Problem::TooMany);
    }
    if server.store.declare(&backlog, Timestamp::now()).await? {
        Ok(Json(Taken { id: MessageId::of_body(&body) }))
    } else {
        Err(Problem::TooMany)
    }
}
