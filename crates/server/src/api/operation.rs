//! One operation of the interface: its route and its description.

use axum::{http::StatusCode, routing::MethodRouter};

use super::{problem::Problem, schemas::Schema, state::Server};

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
