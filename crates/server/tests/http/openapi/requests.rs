//! Random valid and invalid requests generated from the description: every response is described,
//! and no undescribed message is accepted.

use axum::{
    body::Body,
    http::{HeaderValue, Request},
};
use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use wire::Proof;

use super::{
    messages,
    schema::{is_valid, values},
};
use crate::{
    bench::Bench,
    bench::post_to,
    support::{Kiosk, sent},
};

/// The number of requests for each operation.
const CASES: u32 = 400;

/// A change of a valid message.
#[derive(Clone, Debug)]
enum Change {
    Nothing,
    Without(Index),
    With(String, Value),
    Instead(Index, Value),
    Cut(Index),
    Padded(usize),
}

/// How the request is signed.
#[derive(Clone, Copy, Debug)]
enum RequestSigner {
    Kiosk,
    Stranger,
    Unsigned,
    Nonsense,
    Late,
}

fn anything() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        "[0-9a-f]{0,20}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({ "version": 1 })),
    ]
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => Just(Change::Nothing),
        1 => any::<Index>().prop_map(Change::Without),
        1 => (".{0,9}", anything()).prop_map(|(name, value)| Change::With(name, value)),
        4 => (any::<Index>(), anything()).prop_map(|(at, value)| Change::Instead(at, value)),
        1 => any::<Index>().prop_map(Change::Cut),
        1 => (1..4_000_usize).prop_map(Change::Padded),
    ]
}

fn signers() -> impl Strategy<Value = RequestSigner> {
    prop_oneof![
        6 => Just(RequestSigner::Kiosk),
        1 => Just(RequestSigner::Stranger),
        1 => Just(RequestSigner::Unsigned),
        1 => Just(RequestSigner::Nonsense),
        1 => Just(RequestSigner::Late),
    ]
}

fn changed(mut message: Value, change: &Change) -> String {
    let fields = message.as_object_mut().unwrap();
    let name = |at: &Index| fields.keys().nth(at.index(fields.len())).unwrap().clone();
    match change {
        Change::Nothing => (),
        Change::Without(at) => drop(fields.remove(&name(at))),
        Change::With(name, value) => drop(fields.insert(name.clone(), value.clone())),
        Change::Instead(at, value) => {
            let name = name(at);
            fields.insert(name, value.clone());
        }
        Change::Cut(at) => {
            let text = message.to_string();
            return text[..at.index(text.len())].into();
        }
        Change::Padded(by) => return message.to_string() + &" ".repeat(*by),
    }
    message.to_string()
}

fn request(
    bench: &Bench,
    path: &str,
    body: &str,
    signer: RequestSigner,
    kind: &str,
) -> Request<Body> {
    let mut request = post_to(path, body.to_owned());
    let proof = match signer {
        RequestSigner::Kiosk => bench.kiosk.sign(path, body),
        RequestSigner::Stranger => Kiosk::new().sign(path, body),
        RequestSigner::Late => bench.kiosk.sign_at(1_000, path, body),
        RequestSigner::Nonsense => "1.2".into(),
        RequestSigner::Unsigned => String::new(),
    };
    let headers = request.headers_mut();
    if !matches!(signer, RequestSigner::Unsigned) {
        headers.insert(Proof::HEADER, proof.parse().unwrap());
    }
    headers.insert("content-type", HeaderValue::from_str(kind).unwrap());
    request
}

#[test]
fn whatever_is_sent_the_answer_is_described_and_only_what_is_described_is_taken() {
    let runtime = Runtime::new().unwrap();
    let bench = runtime.block_on(Bench::new());
    for (path, schema, _) in messages() {
        let kinds = prop_oneof![
            9 => Just("application/json"),
            1 => Just("Application/JSON; charset=utf-8"),
            1 => Just("text/plain"),
        ];
        let cases = (values(schema), changes(), signers(), kinds, any::<bool>());
        let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
        let held = TestRunner::new(config).run(&cases, |(mut right, change, signer, kind, own)| {
            if own && right.get("key").is_some() {
                right["key"] = json!(bench.kiosk.key());
            }
            if own && right.get("ticket").is_some() {
                // The id is derived from the other fields.
                right = serde_json::from_str(&sent(&right.to_string())).unwrap();
            }
            let body = changed(right, &change);
            let kiosk =
                || serde_json::from_str::<Value>(&body).ok()?["kiosk"].as_str()?.parse().ok();
            let answer = runtime.block_on(async {
                if let (true, Some(kiosk)) = (own, kiosk()) {
                    bench.know(kiosk).await;
                }
                // The bench compares each response with the description.
                bench.send(request(&bench, path, &body, signer, kind)).await
            });
            let status = answer.status.as_u16();
            prop_assert!(status < 500, "{path}: {body}: {status}");
            let value: Option<Value> = serde_json::from_str(&body).ok();
            let is_right = value.as_ref().is_some_and(|value| is_valid(schema, value));
            if !is_right {
                prop_assert!(status >= 400, "{path}: {body} is not described: {status}");
            }
            let is_backwards =
                value.is_some_and(|value| value["arrived"].as_u64() > value["finished"].as_u64());
            if is_right && kind != "text/plain" && body.len() <= 2048 && !is_backwards {
                prop_assert!(status != 400 && status != 422, "{path}: {body} is described");
            }
            Ok(())
        });
        held.unwrap();
    }
}
