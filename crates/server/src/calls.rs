//! `POST /v1/calls`: takes one call for staff in.

use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
};
use jiff::Timestamp;
use wire::HelpCall;

use crate::{Arrival, KeptCall, Recorded, Server, intake, problem::Problem};

/// Stores a call once, however often it comes, and tells the desks of it the first time.
///
/// Unlike a result it is told however old it says it is: a kiosk whose clock is slow must not
/// call in vain.
pub(crate) async fn receive(
    State(server): State<Server>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Problem> {
    let call: HelpCall = intake::read(&headers, body, Problem::NotACall)?;
    match server.store.keep_call(&KeptCall { call, received: Timestamp::now() }).await? {
        Recorded::New => {
            server.news.tell(Arrival::Call(call.kiosk));
            Ok(StatusCode::CREATED)
        }
        Recorded::Again => Ok(StatusCode::OK),
        Recorded::Conflict => Err(Problem::Conflict),
    }
}
