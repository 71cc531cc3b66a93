//! Names of hosts, and which host a request asks for.

use std::{fmt, net::IpAddr, str::FromStr};

use axum::{
    extract::Request,
    http::{HeaderMap, Uri, Version, header, uri::Authority},
};
use serde::Deserialize;

/// The name of a host, without a port: letters, digits, hyphens and full stops, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct HostName(String);

/// The text is no host's name.
#[derive(Debug, thiserror::Error)]
#[error("the name of a host, without a scheme and without a port")]
pub struct NotAHost;

impl FromStr for HostName {
    type Err = NotAHost;

    fn from_str(text: &str) -> Result<Self, NotAHost> {
        let is_plain = |label: &str| {
            !label.is_empty()
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let is_name = text.len() <= 253 && text.split('.').all(is_plain);
        if is_name { Ok(Self(text.to_ascii_lowercase())) } else { Err(NotAHost) }
    }
}

impl TryFrom<String> for HostName {
    type Error = NotAHost;

    fn try_from(text: String) -> Result<Self, NotAHost> {
        text.parse()
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HostName {
    /// Whether a request asks for this host, at whichever port.
    pub(crate) fn is_asked(&self, request: &Request) -> bool {
        asked_host(request.version(), request.uri(), request.headers()).ok().flatten().is_some_and(
            |authority| authority.host().trim_end_matches('.').eq_ignore_ascii_case(&self.0),
        )
    }
}

/// The host that a request names: in its header or, in HTTP/2, in its target. An error if it is
/// not clear which.
pub(crate) fn asked_host(
    version: Version,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Option<Authority>, NotAHost> {
    let mut all = headers.get_all(header::HOST).iter();
    let header = match (all.next(), all.next()) {
        (_, Some(_)) => return Err(NotAHost),
        (None, None) => None,
        (Some(one), None) => Some(Authority::try_from(one.as_bytes()).map_err(|_| NotAHost)?),
    };
    let named = match (header, uri.authority()) {
        (Some(header), Some(target)) if &header != target => return Err(NotAHost),
        (Some(header), _) => Some(header),
        (None, Some(target)) if version >= Version::HTTP_2 => Some(target.clone()),
        (None, _) => None,
    };
    match named {
        // A name and a password have no place in a host.
        Some(named) if named.as_str().contains('@') || named.host().is_empty() => Err(NotAHost),
        named => Ok(named),
    }
}

/// Whether a host is this machine's own, with or without a port.
pub(crate) fn is_loopback(host: &str) -> bool {
    let port = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let name = host.rsplit_once(':').filter(|(_, text)| port(text)).map_or(host, |(name, _)| name);
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machines_own_address_is_told_from_others() {
        for host in ["localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]:8080"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["", "desk.example", "10.0.0.1:8080", "localhost.example", "127.0.0.1.example"]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn s14_a_request_names_its_host_once() {
        let table: [(Version, &str, &[&str], &str); 12] = [
            (Version::HTTP_11, "/", &["a.example:80"], "a.example:80"),
            (Version::HTTP_11, "/", &[], "none"),
            (Version::HTTP_11, "/", &["a.example", "a.example"], "refused"),
            (Version::HTTP_11, "/", &["a.example", "b.example"], "refused"),
            (Version::HTTP_11, "/", &[""], "refused"),
            (Version::HTTP_11, "/", &["a example"], "refused"),
            (Version::HTTP_11, "/", &["me@a.example"], "refused"),
            (Version::HTTP_11, "http://a.example/", &["A.example"], "A.example"),
            (Version::HTTP_11, "http://b.example/", &["a.example"], "refused"),
            (Version::HTTP_11, "http://a.example/", &[], "none"),
            (Version::HTTP_2, "https://a.example/", &[], "a.example"),
            (Version::HTTP_2, "https://a.example/", &["b.example"], "refused"),
        ];
        for (version, uri, hosts, expected) in table {
            let mut headers = HeaderMap::new();
            for host in hosts {
                headers.append(header::HOST, host.parse().unwrap());
            }
            let said = match asked_host(version, &uri.parse().unwrap(), &headers) {
                Ok(Some(host)) => host.to_string(),
                Ok(None) => "none".into(),
                Err(NotAHost) => "refused".into(),
            };
            assert_eq!(said, expected, "{version:?} {uri} {hosts:?}");
        }
    }

    #[test]
    fn s7_a_name_is_asked_for_at_any_port_and_no_other_is() {
        let desk: HostName = "Desk.Example".parse().unwrap();
        for (host, expected) in [
            ("desk.example", true),
            ("DESK.example:8443", true),
            ("desk.example.", true),
            ("kiosk.example", false),
            ("desk.example.evil", false),
            ("a.desk.example", false),
        ] {
            let request = Request::builder().header("host", host).body(Default::default()).unwrap();
            assert_eq!(desk.is_asked(&request), expected, "{host}");
        }
        for text in ["", "desk.example:80", "https://desk.example", "desk..example", "[::1]"] {
            assert!(text.parse::<HostName>().is_err(), "{text}");
        }
    }
}
