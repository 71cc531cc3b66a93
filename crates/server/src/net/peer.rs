//! Where a request comes from.

use std::net::{IpAddr, Ipv6Addr};

/// The origin of a request, for limits and headers only.
///
/// Has no `Debug`, so that no log can show it.
#[derive(Clone, Copy)]
pub struct Peer {
    /// The client's own address, also behind a proxy.
    pub address: IpAddr,
    /// Whether the connection to this server uses TLS.
    pub is_tls: bool,
}

impl Peer {
    /// The address that limits count for.
    pub(crate) fn owner(self) -> IpAddr {
        owner(self.address)
    }
}

/// The owner of an address: an IPv6 address counts with its /64, because a household has a whole
/// /64.
pub(super) fn owner(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_addresses_of_a_household_count_together() {
        let of = |text: &str| Peer { address: text.parse().unwrap(), is_tls: true }.owner();
        assert_eq!(of("2001:db8:1:2::3"), of("2001:db8:1:2:ffff::"));
        assert_ne!(of("2001:db8:1:2::3"), of("2001:db8:1:3::3"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
