//! What `GET /v1/waits` says.

use crate::{
    bench::{Bench, assert_problem, request},
    traveller::{FACE, OFFICER, Traveller},
};
use axum::http::{Method, StatusCode};
use jiff::SignedDuration;

#[tokio::test]
async fn both_lanes_waits_are_public_and_may_be_kept_for_a_moment() {
    let bench = Bench::new().await;
    bench.remember(&[[FACE; 5], [OFFICER; 5]].concat()).await;
    let answer = bench.get("/v1/waits").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "public, max-age=15");
    let face = r#"{"median_seconds":10,"p90_seconds":10,"travellers":5}"#;
    let officer = r#"{"median_seconds":250,"p90_seconds":250,"travellers":5}"#;
    assert_eq!(answer.body, format!(r#"{{"face":{face},"officer":{officer}}}"#));
}

#[tokio::test]
async fn a_kiosk_is_told_the_waits_of_its_site() {
    let bench = Bench::new().await;
    bench.place(7, "Pier 2").await;
    bench.place(8, "Pier & 3").await;
    bench.remember(&[[FACE; 4], [Traveller { kiosk: 8, ..FACE }; 4]].concat()).await;
    let none = r#"{"face":null,"officer":null}"#;
    assert_eq!(bench.get("/v1/waits?kiosk=0007").await.body, none, "four say nothing");
    assert!(bench.get("/v1/waits").await.body.contains(r#""travellers":8"#));
    bench.remember(&[FACE]).await;
    bench.clock.advance(SignedDuration::from_secs(6));
    for query in ["?kiosk=0007", "?site=Pier%202"] {
        let body = bench.get(&format!("/v1/waits{query}")).await.body;
        assert!(body.contains(r#""travellers":5"#), "{body}");
    }
    for query in ["?kiosk=0008", "?site=Pier+%26+3", "?site=", "?site=Elsewhere"] {
        assert_eq!(bench.get(&format!("/v1/waits{query}")).await.body, none, "{query}");
    }
}

#[tokio::test]
async fn the_store_is_asked_once_for_all_who_ask_at_about_the_same_time() {
    let bench = Bench::new().await;
    let before = bench.get("/v1/waits").await.body;
    bench.remember(&[FACE; 5]).await;
    assert_eq!(bench.get("/v1/waits").await.body, before);
    bench.clock.advance(SignedDuration::from_secs(5));
    assert_ne!(bench.get("/v1/waits").await.body, before);
}

#[tokio::test]
async fn a_blocked_officer_lane_shows_although_no_traveller_leaves_it() {
    let bench = Bench::new().await;
    let stuck = Traveller { ended: 30 * 60, done: None, ..OFFICER };
    bench.remember(&[[OFFICER; 5], [stuck; 5]].concat()).await;
    let body = bench.get("/v1/waits").await.body;
    let officer = r#"{"median_seconds":250,"p90_seconds":1810,"travellers":10}"#;
    assert!(body.contains(officer), "{body}");
}

#[tokio::test]
async fn what_lay_in_a_kiosk_does_not_count() {
    let bench = Bench::new().await;
    let late = Traveller { ended: 40 * 60, queued: 30 * 60, ..OFFICER };
    bench.remember(&[[OFFICER; 5], [late; 5]].concat()).await;
    let body = bench.get("/v1/waits").await.body;
    assert!(body.contains(r#""p90_seconds":250,"travellers":5"#), "{body}");
}

#[tokio::test]
async fn s14_which_numbers_kiosks_have_is_not_told() {
    let bench = Bench::new().await;
    bench.place(7, "Pier 2").await;
    bench.remember(&[Traveller { kiosk: 8, ..FACE }; 5]).await;
    let (known, unknown) =
        (bench.get("/v1/waits?kiosk=0007").await, bench.get("/v1/waits?kiosk=0009").await);
    for answer in [&known, &unknown] {
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.body, r#"{"face":null,"officer":null}"#);
    }
    assert_eq!(known.headers, unknown.headers);
}

#[tokio::test]
async fn other_questions_are_refused() {
    let bench = Bench::new().await;
    let bad = StatusCode::BAD_REQUEST;
    for query in ["?kiosk=7", "?kiosk=00G7", "?kiosk=", "?lane=face", "?site=A&kiosk=0007"] {
        assert_problem(&bench.get(&format!("/v1/waits{query}")).await, bad, "query");
    }
    let answer = bench.send(request(Method::POST, "/v1/waits")).await;
    assert_problem(&answer, StatusCode::METHOD_NOT_ALLOWED, "method");
    assert_eq!(answer.header("allow"), "GET");
}
