//! `POST /v1/calls`: what it stores and refuses, and how the desk shows it.

use crate::bench::{Bench, CALL, MANUAL, MATCH, assert_problem, ended, next, request};
use axum::http::{Method, StatusCode};
use jiff::Timestamp;
use server::StoredCall;
use wire::HelpCall;

#[tokio::test]
async fn a_call_is_stored_once_however_often_it_comes() {
    let bench = Bench::new().await;
    assert_eq!(bench.call(CALL).await.status, StatusCode::CREATED);
    assert_eq!(bench.call(CALL).await.status, StatusCode::OK);
    let other = CALL.replace("0007", "0008");
    assert_eq!(bench.call(other).await.status, StatusCode::CREATED, "another kiosk, the same id");
    assert_eq!(bench.calls().await, 2);
    assert_eq!(bench.rows().await, 0, "a call is no result");
    assert_eq!(bench.restarted().await.call(CALL).await.status, StatusCode::OK);
}

#[tokio::test]
async fn s4_another_id_makes_no_other_call() {
    let bench = Bench::new().await;
    bench.call(CALL).await;
    let again = bench.call(CALL.replace("0123456789abcdef", "fedcba9876543210")).await;
    assert_eq!((again.status, bench.calls().await), (StatusCode::OK, 1));
    let later = bench.call(CALL.replace("1790000000", "1790000001")).await;
    assert_eq!((later.status, bench.calls().await), (StatusCode::CREATED, 2));
}

#[tokio::test]
async fn what_is_no_call_is_refused_and_not_stored() {
    let bench = Bench::new().await;
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let table = [
        (String::new(), StatusCode::BAD_REQUEST, "not-json"),
        (CALL[..CALL.len() - 1].into(), StatusCode::BAD_REQUEST, "not-json"),
        ("{}".into(), unprocessable, "not-a-call"),
        (MATCH.into(), unprocessable, "not-a-call"),
        (CALL.replace("\"at\"", "\"name\":\"A\",\"at\""), unprocessable, "not-a-call"),
        (CALL.replace("\"version\":1", "\"version\":2"), unprocessable, "not-a-call"),
        (format!("{CALL}{}", " ".repeat(2048)), StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
    ];
    for (body, status, name) in table {
        assert_problem(&bench.call(body).await, status, name);
    }
    assert_problem(&bench.post(CALL).await, unprocessable, "not-a-result");
    let untyped = bench.send(request(Method::POST, "/v1/calls")).await;
    assert_problem(&untyped, StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type");
    let answer = bench.get("/v1/calls").await;
    assert_problem(&answer, StatusCode::METHOD_NOT_ALLOWED, "method");
    assert_eq!(bench.calls().await, 0);
    bench.server.store.close().await;
    assert_problem(&bench.call(CALL).await, StatusCode::SERVICE_UNAVAILABLE, "unavailable");
}

#[tokio::test]
async fn a_call_stands_above_the_tickets_and_in_the_title() {
    let bench = Bench::new().await;
    bench.post(ended(MANUAL, 0)).await;
    let quiet = bench.get("/desk").await.body;
    assert!(!quiet.contains("needs help") && !quiet.contains("data-until"), "{quiet}");
    bench.call(since(CALL, 60)).await;
    let page = bench.get("/desk").await.body;
    let title = "Help at 0007 · (1) Gangway desk";
    assert!(page.contains(&format!("<title>{title}</title>")), "{page}");
    assert!(page.contains(&format!(r#"data-title="{title}""#)), "{page}");
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not there"));
    assert!(place("Help needed") < place("Kiosk 0007 needs help"));
    assert!(place("Kiosk 0007 needs help") < place("Called <time"));
    assert!(place("Called <time") < place("Officer lane"));
    assert!(place(r#"role="alert""#) < place("Help needed"));
    assert!(!page.contains("0123456789abcdef"), "the page does not show the id");
}

#[tokio::test]
async fn a_later_call_takes_the_place_of_the_same_kiosks_earlier_one() {
    let bench = Bench::new().await;
    let calls = [("0007", "1", 300), ("0008", "2", 200), ("0007", "3", 100)];
    for (kiosk, id, ago) in calls {
        keep(&bench, kiosk, id, ago).await;
    }
    let list = bench.get("/desk/list").await.body;
    assert!(list.contains(r#"data-title="Help at 0007, 0008 · Gangway desk""#), "{list}");
    assert_eq!(list.matches("Kiosk 0007 needs help").count(), 1, "{list}");
    assert_eq!(list.matches("Kiosk 0008 needs help").count(), 1, "{list}");
}

#[tokio::test]
async fn a_call_is_shown_for_ten_minutes() {
    let bench = Bench::new().await;
    keep(&bench, "0007", "1", 10 * 60 + 1).await;
    assert!(!bench.get("/desk/list").await.body.contains("needs help"));
    keep(&bench, "0008", "2", 10 * 60 - 60).await;
    keep(&bench, "0009", "3", 0).await;
    let list = bench.get("/desk/list").await.body;
    assert!(list.contains("Help at 0009, 0008 · "), "{list}");
    let value = |name: &str| -> i64 {
        let after = list.split_once(&format!("{name}=\"")).unwrap().1;
        after.split_once('"').unwrap().0.parse().unwrap()
    };
    let left = value("data-until") - value("data-now");
    assert!((30_000..=60_000).contains(&left), "the list says when it ends: {left} ms");
}

#[tokio::test]
async fn a_call_counts_from_when_it_reached_us_whatever_the_kiosks_clock_says() {
    let bench = Bench::new().await;
    bench.call(CALL.replace("1790000000", "0")).await;
    let ahead = CALL.replace("1790000000", "4294967295").replace("0007", "0008");
    bench.call(ahead).await;
    let list = bench.get("/desk/list").await.body;
    assert!(list.contains("Kiosk 0007 needs help"), "a slow clock does not call in vain: {list}");
    assert!(list.contains("Kiosk 0008 needs help") && !list.contains("2106-"), "{list}");
}

#[tokio::test]
async fn an_open_desk_hears_of_a_call_once() {
    let bench = Bench::new().await;
    let mut events = bench.hear().await;
    bench.call(CALL).await;
    bench.call(CALL).await;
    bench.post(ended(MATCH, 0)).await;
    assert_eq!(next(&mut events).await.unwrap(), "event: call\ndata: 0007\n\n");
    assert_eq!(next(&mut events).await.unwrap(), "event: face\ndata: 07-042\n\n");
}

#[tokio::test]
async fn an_answered_call_goes_from_every_desk_and_the_next_one_comes() {
    let bench = Bench::new().await;
    keep(&bench, "0007", "1", 300).await;
    keep(&bench, "0007", "2", 200).await;
    keep(&bench, "0008", "3", 100).await;
    let officer = bench.person("bea", "officer", None).await;
    let call = call_of(&officer.get("/desk/list").await.body, "0007");
    let mut events = bench.hear().await;
    let answer = officer.act("/desk/calls/answer", &[("call", &call)]).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/desk"));
    assert_eq!(next(&mut events).await.unwrap(), "event: change\ndata: 1\n\n");
    let list = bench.get("/desk/list").await.body;
    assert!(list.contains("Help at 0008 · ") && !list.contains("Kiosk 0007"), "{list}");
    let late = officer.act("/desk/calls/answer", &[("call", &call)]).await;
    assert_eq!(late.header("location"), "/desk?told=late");
    bench.call(since(CALL, 0)).await;
    assert!(bench.get("/desk/list").await.body.contains("Kiosk 0007 needs help"));
    assert_eq!(officer.act("/desk/calls/answer", &[("call", "0007")]).await.status, UNREADABLE);
}

const UNREADABLE: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// The name that the desk's form gives a kiosk's call.
fn call_of(list: &str, kiosk: &str) -> String {
    let after = list.split_once(&format!(r#"data-call="{kiosk}"#)).unwrap().1;
    format!("{kiosk}{}", after.split('"').next().unwrap())
}

/// `call` of `ago` seconds ago.
fn since(call: &str, ago: i64) -> String {
    call.replace("1790000000", &(Timestamp::now().as_second() - ago).to_string())
}

/// Stores a call that was received `ago` seconds ago.
async fn keep(bench: &Bench, kiosk: &str, id: &str, ago: i64) {
    let now = Timestamp::now().as_millisecond();
    let received = Timestamp::from_millisecond(now - ago * 1000).unwrap();
    let call = since(CALL, ago).replace("0007", kiosk).replace("0123456789abcdef", &id.repeat(16));
    let call: HelpCall = serde_json::from_str(&call).unwrap();
    bench.server.store.store_call(&StoredCall { call, received, signed: 0 }).await.unwrap();
}
