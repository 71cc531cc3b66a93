//! The client for a partner's route.

use store::OutboxMessage;

#[cfg(feature = "nats")]
use super::nats_client::NatsClient;
use super::{
    failure::DeliveryFailure,
    partner::{Partner, Route},
    webhook::WebhookClient,
};
use crate::Error;

/// A client whose secret and certificates have been read.
#[derive(Debug)]
pub(crate) enum Transport {
    Webhook(WebhookClient),
    #[cfg(feature = "nats")]
    Nats(NatsClient),
}

impl Transport {
    /// Reads every file that the route names. An error names the unusable file.
    pub(crate) fn open(route: &Route) -> Result<Self, Error> {
        match route {
            Route::Webhook(webhook) => WebhookClient::new(webhook).map(Self::Webhook),
            #[cfg(feature = "nats")]
            Route::Nats(nats) => NatsClient::new(nats).map(Self::Nats),
            #[cfg(not(feature = "nats"))]
            Route::Nats(_) => Err(Error::WithoutFeature("NATS")),
        }
    }

    /// Sends a message, and returns once the partner has it.
    pub(crate) async fn deliver(&self, message: &OutboxMessage) -> Result<(), DeliveryFailure> {
        match self {
            Self::Webhook(client) => client.send(message).await,
            #[cfg(feature = "nats")]
            Self::Nats(client) => client.publish(message).await,
        }
    }
}

impl Partner {
    /// Reads every file that it names. An error names the unusable file.
    pub(crate) fn check(&self) -> Result<(), Error> {
        Transport::open(&self.route).map(drop)
    }
}
