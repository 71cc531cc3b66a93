//! Files that are part of the program.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// A file as a response.
pub(crate) fn file(media_type: &'static str, content: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type)], content).into_response()
}
