//! Trusted proxies, and the client address that they report.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};
use clap::ValueEnum;
use ipnet::IpNet;
use serde::Deserialize;

/// The trusted proxies before this server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    /// Their networks.
    pub networks: Vec<IpNet>,
    /// The header that carries the client's address. Only this one is read, because a proxy may
    /// forward the other header as an untrusted client has sent it.
    pub header: ProxyHeader,
}

/// The header in which a proxy passes the client's address on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, a list of addresses.
    #[default]
    XForwardedFor,
    /// `Forwarded`, after RFC 7239.
    Forwarded,
}

impl Proxies {
    /// Whether `address` is a proxy.
    pub(super) fn has(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(&address))
    }

    /// The client's address: the last entry that is not a trusted proxy.
    ///
    /// Entries further left come from the client and are not trusted.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.has(peer) {
            return peer;
        }
        let values = headers.get_all(self.header.name());
        let texts: Vec<_> = values.iter().filter_map(|value| value.to_str().ok()).collect();
        let hops = texts.iter().rev().flat_map(|text| text.rsplit(','));
        let mut client = peer;
        for hop in hops {
            let Some(address) = self.header.address(hop.trim()) else { break };
            client = address.to_canonical();
            if !self.has(client) {
                break;
            }
        }
        client
    }
}

impl ProxyHeader {
    fn name(self) -> HeaderName {
        match self {
            Self::XForwardedFor => HeaderName::from_static("x-forwarded-for"),
            Self::Forwarded => header::FORWARDED,
        }
    }

    fn address(self, hop: &str) -> Option<IpAddr> {
        match self {
            Self::XForwardedFor => address(hop),
            Self::Forwarded => hop.split(';').find_map(|pair| {
                let (name, value) = pair.trim().split_once('=')?;
                let is_for = name.eq_ignore_ascii_case("for");
                is_for.then(|| address(value.trim_matches('"'))).flatten()
            }),
        }
    }
}

/// An address, with or without a port and brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse().ok().map(|socket: SocketAddr| socket.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(header: ProxyHeader, peer: &str, values: &[&str]) -> String {
        let networks = ["10.0.0.0/8", "fd00::/8"].map(|text| text.parse().unwrap()).to_vec();
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header.name(), value.parse().unwrap());
        }
        Proxies { networks, header }.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn the_last_address_that_no_proxy_has_is_the_clients() {
        let table: [(&str, &[&str], &str); 9] = [
            ("192.0.2.9", &["198.51.100.1"], "192.0.2.9"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["203.0.113.5, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", &["203.0.113.5", "198.51.100.1:4711"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1, nonsense"], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
            ("fd00::1", &["2001:db8::7"], "2001:db8::7"),
            ("10.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1"),
        ];
        for (peer, values, expected) in table {
            assert_eq!(client(ProxyHeader::XForwardedFor, peer, values), expected, "{values:?}");
        }
    }

    #[test]
    fn the_header_of_rfc_7239_is_read_where_the_proxy_sets_that() {
        let table: [(&[&str], &str); 4] = [
            (&["for=198.51.100.1;proto=https;by=10.0.0.1"], "198.51.100.1"),
            (&["for=203.0.113.5, For=\"[2001:db8::7]:4711\""], "2001:db8::7"),
            (&["for=unknown"], "10.0.0.1"),
            (&["proto=https"], "10.0.0.1"),
        ];
        for (values, expected) in table {
            assert_eq!(client(ProxyHeader::Forwarded, "10.0.0.1", values), expected, "{values:?}");
        }
    }
}
