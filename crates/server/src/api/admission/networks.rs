//! The networks from which kiosks sign. They are kept in memory only, neither logged nor stored.

use std::{
    collections::HashMap,
    convert::Infallible,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{extract::FromRequestParts, http::request::Parts};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use wire::KioskId;

use crate::net::Peer;

/// A kiosk that signs from two networks within this time is suspicious: its key may be copied.
const WINDOW: Duration = Duration::from_secs(60 * 60);

/// The shortest time between two reports of one kiosk.
const PAUSE: Duration = Duration::from_secs(60);

/// The network of a request, unless it is local: a /24 of IPv4, or a /64 of IPv6.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Network(Option<IpNet>);

/// The last network of each kiosk, for IPv4 and IPv6 separately: a kiosk with both alternates.
#[derive(Default)]
pub(super) struct Networks(Mutex<HashMap<(KioskId, bool), Seen>>);

struct Seen {
    network: IpNet,
    at: Instant,
    /// When two networks were last reported.
    reported: Option<Instant>,
}

impl Network {
    fn of(address: IpAddr) -> Self {
        let network = match address {
            // Loopback has several addresses, which are no different networks.
            _ if address.is_loopback() => return Self(None),
            IpAddr::V4(address) => Ipv4Net::new(address, 24).map(|network| network.trunc().into()),
            IpAddr::V6(address) => Ipv6Net::new(address, 64).map(|network| network.trunc().into()),
        };
        Self(network.ok())
    }
}

impl Networks {
    /// Whether a kiosk signs from another network than within the last hour, and this was not
    /// reported in the last minute.
    pub(super) fn is_new(&self, kiosk: KioskId, network: Network, now: Instant) -> bool {
        let Network(Some(network)) = network else { return false };
        let is_v6 = matches!(network, IpNet::V6(_));
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = all.entry((kiosk, is_v6)).or_insert(Seen { network, at: now, reported: None });
        let is_other = seen.network != network && now.duration_since(seen.at) < WINDOW;
        (seen.network, seen.at) = (network, now);
        let is_new =
            is_other && seen.reported.is_none_or(|reported| now.duration_since(reported) >= PAUSE);
        if is_new {
            seen.reported = Some(now);
        }
        is_new
    }
}

impl std::fmt::Debug for Networks {
    /// Prints the name only: addresses must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Networks")
    }
}

impl<S: Sync> FromRequestParts<S> for Network {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<Peer>();
        Ok(peer.map_or(Self(None), |peer| Self::of(peer.address)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        Network::of(text.parse().unwrap())
    }

    #[test]
    fn s5_a_kiosk_that_is_in_two_networks_within_an_hour_is_told_once_a_minute() {
        let (networks, kiosk, start) = (Networks::default(), KioskId(7), Instant::now());
        let minutes = |count: u64| start + Duration::from_secs(60 * count);
        let table = [
            ("192.0.2.1", 0, false),
            ("192.0.2.200", 1, false),
            ("198.51.100.1", 2, true),
            ("192.0.2.1", 2, false),
            ("198.51.100.1", 3, true),
            ("198.51.100.1", 4, false),
            ("192.0.2.1", 64, false),
            ("2001:db8:1:2::3", 64, false),
            ("2001:db8:1:2:ffff::", 65, false),
            ("2001:db8:1:3::3", 66, true),
            ("127.0.0.1", 67, false),
        ];
        for (address, minute, is_new) in table {
            let reported = networks.is_new(kiosk, network(address), minutes(minute));
            assert_eq!(reported, is_new, "{address} at {minute}");
        }
        assert!(!networks.is_new(KioskId(8), network("203.0.113.1"), minutes(67)));
    }
}
