//! `POST /v1/results`: takes one result in.

use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
};
use jiff::Timestamp;
use serde_json::error::Category;
use wire::ResultMessage;

use crate::{Arrival, Kept, Recorded, Server, desk, problem::Problem};

/// The longest body that is read, in bytes. A result has about 250.
pub(crate) const BODY_LIMIT: usize = 2048;

/// Stores a result once, however often it comes, and tells the desks of it the first time, if
/// they show it.
pub(crate) async fn receive(
    State(server): State<Server>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Problem> {
    if !is_plain_json(&headers) {
        return Err(Problem::MediaType);
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Incomplete,
    })?;
    let message = parse(&body)?;
    let kept = Kept { message, received: Timestamp::now() };
    match server.store.keep(&kept).await? {
        Recorded::New => {
            let ResultMessage { kiosk, ticket, end, .. } = message;
            // Nobody is called to a traveller who left long ago.
            if kept.came() > desk::horizon(kept.received) {
                server.news.tell(Arrival { kiosk, ticket, lane: end.lane() });
            }
            Ok(StatusCode::CREATED)
        }
        Recorded::Again => Ok(StatusCode::OK),
        Recorded::Conflict => Err(Problem::Conflict),
    }
}

/// Whether the body is declared as `application/json`, parameters aside, without compression.
fn is_plain_json(headers: &HeaderMap) -> bool {
    let declared = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let media_type = declared.and_then(|it| it.split(';').next()).unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/json")
        && !headers.contains_key(header::CONTENT_ENCODING)
}

fn parse(body: &[u8]) -> Result<ResultMessage, Problem> {
    serde_json::from_slice(body).map_err(|error| match error.classify() {
        Category::Syntax | Category::Eof | Category::Io => Problem::NotJson,
        Category::Data => Problem::NotAResult,
    })
}
