//! `POST /v1/calls`: takes one call for staff in.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use domain::StoredCall;
use jiff::Timestamp;
use wire::{HelpCall, Taken};

use super::{
    admission::Network,
    intake,
    operation::{Operation, and_of_any_message},
    paths,
    problem::Problem,
    results,
    schemas::Schema,
    state::Server,
};

pub(crate) static OPERATION: Operation = Operation {
    path: paths::CALLS,
    summary: "Take one call for staff in",
    query: &[],
    message: Some(Schema::Call),
    answers: &[
        (StatusCode::CREATED, "It is stored now", Some(Schema::Taken)),
        (StatusCode::OK, "It was stored before", Some(Schema::Taken)),
    ],
    problems: and_of_any_message![NotACall, UnknownKiosk, Revoked, Replayed],
    route: || post(receive).fallback(async || Problem::Method),
};

/// Stores a call once, however often it is sent, and announces it to the desks the first time.
///
/// Unlike a result, an old call is announced as well: a call must not be lost because the kiosk's
/// clock is slow.
pub(crate) async fn receive(
    State(server): State<Server>,
    network: Network,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Taken>), Problem> {
    let body = intake::body(&headers, body)?;
    let call: HelpCall = intake::read(&body, Problem::NotACall)?;
    let (signed, _) =
        server.admission.check(call.kiosk, paths::CALLS, &headers, &body, network).await?;
    if !server.rate_limiters.call(call.kiosk) {
        return Err(Problem::TooMany);
    }
    let incoming = StoredCall { call, received: Timestamp::now(), signed };
    results::answer(call.id, server.store.store_call(&incoming).await?)
}
