//! An example receiver of a partner: verifies the signature of each request, and takes each event
//! once.
//!
//! `GANGWAY_SECRET=... cargo run -p server --example consumer`

#![allow(dead_code, reason = "a test takes what it needs")]

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{Router, extract::State, http::HeaderMap, http::StatusCode, routing::post};
use ring::hmac;
use serde_json::Value;

/// An older request may be replayed by an attacker.
const OLDEST: Duration = Duration::from_secs(5 * 60);

/// Takes events. A real receiver stores the events and their names in a database.
#[derive(Clone)]
pub(crate) struct Consumer {
    key: hmac::Key,
    seen: Arc<Mutex<HashSet<String>>>,
    take: fn(&Value),
    /// Every event, in the order of its first delivery.
    pub(crate) taken: Arc<Mutex<Vec<Value>>>,
}

impl Consumer {
    pub(crate) fn new(secret: &str, take: fn(&Value)) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        Self { key, seen: Arc::default(), take, taken: Arc::default() }
    }

    /// `POST /events`
    pub(crate) fn routes(self) -> Router {
        Router::new().route("/events", post(receive)).with_state(self)
    }

    /// Whether the request was signed with our secret, a short time ago.
    fn is_genuine(&self, headers: &HeaderMap, body: &str) -> Option<()> {
        let signature = headers.get("Gangway-Signature")?.to_str().ok()?;
        let (at, tag) = signature.strip_prefix("t=")?.split_once(",v1=")?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        let age = now.as_secs().abs_diff(at.parse().ok()?);
        let signed = format!("{at}.{body}");
        hmac::verify(&self.key, signed.as_bytes(), &bytes(tag)?).ok()?;
        (age <= OLDEST.as_secs()).then_some(())
    }
}

async fn receive(
    State(consumer): State<Consumer>,
    headers: HeaderMap,
    body: String,
) -> Result<StatusCode, StatusCode> {
    consumer.is_genuine(&headers, &body).ok_or(StatusCode::UNAUTHORIZED)?;
    let event: Value = serde_json::from_str(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let name = event["event"].as_str().ok_or(StatusCode::BAD_REQUEST)?.to_owned();
    let lock = PoisonError::into_inner;
    // The same event comes again if our answer to the first was lost.
    if consumer.seen.lock().unwrap_or_else(lock).insert(name) {
        (consumer.take)(&event);
        consumer.taken.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }
    Ok(StatusCode::NO_CONTENT)
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[expect(clippy::print_stdout, reason = "an example shows what it does")]
fn show(event: &Value) {
    println!("{event}");
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let secret = std::env::var("GANGWAY_SECRET").map_err(std::io::Error::other)?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8090").await?;
    axum::serve(listener, Consumer::new(&secret, show).routes()).await
}
