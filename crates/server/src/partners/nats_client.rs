//! Delivers events to a partner as messages of a JetStream.

use std::{fs::File, time::Duration};

use async_nats::{
    ConnectOptions, HeaderMap,
    header::NATS_MESSAGE_ID,
    jetstream::{self, Context, stream},
};
use store::OutboxMessage;
use tokio::{sync::OnceCell, time::timeout};

use super::{failure::DeliveryFailure, nats::Nats};
use crate::Error;

/// How long the stream may take to acknowledge a message.
const PATIENCE: Duration = Duration::from_secs(5);

/// The deduplication window of a stream that we create.
const KNOWN: Duration = Duration::from_secs(60 * 60);

/// A client that connects at the first message, and reconnects automatically.
#[derive(Debug)]
pub(crate) struct NatsClient {
    nats: Nats,
    context: OnceCell<Context>,
}

impl NatsClient {
    pub(super) fn new(nats: &Nats) -> Result<Self, Error> {
        if let Some(file) = &nats.credentials {
            File::open(file).map_err(|_| Error::Credentials(file.clone()))?;
        }
        if let Some(authority) = &nats.authority {
            authority.read()?;
        }
        Ok(Self { nats: nats.clone(), context: OnceCell::new() })
    }

    /// Publishes a message and waits until the stream has stored it. The event's name lets the
    /// stream drop duplicates.
    pub(super) async fn publish(&self, message: &OutboxMessage) -> Result<(), DeliveryFailure> {
        let published = async {
            let context = self.context.get_or_try_init(|| self.connect()).await?;
            let mut headers = HeaderMap::new();
            headers.insert(NATS_MESSAGE_ID, message.event.as_str());
            let subject = format!("{}.{}", self.nats.subject, message.kind.name());
            let body = message.body.clone().into();
            let sent = context.publish_with_headers(subject, headers, body).await;
            sent.map_err(|_| DeliveryFailure::Unreachable)?
                .await
                .map_err(|_| DeliveryFailure::NotStored)?;
            Ok(())
        };
        timeout(PATIENCE, published).await.unwrap_or(Err(DeliveryFailure::Timeout))
    }

    async fn connect(&self) -> Result<Context, DeliveryFailure> {
        // An error means that the process has a crypto provider already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut options = ConnectOptions::new().name("gangway");
        if let Some(path) = &self.nats.credentials {
            let with = options.credentials_file(path).await;
            options = with.map_err(|_| DeliveryFailure::Unreachable)?;
        }
        if let Some(authority) = &self.nats.authority {
            options = options.add_root_certificates(authority.file().into()).require_tls(true);
        }
        let client =
            options.connect(&self.nats.url).await.map_err(|_| DeliveryFailure::Unreachable)?;
        let context = jetstream::new(client);
        let config = stream::Config {
            name: self.nats.stream.clone(),
            subjects: vec![format!("{}.>", self.nats.subject)],
            duplicate_window: KNOWN,
            ..Default::default()
        };
        context.get_or_create_stream(config).await.map_err(|_| DeliveryFailure::NotStored)?;
        Ok(context)
    }
}
