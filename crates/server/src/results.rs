//! `POST /v1/results`: takes one result in.

use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use jiff::Timestamp;
use wire::ResultMessage;

use crate::{
    Arrival, Kept, Recorded, Server, desk, intake, metrics,
    openapi::{Operation, Schema, and_of_any_message},
    problem::Problem,
    store::row,
};

/// Where results go.
pub(crate) const PATH: &str = "/v1/results";

pub(crate) static OPERATION: Operation = Operation {
    path: PATH,
    summary: "Take one finished check in",
    query: &[],
    message: Some(Schema::Result),
    answers: &[
        (StatusCode::CREATED, "It is stored now", None),
        (StatusCode::OK, "It was stored before", None),
    ],
    problems: and_of_any_message![NotAResult, UnknownKiosk, Revoked, Replayed, Conflict],
    route: || post(receive).fallback(async || Problem::Method),
};

/// Stores a result once, however often it comes, and tells the desks of it the first time, if
/// they show it.
pub(crate) async fn receive(
    State(server): State<Server>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Problem> {
    let body = intake::body(&headers, body)?;
    let message: ResultMessage = intake::read(&body, Problem::NotAResult)?;
    let ResultMessage { kiosk, ticket, end, .. } = message;
    let (signed, _) = server.admission.check(kiosk, PATH, &headers, &body).await?;
    let kept = Kept { message, received: Timestamp::now(), signed };
    // Nobody is called to a traveller who left long ago.
    let is_here = kept.came() > desk::horizon(kept.received);
    let arrival = is_here.then_some(Arrival::Ticket { kiosk, ticket, lane: end.lane() });
    let recorded = server.store.keep(&kept, arrival).await?;
    if recorded == Recorded::New {
        metrics::result(row::lane(end.lane()), row::outcome(end.outcome()));
    }
    answer(recorded)
}

/// How a kiosk learns what became of its message.
pub(crate) fn answer(recorded: Recorded) -> Result<StatusCode, Problem> {
    match recorded {
        Recorded::New => Ok(StatusCode::CREATED),
        Recorded::Again => Ok(StatusCode::OK),
        Recorded::Replayed => Err(Problem::Replayed),
        Recorded::Conflict => Err(Problem::Conflict),
    }
}
