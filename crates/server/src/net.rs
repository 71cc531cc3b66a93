//! Between the network and the handlers: who may connect, how long all may take, and TLS.

mod connection;
mod deadline;
mod guests;
mod listen;
mod proxies;
mod stall;
mod tls;

use std::net::IpAddr;

pub(crate) use listen::{Net, serve};
pub use proxies::{Proxies, ProxyHeader};
pub(crate) use tls::Tls;

/// Where a request came from and how: for limits and headers alone.
///
/// Has no `Debug`, so that no log can show it.
#[derive(Clone, Copy)]
pub struct Peer {
    /// The kiosk's or the browser's own, also behind a proxy.
    pub address: IpAddr,
    /// Whether this server was spoken to by TLS.
    pub is_tls: bool,
}
