//! A kiosk's keys: two at most, regular changes, and doubts where two parties seem to have a key.

use crate::{
    bench::{Bench, MANUAL, MATCH, TestResponse, assert_problem, ended, post_to},
    support::{Kiosk, sent},
};
use axum::http::StatusCode;
use jiff::Timestamp;
use server::Peer;
use wire::{KeyChange, KioskId, Proof, Version};

const KIOSK: KioskId = KioskId(7);

/// An opt-out just now, as kiosk 7 sends it.
fn result(ticket: &str) -> String {
    sent(&ended(MANUAL, 0).replace(r#""ticket":43"#, &format!(r#""ticket":{ticket}"#)))
}

async fn send(bench: &Bench, kiosk: &Kiosk, path: &str, body: &str) -> TestResponse {
    let mut request = post_to(path, body.to_owned());
    request.headers_mut().insert(Proof::HEADER, kiosk.sign(path, body).parse().unwrap());
    bench.send(request).await
}

async fn ask(bench: &Bench, kiosk: &Kiosk, next: &Kiosk) -> TestResponse {
    let change = KeyChange { version: Version, kiosk: KIOSK, key: next.key() }.to_json();
    send(bench, kiosk, "/v1/keys", &change).await
}

/// Moves the enrolment of all keys this many days back.
async fn age(bench: &Bench, days: i64) {
    sqlx::query("update keys set added = added - $1")
        .bind(days * 24 * 60 * 60 * 1000)
        .execute(&mut bench.database.connect().await)
        .await
        .unwrap();
}

async fn keys(bench: &Bench) -> i64 {
    bench.database.count("select count(*) from keys").await
}

#[tokio::test]
async fn s8_a_kiosk_has_two_keys_at_most_however_often_it_asks() {
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    let mut present = Kiosk::new();
    age(&bench, 26).await;
    assert_eq!(ask(&bench, &bench.kiosk, &present).await.status, StatusCode::OK);
    for ticket in 1..=5 {
        let next = Kiosk::new();
        let message = result(&ticket.to_string());
        let answer = send(&bench, &present, "/v1/results", &message).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        age(&bench, 26).await;
        assert_eq!(ask(&bench, &present, &next).await.status, StatusCode::OK);
        age(&bench, 26).await;
        let other = Kiosk::new();
        assert_eq!(ask(&bench, &present, &other).await.status, StatusCode::OK);
        assert_eq!(keys(&bench).await, 2);
        let refused = send(&bench, &next, "/v1/results", &message).await;
        assert_problem(&refused, StatusCode::UNAUTHORIZED, "signature");
        present = other;
    }
}

#[tokio::test]
async fn s8_in_a_trial_there_are_two_keys_as_well() {
    let bench = Bench::new().await;
    for _ in 0..20 {
        assert!(
            bench.server.store.try_out(KIOSK, Kiosk::new().key(), None).await.unwrap().is_some()
        );
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    assert_eq!(keys(&bench).await, 2);
    let last = Kiosk::new();
    bench.server.store.try_out(KIOSK, last.key(), None).await.unwrap();
    let message = sent(&ended(MANUAL, 0));
    let answer = send(&bench, &last, "/v1/results", &message).await;
    assert_eq!(answer.status, StatusCode::CREATED);
}

#[tokio::test]
async fn s8_an_old_request_is_refused_before_its_signature_is_looked_at() {
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    let (path, message) = ("/v1/results", sent(MATCH));
    let hour_ago = (Timestamp::now().as_second().unsigned_abs() - 3_600) * Proof::GRAIN;
    let mut told = Vec::new();
    for proof in
        [Kiosk::new().sign_at(hour_ago, path, &message), "1000.".to_owned() + &"00".repeat(64)]
    {
        let mut request = post_to(path, message.clone());
        request.headers_mut().insert(Proof::HEADER, proof.parse().unwrap());
        told.push(bench.send(request).await);
    }
    for answer in told {
        assert!(answer.body.contains("urn:gangway:problem:clock"), "{}", answer.body);
    }
}

#[tokio::test]
async fn s5_a_key_is_changed_once_in_25_days_and_the_desk_shows_who_asks_earlier() {
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    age(&bench, 24).await;
    let thief = Kiosk::new();
    let answer = ask(&bench, &bench.kiosk, &thief).await;
    assert_problem(&answer, StatusCode::CONFLICT, "early");
    for path in ["/desk/list", "/desk/kiosks"] {
        let page = bench.get(path).await.body;
        assert!(page.contains("asked for another key within 25 days"), "{page}");
    }
    assert_eq!(keys(&bench).await, 1);
    age(&bench, 2).await;
    let next = Kiosk::new();
    for _ in 0..2 {
        assert_eq!(ask(&bench, &bench.kiosk, &next).await.status, StatusCode::OK, "and again");
    }
    let answer = ask(&bench, &bench.kiosk, &thief).await;
    assert_problem(&answer, StatusCode::CONFLICT, "early");
    assert!(bench.get("/desk/kiosks").await.body.contains("Key changed"));
    let audit = bench.get("/desk/audit").await.body;
    assert!(audit.contains("The kiosk</strong> asked for another key of 0007"), "{audit}");
}

#[tokio::test]
async fn s5_a_kiosk_that_signs_with_two_keys_raises_an_alarm() {
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    age(&bench, 26).await;
    let next = Kiosk::new();
    let path = "/v1/results";
    assert_eq!(send(&bench, &bench.kiosk, path, &result("1")).await.status, StatusCode::CREATED);
    assert_eq!(ask(&bench, &bench.kiosk, &next).await.status, StatusCode::OK);
    assert_eq!(send(&bench, &next, path, &result("2")).await.status, StatusCode::CREATED);
    let late = (Timestamp::now().as_second().unsigned_abs() - 60) * Proof::GRAIN;
    let mut request = post_to(path, result("2"));
    let proof = bench.kiosk.sign_at(late, path, &result("2"));
    request.headers_mut().insert(Proof::HEADER, proof.parse().unwrap());
    assert_eq!(bench.send(request).await.status, StatusCode::UNAUTHORIZED);
    assert!(!bench.get("/desk/list").await.body.contains("had taken the place of"), "on its way");
    let answer = send(&bench, &bench.kiosk, path, &result("3")).await;
    assert_problem(&answer, StatusCode::UNAUTHORIZED, "signature");
    assert!(bench.get("/desk/list").await.body.contains("had taken the place of"));
    let order = send(&bench, &next, path, &result("1")).await;
    assert_ne!(order.status, StatusCode::CREATED, "the new key counts on where the old one was");
}

#[tokio::test]
async fn s5_a_kiosk_that_signs_from_two_networks_raises_an_alarm() {
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    let from = async |address: &str, ticket: &str| {
        let message = result(ticket);
        let mut request = bench.signed("/v1/results", &message);
        request.extensions_mut().insert(Peer { address: address.parse().unwrap(), is_tls: false });
        bench.send(request).await.status
    };
    let told = "signed from two networks within an hour";
    assert_eq!(from("192.0.2.7", "1").await, StatusCode::CREATED);
    assert_eq!(from("192.0.2.8", "2").await, StatusCode::CREATED);
    assert!(!bench.get("/desk/list").await.body.contains(told));
    assert_eq!(from("198.51.100.7", "3").await, StatusCode::CREATED, "it is told, not refused");
    assert!(bench.get("/desk/list").await.body.contains(told));
}
