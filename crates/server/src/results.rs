//! `POST /v1/results`: takes one result in.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use jiff::Timestamp;
use wire::{MessageId, Queued, ResultMessage, Taken};

use crate::{
    DeskEvent, Insert, Server, StoredResult,
    admission::Network,
    conduct::{Age, SignedRequest},
    desk, intake, metrics,
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
        (StatusCode::CREATED, "It is stored now", Some(Schema::Taken)),
        (StatusCode::OK, "It was stored before", Some(Schema::Taken)),
        (
            StatusCode::ACCEPTED,
            "It is not taken as true, and the desk is told",
            Some(Schema::Taken),
        ),
    ],
    problems: and_of_any_message![
        NotAResult,
        Former,
        Backlog,
        UnknownKiosk,
        Revoked,
        Replayed,
        Conflict
    ],
    route: || post(receive).fallback(async || Problem::Method),
};

/// Stores a result once, however often it comes, and tells the desks of it the first time, if
/// they show it. One that cannot be true is put aside.
pub(crate) async fn receive(
    State(server): State<Server>,
    network: Network,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Taken>), Problem> {
    let body = intake::body(&headers, body)?;
    let message = read(&body)?;
    let ResultMessage { id, kiosk, ticket, end, .. } = message;
    let (signed, key) = server.admission.check(kiosk, PATH, &headers, &body, network).await?;
    // Old ones are a backlog's: they leave the pace to travellers who are here.
    let is_paced =
        Age::of(signed, message.finished) == Age::Old || server.rate_limiters.result(kiosk);
    // A second number must not let a kiosk send more: it is for a backlog, declared once.
    let is_paced = is_paced && !server.admission.is_former(kiosk).await?;
    let doubt = server.served.doubt(&message).await?;
    let result = StoredResult { message, received: Timestamp::now(), signed };
    // Nobody is called to a traveller who left long ago.
    let is_here = result.came() > desk::horizon(result.received);
    let desk_event = is_here.then_some(DeskEvent::Ticket { kiosk, ticket, lane: end.lane() });
    let request = SignedRequest { key, is_paced, doubt };
    let recorded = server.store.take_in(&result, request, desk_event).await?;
    match recorded {
        Insert::New => metrics::result(row::lane(end.lane()), row::outcome(end.outcome())),
        Insert::Quarantined(why) => {
            metrics::doubt(why);
            tracing::warn!(%kiosk, why = why.word(), "a result is put aside");
        }
        Insert::Duplicate | Insert::Replayed | Insert::Conflict | Insert::RateLimited => (),
    }
    answer(id, recorded)
}

/// Reads a result. One that an earlier build of the kiosk has made is no nonsense: that build keeps it
/// until it makes room for the present one, which sends it as it should be.
fn read(body: &str) -> Result<ResultMessage, Problem> {
    intake::read(body, Problem::NotAResult).map_err(|problem| {
        let is_former = serde_json::from_str::<Queued>(body).is_ok();
        if is_former { Problem::Former } else { problem }
    })
}

/// How a kiosk learns what became of its message.
pub(crate) fn answer(
    id: MessageId,
    recorded: Insert,
) -> Result<(StatusCode, Json<Taken>), Problem> {
    let status = match recorded {
        Insert::New => StatusCode::CREATED,
        Insert::Duplicate => StatusCode::OK,
        Insert::Quarantined(_) => StatusCode::ACCEPTED,
        Insert::Replayed => return Err(Problem::Replayed),
        Insert::Conflict => return Err(Problem::Conflict),
        Insert::RateLimited => return Err(Problem::Backlog),
    };
    Ok((status, Json(Taken { id })))
}
