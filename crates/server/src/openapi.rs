//! The interface for machines, described as OpenAPI 3.1 by the list that its routes come from.

mod document;
mod schemas;

use std::sync::LazyLock;

use axum::{
    Router,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::{MethodRouter, get},
};

use crate::{Server, backlogs, calls, in_use, kiosks, problem::Problem, results, waits};
pub(crate) use schemas::Schema;

/// The operation of one path.
pub(crate) struct Operation {
    pub(crate) path: &'static str,
    /// What the operation does.
    pub(crate) summary: &'static str,
    /// The query parameters: name and meaning.
    pub(crate) query: &'static [(&'static str, &'static str)],
    /// The schema of the request; `None` where nothing is sent.
    pub(crate) message: Option<Schema>,
    /// The successful responses: status, description and schema.
    pub(crate) answers: &'static [(StatusCode, &'static str, Option<Schema>)],
    /// The refusals.
    pub(crate) problems: &'static [Problem],
    pub(crate) route: fn() -> MethodRouter<Server>,
}

/// All operations below `/v1`.
static OPERATIONS: [&Operation; 8] = [
    &results::OPERATION,
    &backlogs::OPERATION,
    &calls::OPERATION,
    &kiosks::ENROL,
    &kiosks::CHANGE_KEY,
    &in_use::OPERATION,
    &waits::OPERATION,
    &OPERATION,
];

/// The path of the description.
static OPERATION: Operation = Operation {
    path: "/v1/openapi.json",
    summary: "This description",
    query: &[],
    message: None,
    answers: &[(StatusCode::OK, "The description", Some(Schema::Anything))],
    problems: &[Problem::Host, Problem::Misdirected, Problem::Head, Problem::TooMany],
    route: || get(describe).fallback(async || Problem::ReadOnly),
};

/// The refusals of every operation with a message, and further ones.
macro_rules! and_of_any_message {
    ($($problem:ident),*) => {
        &[
            Problem::Host, Problem::Misdirected, Problem::MediaType, Problem::TooLarge,
            Problem::Incomplete, Problem::Slow, Problem::Head, Problem::TooMany, Problem::NotJson, Problem::Signature,
            Problem::Clock, Problem::Unavailable, $(Problem::$problem),*
        ]
    };
}
pub(crate) use and_of_any_message;

/// The routes of all operations.
pub(crate) fn routes() -> Router<Server> {
    OPERATIONS
        .iter()
        .fold(Router::new(), |router, operation| router.route(operation.path, (operation.route)()))
}

async fn describe() -> impl IntoResponse {
    static TEXT: LazyLock<String> =
        LazyLock::new(|| format!("{:#}\n", document::describe(&OPERATIONS)));
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str())
}
