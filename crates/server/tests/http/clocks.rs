//! A wrong clock of a kiosk changes nothing at the desk.

use axum::http::StatusCode;
use jiff::Timestamp;
use sqlx::Row;
use wire::{KioskId, Proof, ResultMessage, Ticket};

use crate::{
    bench::{Bench, MANUAL, ended, post_to},
    support::sent,
};

/// A result of a kiosk whose clock is this many seconds ahead, made and sent this many seconds ago.
async fn send(bench: &Bench, kiosk: u16, ahead: i64, made: i64, waited: i64) {
    let shown = Timestamp::now().as_second() + ahead;
    let Ok(message) = serde_json::from_str::<ResultMessage>(&sent(&ended(MANUAL, 0))) else {
        panic!("a result");
    };
    let ticket = Ticket::try_from(kiosk).unwrap();
    let kiosk = KioskId(kiosk);
    bench.know(kiosk).await;
    let ended = u32::try_from(shown - made).unwrap();
    let message = ResultMessage { ticket, kiosk, ..message }.ended_at(ended);
    let at = u64::try_from(shown - made + waited).unwrap() * Proof::GRAIN;
    let json = message.to_json();
    let mut request = post_to("/v1/results", json.clone());
    let proof = bench.kiosk.sign_at(at, "/v1/results", &json);
    request.headers_mut().insert(Proof::HEADER, proof.parse().unwrap());
    assert_eq!(bench.send(request).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn k3_waiting_and_order_go_by_the_servers_clock_and_how_long_a_result_lay_in_its_kiosk() {
    let bench = Bench::new().await;
    let now = Timestamp::now().as_second();
    // Each is sent now.
    for (kiosk, ahead, waited) in [(7, -240, 60), (8, 240, 120), (9, 0, 20), (10, -280, 200)] {
        send(&bench, kiosk, ahead, waited, waited).await;
    }
    let list = bench.get("/desk/list").await.body;
    let places =
        ["0a-010", "08-008", "07-007", "09-009"].map(|ticket| list.find(ticket).expect(ticket));
    assert!(places.is_sorted(), "{list}");
    let rows = sqlx::query("select kiosk, came from results order by kiosk")
        .fetch_all(&mut bench.database.connect().await)
        .await
        .unwrap();
    let came = rows.iter().map(|row| row.get::<i64, _>("came") / 1_000 - now);
    for (came, expected) in came.zip([-60, -120, -20, -200]) {
        assert!((came - expected).abs() <= 15, "{came} for {expected}");
    }
}

#[tokio::test]
async fn k3_a_call_is_shown_at_the_time_at_which_it_came_here() {
    let bench = Bench::new().await;
    bench.know(KioskId(7)).await;
    // The clock was corrected between the call and its signature.
    for at in [0, 1_790_000_000, u32::MAX] {
        let call = wire::HelpCall::new(KioskId(7), at);
        assert_eq!(bench.call(call.to_json()).await.status, StatusCode::CREATED);
        let list = bench.get("/desk/list").await.body;
        let called = list.split("Called <time datetime=\"").nth(1).expect("a call");
        let called: Timestamp = called.split('"').next().unwrap().parse().unwrap();
        let ago = Timestamp::now().as_second() - called.as_second();
        assert!((-1..=75).contains(&ago), "{ago} s ago");
    }
}
