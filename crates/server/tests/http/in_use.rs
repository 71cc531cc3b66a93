//! Which settings kiosks run with, as the desk shows it (S14).

use std::fs;

use axum::http::StatusCode;
use jiff::Timestamp;
use wire::{
    ChipSupport, ClockError, FaceLane, KioskId, SettingsId, SettingsInUse, TargetFmr, TrustListId,
    TrustListInUse, Version,
};

use crate::bench::{Bench, TestResponse, assert_problem};

async fn report(bench: &Bench, kiosk: u16, file: &str, target_fmr: TargetFmr) -> TestResponse {
    report_with(bench, kiosk, file, target_fmr, ClockError::None).await
}

async fn report_with(
    bench: &Bench,
    kiosk: u16,
    file: &str,
    target_fmr: TargetFmr,
    clock: ClockError,
) -> TestResponse {
    let (kiosk, settings) = (KioskId(kiosk), SettingsId::of(file.as_bytes()));
    report_all(bench, kiosk, settings, target_fmr, clock, FaceLane::Open).await
}

async fn report_lane(
    bench: &Bench,
    kiosk: u16,
    file: &str,
    target_fmr: TargetFmr,
    face_lane: FaceLane,
) -> TestResponse {
    let (kiosk, settings) = (KioskId(kiosk), SettingsId::of(file.as_bytes()));
    report_all(bench, kiosk, settings, target_fmr, ClockError::None, face_lane).await
}

async fn report_all(
    bench: &Bench,
    kiosk: KioskId,
    settings: SettingsId,
    target_fmr: TargetFmr,
    clock: ClockError,
    face_lane: FaceLane,
) -> TestResponse {
    let in_use = SettingsInUse {
        version: Version,
        kiosk,
        settings,
        target_fmr,
        clock,
        face_lane,
        chip: None,
    };
    bench.send(bench.signed("/v1/settings", &in_use.to_json())).await
}

#[tokio::test]
async fn k5_every_desk_says_which_face_lane_is_closed_and_why_until_it_is_open() {
    let bench = Bench::new().await;
    bench.know(KioskId(7)).await;
    let fmr = TargetFmr::OneInTenThousand;
    let shows = async |word: &str| bench.get("/desk").await.body.contains(word);
    let banner = "The face lane of kiosk 0007";
    assert!(!shows(banner).await, "nothing is known");
    report_lane(&bench, 7, "{}", fmr, FaceLane::CameraSilent).await;
    assert!(shows(banner).await && shows("its camera shows nothing").await);
    let page = bench.get("/desk/kiosks").await.body;
    assert!(page.contains("Face lane closed: its camera shows nothing"), "{page}");
    report_lane(&bench, 7, "{}", fmr, FaceLane::CameraBusy).await;
    assert!(shows("its camera does not start").await);
    report(&bench, 7, "{}", fmr).await;
    assert!(!shows(banner).await);
    assert!(bench.get("/desk/kiosks").await.body.contains("Face lane open"));
}

const STRANGE: &str = "These are not the settings that are served here.";

#[tokio::test]
async fn s14_the_desk_shows_which_settings_a_kiosk_runs_with_and_when_they_are_others() {
    let bench = Bench::new().await;
    let served = r#"{"target_fmr":"1e-5"}"#;
    fs::write(bench.server.site.join("kiosk.json"), served).unwrap();
    bench.know(KioskId(7)).await;
    let page = bench.get("/desk/kiosks").await.body;
    assert!(page.contains("Settings not known") && !page.contains(STRANGE), "{page}");
    let answer = report(&bench, 7, served, TargetFmr::OneInHundredThousand).await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = bench.get("/desk/kiosks").await.body;
    let name = SettingsId::of(served.as_bytes());
    assert!(page.contains(&format!("Settings {name}, target FMR 1e-5")), "{page}");
    assert!(
        page.contains(&format!("<strong>{name}</strong>")) && !page.contains(STRANGE),
        "{page}"
    );
    // A report with another rate, a report with another file, and a changed file on the server.
    report(&bench, 7, served, TargetFmr::OneInThousand).await;
    assert!(bench.get("/desk/kiosks").await.body.contains(STRANGE));
    report(&bench, 7, "{}", TargetFmr::OneInHundredThousand).await;
    let page = bench.get("/desk/kiosks").await.body;
    assert!(
        page.contains("Settings 44136fa3, target FMR 1e-5") && page.contains(STRANGE),
        "{page}"
    );
    report(&bench, 7, "{}", TargetFmr::OneInTenThousand).await;
    fs::write(bench.server.site.join("kiosk.json"), "{}").unwrap();
    assert!(!bench.get("/desk/kiosks").await.body.contains(STRANGE), "one in 10,000 if unsaid");
}

#[tokio::test]
async fn s14_a_kiosk_says_another_six_times_an_hour_at_most_and_only_of_itself() {
    let bench = Bench::new().await;
    let fmr = TargetFmr::OneInTenThousand;
    let unknown = report(&bench, 7, "{}", fmr).await;
    assert_problem(&unknown, StatusCode::FORBIDDEN, "unknown-kiosk");
    for kiosk in [7, 8] {
        bench.know(KioskId(kiosk)).await;
        for other in 0..6 {
            for _ in 0..3 {
                let answer = report(&bench, kiosk, &format!("{{{other}}}"), fmr).await;
                assert_eq!(answer.status, StatusCode::OK, "the same again is no other");
            }
        }
        let seventh = report(&bench, kiosk, "{}", fmr).await;
        assert_problem(&seventh, StatusCode::TOO_MANY_REQUESTS, "too-many");
    }
}

#[tokio::test]
async fn k3_the_desk_says_how_wrong_a_kiosks_clock_is_until_it_is_right() {
    let bench = Bench::new().await;
    bench.know(KioskId(7)).await;
    let fmr = TargetFmr::OneInTenThousand;
    for (clock, words) in [
        (ClockError::None, None),
        (ClockError::HoursBehind, Some("hours behind")),
        (ClockError::DaysAhead, Some("days ahead")),
        (ClockError::None, None),
    ] {
        let answer = report_with(&bench, 7, "{}", fmr, clock).await;
        assert_eq!(answer.status, StatusCode::OK);
        let page = bench.get("/desk/kiosks").await.body;
        let said = words.map(|word| page.contains(&format!("Its clock is {word}.")));
        assert!(said.unwrap_or(!page.contains("Its clock is")), "{clock:?}: {page}");
    }
}

async fn report_chip(bench: &Bench, chip: Option<ChipSupport>) -> TestResponse {
    let in_use = SettingsInUse {
        version: Version,
        kiosk: KioskId(7),
        settings: SettingsId(0),
        target_fmr: TargetFmr::OneInTenThousand,
        clock: ClockError::None,
        face_lane: FaceLane::Open,
        chip,
    };
    bench.send(bench.signed("/v1/settings", &in_use.to_json())).await
}

/// A trust list that was made this many days ago.
fn list_of(days_ago: i64) -> Option<TrustListInUse> {
    let today = Timestamp::now().as_second() / 86_400;
    let day = u16::try_from(today - days_ago).unwrap();
    Some(TrustListInUse { id: TrustListId(0x4413_6fa3), day })
}

#[tokio::test]
async fn the_desk_says_how_old_a_kiosks_trust_list_is_and_whether_a_reader_is_connected() {
    let bench = Bench::new().await;
    bench.know(KioskId(7)).await;
    let warning = "Its trust list is older than 90 days";
    let absent = "No chip reader is connected.";
    let none = "It has no trust list: no chip is verified.";
    for (reader, trust_list, shown, hidden) in [
        (true, list_of(0), vec!["Chip reader connected", "Trust list 44136fa3, "], vec![warning]),
        (true, list_of(90), vec!["Trust list 44136fa3, 90 days old"], vec![warning, none]),
        (false, list_of(91), vec![warning, "91 days old", absent], vec!["reader connected"]),
        (true, None, vec![none], vec!["Trust list", absent]),
    ] {
        let answer = report_chip(&bench, Some(ChipSupport { reader, trust_list })).await;
        assert_eq!(answer.status, StatusCode::OK);
        let page = bench.get("/desk/kiosks").await.body;
        assert!(shown.iter().all(|text| page.contains(text)), "{shown:?}: {page}");
        assert!(!hidden.iter().any(|text| page.contains(text)), "{hidden:?}: {page}");
    }
    // A site that reads no chips says nothing of them.
    assert_eq!(report_chip(&bench, None).await.status, StatusCode::OK);
    let page = bench.get("/desk/kiosks").await.body;
    assert!(page.contains("Face lane open") && !page.contains("Trust list"), "{page}");
    assert!(!page.contains("reader"), "{page}");
}
