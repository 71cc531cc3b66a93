//! Compares the description of the interface with the server's behaviour.

mod hold;
mod requests;
mod schema;
mod told;

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use wire::{KioskId, MessageId};

use crate::{bench::Bench, support::sent};
pub(crate) use hold::hold;
use schema::{DOCUMENT, is_valid};

#[tokio::test]
async fn the_description_is_kept_beside_the_manual() {
    let served = Bench::new().await.get("/v1/openapi.json").await;
    assert_eq!(served.header("content-type"), "application/json");
    let kept = include_str!("../../../../docs/openapi.json");
    assert!(served.body == kept, "write what /v1/openapi.json answers into docs/openapi.json");
}

/// Each path that takes a message, the message's schema and its example.
fn messages() -> Vec<(&'static str, &'static Value, &'static Value)> {
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let content =
        |path: &'static Value| &path["post"]["requestBody"]["content"]["application/json"];
    paths
        .iter()
        .map(|(path, operation)| {
            (path.as_str(), &content(operation)["schema"], &content(operation)["example"])
        })
        .filter(|entry| !entry.1.is_null())
        .collect()
}

#[tokio::test]
async fn k1_every_example_is_taken_and_the_answer_names_it() {
    let bench = Bench::new().await;
    assert_eq!(messages().len(), 6);
    for (path, schema, example) in messages() {
        assert!(is_valid(schema, example), "{path}");
        let mut message = example.clone();
        if !example["key"].is_null() {
            // The example's key belongs to no kiosk, and a kiosk must prove that it has the private
            // half.
            message["key"] = json!(bench.kiosk.key());
        }
        if let Some(code) = example["code"].as_str() {
            let expires = Timestamp::now() + SignedDuration::from_hours(1);
            let code = code.parse().unwrap();
            bench.server.store.admit(KioskId(7), "", code, expires).await.unwrap();
        } else {
            bench.know(KioskId(7)).await;
            // A key is not changed soon after the last one.
            let long_ago = "update keys set added = 0";
            sqlx::query(long_ago).execute(&mut bench.database.connect().await).await.unwrap();
        }
        let answer = bench.send(bench.signed(path, &sent(&message.to_string()))).await;
        assert_ne!(answer.status, StatusCode::ACCEPTED, "{path}: it is not put aside");
        assert!(answer.status.is_success(), "{path}: {} {}", answer.status, answer.body);
        // K1: it names what was taken.
        let taken: Value = serde_json::from_str(&answer.body).unwrap();
        let message = sent(&message.to_string());
        let id = match serde_json::from_str::<Value>(&message).unwrap()["id"].as_str() {
            Some(id) => id.to_owned(),
            None => MessageId::of_body(&message).to_string(),
        };
        assert_eq!(taken["id"], id, "{path}");
    }
}

#[tokio::test]
async fn nothing_below_v1_is_left_out() {
    let bench = Bench::new().await;
    for (path, described) in DOCUMENT["paths"].as_object().unwrap() {
        for (method, name) in [("GET", "get"), ("POST", "post"), ("PUT", "put")] {
            let request = axum::http::Request::builder().method(method).uri(path);
            let answer = bench.send(request.body(Default::default()).unwrap()).await;
            let is_there = answer.status != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(is_there, !described[name].is_null(), "{method} {path}");
        }
    }
}
