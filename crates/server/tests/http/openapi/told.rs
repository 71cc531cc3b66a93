//! The server gives every refusal that the description names.

use std::{collections::BTreeSet, io};

use axum::{
    body::{Body, Bytes},
    http::{Request, header},
};
use jiff::Timestamp;
use serde_json::Value;
use server::Server;
use wire::{KioskId, Proof};

use super::{DOCUMENT, messages};
use crate::{
    bench::{Bench, TestResponse, both, ended, post_to},
    support::{Kiosk, sent},
};

/// All faults of a message of this path except for the rate limit, which has its own tests over a
/// network.
async fn refusals(path: &str, example: &Value) -> Vec<TestResponse> {
    let bench = Bench::new().await;
    let (kiosk, stranger) = (&bench.kiosk, Kiosk::new());
    let mut message = example.clone();
    if !message["key"].is_null() {
        message["key"] = serde_json::json!(kiosk.key());
    }
    let written = message.to_string();
    let text = sent(&written);
    let message: Value = serde_json::from_str(&text).unwrap();
    let with = |request: Request<Body>, proof: String| {
        let mut request = request;
        request.headers_mut().insert(Proof::HEADER, proof.parse().unwrap());
        request
    };
    let plain = || post_to(path, text.clone());
    let broken = |kind| {
        let parts = [Ok(Bytes::from("{")), Err(io::Error::from(kind))];
        post_to(path, Body::from_stream(tokio_stream::iter(parts)))
    };
    let mut untyped = plain();
    untyped.headers_mut().remove(header::CONTENT_TYPE);
    let mut large = plain();
    large.headers_mut().insert("x-long", "a".repeat(9_000).parse().unwrap());
    let now = Timestamp::now().as_second().unsigned_abs() * Proof::GRAIN;
    let late = with(plain(), kiosk.sign_at(now - 3_600_000, path, &text));
    let mut twice = plain();
    twice.headers_mut().append(header::HOST, "a.example".parse().unwrap());
    twice.headers_mut().append(header::HOST, "b.example".parse().unwrap());
    let mut rebound = plain();
    rebound.headers_mut().insert(header::HOST, "a.example".parse().unwrap());
    let trial = both(&Server { is_trial: true, ..bench.server.clone() });
    let mut told = vec![
        bench.send(twice).await,
        bench.send_to(&trial, rebound).await,
        bench.send(untyped).await,
        bench.send(large).await,
        bench.send(post_to(path, " ".repeat(3_000))).await,
        bench.send(broken(io::ErrorKind::BrokenPipe)).await,
        bench.send(broken(io::ErrorKind::TimedOut)).await,
        bench.send(post_to(path, "{")).await,
        bench.send(post_to(path, "{}")).await,
        bench.send(bench.signed(path, &text)).await,
    ];
    bench.know(KioskId(7)).await;
    told.push(bench.send(late).await);
    told.push(bench.send(with(plain(), stranger.sign(path, &text))).await);
    let proof = kiosk.sign(path, &text);
    for _ in 0..2 {
        told.push(bench.send(with(plain(), proof.clone())).await);
    }
    for field in ["notice", "at"].into_iter().filter(|field| message.get(field).is_some()) {
        let mut other = message.clone();
        other[field] = 4.into();
        told.push(bench.send(bench.signed(path, &other.to_string())).await);
    }
    if path == "/v1/results" {
        // A message of an earlier build, and one that ended an hour ago.
        told.push(bench.send(bench.signed(path, &written.replace("0a96", "0a97"))).await);
        let old = sent(&ended(&written.replace("1790000010", "1790000009"), 3_600));
        told.push(bench.send(bench.signed(path, &old)).await);
    }
    bench.server.store.revoke(KioskId(7), Timestamp::now()).await.unwrap();
    told.push(bench.send(bench.signed(path, &text)).await);
    bench.server.store.close().await;
    let unknown = sent(&text.replace("0007", "0008"));
    told.push(bench.send(bench.signed(path, &unknown)).await);
    told
}

#[tokio::test]
async fn each_refusal_that_is_described_is_given() {
    for (path, _, example) in messages() {
        let told = refusals(path, example).await;
        let told: BTreeSet<_> = told
            .iter()
            .filter_map(|answer| serde_json::from_str::<Value>(&answer.body).ok())
            .filter_map(|problem| Some(problem["type"].as_str()?.to_owned()))
            .chain(["urn:gangway:problem:too-many".into()])
            .collect();
        let responses = DOCUMENT["paths"][path]["post"]["responses"].as_object().unwrap();
        let described: BTreeSet<_> = responses
            .values()
            .filter_map(|status| {
                let schema = &status["content"]["application/problem+json"]["schema"];
                schema["properties"]["type"]["enum"].as_array()
            })
            .flatten()
            .map(|urn| urn.as_str().unwrap().to_owned())
            .collect();
        assert_eq!(told, described, "{path}");
    }
}
