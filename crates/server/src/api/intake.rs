//! Reads the bodies of kiosk messages.

use std::{error::Error, io, iter};

use axum::{
    body::Bytes,
    extract::rejection::BytesRejection,
    http::{HeaderMap, StatusCode, header},
};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::problem::Problem;

/// The largest accepted body, in bytes. A result has about 250, a call 70.
pub(crate) const BODY_LIMIT: usize = 2048;

/// The body of a request that says it is JSON, as text.
pub(crate) fn body(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<String, Problem> {
    if !is_plain_json(headers) {
        return Err(Problem::MediaType);
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ if is_late(&rejection) => Problem::Slow,
        _ => Problem::Incomplete,
    })?;
    String::from_utf8(body.into()).map_err(|_| Problem::NotJson)
}

/// Whether the body failed because of its deadline.
fn is_late(rejection: &BytesRejection) -> bool {
    let first: &dyn Error = rejection;
    let causes = iter::successors(Some(first), |error| (*error).source());
    causes
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::TimedOut)
}

/// Reads the message of a body. `other` is the answer to JSON that is no such message.
pub(crate) fn read<Message: DeserializeOwned>(
    body: &str,
    other: Problem,
) -> Result<Message, Problem> {
    serde_json::from_str(body).map_err(|error| match error.classify() {
        Category::Syntax | Category::Eof | Category::Io => Problem::NotJson,
        Category::Data => other,
    })
}

/// Whether the body is declared as `application/json`, parameters aside, without compression.
fn is_plain_json(headers: &HeaderMap) -> bool {
    let declared = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = declared.and_then(|text| text.split(';').next()).unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/json")
        && !headers.contains_key(header::CONTENT_ENCODING)
}
