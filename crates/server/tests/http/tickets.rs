//! Actions on tickets, and what other officers see of them.

use std::collections::HashSet;

use crate::{
    bench::{BEAT, Bench, MANUAL, MATCH, ended, next},
    people::{Person, key_of},
};
use axum::http::{StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use tower::ServiceExt;
use wire::{Code, KioskId};

const TAKE: &str = "/desk/tickets/take";
const PUT_BACK: &str = "/desk/tickets/put-back";
const FINISH: &str = "/desk/tickets/finish";
const NEXT: &str = "/desk/tickets/next";

/// An opt-out at kiosk 7 that ended `ago` seconds ago.
async fn come(bench: &Bench, ticket: u16, ago: i64) {
    let message = ended(MANUAL, ago).replace(r#""ticket":43"#, &format!(r#""ticket":{ticket}"#));
    assert_eq!(bench.post(message).await.status, StatusCode::CREATED);
}

async fn list(person: &Person<'_>) -> String {
    person.get("/desk/list").await.body
}

/// Sends the form, and returns the redirect's target.
async fn act(person: &Person<'_>, path: &str, key: &str) -> String {
    let answer = person.act(path, &[("ticket", key)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").into()
}

/// The part of a list below this heading.
fn part<'a>(list: &'a str, id: &str) -> &'a str {
    let after = list.split_once(&format!(r#"<h2 id="{id}">"#)).map_or("", |(_, rest)| rest);
    after.split("</section>").next().unwrap()
}

#[tokio::test]
async fn a_ticket_that_one_officer_takes_is_with_that_officer_on_every_desk() {
    let bench = Bench::new().await;
    come(&bench, 1, 60).await;
    let bea = bench.person("bea", "officer", None).await;
    let cem = bench.person("cem", "officer", None).await;
    let mut events = bench.hear().await;
    let key = key_of(&list(&bea).await, "07-001");
    assert_eq!(act(&bea, TAKE, &key).await, "/desk");
    assert_eq!(next(&mut events).await.unwrap(), "event: change\ndata: 1\n\n");
    assert!(part(&list(&bea).await, "own").contains("07-001"));
    let others = list(&cem).await;
    assert!(part(&others, "others").contains("With <strong>bea</strong>"), "{others}");
    assert!(!part(&others, "officer").contains("07-001"), "{others}");
    assert!(others.contains(r#"data-title="Gangway desk""#), "no traveller waits: {others}");
    assert_eq!(act(&cem, TAKE, &key).await, "/desk?told=late");
    let page = cem.get("/desk?told=late").await.body;
    assert!(page.contains("Another officer was quicker."), "{page}");
    assert!(!cem.get("/desk?told=%3Cb%3E").await.body.contains("<b>"));
}

#[tokio::test]
async fn a_ticket_that_is_finished_goes_and_one_that_is_put_back_waits_as_long_as_before() {
    let bench = Bench::new().await;
    for (ticket, ago) in [(1, 600), (2, 300)] {
        come(&bench, ticket, ago).await;
    }
    let bea = bench.person("bea", "officer", None).await;
    let (first, second) = {
        let list = list(&bea).await;
        (key_of(&list, "07-001"), key_of(&list, "07-002"))
    };
    assert_eq!(act(&bea, PUT_BACK, &first).await, "/desk?told=late", "it was not taken");
    act(&bea, TAKE, &first).await;
    let cem = bench.person("cem", "officer", None).await;
    assert_eq!(act(&cem, PUT_BACK, &first).await, "/desk", "its officer may have gone home");
    let waiting = list(&bea).await;
    let waiting = part(&waiting, "officer");
    assert!(waiting.find("07-001").unwrap() < waiting.find("07-002").unwrap(), "{waiting}");
    act(&bea, TAKE, &second).await;
    assert_eq!(act(&bea, FINISH, &second).await, "/desk");
    assert_eq!(act(&bea, FINISH, &second).await, "/desk?told=late");
    assert!(!list(&bea).await.contains("07-002"));
    let by = "select count(*) from results where taken_by = 'bea' and done >= taken";
    assert_eq!(bench.database.count(by).await, 1);
}

#[tokio::test]
async fn one_touch_finishes_a_ticket_of_the_face_lane() {
    let bench = Bench::new().await;
    bench.post(ended(MATCH, 60)).await;
    let bea = bench.person("bea", "officer", None).await;
    let key = key_of(&list(&bea).await, "07-042");
    assert_eq!(act(&bea, FINISH, &key).await, "/desk");
    assert!(!list(&bea).await.contains("07-042"));
    let by = "select count(*) from results where taken_by = 'bea' and done = taken";
    assert_eq!(bench.database.count(by).await, 1);
}

#[tokio::test]
async fn the_traveller_who_has_waited_longest_is_called_next_and_never_one_of_the_face_lane() {
    let bench = Bench::new().await;
    for (ticket, ago) in [(1, 600), (2, 300), (3, 2 * 60 * 60 + 60)] {
        come(&bench, ticket, ago).await;
    }
    bench.post(ended(MATCH, 900).replace(r#""ticket":42"#, r#""ticket":4"#)).await;
    let bea = bench.person("bea", "officer", None).await;
    for ticket in ["07-001", "07-002"] {
        assert_eq!(bea.act(NEXT, &[]).await.header("location"), "/desk");
        assert!(part(&list(&bea).await, "own").contains(ticket));
    }
    assert_eq!(bea.act(NEXT, &[]).await.header("location"), "/desk?told=none");
    assert!(list(&bea).await.contains("disabled"), "the button says so");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_officers_who_call_at_once_never_get_the_same_ticket() {
    const TICKETS: u16 = 40;
    let bench = Bench::new().await;
    bench.declare(KioskId(7), TICKETS).await;
    for ticket in 1..=TICKETS {
        come(&bench, ticket, i64::from(ticket)).await;
    }
    let mut officers = Vec::new();
    for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        let person = bench.person(name, "officer", None).await;
        let (token, app, cookie) = (person.token().await, bench.app.clone(), person.cookie);
        officers.push(tokio::spawn(async move {
            let mut called = 0;
            loop {
                let mut request = crate::people::form(NEXT, &[("token", &*token)]);
                request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
                let answer = app.clone().oneshot(request).await.unwrap();
                match answer.headers()["location"].to_str().unwrap() {
                    "/desk" => called += 1,
                    _ => return called,
                }
            }
        }));
    }
    let mut called = 0;
    for officer in officers {
        called += officer.await.unwrap();
    }
    assert_eq!(called, TICKETS, "each call gave a ticket, and each ticket was given once");
    let taken = "select count(*) from results where taken_by is not null";
    assert_eq!(bench.database.count(taken).await, i64::from(TICKETS));
    let rows: Vec<(String, i64)> =
        sqlx::query_as("select who, ticket from audit where did = 'call_next'")
            .fetch_all(&mut bench.database.connect().await)
            .await
            .unwrap();
    let tickets: HashSet<_> = rows.iter().map(|(_, ticket)| ticket).collect();
    assert_eq!((rows.len(), tickets.len()), (usize::from(TICKETS), usize::from(TICKETS)));
}

#[tokio::test]
async fn an_officer_of_one_site_sees_hears_and_takes_nothing_of_another() {
    let bench = Bench::new().await;
    let expires = Timestamp::now() + SignedDuration::from_hours(1);
    for (kiosk, site) in [(7, "Pier 2"), (8, "Pier 3")] {
        let code = Code::new(u64::from(kiosk));
        bench.server.store.admit(KioskId(kiosk), site, code, expires).await.unwrap();
    }
    let bea = bench.person("bea", "officer", Some("Pier 2")).await;
    let ada = bench.ada();
    let mut request = crate::bench::request(axum::http::Method::GET, "/desk/events");
    request.headers_mut().insert(header::COOKIE, bea.cookie.parse().unwrap());
    let mut events = bench.app.clone().oneshot(request).await.unwrap().into_body();
    assert_eq!(next(&mut events).await.unwrap(), BEAT);
    let elsewhere = ended(MANUAL, 200).replace("0007", "0008");
    assert_eq!(bench.post(elsewhere).await.status, StatusCode::CREATED);
    bench.call(crate::bench::CALL.replace("0007", "0008")).await;
    come(&bench, 1, 60).await;
    bench.call(crate::bench::CALL).await;
    assert_eq!(next(&mut events).await.unwrap(), "event: officer\ndata: 07-001\n\n");
    assert_eq!(next(&mut events).await.unwrap(), "event: call\ndata: 0007\n\n");
    let seen = list(&bea).await;
    assert!(seen.contains("07-001") && seen.contains("Kiosk 0007 needs help"), "{seen}");
    assert!(!seen.contains("08-043") && !seen.contains("0008"), "{seen}");
    let all = list(&ada).await;
    assert!(all.contains("08-043") && all.contains("Pier 3"), "{all}");
    for path in [TAKE, FINISH] {
        assert_eq!(act(&bea, path, &key_of(&all, "08-043")).await, "/desk?told=late", "{path}");
    }
    act(&ada, TAKE, &key_of(&all, "08-043")).await;
    assert_eq!(act(&bea, PUT_BACK, &key_of(&all, "08-043")).await, "/desk?told=late");
    assert_eq!(bea.act(NEXT, &[]).await.header("location"), "/desk");
    assert_eq!(bea.act(NEXT, &[]).await.header("location"), "/desk?told=none");
    let call = all.split_once(r#"data-call="0008"#).unwrap().1.split('"').next().unwrap();
    let answer = bea.act("/desk/calls/answer", &[("call", &format!("0008{call}"))]).await;
    assert_eq!(answer.header("location"), "/desk?told=late");
}

#[tokio::test]
async fn what_names_no_ticket_is_refused() {
    let bench = Bench::new().await;
    for key in ["", "0007", "0007-001-x"] {
        let answer = bench.ada().act(TAKE, &[("ticket", key)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
    }
    let gone = act(&bench.ada(), TAKE, "0007-001-1790000009000").await;
    assert_eq!(gone, "/desk?told=late");
}
