//! Partners that receive events, and the ways to them: NATS and HTTPS.
//!
//! `docs/partners.md` describes it for partners and operators.

mod authority;
mod failure;
mod guard;
mod nats;
#[cfg(feature = "nats")]
mod nats_client;
mod partner;
mod secret;
mod transport;
mod webhook;

pub use authority::Authority;
pub(crate) use failure::DeliveryFailure;
pub use nats::Nats;
pub use partner::{Partner, Route};
pub use secret::SecretPlace;
pub(crate) use transport::Transport;
pub use webhook::{Webhook, WebhookUrl};
