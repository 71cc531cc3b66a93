//! `POST /v1/results`: takes one result in.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use domain::{DeskEvent, SignedRequest, StoredResult, conduct::Age, ticket_horizon, words};
use jiff::Timestamp;
use store::Insert;
use wire::{MessageId, Queued, ResultMessage, Taken};

use super::{
    admission::Network,
    intake,
    operation::{Operation, and_of_any_message},
    paths,
    problem::Problem,
    schemas::Schema,
    state::Server,
};
use crate::metrics;

pub(crate) static OPERATION: Operation = Operation {
    path: paths::RESULTS,
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

/// Stores a result once, however often it is sent, and announces it to the desks the first time, if
/// they show it. An implausible result is quarantined.
pub(crate) async fn receive(
    State(server): State<Server>,
    network: Network,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Taken>), Problem> {
    let body = intake::body(&headers, body)?;
    let message = read(&body)?;
    let ResultMessage { id, kiosk, ticket, end, .. } = message;
    let (signed, key) =
        server.admission.check(kiosk, paths::RESULTS, &headers, &body, network).await?;
    // Results of a backlog do not use up the rate limit for present travellers.
    let is_paced =
        Age::of(signed, message.finished) == Age::Old || server.rate_limiters.result(kiosk);
    // A former number must not double a kiosk's rate: it only serves a backlog, declared once.
    let is_paced = is_paced && !server.admission.is_former(kiosk).await?;
    let doubt = server.served.doubt(&message).await?;
    let result = StoredResult { message, received: Timestamp::now(), signed };
    // An old result is not announced: its traveller has left long ago.
    let is_here = result.came() > ticket_horizon(result.received);
    let desk_event = is_here.then_some(DeskEvent::Ticket { kiosk, ticket, lane: end.lane() });
    let request = SignedRequest { key, is_paced, doubt };
    let recorded = server.store.judge_result(&result, request, desk_event).await?;
    match recorded {
        Insert::New => metrics::result(words::lane(end.lane()), words::outcome(end.outcome())),
        Insert::Quarantined(why) => {
            metrics::doubt(why);
            tracing::warn!(%kiosk, why = why.word(), "a result is put aside");
        }
        Insert::Duplicate | Insert::Replayed | Insert::Conflict | Insert::RateLimited => (),
    }
    answer(id, recorded)
}

/// Reads a result. The format of an earlier kiosk build gets a problem of its own: that build keeps
/// the result until the kiosk is updated, and the new build sends it in the present format.
fn read(body: &str) -> Result<ResultMessage, Problem> {
    intake::read(body, Problem::NotAResult).map_err(|problem| {
        let is_former = serde_json::from_str::<Queued>(body).is_ok();
        if is_former { Problem::Former } else { problem }
    })
}

/// The answer that tells a kiosk what became of its message.
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
