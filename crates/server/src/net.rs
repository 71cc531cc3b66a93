//! From the network to the handlers: connection limits, timeouts and TLS.

mod connection;
mod connection_limiter;
mod deadline;
pub(crate) mod host_name;
mod lines;
mod listen;
mod peer;
mod proxies;
mod tls;
mod write_timeout;

pub(crate) use connection::Net;
pub use host_name::{HostName, NotAHost};
pub(crate) use listen::serve;
pub use peer::Peer;
pub use proxies::{Proxies, ProxyHeader};
pub(crate) use tls::Tls;
