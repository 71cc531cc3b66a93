//! Plausibility of results: how often, how late, in which order, and of which builds a kiosk may
//! send them. An attacker cannot use anything else to store data.

use std::{
    collections::BTreeMap,
    fs,
    panic::{AssertUnwindSafe, resume_unwind},
    time::{Duration, Instant},
};

use crate::{
    bench::{Bench, CALL, MANUAL, MATCH, TestResponse, assert_problem, ended},
    support::sent,
};
use axum::http::StatusCode;
use futures_util::FutureExt;
use jiff::Timestamp;
use wire::{Backlog, BuildId, KioskId, ModelId, Queued, ResultMessage, Ticket};

const KIOSK: KioskId = KioskId(7);

/// The fixture's match with another ticket, with present times.
fn result(ticket: u16) -> ResultMessage {
    let Queued(message) = serde_json::from_str(&ended(MATCH, 0)).unwrap();
    ResultMessage { ticket: Ticket::try_from(ticket).unwrap(), ..message }.of(KIOSK)
}

/// A message with another ticket.
fn numbered(message: &str, ticket: u16) -> String {
    let ticket = format!(r#""ticket":{ticket}"#);
    message.replace(r#""ticket":42"#, &ticket).replace(r#""ticket":43"#, &ticket)
}

/// Sends a body unchanged, signed by kiosk 7.
async fn send(bench: &Bench, message: &str) -> TestResponse {
    bench.send(bench.signed("/v1/results", message)).await
}

async fn statuses(bench: &Bench, messages: impl Iterator<Item = String>) -> BTreeMap<u16, usize> {
    let mut statuses = BTreeMap::new();
    for message in messages {
        *statuses.entry(send(bench, &message).await.status.as_u16()).or_default() += 1;
    }
    statuses
}

fn count(statuses: &BTreeMap<u16, usize>, status: u16) -> usize {
    statuses.get(&status).copied().unwrap_or_default()
}

async fn aside(bench: &Bench) -> i64 {
    bench.database.count("select count(*) from quarantine").await
}

/// How many results the rate limit admits from `start` until now: ten at once, and one more in
/// every five seconds that a busy machine takes.
fn admitted(start: Instant) -> usize {
    10 + start.elapsed().as_secs() as usize / 5
}

/// Runs a scenario that has to be over before the rate limit admits one more message. If a busy
/// machine took longer and it failed, it is run again.
async fn in_five_seconds(scenario: impl AsyncFn()) {
    for _ in 0..5 {
        let start = Instant::now();
        let outcome = AssertUnwindSafe(scenario()).catch_unwind().await;
        match outcome {
            Ok(()) => return,
            Err(panic) if start.elapsed() < Duration::from_secs(5) => resume_unwind(panic),
            Err(_) => (),
        }
    }
    panic!("the machine is too slow");
}

/// A JPEG of 1,452 bytes stands for any: 66 pieces of 22 bytes.
fn picture() -> impl Iterator<Item = [u8; 22]> {
    (0..66_u32).map(|piece| std::array::from_fn(|at| (piece * 22 + at as u32 * 101 % 251) as u8))
}

#[tokio::test]
async fn s4_a_picture_as_results_is_refused() {
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    // The original attack: 22 bytes of the picture in each message.
    let attack = picture().zip(1..).map(|(piece, ticket): (_, u16)| {
        let hex: String = base16ct::lower::encode_string(&piece);
        let notice = u16::from_be_bytes([piece[16], piece[17]]);
        let arrived = u32::from_be_bytes([piece[18], piece[19], piece[20], piece[21]]);
        format!(
            r#"{{"version":1,"id":"{}","kiosk":"0007","ticket":{ticket},"lane":"face","#,
            &hex[..16]
        ) + &format!(
            r#""outcome":"match","document":"camera","model":"{}","build":"{}","notice":{notice},"#,
            &hex[16..24],
            &hex[24..32]
        ) + &format!(r#""arrived":{arrived},"finished":4294967295}}"#)
    });
    let told = statuses(&bench, attack).await;
    assert_eq!(told, BTreeMap::from([(410, 66)]), "no id is free, and no time");
    assert_eq!((bench.rows().await, aside(&bench).await), (0, 0));
    // The best encoding of an attacker: 12 bytes in each result.
    let cleverer = picture().zip(1..).map(|(piece, ticket)| {
        let mut message = result(ticket);
        let number = |at: usize| u32::from_be_bytes(piece[at..at + 4].try_into().unwrap());
        let model = ModelId(number(0));
        message.end =
            wire::End::Match(wire::Comparison { document: wire::DocumentSource::Camera, model });
        message.build = BuildId(number(4));
        message.notice = number(8) as u16;
        message.arrived -= number(8) >> 22;
        message.of(KIOSK).to_json()
    });
    let start = Instant::now();
    let told = statuses(&bench, cleverer).await;
    assert!(
        count(&told, 202) <= admitted(start) && count(&told, 202) + count(&told, 429) == 66,
        "{told:?}"
    );
    assert_eq!(bench.rows().await, 0, "what names unknown things is not stored");
    assert!(aside(&bench).await <= 10, "and of what is put aside a few tickets are kept");
    // And with nothing that is unknown: a few are stored, and then one in five seconds.
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    let start = Instant::now();
    let told = statuses(&bench, (1..=66).map(|number| result(number).to_json())).await;
    assert!((10..=admitted(start)).contains(&count(&told, 201)), "{told:?}");
    assert!(count(&told, 202) <= 2 && told.values().sum::<usize>() == 66, "{told:?}");
    assert_eq!(bench.rows().await, count(&told, 201) as i64);
}

#[tokio::test]
async fn s4_an_unknown_build_model_or_notice_is_quarantined_and_told() {
    let bench = Bench::new().await;
    let mut events = bench.hear().await;
    let cases = [
        ("00c0ffee", "00000bad", "a program that this server does not know"),
        ("b7120c09", "00000bad", "a recogniser that this server does not know"),
        (r#""notice":3"#, r#""notice":4"#, "a notice that this server does not know"),
    ];
    for ((known, unknown, told), ticket) in cases.into_iter().zip(1_u16..) {
        let message = numbered(&ended(MATCH, 0), ticket).replace(known, unknown);
        assert_eq!(bench.post(message).await.status, StatusCode::ACCEPTED, "{told}");
        assert_eq!(crate::bench::next(&mut events).await.unwrap(), "event: change\ndata: 1\n\n");
        let list = bench.get("/desk/list").await.body;
        assert!(list.contains(told) && list.contains(&format!("07-00{ticket}")), "{list}");
        assert!(bench.get("/desk/kiosks").await.body.contains(told));
    }
    assert_eq!(bench.rows().await, 0);
    let manual = numbered(&ended(MANUAL, 0), 4);
    assert_eq!(bench.post(manual).await.status, StatusCode::CREATED, "it names no recogniser");
    let page = bench.ada().act("/desk/kiosks/seen", &[("kiosk", "0007")]).await.body;
    assert!(!page.contains("this server does not know"), "{page}");
    let audit = bench.get("/desk/audit").await.body;
    assert!(audit.contains("has seen what is odd about kiosk 0007"), "{audit}");
}

#[tokio::test]
async fn s4_the_builds_that_were_served_last_are_known_in_every_process_and_older_ones_are_not() {
    let bench = Bench::new().await;
    let site = bench.server.site.clone();
    let of = |build: u32, ticket: u16| {
        ResultMessage { build: BuildId(build), ..result(ticket) }.to_json()
    };
    bench.know(KIOSK).await;
    let serve = async |build: u32| {
        fs::write(site.join("build.json"), format!(r#"{{"build":"{:08x}"}}"#, build)).unwrap();
        bench.server.served.refresh().await.unwrap();
    };
    assert_eq!(send(&bench, &of(1, 1)).await.status, StatusCode::ACCEPTED);
    serve(1).await;
    assert_eq!(send(&bench, &of(1, 2)).await.status, StatusCode::CREATED);
    assert_eq!(send(&bench, &of(0x00c0_ffee, 3)).await.status, StatusCode::CREATED, "the former");
    let bench = bench.restarted().await;
    assert_eq!(send(&bench, &of(0x00c0_ffee, 4)).await.status, StatusCode::CREATED);
    for build in 2..=9 {
        fs::write(site.join("build.json"), format!(r#"{{"build":"{build:08x}"}}"#)).unwrap();
        bench.server.served.refresh().await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    assert_eq!(send(&bench, &of(9, 5)).await.status, StatusCode::CREATED);
    assert_eq!(send(&bench, &of(2, 6)).await.status, StatusCode::CREATED);
    assert_eq!(send(&bench, &of(1, 7)).await.status, StatusCode::ACCEPTED, "nine builds ago");
}

#[tokio::test]
async fn s4_what_the_operator_lists_is_known_as_well() {
    let known = "[known]\nbuilds = ['0000000a']\nmodels = ['0000000b']\nnotices = [9]";
    let bench = Bench::with_policy(known).await;
    let message = ended(MATCH, 0)
        .replace("00c0ffee", "0000000a")
        .replace("b7120c09", "0000000b")
        .replace(r#""notice":3"#, r#""notice":9"#);
    assert_eq!(bench.post(message).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn s4_ten_at_once_and_more_within_a_declared_backlog() {
    in_five_seconds(async || {
        let bench = Bench::new().await;
        bench.know(KIOSK).await;
        for ticket in 1..=10 {
            assert_eq!(send(&bench, &result(ticket).to_json()).await.status, StatusCode::CREATED);
        }
        let next = result(11).to_json();
        let answer = send(&bench, &next).await;
        assert_problem(&answer, StatusCode::TOO_MANY_REQUESTS, "backlog");
        assert_eq!(answer.header("retry-after"), "2");
        assert_eq!(bench.declare(KIOSK, 2).await.status, StatusCode::OK);
        assert_eq!(send(&bench, &next).await.status, StatusCode::CREATED);
        assert_eq!(send(&bench, &result(12).to_json()).await.status, StatusCode::CREATED);
        let answer = send(&bench, &result(13).to_json()).await;
        assert_problem(&answer, StatusCode::TOO_MANY_REQUESTS, "backlog");
        assert_eq!(
            send(&bench, &next).await.status,
            StatusCode::OK,
            "a copy is answered as before"
        );
        let audit = bench.get("/desk/audit").await.body;
        assert!(audit.contains("The kiosk</strong> declared that results wait at 0007"), "{audit}");
    })
    .await;
}

#[tokio::test]
async fn s4_a_result_that_ended_long_ago_comes_within_a_backlog_alone() {
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    let old = sent(&ended(MANUAL, 3_600));
    let answer = send(&bench, &old).await;
    assert_problem(&answer, StatusCode::TOO_MANY_REQUESTS, "backlog");
    let (_, minute) =
        ResultMessage::times(0, (Timestamp::now().as_second() - 60).try_into().unwrap());
    let later = Backlog { kiosk: KIOSK, results: 5, oldest: minute }.to_json();
    let declared = bench.send(bench.signed("/v1/backlogs", &later)).await;
    assert_eq!(declared.status, StatusCode::OK);
    let answer = send(&bench, &old).await;
    assert_problem(&answer, StatusCode::TOO_MANY_REQUESTS, "backlog");
    assert_eq!(bench.declare(KIOSK, 5).await.status, StatusCode::OK);
    assert_eq!(send(&bench, &old).await.status, StatusCode::CREATED);
    let future = sent(&numbered(&ended(MANUAL, -3_600), 44));
    assert_eq!(send(&bench, &future).await.status, StatusCode::ACCEPTED, "no backlog has such");
    assert_eq!(bench.rows().await, 1);
}

#[tokio::test]
async fn s4_no_more_than_a_kiosk_keeps_can_be_declared_in_a_day() {
    let bench = Bench::new().await;
    assert_eq!(bench.declare(KIOSK, Backlog::MOST).await.status, StatusCode::OK);
    assert_eq!(bench.declare(KIOSK, Backlog::MOST).await.status, StatusCode::OK, "the same");
    let used = "update kiosks set backlog = 0";
    sqlx::query(used).execute(&mut bench.database.connect().await).await.unwrap();
    let answer = bench.declare(KIOSK, 1).await;
    assert_problem(&answer, StatusCode::TOO_MANY_REQUESTS, "too-many");
    let day = "update kiosks set declared_since = declared_since - 86400000";
    sqlx::query(day).execute(&mut bench.database.connect().await).await.unwrap();
    assert_eq!(bench.declare(KIOSK, 1).await.status, StatusCode::OK);
}

#[tokio::test]
async fn s4_tickets_ascend_for_each_key() {
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    for (ticket, status) in [
        (998, StatusCode::CREATED),
        (1, StatusCode::CREATED),
        (998, StatusCode::ACCEPTED),
        (999, StatusCode::CREATED),
        (40, StatusCode::ACCEPTED),
        (41, StatusCode::CREATED),
    ] {
        let mut message = result(ticket);
        message.arrived += u32::from(status == StatusCode::ACCEPTED);
        let answer = send(&bench, &message.of(KIOSK).to_json()).await;
        assert_eq!(answer.status, status, "{ticket}");
    }
    assert!(bench.get("/desk/list").await.body.contains("sent tickets out of order"));
}

#[tokio::test]
async fn s4_what_an_earlier_build_sends_is_kept_there_and_comes_as_it_should() {
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    let answer = send(&bench, &ended(MATCH, 0)).await;
    // An earlier build tries again later whatever it does not know.
    assert_problem(&answer, StatusCode::GONE, "former");
    assert_eq!(bench.post(ended(MATCH, 0)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn s4_calls_have_the_same_pace() {
    in_five_seconds(async || {
        let bench = Bench::new().await;
        for number in 0..10 {
            let call = CALL.replace("1790000000", &format!("179000001{number}"));
            assert_eq!(bench.call(call).await.status, StatusCode::CREATED);
        }
        let answer = bench.call(CALL).await;
        assert_problem(&answer, StatusCode::TOO_MANY_REQUESTS, "too-many");
    })
    .await;
}

#[tokio::test]
async fn s9_one_kiosk_does_not_hide_the_others() {
    let bench = Bench::new().await;
    bench.declare(KIOSK, 200).await;
    for ticket in 1..=120 {
        let message = numbered(&ended(MANUAL, 300), ticket);
        assert_eq!(bench.post(message).await.status, StatusCode::CREATED);
    }
    let other = ended(MANUAL, 0).replace("0007", "0008");
    assert_eq!(bench.post(other).await.status, StatusCode::CREATED);
    let list = bench.get("/desk/list").await.body;
    let numbers: Vec<_> = list.split(r#"<p class="number">"#).skip(1).collect();
    let place = numbers.iter().position(|number| number.starts_with("08-043"));
    assert_eq!(place, Some(10), "after ten of the other kiosk: {list}");
    assert_eq!(numbers.len(), 100);
}

#[tokio::test]
async fn s9_a_kiosk_that_says_its_travellers_came_long_ago_gains_ten_minutes_at_most() {
    let bench = Bench::new().await;
    let ago = async |kiosk: &str, ticket: u16, seconds: i64| {
        let message = numbered(&ended(MANUAL, seconds), ticket).replace("0007", kiosk);
        assert_eq!(bench.post(message).await.status, StatusCode::CREATED);
    };
    ago("0007", 1, 1).await;
    let earlier = "update results set received = received - 660000, came = came - 660000";
    sqlx::query(earlier).execute(&mut bench.database.connect().await).await.unwrap();
    ago("0008", 2, 7_000).await;
    ago("0009", 3, 500).await;
    let list = bench.get("/desk/list").await.body;
    let places = ["07-001", "08-002", "09-003"].map(|ticket| list.find(ticket).unwrap());
    assert!(places.is_sorted(), "{list}");
}
