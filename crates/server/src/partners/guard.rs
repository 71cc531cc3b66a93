//! Refuses addresses that no partner may have: cloud metadata services and link-local addresses.
//!
//! An address is checked as it is written, and again after its name was resolved: the DNS server of
//! the name could otherwise point to such an address.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use reqwest::dns::{Name, Resolve, Resolving};
use tokio::net::lookup_host;

/// Host names of cloud metadata services.
const NAMES: [&str; 7] = [
    "metadata",
    "metadata.google.internal",
    "metadata.goog",
    "metadata.azure.internal",
    "metadata.tencentyun.com",
    "instance-data",
    "instance-data.ec2.internal",
];

/// Metadata addresses outside of link-local ranges: of Alibaba, Oracle and Azure.
const PLACES: [Ipv4Addr; 3] = [
    Ipv4Addr::new(100, 100, 100, 200),
    Ipv4Addr::new(192, 0, 0, 192),
    Ipv4Addr::new(168, 63, 129, 16),
];

/// The same with IPv6: Amazon's, Google's and Oracle's.
const PLACES_6: [Ipv6Addr; 3] = [
    Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd00, 0xc1, 0, 0, 0, 0, 0xa9fe, 0xa9fe),
];

/// Whether a partner may be at the host that an address names: a name, or an address in brackets
/// or without.
pub(super) fn may_be_at(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']).trim_end_matches('.');
    match host.parse() {
        Ok(address) => may_be_reached(address),
        Err(_) => !NAMES.iter().any(|name| name.eq_ignore_ascii_case(host)),
    }
}

/// Whether a partner may have this address.
fn may_be_reached(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(ip) => !ip.is_link_local() && !ip.is_unspecified() && !PLACES.contains(&ip),
        IpAddr::V6(ip) => {
            let is_own =
                ip.is_unicast_link_local() || ip.is_unspecified() || PLACES_6.contains(&ip);
            !is_own && within(ip).is_none_or(|inner| may_be_reached(inner.into()))
        }
    }
}

/// The IPv4 address inside of an IPv6 address: mapped, translated (RFC 6052), or 6to4.
fn within(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let part = |shift: u32| Ipv4Addr::from_bits((address.to_bits() >> shift) as u32);
    match address.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(part(0)),
        [0x2002, ..] => Some(part(80)),
        _ => address.to_ipv4_mapped(),
    }
}

/// Resolves the names of partners, and drops forbidden addresses.
#[derive(Clone, Debug, Default)]
pub(super) struct Guard {
    /// In tests: the addresses that every name resolves to.
    #[cfg(test)]
    found: Option<Vec<SocketAddr>>,
}

impl Guard {
    async fn look_up(&self, name: &str) -> io::Result<Vec<SocketAddr>> {
        #[cfg(test)]
        if let Some(found) = &self.found {
            return Ok(found.clone());
        }
        // The caller replaces the port by the URL's port.
        Ok(lookup_host((name, 0)).await?.collect())
    }

    async fn find(&self, name: &str) -> io::Result<Vec<SocketAddr>> {
        let mut found = self.look_up(name).await?;
        found.retain(|address| may_be_reached(address.ip()));
        if found.is_empty() { Err(io::ErrorKind::AddrNotAvailable.into()) } else { Ok(found) }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let found = guard.find(name.as_str()).await?;
            Ok(Box::new(found.into_iter()) as reqwest::dns::Addrs)
        })
    }
}

impl Guard {
    pub(super) fn resolver(self) -> Arc<dyn Resolve> {
        Arc::new(self)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::{io::AsyncReadExt, net::TcpListener, time::timeout};

    use super::*;

    #[test]
    fn s14_no_partner_is_where_a_cloud_tells_its_secrets() {
        for host in [
            "169.254.169.254",
            "169.254.0.1",
            "[fd00:ec2::254]",
            "[fe80::1]",
            "[::ffff:169.254.169.254]",
            "[64:ff9b::a9fe:a9fe]",
            "[2002:a9fe:a9fe::1]",
            "100.100.100.200",
            "168.63.129.16",
            "0.0.0.0",
            "[::]",
            "metadata.google.internal",
            "Metadata.Google.Internal.",
            "metadata",
        ] {
            assert!(!may_be_at(host), "{host}");
        }
        for host in [
            "port.example",
            "metadata.port.example",
            "10.0.0.1",
            "[::1]",
            "127.0.0.1",
            "[2001:db8::1]",
        ] {
            assert!(may_be_at(host), "{host}");
        }
    }

    #[tokio::test]
    async fn s14_a_name_that_leads_there_is_not_followed() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = listener.local_addr().unwrap();
        let ask = async |found: &[SocketAddr]| {
            let guard = Guard { found: Some(found.to_vec()) };
            let client = reqwest::Client::builder().no_proxy().dns_resolver(guard.resolver());
            let url = format!("http://partner.example:{}/", here.port());
            let request = client.build().unwrap().get(url).timeout(Duration::from_secs(2)).send();
            let taken = async {
                let (mut stream, _) = listener.accept().await.unwrap();
                stream.read_u8().await.unwrap();
            };
            tokio::select! {
                answer = request => answer.err().map(|error| error.is_connect()),
                () = taken => None,
            }
        };
        let _ = rustls::crypto::ring::default_provider().install_default();
        let secret = "169.254.169.254:0".parse().unwrap();
        assert_eq!(ask(&[secret]).await, Some(true), "it never gets a connection");
        let both = [secret, "127.0.0.1:0".parse().unwrap()];
        let reached = timeout(Duration::from_secs(5), ask(&both)).await;
        assert_eq!(reached, Ok(None), "the other address is good");
    }
}
