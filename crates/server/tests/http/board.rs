//! The public board of called numbers, and the places that officers call travellers to.

use std::time::{Duration, Instant};

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{
    bench::{Bench, MANUAL, MATCH, assert_problem, ended, next, request},
    people::{Person, key_of},
};

const NEXT: &str = "/desk/tickets/next";

/// Settings with a public board, and these desks.
pub(crate) fn public(desks: &[&str]) -> Value {
    json!({ "board": "on", "places": { "face": "Gate A", "officer": "Hall B", "desks": desks } })
}

async fn come(bench: &Bench, ticket: u16, ago: i64) {
    let message = ended(MANUAL, ago).replace(r#""ticket":43"#, &format!(r#""ticket":{ticket}"#));
    assert_eq!(bench.post(message).await.status, StatusCode::CREATED);
}

/// An open board, after its first event.
pub(crate) async fn open(bench: &Bench, path: &str) -> Body {
    let answer = bench.app.clone().oneshot(request(Method::GET, path)).await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let mut events = answer.into_body();
    assert!(next(&mut events).await.unwrap().starts_with("event: page\n"));
    events
}

/// The next rendering of a board.
pub(crate) async fn state(events: &mut Body) -> Value {
    let start = Instant::now();
    loop {
        assert!(start.elapsed() < Duration::from_secs(20), "nothing is rendered");
        let event = next(events).await.unwrap();
        if let Some(data) = event.strip_prefix("event: state\ndata: ") {
            return serde_json::from_str(data.trim()).unwrap();
        }
    }
}

/// Renderings until one is as expected.
pub(crate) async fn until(events: &mut Body, expected: Value) {
    let mut shown = Value::Null;
    while shown != expected {
        shown = state(events).await;
    }
}

fn numbers(called: &[(&str, &str)], officer: &[&str], face: &[&str]) -> Value {
    let called: Vec<_> =
        called.iter().map(|(number, place)| json!({ "number": number, "place": place })).collect();
    let lane = |numbers: &[&str]| json!({ "numbers": numbers, "more": false });
    json!({ "called": called, "officer": lane(officer), "face": lane(face) })
}

/// Chooses a place as a browser does that keeps the cookie.
async fn choose<'a>(bench: &'a Bench, person: &Person<'a>, place: &str) -> Person<'a> {
    let answer = person.act("/desk/place", &[("place", place)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    bench.with_cookie(format!("{}; {cookie}", person.cookie))
}

#[tokio::test]
async fn without_the_sites_consent_there_is_no_board() {
    let bench = Bench::new().await;
    bench.settings(json!({}));
    for path in ["/board", "/board/Pier%202", "/public/board", "/public/board?site=Pier+2"] {
        assert_problem(&bench.get(path).await, StatusCode::NOT_FOUND, "not-found");
    }
}

#[tokio::test]
async fn a_site_without_a_kiosk_has_no_board() {
    let bench = Bench::new().await;
    bench.settings(public(&[]));
    assert_eq!(bench.get("/board").await.status, StatusCode::OK);
    for path in ["/board/Nowhere", "/public/board?site=Nowhere", "/board/a/b", "/public/a"] {
        assert_problem(&bench.get(path).await, StatusCode::NOT_FOUND, "not-found");
    }
}

#[tokio::test]
async fn a_board_shows_numbers_and_places_and_nothing_else() {
    let bench = Bench::new().await;
    bench.settings(public(&[]));
    let mut board = open(&bench, "/public/board").await;
    assert_eq!(state(&mut board).await, numbers(&[], &[], &[]));
    come(&bench, 1, 300).await;
    come(&bench, 2, 200).await;
    let face = ended(MATCH, 100).replace(r#""ticket":42"#, r#""ticket":3"#);
    assert_eq!(bench.post(face).await.status, StatusCode::CREATED);
    until(&mut board, numbers(&[], &["07-001", "07-002"], &["07-003"])).await;
    let bea = bench.person("bea", "officer", None).await;
    bea.act(NEXT, &[]).await;
    until(&mut board, numbers(&[("07-001", "Hall B")], &["07-002"], &["07-003"])).await;
    let key = key_of(&bea.get("/desk/list").await.body, "07-001");
    bea.act("/desk/tickets/put-back", &[("ticket", &key)]).await;
    until(&mut board, numbers(&[], &["07-001", "07-002"], &["07-003"])).await;
    bea.act(NEXT, &[]).await;
    bea.act("/desk/tickets/finish", &[("ticket", &key)]).await;
    until(&mut board, numbers(&[], &["07-002"], &["07-003"])).await;
}

#[tokio::test]
async fn the_newest_call_comes_first_and_each_names_the_place_of_its_officer() {
    let bench = Bench::new().await;
    bench.settings(public(&["Desk 1", "Desk 2"]));
    come(&bench, 1, 300).await;
    come(&bench, 2, 200).await;
    let bea = bench.person("bea", "officer", None).await;
    let cem = bench.person("cem", "officer", None).await;
    let (bea, cem) = (choose(&bench, &bea, "Desk 2").await, choose(&bench, &cem, "Desk 1").await);
    let mut board = open(&bench, "/public/board").await;
    bea.act(NEXT, &[]).await;
    until(&mut board, numbers(&[("07-001", "Desk 2")], &["07-002"], &[])).await;
    cem.act(NEXT, &[]).await;
    until(&mut board, numbers(&[("07-002", "Desk 1"), ("07-001", "Desk 2")], &[], &[])).await;
    let list = cem.get("/desk/list").await.body;
    assert!(list.contains("called to <strong>Desk 2</strong>"), "{list}");
}

#[tokio::test]
async fn the_place_is_asked_for_once_and_only_the_sites_own_places_are_taken() {
    let bench = Bench::new().await;
    bench.settings(public(&["Desk 1", "Desk 2"]));
    come(&bench, 1, 300).await;
    let bea = bench.person("bea", "officer", None).await;
    let asked = bea.act(NEXT, &[]).await;
    assert_eq!(asked.header("location"), "/desk?told=place");
    let page = bea.get("/desk?told=place").await.body;
    assert!(page.contains("Set first where you call travellers to."), "{page}");
    for place in ["Officer Smith", "desk 1", "Hall B"] {
        let answer = bea.act("/desk/place", &[("place", place)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{place}");
    }
    let bea = choose(&bench, &bea, "Desk 2").await;
    assert!(bea.get("/desk").await.body.contains(r#"<option value="Desk 2" selected>"#));
    assert_eq!(bea.act(NEXT, &[]).await.header("location"), "/desk");
    // The site has given that desk up.
    bench.settings(public(&["Desk 1", "Desk 3"]));
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_eq!(bea.act(NEXT, &[]).await.header("location"), "/desk?told=place");
}

#[tokio::test]
async fn a_board_shows_its_own_site_alone() {
    let bench = Bench::new().await;
    bench.settings(public(&[]));
    come(&bench, 1, 300).await;
    for statement in ["update kiosks set site = 'Pier 2'", "update results set site = 'Pier 2'"] {
        sqlx::query(statement).execute(&mut bench.database.connect().await).await.unwrap();
    }
    bench.server.store.kiosk(wire::KioskId(8)).await.unwrap();
    let page = bench.get("/board/Pier%202").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(r#"data-stream="/public/board?site=Pier%202""#), "{}", page.body);
    let mut board = open(&bench, "/public/board?site=Pier%202").await;
    assert_eq!(state(&mut board).await, numbers(&[], &["07-001"], &[]));
    sqlx::query("insert into kiosks (kiosk, site) values ('0009', 'Pier 3')")
        .execute(&mut bench.database.connect().await)
        .await
        .unwrap();
    let mut other = open(&bench, "/public/board?site=Pier%203").await;
    assert_eq!(state(&mut other).await, numbers(&[], &[], &[]));
}

#[tokio::test]
async fn a_call_is_on_two_hundred_boards_within_a_second() {
    let bench = Bench::new().await;
    bench.settings(public(&[]));
    come(&bench, 1, 300).await;
    let bea = bench.person("bea", "officer", None).await;
    let mut boards = Vec::new();
    for _ in 0..200 {
        let mut board = open(&bench, "/public/board").await;
        assert_eq!(state(&mut board).await, numbers(&[], &["07-001"], &[]));
        boards.push(board);
    }
    let request = bea.form(NEXT, &bea.token().await, &[]);
    let start = Instant::now();
    bench.send(request).await;
    for board in &mut boards {
        until(board, numbers(&[("07-001", "Hall B")], &[], &[])).await;
    }
    let took = start.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
}

#[tokio::test]
async fn a_board_ends_when_its_site_withdraws_its_consent_and_when_the_server_stops() {
    let bench = Bench::new().await;
    bench.settings(public(&[]));
    let mut board = open(&bench, "/public/board").await;
    state(&mut board).await;
    bench.settings(json!({}));
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    come(&bench, 1, 0).await;
    while let Some(frame) = board.frame().await {
        let data = frame.unwrap().into_data().unwrap();
        assert!(!data.starts_with(b"event: state"), "no number is shown any more");
    }
    bench.settings(public(&[]));
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let mut board = open(&bench, "/public/board").await;
    state(&mut board).await;
    bench.server.event_bus.stop();
    while board.frame().await.is_some() {}
}

#[tokio::test]
async fn every_part_of_the_page_is_served_and_none_comes_from_elsewhere() {
    let bench = Bench::new().await;
    bench.settings(public(&[]));
    let page = bench.get("/board").await;
    assert!(page.header("content-security-policy").contains("require-trusted-types-for 'script'"));
    let links = page.body.split(['"', ' ']).filter(|text| text.starts_with("/public/"));
    let links: Vec<_> = links.filter(|link| link.contains('.')).collect();
    assert_eq!(links.len(), 4, "{links:?}");
    for link in links {
        assert_eq!(bench.get(link).await.status, StatusCode::OK, "{link}");
    }
    assert!(!page.body.contains("http"), "{}", page.body);
    for language in ["en", "ar"] {
        assert!(page.body.contains(&format!(r#"<span lang="{language}""#)), "{language}");
    }
}
