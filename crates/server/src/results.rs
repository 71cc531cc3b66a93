//! `POST /v1/results`: takes one result in.

use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
};
use jiff::Timestamp;
use wire::ResultMessage;

use crate::{Arrival, Kept, Recorded, Server, desk, intake, problem::Problem};

/// Stores a result once, however often it comes, and tells the desks of it the first time, if
/// they show it.
pub(crate) async fn receive(
    State(server): State<Server>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Problem> {
    let message: ResultMessage = intake::read(&headers, body, Problem::NotAResult)?;
    let kept = Kept { message, received: Timestamp::now() };
    match server.store.keep(&kept).await? {
        Recorded::New => {
            let ResultMessage { kiosk, ticket, end, .. } = message;
            // Nobody is called to a traveller who left long ago.
            if kept.came() > desk::horizon(kept.received) {
                server.news.tell(Arrival::Ticket { kiosk, ticket, lane: end.lane() });
            }
            Ok(StatusCode::CREATED)
        }
        Recorded::Again => Ok(StatusCode::OK),
        Recorded::Conflict => Err(Problem::Conflict),
    }
}
