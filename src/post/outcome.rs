//! Interprets an answer to a signed request.
//!
//! A captive portal, a proxy or a firewall may answer in the server's place. So an answer counts only if
//! it must be the server's: it names the message's id, or is a problem of our own types (RFC 9457). After
//! any other answer the request is sent again later.

use wire::MessageId;

use json::Value;

use crate::fetch::Reply;

/// The outcome of a signed request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostOutcome {
    /// The server has stored it, and its answer names the id. The body of the answer.
    Done(String),
    /// The server will never accept it. The status of the answer.
    Refused(u16),
    /// The server has seen this signature before: the request has to be signed again.
    Again,
    /// The kiosk's clock and the server's are too far from each other.
    WrongClock,
    /// The server does not accept it from this kiosk.
    Denied(Denial),
    /// The network, the server or a proxy is at fault. The seconds to wait, if the answer says so.
    Later(Option<u32>),
}

/// Why the server denies a request of this kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// It has revoked the kiosk, or does not know it.
    Revoked,
    /// The signature is wrong, or the reason is not given.
    Signature,
    /// The enrolment code is not valid, or not any more.
    Code,
}

/// The longest wait that a server may ask for, in seconds.
const LONGEST_WAIT: u32 = 300;

impl PostOutcome {
    /// Interprets the reply to the message `id`.
    pub(super) fn of(reply: &Reply, id: MessageId) -> Self {
        match (reply.status, problem(reply).as_deref()) {
            (200..=202, None) if names(reply, id) => Self::Done(reply.body.clone()),
            (409, Some("replayed")) => Self::Again,
            // Problems of the message itself.
            (400, Some("not-json"))
            | (409, Some("conflict" | "early"))
            | (413, Some("too-large"))
            | (415, Some("media-type"))
            | (422, Some(_)) => Self::Refused(reply.status),
            (403, Some("revoked" | "unknown-kiosk")) => Self::Denied(Denial::Revoked),
            (403, Some("code")) => Self::Denied(Denial::Code),
            (401, Some("clock")) => Self::WrongClock,
            (401, Some("signature")) => Self::Denied(Denial::Signature),
            (429 | 503, _) => {
                let seconds = reply.retry_after.as_ref().and_then(|seconds| seconds.parse().ok());
                Self::Later(seconds.map(|seconds: u32| seconds.min(LONGEST_WAIT)))
            }
            _ => Self::Later(None),
        }
    }

    /// Whether only our server can have sent it.
    pub(super) fn is_ours(&self) -> bool {
        !matches!(self, Self::Later(_))
    }
}

/// Whether a reply says that the message of this id was taken.
fn names(reply: &Reply, id: MessageId) -> bool {
    let body = Value::read(&reply.body).ok();
    let named = body.as_ref().and_then(|body| body.field("id"));
    reply.media_type == "application/json" && named == Some(&Value::String(id.to_string()))
}

/// The last word of the problem's type (RFC 9457), if it is one of ours and of this status.
fn problem(reply: &Reply) -> Option<String> {
    let body = Value::read(&reply.body).ok()?;
    let Value::String(name) = body.field("type")? else { return None };
    let name = name.strip_prefix("urn:gangway:problem:")?;
    let is_whole = reply.media_type == "application/problem+json"
        && body.field("status") == Some(&Value::Number(reply.status.into()));
    is_whole.then(|| name.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: MessageId = MessageId(0x0a96_988e_bc89_d053);
    const TAKEN: &str = r#"{"id":"0a96988ebc89d053"}"#;

    fn reply(status: u16, media_type: &str, body: &str) -> Reply {
        let (media_type, body) = (media_type.into(), body.into());
        Reply { status, media_type, date: None, retry_after: None, body }
    }

    fn answer(status: u16, problem: &str, retry_after: Option<&str>) -> PostOutcome {
        let body = format!(r#"{{"type":"urn:gangway:problem:{problem}","status":{status}}}"#);
        let retry_after = retry_after.map(Into::into);
        let reply = Reply { retry_after, ..reply(status, "application/problem+json", &body) };
        PostOutcome::of(&reply, ID)
    }

    #[test]
    fn s14_a_wrong_clock_is_told_from_a_wrong_signature_of_the_same_status() {
        assert_eq!(answer(401, "clock", None), PostOutcome::WrongClock);
        assert_eq!(answer(401, "signature", None), PostOutcome::Denied(Denial::Signature));
    }

    #[test]
    fn each_status_and_problem_has_one_meaning() {
        let table = [
            (400, "not-json", PostOutcome::Refused(400)),
            (409, "conflict", PostOutcome::Refused(409)),
            (409, "early", PostOutcome::Refused(409)),
            (409, "replayed", PostOutcome::Again),
            (413, "too-large", PostOutcome::Refused(413)),
            (415, "media-type", PostOutcome::Refused(415)),
            (422, "not-a-result", PostOutcome::Refused(422)),
            (401, "signature", PostOutcome::Denied(Denial::Signature)),
            (403, "revoked", PostOutcome::Denied(Denial::Revoked)),
            (403, "unknown-kiosk", PostOutcome::Denied(Denial::Revoked)),
            (403, "code", PostOutcome::Denied(Denial::Code)),
            (401, "clock", PostOutcome::WrongClock),
            // What says nothing of the message itself.
            (400, "host", PostOutcome::Later(None)),
            (400, "incomplete", PostOutcome::Later(None)),
            (403, "other", PostOutcome::Later(None)),
            (403, "clock", PostOutcome::Later(None)),
            // What a server of before said; and what others say with it.
            (425, "clock", PostOutcome::Later(None)),
            (404, "not-found", PostOutcome::Later(None)),
            (500, "", PostOutcome::Later(None)),
            (302, "", PostOutcome::Later(None)),
            (200, "", PostOutcome::Later(None)),
        ];
        for (status, problem, meaning) in table {
            assert_eq!(answer(status, problem, None), meaning, "{status} {problem}");
        }
    }

    #[test]
    fn k1_only_an_answer_that_names_what_was_sent_says_that_it_was_taken() {
        for status in [200, 201, 202] {
            let taken = reply(status, "application/json", TAKEN);
            assert_eq!(PostOutcome::of(&taken, ID), PostOutcome::Done(TAKEN.into()), "{status}");
        }
        let table = [
            (200, "text/html", "<h1>Welcome to the airport's network</h1>"),
            (200, "text/html", TAKEN),
            (200, "application/json", "<h1>Welcome to the airport's network</h1>"),
            (200, "application/json", r#"{"id":"0a96988ebc89d054"}"#),
            (200, "application/json", r#"{"status":"ok"}"#),
            (200, "application/json", r#"[{"id":"0a96988ebc89d053"}]"#),
            (200, "application/json", ""),
            (200, "", ""),
            (203, "application/json", TAKEN),
            (204, "", ""),
            (204, "application/json", TAKEN),
            (301, "text/html", ""),
            (302, "application/json", TAKEN),
            (404, "application/json", TAKEN),
        ];
        for (status, media_type, body) in table {
            let other = PostOutcome::of(&reply(status, media_type, body), ID);
            assert_eq!(other, PostOutcome::Later(None), "{status} {media_type} {body}");
        }
    }

    #[test]
    fn k1_only_a_problem_of_ours_refuses_or_denies_anything() {
        let own = |status: u16| {
            let name = [(400, "not-json"), (401, "signature"), (403, "revoked"), (409, "replayed")];
            let name =
                name.iter().find(|entry| entry.0 == status).map_or("not-a-result", |entry| entry.1);
            format!(r#"{{"type":"urn:gangway:problem:{name}","status":{status}}}"#)
        };
        for status in [400, 401, 403, 409, 422] {
            let ours = reply(status, "application/problem+json", &own(status));
            assert!(PostOutcome::of(&ours, ID).is_ours(), "{status}");
            let others = [
                reply(status, "text/html", "<h1>revoked</h1>"),
                reply(status, "text/html", &own(status)),
                reply(status, "application/json", &own(status)),
                reply(status, "application/problem+json", &own(500)),
                reply(status, "application/problem+json", r#"{"type":"about:blank"}"#),
                reply(status, "application/problem+json", r#"{"type":403}"#),
                reply(status, "application/problem+json", ""),
                reply(status, "", ""),
            ];
            for other in others {
                let Reply { media_type, body, .. } = &other;
                let answer = PostOutcome::of(&other, ID);
                assert_eq!(answer, PostOutcome::Later(None), "{status} {media_type} {body}");
            }
        }
    }

    #[test]
    fn a_busy_server_says_how_long_to_wait() {
        for (said, seconds) in [
            (None, None),
            (Some("0"), Some(0)),
            (Some("7"), Some(7)),
            (Some("999999"), Some(300)),
            (Some("soon"), None),
        ] {
            assert_eq!(answer(429, "", said), PostOutcome::Later(seconds));
            assert_eq!(answer(503, "", said), PostOutcome::Later(seconds));
        }
        assert_eq!(answer(500, "", Some("7")), PostOutcome::Later(None));
    }
}
