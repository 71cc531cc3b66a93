//! A partner in the policy: where its events go, and which ones it receives.

use domain::{EventKind, Subscription};
use serde::Deserialize;

use super::{nats::Nats, webhook::Webhook};

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

impl From<Partner> for Subscription {
    fn from(partner: Partner) -> Self {
        let Partner { name, events, sites, .. } = partner;
        Self { partner: name, kinds: events, sites }
    }
}
