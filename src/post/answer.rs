//! What a kiosk makes of an answer.

use crate::json::Value;

/// What the server says, as far as anybody asks.
pub(super) struct Reply {
    /// Its status.
    pub(super) status: u16,
    /// Its text.
    pub(super) body: String,
    /// When to come back: seconds.
    pub(super) retry_after: Option<String>,
}

/// What a kiosk makes of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The server has it. What it says to that.
    Done(String),
    /// The server will never take it, and says so with this status.
    Refused(u16),
    /// The server has seen this signature before: another is wanted.
    Again,
    /// The kiosk's clock and the server's are too far from each other.
    WrongClock,
    /// The server does not take it from this kiosk.
    Denied(Denial),
    /// The network, the server, or what stands between them and us is not as it should be. So many
    /// seconds are to be waited, if that was said.
    Later(Option<u32>),
}

/// Why the server does not take something from this kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// It has revoked the kiosk, or does not know it.
    Revoked,
    /// It takes a signature for wrong, or does not say why.
    Signature,
    /// The enrolment code is not valid, or not any more.
    Code,
}

/// Nobody is to be waited for longer, in seconds.
const LONGEST_WAIT: u32 = 3_600;

impl Answer {
    /// What a reply means.
    pub(super) fn of(reply: Reply) -> Self {
        let problem = problem(&reply.body);
        match (reply.status, problem.as_deref()) {
            (200..=299, _) => Self::Done(reply.body),
            (409, Some("replayed")) => Self::Again,
            // What the server says of the message itself. Any other status may be a proxy's.
            (status @ (400 | 409 | 413 | 415 | 422), _) => Self::Refused(status),
            (403, Some("revoked" | "unknown-kiosk")) => Self::Denied(Denial::Revoked),
            (403, Some("code")) => Self::Denied(Denial::Code),
            (401, Some("clock")) => Self::WrongClock,
            (401 | 403, _) => Self::Denied(Denial::Signature),
            (429 | 503, _) => {
                let seconds = reply.retry_after.and_then(|it| it.parse().ok());
                Self::Later(seconds.map(|it: u32| it.min(LONGEST_WAIT)))
            }
            _ => Self::Later(None),
        }
    }
}

/// The last word of the problem's type (RFC 9457), if it is one of ours.
fn problem(body: &str) -> Option<String> {
    match Value::read(body).ok()?.field("type")? {
        Value::String(name) => name.strip_prefix("urn:gangway:problem:").map(Into::into),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, problem: &str, retry_after: Option<&str>) -> Answer {
        let body = format!(r#"{{"type":"urn:gangway:problem:{problem}","status":{status}}}"#);
        Answer::of(Reply { status, body, retry_after: retry_after.map(Into::into) })
    }

    #[test]
    fn s14_a_wrong_clock_is_told_from_a_wrong_signature_of_the_same_status() {
        assert_eq!(answer(401, "clock", None), Answer::WrongClock);
        assert_eq!(answer(401, "signature", None), Answer::Denied(Denial::Signature));
        let reply = Reply { status: 401, body: "clock".into(), retry_after: None };
        assert_eq!(Answer::of(reply), Answer::Denied(Denial::Signature), "a proxy's page");
    }

    #[test]
    fn each_status_and_problem_has_one_meaning() {
        let table = [
            (400, "not-json", Answer::Refused(400)),
            (409, "conflict", Answer::Refused(409)),
            (409, "replayed", Answer::Again),
            (413, "too-large", Answer::Refused(413)),
            (415, "media-type", Answer::Refused(415)),
            (422, "not-a-result", Answer::Refused(422)),
            (401, "signature", Answer::Denied(Denial::Signature)),
            (403, "revoked", Answer::Denied(Denial::Revoked)),
            (403, "unknown-kiosk", Answer::Denied(Denial::Revoked)),
            (403, "code", Answer::Denied(Denial::Code)),
            (403, "other", Answer::Denied(Denial::Signature)),
            (401, "clock", Answer::WrongClock),
            (403, "clock", Answer::Denied(Denial::Signature)),
            // What a server of before said; and what others say with it.
            (425, "clock", Answer::Later(None)),
            (404, "not-found", Answer::Later(None)),
            (500, "", Answer::Later(None)),
            (302, "", Answer::Later(None)),
        ];
        for (status, problem, meaning) in table {
            assert_eq!(answer(status, problem, None), meaning, "{status} {problem}");
        }
        for status in [200, 201, 204] {
            assert!(matches!(answer(status, "", None), Answer::Done(_)), "{status}");
        }
    }

    #[test]
    fn a_busy_server_says_how_long_to_wait() {
        for (said, seconds) in [
            (None, None),
            (Some("7"), Some(7)),
            (Some("999999"), Some(3_600)),
            (Some("soon"), None),
        ] {
            assert_eq!(answer(429, "", said), Answer::Later(seconds));
            assert_eq!(answer(503, "", said), Answer::Later(seconds));
        }
        assert_eq!(answer(500, "", Some("7")), Answer::Later(None));
    }

    #[test]
    fn a_proxys_page_revokes_nobody() {
        for body in ["", "<h1>revoked</h1>", r#"{"type":"about:blank"}"#, r#"{"type":403}"#] {
            let reply = Reply { status: 403, body: body.into(), retry_after: None };
            assert_eq!(Answer::of(reply), Answer::Denied(Denial::Signature), "{body}");
        }
    }
}
