//! Tells partners what came: by NATS, or by HTTPS.
//!
//! `docs/partners.md` says it for them and for operators.

mod authority;
mod command;
mod delivery_worker;
mod event;
mod guard;
mod nats;
mod outbox;
mod webhook;

use std::{fmt, fs, path::PathBuf};

use serde::Deserialize;

pub use authority::Authority;
pub use command::PartnerCommand;
pub use delivery_worker::DeliveryWorker;
pub(crate) use event::{EventKind, PartnerEvent};
pub use nats::Nats;
pub use outbox::Outbox;
pub(crate) use outbox::OutboxMessage;
pub use webhook::{Webhook, WebhookUrl};

use crate::Error;
use delivery_worker::Transport;

/// Who is told.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Fields")]
pub struct Partner {
    /// What the commands call it.
    pub name: String,
    /// How it is told.
    pub route: Route,
    /// Which events it is told; all, if none is named.
    events: Vec<EventKind>,
    /// Of which sites; of all, if none is named.
    sites: Vec<String>,
    /// How often an event is tried before it is laid aside: 20.
    pub tries: u16,
}

/// How a partner is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// By a request of ours for each event.
    Webhook(Webhook),
    /// By a message for each event.
    Nats(Nats),
}

/// A `[[partner]]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    name: String,
    webhook: Option<Webhook>,
    nats: Option<Nats>,
    #[serde(default)]
    events: Vec<EventKind>,
    #[serde(default)]
    sites: Vec<String>,
    #[serde(default = "tries")]
    tries: u16,
}

fn tries() -> u16 {
    20
}

/// A partner that cannot be told.
#[derive(Debug, thiserror::Error)]
#[error("a partner has a name, either webhook or nats, and tries of 1 or more")]
pub struct NotAPartner;

impl TryFrom<Fields> for Partner {
    type Error = NotAPartner;

    fn try_from(fields: Fields) -> Result<Self, NotAPartner> {
        let Fields { name, webhook, nats, events, sites, tries } = fields;
        let route = match (webhook, nats) {
            (Some(webhook), None) => Route::Webhook(webhook),
            (None, Some(nats)) => Route::Nats(nats),
            (None, None) | (Some(_), Some(_)) => return Err(NotAPartner),
        };
        if name.is_empty() || tries == 0 {
            return Err(NotAPartner);
        }
        Ok(Self { name, route, events, sites, tries })
    }
}

impl Partner {
    /// Reads every file that it names. An error says which one is of no use.
    pub(crate) fn check(&self) -> Result<(), Error> {
        Transport::to(&self.route).map(drop)
    }

    /// Whether it is told of such an event.
    fn wants(&self, kind: EventKind, site: &str) -> bool {
        (self.events.is_empty() || self.events.contains(&kind))
            && (self.sites.is_empty() || self.sites.iter().any(|it| it == site))
    }
}

/// Where a secret is, which the policy itself does not hold.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SecretPlace {
    /// The first line of a file.
    File(PathBuf),
    /// A variable of the environment.
    Env(String),
}

/// What only the partner and we know. It is shown nowhere.
struct Secret(Vec<u8>);

impl Secret {
    /// Shorter ones can be guessed.
    const FEWEST: usize = 16;

    fn read(place: &SecretPlace) -> Result<Self, Error> {
        let text = match place {
            SecretPlace::File(path) => fs::read_to_string(path).ok(),
            SecretPlace::Env(name) => std::env::var(name).ok(),
        };
        let secret = text.and_then(|it| it.lines().next().map(|it| it.trim().as_bytes().to_vec()));
        secret.filter(|it| it.len() >= Self::FEWEST).map(Self).ok_or(Error::Secret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Why a partner was not told. It is kept, so it names nothing of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Failure {
    #[error("no connection")]
    Unreachable,
    #[error("no answer in time")]
    Timeout,
    #[error("status {0}")]
    Status(u16),
    #[error("not stored")]
    NotStored,
}
