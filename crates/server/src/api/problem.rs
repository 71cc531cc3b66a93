//! Every refusal of the machine interface, after RFC 9457.

use axum::{
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{Error, metrics};

/// Why a request was refused, nearly always one under `/v1`: one status and one fixed text each,
/// after RFC 9457.
///
/// The texts are constants. They never quote the request, which may hold unexpected data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// There is nothing at this path.
    NotFound,
    /// The request names no host, or more than one.
    Host,
    /// This address does not serve the requested host.
    Misdirected,
    /// The path takes `POST` only.
    Method,
    /// The path takes `GET` only.
    ReadOnly,
    /// The query is not one that the path knows.
    Query,
    /// The body is not declared as plain `application/json`.
    MediaType,
    /// The body is longer than a message can be.
    TooLarge,
    /// The body did not come in full.
    Incomplete,
    /// The body did not come in time.
    Slow,
    /// The request's head is larger than any that is needed.
    Head,
    /// This address or kiosk has exceeded its rate limit.
    TooMany,
    /// The body is not JSON.
    NotJson,
    /// The body is JSON, but not a result message.
    NotAResult,
    /// The body is a result message as earlier builds of the kiosk made them.
    Former,
    /// The body is JSON, but declares no backlog.
    NotABacklog,
    /// The body is JSON, but not a call for staff.
    NotACall,
    /// The body is JSON, but asks for no enrolment.
    NotAnEnrolment,
    /// The body is JSON, but no change of a key.
    NotAKeyChange,
    /// The body is JSON, but does not say which settings a kiosk runs with.
    NotSettings,
    /// The text is no receipt of a ticket.
    NotAReceipt,
    /// No key of this kiosk has signed this request.
    Signature,
    /// The kiosk changed its key not long ago.
    Early,
    /// The results are more, or older, than present travellers can have made.
    Backlog,
    /// This kiosk is not enrolled.
    UnknownKiosk,
    /// This kiosk is revoked.
    Revoked,
    /// There is no such enrolment code, or not any more.
    Code,
    /// There is no valid session.
    Unsigned,
    /// The kiosk's clock is too far off.
    Clock,
    /// The request was sent before with the same signature.
    Replayed,
    /// Another message has this kiosk and id.
    Conflict,
    /// The store cannot be used now.
    Unavailable,
}

/// The body of a refusal.
#[derive(Serialize)]
struct Body {
    r#type: &'static str,
    title: &'static str,
    status: u16,
}

impl Problem {
    /// Status, type and title.
    const fn text(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NotFound => {
                (StatusCode::NOT_FOUND, "urn:gangway:problem:not-found", "There is nothing here")
            }
            Self::Host => (
                StatusCode::BAD_REQUEST,
                "urn:gangway:problem:host",
                "A request names its host once",
            ),
            Self::Misdirected => (
                StatusCode::MISDIRECTED_REQUEST,
                "urn:gangway:problem:misdirected",
                "This host is not served here",
            ),
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "urn:gangway:problem:method",
                "Messages are sent with POST",
            ),
            Self::ReadOnly => (
                StatusCode::METHOD_NOT_ALLOWED,
                "urn:gangway:problem:method",
                "This is read with GET",
            ),
            Self::Query => (
                StatusCode::BAD_REQUEST,
                "urn:gangway:problem:query",
                "The query is not one that is known here",
            ),
            Self::MediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "urn:gangway:problem:media-type",
                "The body must be application/json, not compressed",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "urn:gangway:problem:too-large",
                "The body is longer than 2 KiB",
            ),
            Self::Incomplete => (
                StatusCode::BAD_REQUEST,
                "urn:gangway:problem:incomplete",
                "The body did not come in full",
            ),
            Self::Slow => (
                StatusCode::REQUEST_TIMEOUT,
                "urn:gangway:problem:slow",
                "The body did not come in time",
            ),
            Self::Head => (
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                "urn:gangway:problem:head",
                "The request has too many or too long headers",
            ),
            Self::TooMany => (
                StatusCode::TOO_MANY_REQUESTS,
                "urn:gangway:problem:too-many",
                "Too many requests came; send it again later",
            ),
            Self::NotJson => {
                (StatusCode::BAD_REQUEST, "urn:gangway:problem:not-json", "The body is not JSON")
            }
            Self::NotAResult => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "urn:gangway:problem:not-a-result",
                "The body is not a result message",
            ),
            // Earlier kiosk builds keep a message after this status.
            Self::Former => (
                StatusCode::GONE,
                "urn:gangway:problem:former",
                "Results are not taken in this form any more",
            ),
            Self::NotABacklog => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "urn:gangway:problem:not-a-backlog",
                "The body declares no backlog",
            ),
            Self::NotACall => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "urn:gangway:problem:not-a-call",
                "The body is not a call for staff",
            ),
            Self::NotAnEnrolment => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "urn:gangway:problem:not-an-enrolment",
                "The body asks for no enrolment",
            ),
            Self::NotAKeyChange => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "urn:gangway:problem:not-a-key-change",
                "The body is no change of a key",
            ),
            Self::NotSettings => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "urn:gangway:problem:not-settings",
                "The body names no settings of a kiosk",
            ),
            Self::NotAReceipt => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "urn:gangway:problem:not-a-receipt",
                "The text is no receipt of a ticket",
            ),
            Self::Signature => (
                StatusCode::UNAUTHORIZED,
                "urn:gangway:problem:signature",
                "No key of this kiosk has signed this",
            ),
            Self::Early => (
                StatusCode::CONFLICT,
                "urn:gangway:problem:early",
                "The key was changed less than 25 days ago",
            ),
            Self::Backlog => (
                StatusCode::TOO_MANY_REQUESTS,
                "urn:gangway:problem:backlog",
                "Wait, or declare first how many results wait",
            ),
            Self::UnknownKiosk => (
                StatusCode::FORBIDDEN,
                "urn:gangway:problem:unknown-kiosk",
                "This kiosk is not enrolled",
            ),
            Self::Revoked => {
                (StatusCode::FORBIDDEN, "urn:gangway:problem:revoked", "This kiosk is revoked")
            }
            Self::Code => (
                StatusCode::FORBIDDEN,
                "urn:gangway:problem:code",
                "This enrolment code is not valid, or not any more",
            ),
            Self::Unsigned => (
                StatusCode::UNAUTHORIZED,
                "urn:gangway:problem:unsigned",
                "Sign in at the desk first",
            ),
            Self::Clock => (
                StatusCode::UNAUTHORIZED,
                "urn:gangway:problem:clock",
                "The kiosk's clock is too far off: see Date",
            ),
            Self::Replayed => (
                StatusCode::CONFLICT,
                "urn:gangway:problem:replayed",
                "This was sent before: sign it again",
            ),
            Self::Conflict => (
                StatusCode::CONFLICT,
                "urn:gangway:problem:conflict",
                "Another message of this kiosk has this id",
            ),
            Self::Unavailable => (
                StatusCode::SERVICE_UNAVAILABLE,
                "urn:gangway:problem:unavailable",
                "The message could not be stored; send it again later",
            ),
        }
    }

    pub(crate) const fn status(self) -> StatusCode {
        self.text().0
    }

    /// Its URN.
    pub(crate) const fn r#type(self) -> &'static str {
        self.text().1
    }

    pub(crate) const fn title(self) -> &'static str {
        self.text().2
    }

    /// The end of its URN.
    pub(crate) fn name(self) -> &'static str {
        self.r#type().rsplit(':').next().unwrap_or_default()
    }

    /// The header that goes with some refusals.
    pub(crate) const fn hint(self) -> Option<(HeaderName, &'static str)> {
        match self {
            Self::Method => Some((header::ALLOW, "POST")),
            Self::ReadOnly => Some((header::ALLOW, "GET")),
            Self::MediaType => Some((header::ACCEPT, "application/json")),
            Self::Signature | Self::Clock => Some((header::WWW_AUTHENTICATE, "Gangway-Proof")),
            Self::Unsigned => Some((header::WWW_AUTHENTICATE, "Gangway-Desk")),
            // Seconds.
            Self::TooMany | Self::Backlog => Some((header::RETRY_AFTER, "2")),
            Self::Unavailable => Some((header::RETRY_AFTER, "5")),
            Self::NotFound
            | Self::Host
            | Self::Misdirected
            | Self::Query
            | Self::TooLarge
            | Self::Incomplete
            | Self::Slow
            | Self::Head
            | Self::NotJson
            | Self::NotAResult
            | Self::Former
            | Self::NotABacklog
            | Self::NotACall
            | Self::NotAnEnrolment
            | Self::NotAKeyChange
            | Self::Early
            | Self::NotSettings
            | Self::NotAReceipt
            | Self::UnknownKiosk
            | Self::Revoked
            | Self::Code
            | Self::Replayed
            | Self::Conflict => None,
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        // A failed commit concerns a group of results; the writer logs it once.
        if !matches!(error, Error::Store(store::Error::Unwritten)) {
            let cause = error.cause();
            tracing::error!(cause, "store");
        }
        Self::Unavailable
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        Error::from(error).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, r#type, title) = self.text();
        metrics::refusal(self.name());
        let mut response =
            (status, axum::Json(Body { r#type, title, status: status.as_u16() })).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            axum::http::HeaderValue::from_static("application/problem+json"),
        );
        if let Some((name, value)) = self.hint() {
            headers.insert(name, axum::http::HeaderValue::from_static(value));
        }
        response
    }
}
