//! A traveller's ticket on a telephone.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use wire::{Receipt, ResultMessage};

use crate::{
    bench::{Bench, MANUAL, MATCH, TestResponse, assert_problem, ended, request},
    people::key_of,
    support::sent,
};

/// Settings of a site that telephones can reach.
fn reachable() -> Value {
    json!({ "follow": "https://kiosk.example" })
}

/// Sends a result that ended `ago` seconds ago, and returns its receipt.
async fn come(bench: &Bench, message: &str, ticket: u16, ago: i64) -> String {
    let message = ended(message, ago)
        .replace(r#""ticket":43"#, &format!(r#""ticket":{ticket}"#))
        .replace(r#""ticket":42"#, &format!(r#""ticket":{ticket}"#));
    assert_eq!(bench.post(&message).await.status, StatusCode::CREATED);
    let message: ResultMessage = serde_json::from_str(&sent(&message)).unwrap();
    Receipt::of(&message).to_string()
}

async fn ask(bench: &Bench, receipt: &str) -> TestResponse {
    bench.send(Request::post("/public/ticket").body(Body::from(receipt.to_owned())).unwrap()).await
}

async fn position(bench: &Bench, receipt: &str) -> Value {
    let answer = ask(bench, receipt).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");
    serde_json::from_str(&answer.body).unwrap()
}

/// Waits until the cached order of a queue is old.
async fn later() {
    tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
}

#[tokio::test]
async fn a_ticket_is_followed_from_its_place_in_the_queue_to_its_end() {
    let bench = Bench::new().await;
    bench.settings(reachable());
    let first = come(&bench, MANUAL, 1, 300).await;
    let second = come(&bench, MANUAL, 2, 200).await;
    let waits = |number: &str, before: u32| json!({ "state": "waiting", "number": number, "before": before });
    assert_eq!(position(&bench, &first).await, waits("07-001", 0));
    assert_eq!(position(&bench, &second).await, waits("07-002", 1));
    let bea = bench.person("bea", "officer", None).await;
    bea.act("/desk/tickets/next", &[]).await;
    let called = json!({ "state": "called", "number": "07-001", "place": "Desk 1" });
    assert_eq!(position(&bench, &first).await, called);
    later().await;
    assert_eq!(position(&bench, &second).await, waits("07-002", 0));
    let key = key_of(&bea.get("/desk/list").await.body, "07-001");
    bea.act("/desk/tickets/finish", &[("ticket", &key)]).await;
    assert_eq!(position(&bench, &first).await, json!({ "state": "ended" }), "with the ticket");
}

#[tokio::test]
async fn after_a_match_the_place_is_told_at_once() {
    let bench = Bench::new().await;
    bench.settings(reachable());
    let receipt = come(&bench, MATCH, 1, 10).await;
    let expected = json!({ "state": "called", "number": "07-001", "place": "Gate A" });
    assert_eq!(position(&bench, &receipt).await, expected);
}

#[tokio::test]
async fn an_old_ticket_has_ended() {
    let bench = Bench::new().await;
    bench.settings(reachable());
    let receipt = come(&bench, MANUAL, 1, 60).await;
    let old = (Timestamp::now() - SignedDuration::from_hours(3)).as_millisecond();
    let statement = "update results set received = $1, came = $1";
    let mut connection = bench.database.connect().await;
    sqlx::query(statement).bind(old).execute(&mut connection).await.unwrap();
    assert_eq!(position(&bench, &receipt).await, json!({ "state": "ended" }));
}

#[tokio::test]
async fn a_receipt_that_is_not_of_a_stored_result_tells_nothing() {
    let bench = Bench::new().await;
    bench.settings(reachable());
    let receipt = come(&bench, MANUAL, 1, 60).await;
    let unknown = "GANGWAY1:0A96988EBC89D053:00C0FFEE:3:C87015B9CE214A05:D6F2";
    assert_eq!(position(&bench, unknown).await, json!({ "state": "unknown" }));
    // The id alone is not enough: it can be computed from kiosk, ticket and arrival.
    let mut parts: Vec<_> = receipt.split(':').collect();
    parts[4] = "C87015B9CE214A05";
    let guessed = parts[..5].join(":");
    let check = sha2_check(&guessed);
    assert_eq!(
        position(&bench, &format!("{guessed}:{check}")).await,
        json!({ "state": "unknown" })
    );
    for text in ["", "GANGWAY1", &receipt.to_lowercase(), &format!("{receipt} "), "\u{fffd}"] {
        let answer = ask(&bench, text).await;
        assert_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "not-a-receipt");
    }
}

/// The check at the end of a receipt.
fn sha2_check(body: &str) -> String {
    crate::people::sha256(body)[..4].to_uppercase()
}

#[tokio::test]
async fn without_an_address_for_telephones_there_is_no_page_and_no_answer() {
    let bench = Bench::new().await;
    bench.settings(json!({}));
    let receipt = come(&bench, MANUAL, 1, 60).await;
    let page = bench.send(request(axum::http::Method::GET, "/t")).await;
    assert_problem(&page, StatusCode::NOT_FOUND, "not-found");
    assert_problem(&ask(&bench, &receipt).await, StatusCode::NOT_FOUND, "not-found");
}

#[tokio::test]
async fn one_ticket_is_asked_for_as_often_as_two_telephones_do() {
    let bench = Bench::new().await;
    bench.settings(reachable());
    let receipt = come(&bench, MANUAL, 1, 60).await;
    let mut refused = 0;
    for _ in 0..60 {
        let answer = ask(&bench, &receipt).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused += 1;
        }
    }
    assert!((15..=20).contains(&refused), "{refused}");
}

#[tokio::test]
async fn the_page_names_no_traveller_and_sends_no_referrer() {
    let bench = Bench::new().await;
    bench.settings(reachable());
    let receipt = come(&bench, MANUAL, 1, 60).await;
    let page = bench.send(request(axum::http::Method::GET, "/t")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert!(!page.body.contains("07-001") && !page.body.contains(&receipt));
    assert!(page.body.contains(r#"data-called="Please go to "#), "{}", page.body);
}
