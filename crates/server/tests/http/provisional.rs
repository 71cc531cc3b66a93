//! Provisional numbers: a kiosk draws one before its enrolment, and its tickets keep that number.

use crate::{
    bench::{Bench, CALL, MANUAL, TestResponse, assert_problem, ended, post_to},
    support::{Kiosk, sent},
};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use wire::{Backlog, Code, Enrolled, Enrolment, KioskId, Proof, ResultMessage, Ticket, Version};

const KIOSK: KioskId = KioskId(7);
const DRAWN: KioskId = KioskId(0xc123);

async fn send(bench: &Bench, kiosk: &Kiosk, path: &str, body: &str) -> TestResponse {
    let mut request = post_to(path, body.to_owned());
    request.headers_mut().insert(Proof::HEADER, kiosk.sign(path, body).parse().unwrap());
    bench.send(request).await
}

/// The server's answer to an enrolment with a provisional number.
async fn ask(bench: &Bench, kiosk: &Kiosk, code: Option<Code>, number: KioskId) -> TestResponse {
    let (key, provisional) = (kiosk.key(), Some(number));
    let asked = Enrolment { version: Version, code, kiosk: KIOSK, key, provisional };
    send(bench, kiosk, "/v1/enrolments", &asked.to_json()).await
}

/// Enrols a kiosk as number 7 of Pier 2, with a code of its own. Gives its number and the last
/// ticket.
async fn enrol(bench: &Bench, kiosk: &Kiosk, code: u64) -> (KioskId, Option<Ticket>) {
    let (code, soon) = (Code::new(code), Timestamp::now() + SignedDuration::from_hours(1));
    bench.server.store.admit(KIOSK, "Pier 2", code, soon).await.unwrap();
    let answer = ask(bench, kiosk, Some(code), DRAWN).await;
    read(&answer)
}

/// The number and the last ticket in the response to an enrolment.
fn read(answer: &TestResponse) -> (KioskId, Option<Ticket>) {
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let Enrolled { kiosk, ticket, .. } = serde_json::from_str(&answer.body).unwrap();
    (kiosk, ticket)
}

/// An opt-out with this number and ticket, with present times.
fn manual(kiosk: KioskId, ticket: u16) -> String {
    let message: ResultMessage = serde_json::from_str(&sent(&ended(MANUAL, 0))).unwrap();
    let ticket = Ticket::try_from(ticket).unwrap();
    ResultMessage { ticket, ..message }.of(kiosk).to_json()
}

async fn declare(bench: &Bench, kiosk: &Kiosk, results: u16) -> TestResponse {
    let (oldest, _) = ResultMessage::times(0, Timestamp::now().as_second() as u32);
    let oldest = oldest.next_multiple_of(ResultMessage::GRAIN);
    let backlog = Backlog { kiosk: DRAWN, results, oldest };
    send(bench, kiosk, "/v1/backlogs", &backlog.to_json()).await
}

#[tokio::test]
async fn k14_a_ticket_of_before_the_enrolment_is_at_the_desk_as_the_traveller_saw_it() {
    let (bench, kiosk) = (Bench::new().await, Kiosk::new());
    assert_eq!(enrol(&bench, &kiosk, 1).await, (KIOSK, None));
    let bea = bench.person("bea", "officer", Some("Pier 2")).await;
    assert_eq!(declare(&bench, &kiosk, 2).await.status, StatusCode::OK);
    for ticket in [1, 2] {
        let answer = send(&bench, &kiosk, "/v1/results", &manual(DRAWN, ticket)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    }
    // The next ticket has the server's number, and continues.
    let answer = send(&bench, &kiosk, "/v1/results", &manual(KIOSK, 3)).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let list = bea.get("/desk/list").await.body;
    for name in ["c123-001", "c123-002", "07-003"] {
        assert!(list.contains(&format!(r#"<p class="number">{name}</p>"#)), "{name}: {list}");
    }
    let kiosks = bench.get("/desk/kiosks").await.body;
    assert!(kiosks.contains("0007") && !kiosks.contains("c123"), "it is one kiosk: {kiosks}");
}

#[tokio::test]
async fn k14_a_second_number_lets_a_kiosk_send_no_more_than_one_backlog() {
    let (bench, kiosk) = (Bench::new().await, Kiosk::new());
    enrol(&bench, &kiosk, 1).await;
    let refused = send(&bench, &kiosk, "/v1/results", &manual(DRAWN, 1)).await;
    assert_problem(&refused, StatusCode::TOO_MANY_REQUESTS, "backlog");
    let call = CALL.replace("0007", "c123");
    let refused = send(&bench, &kiosk, "/v1/calls", &call).await;
    assert_problem(&refused, StatusCode::FORBIDDEN, "unknown-kiosk");
    assert_eq!(declare(&bench, &kiosk, Backlog::MOST).await.status, StatusCode::OK);
    // A day later they have all come.
    let later = "update kiosks set backlog = 0, declared_since = 0";
    sqlx::query(later).execute(&mut bench.database.connect().await).await.unwrap();
    let refused = declare(&bench, &kiosk, 1).await;
    assert_problem(&refused, StatusCode::TOO_MANY_REQUESTS, "too-many");
}

#[tokio::test]
async fn k14_a_number_that_a_kiosk_drew_ends_with_its_key() {
    let (bench, kiosk, another) = (Bench::new().await, Kiosk::new(), Kiosk::new());
    enrol(&bench, &kiosk, 1).await;
    enrol(&bench, &another, 2).await;
    let refused = send(&bench, &kiosk, "/v1/results", &manual(DRAWN, 1)).await;
    assert_problem(&refused, StatusCode::UNAUTHORIZED, "signature");
    bench.server.store.revoke(KIOSK, Timestamp::now()).await.unwrap();
    let refused = send(&bench, &another, "/v1/results", &manual(DRAWN, 1)).await;
    assert_problem(&refused, StatusCode::FORBIDDEN, "revoked");
}

#[tokio::test]
async fn k14_two_kiosks_that_are_tried_out_have_two_numbers() {
    let mut bench = Bench::new().await;
    bench.try_out();
    let (first, second) = (Kiosk::new(), Kiosk::new());
    let other = KioskId(0xd456);
    for _ in 0..2 {
        assert_eq!(read(&ask(&bench, &first, None, DRAWN).await), (KIOSK, None));
        let kept = read(&ask(&bench, &second, None, other).await);
        assert_eq!(kept, (other, None), "as its travellers know it");
    }
    for (kiosk, number) in [(&first, KIOSK), (&second, other)] {
        let answer = send(&bench, kiosk, "/v1/results", &manual(number, 1)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    }
}

#[tokio::test]
async fn k14_no_operator_gives_a_number_that_kiosks_draw() {
    let bench = Bench::new().await;
    let fields = [("kiosk", "c000"), ("site", "Pier 2")];
    let page = bench.ada().act("/desk/kiosks/add", &fields).await.body;
    assert!(page.contains("less than c000"), "{page}");
    let kiosk = Kiosk::new();
    let answer = ask(&bench, &kiosk, None, KIOSK).await;
    assert_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "not-an-enrolment");
}

#[tokio::test]
async fn k11_a_kiosk_that_has_forgotten_its_tickets_is_told_the_last_one() {
    let (bench, kiosk, anew) = (Bench::new().await, Kiosk::new(), Kiosk::new());
    enrol(&bench, &kiosk, 1).await;
    for ticket in [998, 999, 1] {
        let answer = send(&bench, &kiosk, "/v1/results", &manual(KIOSK, ticket)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    }
    let last = Ticket::try_from(1).unwrap();
    assert_eq!(enrol(&bench, &anew, 2).await, (KIOSK, Some(last)));
}
