//! Limits the connections of each address. An IPv6 address counts with its whole /64, as its
//! requests do.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use super::peer::owner;

/// Counts connections. Clones share the counts.
#[derive(Clone)]
pub(super) struct ConnectionLimiter {
    most: usize,
    inside: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// Counts one connection until it is dropped.
pub(super) struct ConnectionPermit {
    address: IpAddr,
    inside: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl ConnectionLimiter {
    /// `most` from each address.
    pub(super) fn new(most: usize) -> Self {
        Self { most, inside: Arc::default() }
    }

    /// Counts one more connection. `None` if the address has reached its limit.
    pub(super) fn acquire(&self, address: IpAddr) -> Option<ConnectionPermit> {
        let address = owner(address);
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let count = inside.entry(address).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(ConnectionPermit { address, inside: self.inside.clone() })
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = inside.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_its_own_count_and_closed_connections_are_forgotten() {
        let connection_limiter = ConnectionLimiter::new(2);
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(|text| text.parse().unwrap());
        let first = connection_limiter.acquire(one);
        let second = connection_limiter.acquire(one);
        assert!(first.is_some() && second.is_some() && connection_limiter.acquire(one).is_none());
        assert!(connection_limiter.acquire(other).is_some());
        drop(first);
        assert!(connection_limiter.acquire(one).is_some());
        drop(second);
        assert!(connection_limiter.inside.lock().unwrap().is_empty());
    }

    #[test]
    fn s14_connections_of_one_household_count_together() {
        let connection_limiter = ConnectionLimiter::new(1);
        let acquire = |text: &str| connection_limiter.acquire(text.parse().unwrap());
        let first = acquire("2001:db8:1:2::3");
        assert!(first.is_some());
        assert!(acquire("2001:db8:1:2:ffff::").is_none(), "another address of the same /64");
        assert!(acquire("2001:db8:1:3::3").is_some());
        drop(first);
        assert!(acquire("2001:db8:1:2:ffff::").is_some());
    }
}
