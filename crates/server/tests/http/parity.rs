//! Alarms about a slow officer lane, and how the desk shows them.

use std::sync::Arc;

use crate::{
    bench::{Bench, next},
    traveller::{FACE, OFFICER, Traveller},
};
use axum::http::StatusCode;
use jiff::SignedDuration;
use server::{LeaseHolder, WaitMonitor};

const POLICY: &str = "[[site]]\nname = 'Pier 2'\nparity = { slower_by_seconds = 120 }";

/// A bench with kiosk 7 at a pier, and its monitor.
async fn bench() -> (Bench, WaitMonitor) {
    let bench = Bench::with_policy(POLICY).await;
    bench.place(7, "Pier 2").await;
    let monitor = monitor(&bench);
    (bench, monitor)
}

/// The monitor of another process.
fn monitor(bench: &Bench) -> WaitMonitor {
    let (store, board) = (bench.server.store.clone(), bench.server.waits.clone());
    WaitMonitor::new(store, board, bench.server.policy.clone(), LeaseHolder::new().unwrap())
}

/// Checks this often, a quarter of a minute apart.
async fn check_times(bench: &Bench, monitor: &mut WaitMonitor, times: usize) {
    for _ in 0..times {
        bench.clock.advance(SignedDuration::from_secs(15));
        monitor.check().await.unwrap();
    }
}

#[tokio::test]
async fn an_alarm_is_raised_after_two_looks_and_ends_when_officers_are_quick_again() {
    let (bench, mut monitor) = bench().await;
    bench.remember(&[[FACE; 5], [OFFICER; 5]].concat()).await;
    check_times(&bench, &mut monitor, 1).await;
    assert_eq!(bench.server.store.alarms().await.unwrap(), []);
    let mut events = bench.hear().await;
    check_times(&bench, &mut monitor, 1).await;
    let alarms = bench.server.store.alarms().await.unwrap();
    assert_eq!((alarms.len(), &*alarms[0].site), (1, "Pier 2"));
    assert_eq!((alarms[0].slower_by, alarms[0].allowed), (240, 120));
    assert_eq!(alarms[0].since, bench.clock.now());
    assert_eq!(next(&mut events).await.unwrap(), "event: change\ndata: 1\n\n");
    check_times(&bench, &mut monitor, 5).await;
    assert_eq!(bench.server.store.alarms().await.unwrap(), alarms, "it stays as it was");
    let quick = Traveller { ended: 60, done: Some(30), ..OFFICER };
    bench.remember(&[quick; 6]).await;
    check_times(&bench, &mut monitor, 2).await;
    assert_eq!(bench.server.store.alarms().await.unwrap(), []);
}

#[tokio::test]
async fn of_several_processes_one_watches_until_it_is_gone() {
    let (bench, mut first) = bench().await;
    let mut second = monitor(&bench);
    bench.remember(&[[FACE; 5], [OFFICER; 5]].concat()).await;
    check_times(&bench, &mut first, 1).await;
    check_times(&bench, &mut second, 2).await;
    assert_eq!(bench.server.store.alarms().await.unwrap(), []);
    bench.clock.advance(SignedDuration::from_secs(60));
    check_times(&bench, &mut second, 2).await;
    assert_eq!(bench.server.store.alarms().await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_alarm_whose_rule_is_gone_ends() {
    let (mut bench, mut monitor) = bench().await;
    bench.remember(&[[FACE; 5], [OFFICER; 5]].concat()).await;
    check_times(&bench, &mut monitor, 2).await;
    bench.server.policy = Arc::default();
    let mut later = self::monitor(&bench);
    bench.clock.advance(SignedDuration::from_mins(2));
    later.check().await.unwrap();
    assert_eq!(bench.server.store.alarms().await.unwrap(), []);
}

#[tokio::test]
async fn every_desk_shows_the_alarm() {
    let (bench, mut monitor) = bench().await;
    bench.remember(&[[FACE; 5], [OFFICER; 5]].concat()).await;
    assert!(!bench.get("/desk/list").await.body.contains("slower"));
    check_times(&bench, &mut monitor, 2).await;
    let words = "Pier 2: the officer lane is slower than it may be";
    for path in ["/desk", "/desk/list", "/desk/parity"] {
        let page = bench.get(path).await.body;
        assert!(page.contains(words), "{path}: {page}");
    }
}

#[tokio::test]
async fn the_page_of_the_waits_says_how_they_compare() {
    let (bench, mut monitor) = bench().await;
    let page = bench.get("/desk/parity").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Too few travellers"), "{}", page.body);
    assert!(page.body.contains("Nothing is known of the last day yet."), "{}", page.body);
    bench.remember(&[[FACE; 5], [OFFICER; 5]].concat()).await;
    bench.remember(&[Traveller { ended: 60, done: None, ..OFFICER }; 3]).await;
    check_times(&bench, &mut monitor, 2).await;
    let page = bench.get("/desk/parity?site=Pier%202").await.body;
    for text in [
        "<title>Waits, Pier 2 · Gangway desk</title>",
        "<td>4 min 10 s</td><td>4 min 10 s</td><td>5</td>",
        "<td>10 s</td><td>10 s</td><td>5</td>",
        "Officers are slower by 4 min. Allowed: 2 min. The alarm began <time",
        "3 wait for an officer now.",
        r#"role="img" aria-labelledby="t d""#,
        r#"<title id="t">Waits in both lanes over the last day</title>"#,
        "The median in the officer lane was up to 4 min 10 s, in the face lane up to 10 s.",
        "<td>4 min 10 s, 4 min 10 s</td><td>10 s, 10 s</td>",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let elsewhere = bench.get("/desk/parity?site=%3Cb%3E").await.body;
    assert!(elsewhere.contains("&lt;b&gt;") && !elsewhere.contains("<b>"), "{elsewhere}");
    assert!(elsewhere.contains("No rule says how much slower"), "{elsewhere}");
}

#[tokio::test]
async fn the_chart_keeps_what_was_said_when_the_results_are_gone() {
    let (bench, mut monitor) = bench().await;
    bench.remember(&[FACE; 5]).await;
    check_times(&bench, &mut monitor, 1).await;
    bench.clock.advance(SignedDuration::from_hours(4));
    check_times(&bench, &mut monitor, 1).await;
    let page = bench.get("/desk/parity?site=Pier%202").await.body;
    assert!(page.contains("<td>too few</td><td>10 s, 10 s</td>"), "{page}");
    bench.clock.advance(SignedDuration::from_hours(24));
    let page = bench.get("/desk/parity?site=Pier%202").await.body;
    assert!(page.contains("Nothing is known of the last day yet."), "{page}");
    bench.clock.advance(SignedDuration::from_hours(24 * 400));
    check_times(&bench, &mut monitor, 1).await;
    assert_eq!(bench.database.count("select count(*) from waits").await, 0);
}

#[tokio::test]
async fn the_page_of_the_waits_brings_no_inline_script_or_style() {
    let bench = Bench::new().await;
    bench.remember(&[FACE; 5]).await;
    let page = bench.get("/desk/parity").await.body;
    for inline in ["<script>", "<style", "style=", "onclick", "javascript:"] {
        assert!(!page.contains(inline), "{inline}");
    }
    assert_eq!(bench.get("/desk/parity.css").await.status, StatusCode::OK);
}
