//! Delivers events to partners: by NATS, or by HTTPS.
//!
//! `docs/partners.md` describes it for partners and operators.

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

/// A partner that receives events.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Fields")]
pub struct Partner {
    /// Its name in the commands.
    pub name: String,
    /// How events are delivered.
    pub route: Route,
    /// The events that it receives; all, if none is named.
    events: Vec<EventKind>,
    /// The sites whose events it receives; all, if none is named.
    sites: Vec<String>,
    /// The attempts for an event before it is marked as dead: 20.
    pub tries: u16,
}

/// How events are delivered to a partner.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// By one HTTP request for each event.
    Webhook(Webhook),
    /// By one NATS message for each event.
    Nats(Nats),
}

/// A `[[partner]]` table of the policy.
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

/// An invalid `[[partner]]` table.
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
    /// Reads every file that it names. An error names the unusable file.
    pub(crate) fn check(&self) -> Result<(), Error> {
        Transport::to(&self.route).map(drop)
    }

    /// Whether the partner has subscribed to such an event.
    fn wants(&self, kind: EventKind, site: &str) -> bool {
        (self.events.is_empty() || self.events.contains(&kind))
            && (self.sites.is_empty() || self.sites.iter().any(|own| own == site))
    }
}

/// The place of a secret, which is not in the policy itself.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SecretPlace {
    /// The first line of a file.
    File(PathBuf),
    /// A variable of the environment.
    Env(String),
}

/// A secret shared with the partner. `Debug` does not show it.
struct Secret(Vec<u8>);

impl Secret {
    /// The least bytes of a secret: shorter ones can be guessed.
    const FEWEST: usize = 16;

    fn read(place: &SecretPlace) -> Result<Self, Error> {
        let text = match place {
            SecretPlace::File(path) => fs::read_to_string(path).ok(),
            SecretPlace::Env(name) => std::env::var(name).ok(),
        };
        let secret =
            text.and_then(|text| text.lines().next().map(|line| line.trim().as_bytes().to_vec()));
        secret.filter(|secret| secret.len() >= Self::FEWEST).map(Self).ok_or(Error::Secret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Why a delivery failed. It is stored, so it quotes nothing of the partner's answer.
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
