//! `GET /healthz` and `GET /readyz`: whether to restart this process, and whether to send it
//! requests.

use axum::extract::State;
use store::Error;

use super::{problem::Problem, state::Server};

/// Answers 200 while the process lives. A store that is gone does not come back by a restart.
pub(crate) async fn lives() -> &'static str {
    "ok\n"
}

/// Answers 200 while the store answers and has all the tables that this process needs.
pub(crate) async fn is_ready(State(server): State<Server>) -> Result<&'static str, Problem> {
    match server.store.is_current().await? {
        true => Ok("ok\n"),
        false => Err(Error::OldTables.into()),
    }
}
