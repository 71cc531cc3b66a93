//! Groups that officers call ashore: at the desk, on the board, in the audit.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    bench::Bench,
    board::{open, public, state, until},
};

const CALL: &str = "/desk/groups/call";
const BACK: &str = "/desk/groups/take-back";

/// Settings of a ship's terminal.
fn ship() -> Value {
    let mut settings = public(&[]);
    settings["profile"] = "sea".into();
    settings["groups"] = json!(["Deck 5", "Red 1"]);
    settings
}

fn groups(called: &[&str]) -> Value {
    let lane = json!({ "numbers": [], "more": false });
    let mut board = json!({ "called": [], "officer": lane, "face": lane });
    if !called.is_empty() {
        board["groups"] = json!(called);
    }
    board
}

#[tokio::test]
async fn a_called_group_is_on_the_board_until_an_officer_takes_it_back() {
    let bench = Bench::new().await;
    bench.settings(ship());
    let bea = bench.person("bea", "officer", None).await;
    let mut board = open(&bench, "/public/board").await;
    assert_eq!(state(&mut board).await, groups(&[]));
    assert_eq!(bea.act(CALL, &[("group", "Red 1")]).await.header("location"), "/desk");
    until(&mut board, groups(&["Red 1"])).await;
    bea.act(CALL, &[("group", "Deck 5")]).await;
    until(&mut board, groups(&["Deck 5", "Red 1"])).await;
    let again = bea.act(CALL, &[("group", "Deck 5")]).await;
    assert_eq!(again.header("location"), "/desk?told=late");
    bea.act(BACK, &[("group", "Red 1")]).await;
    until(&mut board, groups(&["Deck 5"])).await;
    let again = bea.act(BACK, &[("group", "Red 1")]).await;
    assert_eq!(again.header("location"), "/desk?told=late");
    let list = bea.get("/desk/list").await.body;
    assert!(list.contains("<strong>Deck 5</strong> called"), "{list}");
}

#[tokio::test]
async fn only_the_sites_own_groups_are_called() {
    let bench = Bench::new().await;
    bench.settings(ship());
    let bea = bench.person("bea", "officer", None).await;
    for group in ["deck 5", "Officer Smith", ""] {
        let answer = bea.act(CALL, &[("group", group)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{group}");
    }
    bea.act(CALL, &[("group", "Deck 5")]).await;
    // The site has given that group up: it is on no board any more.
    let mut other = ship();
    other["groups"] = json!(["Red 1"]);
    bench.settings(other);
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_eq!(state(&mut open(&bench, "/public/board").await).await, groups(&[]));
    bench.settings(public(&[]));
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert!(!bea.get("/desk/list").await.body.contains("Groups called"));
}

#[tokio::test]
async fn an_officer_calls_a_group_at_their_own_site_alone() {
    let bench = Bench::new().await;
    bench.settings(ship());
    for (kiosk, site) in [("0008", "Pier 2"), ("0009", "Pier 3")] {
        sqlx::query("insert into kiosks (kiosk, site) values ($1, $2)")
            .bind(kiosk)
            .bind(site)
            .execute(&mut bench.database.connect().await)
            .await
            .unwrap();
    }
    let (at_2, at_3) = ("/public/board?site=Pier%202", "/public/board?site=Pier%203");
    let bea = bench.person("bea", "officer", Some("Pier 2")).await;
    let cem = bench.person("cem", "officer", Some("Pier 3")).await;
    bea.act(CALL, &[("group", "Deck 5")]).await;
    assert_eq!(state(&mut open(&bench, at_2).await).await, groups(&["Deck 5"]));
    assert_eq!(state(&mut open(&bench, at_3).await).await, groups(&[]));
    let other = cem.act(BACK, &[("group", "Deck 5")]).await;
    assert_eq!(other.header("location"), "/desk?told=late");
    // A call for all sites is on every board, and no officer of one site takes it back.
    let dan = bench.person("dan", "administrator", None).await;
    dan.act(CALL, &[("group", "Red 1")]).await;
    until(&mut open(&bench, at_3).await, groups(&["Red 1"])).await;
    assert!(!cem.get("/desk/list").await.body.contains(BACK));
    cem.act(BACK, &[("group", "Red 1")]).await;
    assert_eq!(state(&mut open(&bench, at_3).await).await, groups(&["Red 1"]));
}

#[tokio::test]
async fn a_call_of_a_group_is_in_the_audit_and_ends_after_half_a_day() {
    let bench = Bench::new().await;
    bench.settings(ship());
    let dan = bench.person("dan", "administrator", None).await;
    dan.act(CALL, &[("group", "Deck 5")]).await;
    dan.act(BACK, &[("group", "Deck 5")]).await;
    dan.act(CALL, &[("group", "Deck 5")]).await;
    let audit = dan.get("/desk/audit").await.body;
    for sentence in ["called group Deck 5", "took back the call of group Deck 5"] {
        assert!(audit.contains(&format!("</strong> {sentence}")), "{audit}");
    }
    sqlx::query("update called_groups set called = called - 43200001")
        .execute(&mut bench.database.connect().await)
        .await
        .unwrap();
    assert_eq!(state(&mut open(&bench, "/public/board").await).await, groups(&[]));
    assert_eq!(dan.act(CALL, &[("group", "Deck 5")]).await.header("location"), "/desk");
    assert_eq!(state(&mut open(&bench, "/public/board").await).await, groups(&["Deck 5"]));
}
