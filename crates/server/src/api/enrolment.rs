//! `POST /v1/enrolments` and `POST /v1/keys`: enrols a kiosk, and changes its key.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use domain::Doubt;
use jiff::Timestamp;
use store::KeyChangeOutcome;
use wire::{Enrolled, Enrolment, KeyChange, MessageId, Taken};

use super::{
    admission::{Admission, Network},
    intake,
    operation::{Operation, and_of_any_message},
    paths,
    problem::Problem,
    schemas::Schema,
    state::Server,
};
use crate::metrics;

pub(crate) static ENROL: Operation = Operation {
    path: paths::ENROLMENTS,
    summary: "Make a kiosk known that shows a code, by the key that signs the request",
    query: &[],
    message: Some(Schema::Enrolment),
    answers: &[(StatusCode::CREATED, "It is known", Some(Schema::Enrolled))],
    problems: and_of_any_message![NotAnEnrolment, Code],
    route: || post(enrol).fallback(async || Problem::Method),
};

pub(crate) static CHANGE_KEY: Operation = Operation {
    path: paths::KEYS,
    summary: "Let a next key take the present one's place once it is used",
    query: &[],
    message: Some(Schema::KeyChange),
    answers: &[(StatusCode::OK, "Both keys are good", Some(Schema::Taken))],
    problems: and_of_any_message![NotAKeyChange, Early, UnknownKiosk, Revoked],
    route: || post(change_key).fallback(async || Problem::Method),
};

/// Enrols a kiosk with its code and the key that has signed the request.
pub(crate) async fn enrol(
    State(server): State<Server>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Enrolled>), Problem> {
    let body = intake::body(&headers, body)?;
    let asked: Enrolment = intake::read(&body, Problem::NotAnEnrolment)?;
    let Enrolment { code, kiosk, key, provisional, .. } = asked;
    if provisional.is_some_and(|number| !number.is_provisional()) {
        return Err(Problem::NotAnEnrolment);
    }
    Admission::check_own(&key, paths::ENROLMENTS, &headers, &body)?;
    let enrolled = match code {
        Some(code) => server.store.enrol(code, key, provisional, Timestamp::now()).await?,
        None if server.is_trial => server.store.try_out(kiosk, key, provisional).await?,
        None => None,
    };
    let (kiosk, ticket) = enrolled.ok_or(Problem::Code)?;
    tracing::info!(%kiosk, "enrolled");
    Ok((StatusCode::CREATED, Json(Enrolled { id: MessageId::of_body(&body), kiosk, ticket })))
}

/// Lets a kiosk's next key replace the one that signs this request. Kiosks ask when their key is 30
/// days old: a much earlier request may come from an attacker who has copied the key.
pub(crate) async fn change_key(
    State(server): State<Server>,
    network: Network,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Taken>, Problem> {
    let body = intake::body(&headers, body)?;
    let KeyChange { kiosk, key, .. } = intake::read(&body, Problem::NotAKeyChange)?;
    let (_, present) = server.admission.check(kiosk, paths::KEYS, &headers, &body, network).await?;
    match server.store.change_key(kiosk, present, key, Timestamp::now()).await? {
        KeyChangeOutcome::Taken => Ok(Json(Taken { id: MessageId::of_body(&body) })),
        KeyChangeOutcome::Early => {
            metrics::doubt(Doubt::EarlyKey);
            tracing::warn!(%kiosk, why = Doubt::EarlyKey.word(), "a key is not changed");
            Err(Problem::Early)
        }
    }
}
