//! Which clients are let in: pages of the site, on this machine, that know the token.

use crate::token::Token;
use tungstenite::http::{HeaderMap, StatusCode, header};

/// The name of the protocol, with its version.
pub const SUBPROTOCOL: &str = "gangway-reader.1";

/// Why a client is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandshakeRefusal {
    /// `Host` is not this machine: the page's name was made to point here (DNS rebinding).
    Host,
    /// The page belongs to another site, or the client is no browser.
    Origin,
    /// The client does not speak [`SUBPROTOCOL`].
    Protocol,
    /// No token, or another one.
    Token,
    /// There is another session.
    Busy,
}

impl HandshakeRefusal {
    /// The status of the answer.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Host | Self::Origin | Self::Token => StatusCode::FORBIDDEN,
            Self::Protocol => StatusCode::BAD_REQUEST,
            Self::Busy => StatusCode::CONFLICT,
        }
    }
}

/// What a client must send.
pub struct DoorPolicy {
    /// The origins of the site's pages, such as `https://kiosk.example`.
    pub origins: Vec<String>,
    /// The shared secret.
    pub token: Token,
}

impl DoorPolicy {
    /// Checks a client's request to the service on this port.
    pub(crate) fn check(&self, headers: &HeaderMap, port: u16) -> Result<(), HandshakeRefusal> {
        let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
        let host = only(headers, header::HOST);
        if !host.is_some_and(|host| hosts.iter().any(|own| own == host)) {
            return Err(HandshakeRefusal::Host);
        }
        let origin = only(headers, header::ORIGIN);
        if !origin.is_some_and(|origin| self.origins.iter().any(|own| own == origin)) {
            return Err(HandshakeRefusal::Origin);
        }
        let protocols = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter();
        let protocols = protocols.filter_map(|value| value.to_str().ok());
        let mut names = protocols.flat_map(|value| value.split(',')).map(str::trim);
        if names.next() != Some(SUBPROTOCOL) {
            return Err(HandshakeRefusal::Protocol);
        }
        match (names.next(), names.next()) {
            (Some(token), None) if self.token.is(token) => Ok(()),
            _ => Err(HandshakeRefusal::Token),
        }
    }
}

/// The value of a header that must be there once.
fn only(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    value.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tungstenite::http::HeaderValue;

    const TOKEN: &str = "abcdefghijklmnopqrstuvwxyz";
    const SITE: &str = "https://kiosk.example";

    fn check(lines: &[(&'static str, &str)]) -> Result<(), HandshakeRefusal> {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        let origins = vec!["https://other.example".into(), SITE.into()];
        DoorPolicy { origins, token: Token::read(TOKEN).unwrap() }.check(&headers, 8787)
    }

    fn with(host: &str, origin: &str, protocols: &str) -> Result<(), HandshakeRefusal> {
        check(&[("host", host), ("origin", origin), ("sec-websocket-protocol", protocols)])
    }

    #[test]
    fn a_page_of_the_site_with_the_token_is_let_in() {
        let protocols = format!("{SUBPROTOCOL}, {TOKEN}");
        for host in ["127.0.0.1:8787", "localhost:8787"] {
            assert_eq!(with(host, SITE, &protocols), Ok(()));
        }
        let lines = [("host", "127.0.0.1:8787"), ("origin", SITE)];
        let lists = [SUBPROTOCOL, TOKEN].map(|name| ("sec-websocket-protocol", name));
        assert_eq!(check(&[lines, lists].concat()), Ok(()));
    }

    #[test]
    fn each_wrong_header_has_its_refusal() {
        let protocols = format!("{SUBPROTOCOL},{TOKEN}");
        for host in
            ["kiosk.example:8787", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8787.example", ""]
        {
            assert_eq!(with(host, SITE, &protocols), Err(HandshakeRefusal::Host), "{host}");
        }
        for origin in ["null", "https://kiosk.example.org", "http://kiosk.example", ""] {
            let refused = with("127.0.0.1:8787", origin, &protocols);
            assert_eq!(refused, Err(HandshakeRefusal::Origin), "{origin}");
        }
        for (protocols, refusal) in [
            (TOKEN.to_owned(), HandshakeRefusal::Protocol),
            (format!("gangway-reader.2, {TOKEN}"), HandshakeRefusal::Protocol),
            (SUBPROTOCOL.to_owned(), HandshakeRefusal::Token),
            (format!("{SUBPROTOCOL}, {TOKEN}x"), HandshakeRefusal::Token),
            (format!("{SUBPROTOCOL}, wrong, {TOKEN}"), HandshakeRefusal::Token),
        ] {
            assert_eq!(with("127.0.0.1:8787", SITE, &protocols), Err(refusal), "{protocols}");
        }
    }

    #[test]
    fn a_header_that_is_missing_or_there_twice_is_refused() {
        assert_eq!(check(&[]), Err(HandshakeRefusal::Host));
        let host = ("host", "127.0.0.1:8787");
        assert_eq!(check(&[host]), Err(HandshakeRefusal::Origin));
        assert_eq!(check(&[host, host]), Err(HandshakeRefusal::Host));
        let origin = ("origin", SITE);
        assert_eq!(check(&[host, origin]), Err(HandshakeRefusal::Protocol));
        assert_eq!(check(&[host, origin, origin]), Err(HandshakeRefusal::Origin));
    }
}
