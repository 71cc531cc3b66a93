//! Enrolment, key change and revocation of kiosks.

use crate::{
    bench::{Bench, CALL, MATCH, TestResponse, assert_problem, post, post_to},
    support::{Kiosk, sent},
};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use wire::{Code, Enrolled, Enrolment, KeyChange, KioskId, Proof, Version};

const KIOSK: KioskId = KioskId(7);

fn in_hours(hours: i64) -> Timestamp {
    Timestamp::now() + SignedDuration::from_hours(hours)
}

/// A match, as kiosk 7 sends it.
fn message() -> String {
    sent(MATCH)
}

/// Moves the enrolment of all keys a month back.
async fn age(bench: &Bench) {
    let month = "update keys set added = added - 2592000000";
    sqlx::query(month).execute(&mut bench.database.connect().await).await.unwrap();
}

/// Sends an enrolment.
async fn enrol(bench: &Bench, kiosk: &Kiosk, code: Option<Code>) -> TestResponse {
    let asked = Enrolment {
        version: Version,
        code,
        kiosk: KioskId(9),
        key: kiosk.key(),
        provisional: None,
    };
    send(bench, kiosk, "/v1/enrolments", &asked.to_json()).await
}

async fn send(bench: &Bench, kiosk: &Kiosk, path: &str, body: &str) -> TestResponse {
    send_with(bench, &kiosk.sign(path, body), path, body).await
}

async fn send_with(bench: &Bench, proof: &str, path: &str, body: &str) -> TestResponse {
    let mut request = post_to(path, body.to_owned());
    request.headers_mut().insert(Proof::HEADER, proof.parse().unwrap());
    bench.send(request).await
}

/// The number that a kiosk was enrolled under.
fn number(answer: &TestResponse) -> KioskId {
    serde_json::from_str::<Enrolled>(&answer.body).unwrap().kiosk
}

#[tokio::test]
async fn a_code_enrols_the_kiosk_that_it_was_made_for_once() {
    let (bench, kiosk, code) = (Bench::new().await, Kiosk::new(), Code::new(1));
    assert_problem(&enrol(&bench, &kiosk, Some(code)).await, StatusCode::FORBIDDEN, "code");
    bench.server.store.admit(KIOSK, "Pier 2", code, in_hours(24)).await.unwrap();
    let answer = enrol(&bench, &kiosk, Some(code)).await;
    assert_eq!((answer.status, number(&answer)), (StatusCode::CREATED, KIOSK));
    let another = Kiosk::new();
    assert_problem(&enrol(&bench, &another, Some(code)).await, StatusCode::FORBIDDEN, "code");
    assert_eq!(send(&bench, &kiosk, "/v1/results", &message()).await.status, StatusCode::CREATED);
    assert_eq!(send(&bench, &kiosk, "/v1/calls", CALL).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_kiosk_that_did_not_hear_that_it_is_known_may_ask_again() {
    let (bench, kiosk, code) = (Bench::new().await, Kiosk::new(), Code::new(1));
    bench.server.store.admit(KIOSK, "", code, in_hours(24)).await.unwrap();
    for _ in 0..3 {
        let answer = enrol(&bench, &kiosk, Some(code)).await;
        assert_eq!((answer.status, number(&answer)), (StatusCode::CREATED, KIOSK));
    }
    let other = Code::new(2);
    assert_problem(&enrol(&bench, &kiosk, Some(other)).await, StatusCode::FORBIDDEN, "code");
    assert!(bench.server.store.revoke(KIOSK, Timestamp::now()).await.unwrap());
    assert_problem(&enrol(&bench, &kiosk, Some(code)).await, StatusCode::FORBIDDEN, "code");
}

#[tokio::test]
async fn a_key_that_was_changed_does_not_come_back_with_the_code_that_enrolled_it() {
    let (bench, kiosk, next, code) = (Bench::new().await, Kiosk::new(), Kiosk::new(), Code::new(1));
    bench.server.store.admit(KIOSK, "", code, in_hours(24)).await.unwrap();
    enrol(&bench, &kiosk, Some(code)).await;
    age(&bench).await;
    let change = KeyChange { version: Version, kiosk: KIOSK, key: next.key() }.to_json();
    assert_eq!(send(&bench, &kiosk, "/v1/keys", &change).await.status, StatusCode::OK);
    assert_eq!(send(&bench, &next, "/v1/results", &message()).await.status, StatusCode::CREATED);
    assert_problem(&enrol(&bench, &kiosk, Some(code)).await, StatusCode::FORBIDDEN, "code");
}

#[tokio::test]
async fn a_code_ends_with_its_time_and_with_the_next_one() {
    let (bench, kiosk) = (Bench::new().await, Kiosk::new());
    let (first, second) = (Code::new(1), Code::new(2));
    bench.server.store.admit(KIOSK, "", first, in_hours(-1)).await.unwrap();
    assert_problem(&enrol(&bench, &kiosk, Some(first)).await, StatusCode::FORBIDDEN, "code");
    bench.server.store.admit(KIOSK, "", first, in_hours(1)).await.unwrap();
    bench.server.store.admit(KIOSK, "", second, in_hours(1)).await.unwrap();
    assert_problem(&enrol(&bench, &kiosk, Some(first)).await, StatusCode::FORBIDDEN, "code");
    assert_eq!(enrol(&bench, &kiosk, Some(second)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn no_code_can_be_read_where_it_is_stored() {
    let (bench, code) = (Bench::new().await, Code::new(0x0123_4567_89ab_cdef));
    bench.server.store.admit(KIOSK, "", code, in_hours(1)).await.unwrap();
    let hash: String = sqlx::query_scalar("select hash from codes")
        .fetch_one(&mut bench.database.connect().await)
        .await
        .unwrap();
    assert!(!hash.to_uppercase().contains(&code.to_string().replace('-', "")[..6]), "{hash}");
}

#[tokio::test]
async fn only_a_trial_takes_a_kiosk_without_a_code() {
    let (mut bench, kiosk) = (Bench::new().await, Kiosk::new());
    assert_problem(&enrol(&bench, &kiosk, None).await, StatusCode::FORBIDDEN, "code");
    bench.try_out();
    assert_eq!(number(&enrol(&bench, &kiosk, None).await), KioskId(9));
    let another = Kiosk::new();
    assert_eq!(enrol(&bench, &another, None).await.status, StatusCode::CREATED);
    let message = sent(&MATCH.replace("0007", "0009"));
    assert_eq!(send(&bench, &kiosk, "/v1/results", &message).await.status, StatusCode::CREATED);
    assert_eq!(send(&bench, &another, "/v1/results", &message).await.status, StatusCode::OK);
}

#[tokio::test]
async fn each_refusal_of_a_kiosk_has_its_own_status_and_stores_nothing() {
    let bench = Bench::new().await;
    let (known, stranger) = (&bench.kiosk, Kiosk::new());
    let unknown = send(&bench, known, "/v1/results", &message()).await;
    assert_problem(&unknown, StatusCode::FORBIDDEN, "unknown-kiosk");
    bench.know(KIOSK).await;
    let now = Timestamp::now().as_second().unsigned_abs() * Proof::GRAIN;
    let path = "/v1/results";
    let signature = StatusCode::UNAUTHORIZED;
    let other = message().replace(r#""ticket":42"#, r#""ticket":43"#);
    for proof in [
        stranger.sign(path, &message()),
        known.sign("/v1/calls", &message()),
        known.sign(path, &other),
        known.sign(path, &format!("{} ", message())),
        known.sign_at(now, path, &message()).replacen(
            &now.to_string(),
            &(now + Proof::GRAIN).to_string(),
            1,
        ),
        format!("{now}.") + &"00".repeat(64),
        // S12: a time with a precision beyond seconds.
        known.sign_at(now + 1, path, &message()),
        "hello".into(),
    ] {
        assert_problem(&send_with(&bench, &proof, path, &message()).await, signature, "signature");
    }
    assert_problem(&bench.send(post(message())).await, signature, "signature");
    let minutes = |of: u64| of * 60 * 1000;
    for at in [now - minutes(6), now + minutes(6), 0, u64::MAX / 1_000 * 1_000] {
        let answer =
            send_with(&bench, &known.sign_at(at, path, &message()), path, &message()).await;
        // S14: no status with a special meaning for proxies and browsers.
        assert_problem(&answer, StatusCode::UNAUTHORIZED, "clock");
        assert_eq!(answer.header("www-authenticate"), "Gangway-Proof");
    }
    assert_eq!(bench.rows().await, 0);
    let proof = known.sign_at(now - minutes(4), path, &message());
    assert_eq!(send_with(&bench, &proof, path, &message()).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_repeated_request_is_told_from_a_message_that_is_signed_again() {
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    for (path, message) in [("/v1/results", &*message()), ("/v1/calls", CALL)] {
        let proof = bench.kiosk.sign(path, message);
        assert_eq!(send_with(&bench, &proof, path, message).await.status, StatusCode::CREATED);
        let repeated = send_with(&bench, &proof, path, message).await;
        assert_problem(&repeated, StatusCode::CONFLICT, "replayed");
        let again = bench.kiosk.sign(path, message);
        assert_eq!(send_with(&bench, &again, path, message).await.status, StatusCode::OK);
        for old in [&proof, &again] {
            let repeated = send_with(&bench, old, path, message).await;
            assert_problem(&repeated, StatusCode::CONFLICT, "replayed");
        }
    }
    assert_eq!((bench.rows().await, bench.calls().await), (1, 1));
}

#[tokio::test]
async fn the_old_key_is_good_until_the_new_one_is_used() {
    let (bench, new) = (Bench::new().await, Kiosk::new());
    bench.know(KIOSK).await;
    age(&bench).await;
    let change = KeyChange { version: Version, kiosk: KIOSK, key: new.key() }.to_json();
    let stolen = Kiosk::new();
    let answer = send(&bench, &stolen, "/v1/keys", &change).await;
    assert_problem(&answer, StatusCode::UNAUTHORIZED, "signature");
    for _ in 0..2 {
        // The first answer may have been lost.
        let answer = send(&bench, &bench.kiosk, "/v1/keys", &change).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    let path = "/v1/results";
    assert_eq!(send(&bench, &bench.kiosk, path, &message()).await.status, StatusCode::CREATED);
    assert_eq!(send(&bench, &new, path, &message()).await.status, StatusCode::OK);
    let answer = send(&bench, &bench.kiosk, path, &message()).await;
    assert_problem(&answer, StatusCode::UNAUTHORIZED, "signature");
    assert_eq!(send(&bench, &new, path, &message()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_revoked_kiosk_is_told_so_until_it_is_enrolled_again() {
    let bench = Bench::new().await;
    bench.know(KIOSK).await;
    assert_eq!(
        send(&bench, &bench.kiosk, "/v1/results", &message()).await.status,
        StatusCode::CREATED
    );
    assert!(bench.server.store.revoke(KIOSK, Timestamp::now()).await.unwrap());
    let other = sent(&MATCH.replace(r#""ticket":42"#, r#""ticket":43"#));
    let answer = send(&bench, &bench.kiosk, "/v1/results", &other).await;
    assert_problem(&answer, StatusCode::FORBIDDEN, "revoked");
    assert_eq!(bench.rows().await, 1);
    let code = Code::new(3);
    bench.server.store.admit(KIOSK, "", code, in_hours(1)).await.unwrap();
    let anew = Kiosk::new();
    assert_eq!(enrol(&bench, &anew, Some(code)).await.status, StatusCode::CREATED);
    assert_eq!(send(&bench, &anew, "/v1/results", &other).await.status, StatusCode::CREATED);
    assert!(!bench.server.store.revoke(KioskId(0xeeee), Timestamp::now()).await.unwrap());
}

#[tokio::test]
async fn what_is_no_enrolment_is_refused() {
    let (bench, kiosk) = (Bench::new().await, Kiosk::new());
    let good = Enrolment {
        version: Version,
        code: None,
        kiosk: KIOSK,
        key: kiosk.key(),
        provisional: None,
    }
    .to_json();
    for body in ["{}".into(), good.replace("null", "\"0000\""), good.replace("\"04", "\"05")] {
        let answer = send(&bench, &kiosk, "/v1/enrolments", &body).await;
        assert_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "not-an-enrolment");
    }
    // A signature by another key does not prove that the kiosk owns the key.
    let answer = send(&bench, &Kiosk::new(), "/v1/enrolments", &good).await;
    assert_problem(&answer, StatusCode::UNAUTHORIZED, "signature");
    let answer = send(&bench, &kiosk, "/v1/keys", "{}").await;
    assert_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "not-a-key-change");
}
