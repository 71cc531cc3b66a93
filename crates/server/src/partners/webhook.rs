//! Delivers events to a partner by one signed HTTP request each.

use std::{net::IpAddr, time::Duration};

use base16ct::lower;
use jiff::Timestamp;
use reqwest::{Certificate, Client, Url, header::CONTENT_TYPE, redirect};
use ring::hmac;
use serde::Deserialize;
use store::OutboxMessage;

use super::{
    authority::Authority,
    failure::DeliveryFailure,
    guard::{self, Guard},
    secret::{Secret, SecretPlace},
};
use crate::Error;

/// How long a partner may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where and how events are sent.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// The URL: `https`, or `http` to this machine only.
    pub url: WebhookUrl,
    /// The key that signs requests.
    pub secret: SecretPlace,
    /// Certificate authorities for the receiver; without a value, those of the system.
    pub authority: Option<Authority>,
}

/// A URL that is encrypted or local, and whose host a partner may have.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct WebhookUrl(Url);

/// Why a URL is refused.
#[derive(Debug, thiserror::Error)]
pub enum NotAWebhookUrl {
    /// The connection would not be encrypted.
    #[error("not an https address, nor an http address of this machine")]
    Open,
    /// A cloud metadata service, or a link-local address.
    #[error("an address where no partner is: a cloud's metadata, or of the own link")]
    Metadata,
}

impl TryFrom<String> for WebhookUrl {
    type Error = NotAWebhookUrl;

    fn try_from(text: String) -> Result<Self, NotAWebhookUrl> {
        let url = Url::parse(&text).map_err(|_| NotAWebhookUrl::Open)?;
        let host = url.host_str().unwrap_or_default();
        let ip = host.trim_matches(['[', ']']).parse::<IpAddr>();
        let is_near = host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback());
        match url.scheme() {
            _ if !guard::may_be_at(host) => Err(NotAWebhookUrl::Metadata),
            "https" => Ok(Self(url)),
            "http" if is_near => Ok(Self(url)),
            _ => Err(NotAWebhookUrl::Open),
        }
    }
}

/// A client that signs its requests.
#[derive(Debug)]
pub(crate) struct WebhookClient {
    client: Client,
    url: Url,
    key: hmac::Key,
}

impl WebhookClient {
    pub(super) fn new(webhook: &Webhook) -> Result<Self, Error> {
        // An error means that the process has a crypto provider already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut client = Client::builder()
            .timeout(PATIENCE)
            // Redirects are not followed: events must not go to another URL than the configured
            // one.
            .redirect(redirect::Policy::none())
            .dns_resolver(Guard::default().resolver())
            .user_agent("gangway");
        if let Some(authority) = &webhook.authority {
            let unread = |_| Error::Certificate(authority.file().into());
            let certificates = authority.read()?.into_iter();
            let certificates =
                certificates.map(|certificate| Certificate::from_der(&certificate).map_err(unread));
            client = client.tls_certs_only(certificates.collect::<Result<Vec<_>, _>>()?);
        }
        let client = client.build().map_err(|_| Error::Client)?;
        let Secret(secret) = Secret::read(&webhook.secret)?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, &secret);
        Ok(Self { client, url: webhook.url.0.clone(), key })
    }

    /// Sends a message. It is delivered if the response has a status of success.
    pub(super) async fn send(&self, message: &OutboxMessage) -> Result<(), DeliveryFailure> {
        let answer = self
            .client
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("Gangway-Event", &message.event)
            .header("Gangway-Signature", self.signature(&message.body, Timestamp::now()))
            .body(message.body.clone())
            .send()
            .await
            .map_err(|error| {
                if error.is_timeout() {
                    DeliveryFailure::Timeout
                } else {
                    DeliveryFailure::Unreachable
                }
            })?;
        let status = answer.status();
        if status.is_success() { Ok(()) } else { Err(DeliveryFailure::Status(status.as_u16())) }
    }

    /// The signature header: the time in seconds, and the HMAC of `time.body`.
    fn signature(&self, body: &str, at: Timestamp) -> String {
        let at = at.as_second();
        let tag = hmac::sign(&self.key, format!("{at}.{body}").as_bytes());
        format!("t={at},v1={}", lower::encode_string(tag.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_where_it_could_be_overheard() {
        let is_taken = |url: &str| WebhookUrl::try_from(url.to_owned()).is_ok();
        for url in [
            "https://port.example/events",
            "http://127.0.0.1:8000/",
            "http://[::1]:8000/",
            "http://localhost/",
        ] {
            assert!(is_taken(url), "{url}");
        }
        for url in [
            "http://port.example/",
            "http://10.0.0.1/",
            "http://localhost.port.example/",
            "http://127.0.0.1.port.example/",
            "ftp://127.0.0.1/",
            "port.example",
            "",
        ] {
            assert!(!is_taken(url), "{url}");
        }
    }

    #[test]
    fn s14_an_address_of_cloud_metadata_is_refused_however_it_is_written() {
        for url in [
            "https://169.254.169.254/latest/meta-data/",
            "https://2852039166/",
            "https://0xa9.0xfe.0xa9.0xfe/",
            "https://[fd00:ec2::254]/",
            "https://[::ffff:a9fe:a9fe]/",
            "https://metadata.google.internal/",
            "https://METADATA.google.internal./",
        ] {
            let refused = WebhookUrl::try_from(url.to_owned());
            assert!(matches!(refused, Err(NotAWebhookUrl::Metadata)), "{url}");
        }
    }
}
