//! The interface for machines, described as OpenAPI 3.1 by the list that its routes come from.
//!
//! Our own list, because generators such as `utoipa` need their traits on the messages, and crate
//! `wire` goes into the kiosk's page as well, where every byte counts.

mod document;

use std::sync::LazyLock;

use axum::{
    Router,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};

use super::{
    backlogs, calls, enrolment, operation::Operation, paths, problem::Problem, results,
    schemas::Schema, settings_report, state::Server, waits,
};

/// All operations below `/v1`.
static OPERATIONS: [&Operation; 8] = [
    &results::OPERATION,
    &backlogs::OPERATION,
    &calls::OPERATION,
    &enrolment::ENROL,
    &enrolment::CHANGE_KEY,
    &settings_report::OPERATION,
    &waits::OPERATION,
    &OPERATION,
];

/// The description itself.
static OPERATION: Operation = Operation {
    path: paths::OPENAPI,
    summary: "This description",
    query: &[],
    message: None,
    answers: &[(StatusCode::OK, "The description", Some(Schema::Anything))],
    problems: &[Problem::Host, Problem::Misdirected, Problem::Head, Problem::TooMany],
    route: || get(describe).fallback(async || Problem::ReadOnly),
};

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
