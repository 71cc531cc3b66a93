//! An attacker cannot lock an officer out who has signed in before.

use crate::{
    bench::{Bench, TestResponse},
    people::{command, form},
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use server::Peer;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// Attempts to sign in from an address, in a browser with these cookies.
async fn sign_in(
    bench: &Bench,
    from: &str,
    cookies: &str,
    name: &str,
    password: &str,
) -> TestResponse {
    let mut request = form("/desk/sign-in", &[("name", name), ("password", password)]);
    request.extensions_mut().insert(Peer { address: from.parse().unwrap(), is_tls: false });
    if !cookies.is_empty() {
        request.headers_mut().insert(header::COOKIE, cookies.parse().unwrap());
    }
    bench.send(request).await
}

/// The cookie that marks a browser in which a user has signed in before.
fn known(headers: &HeaderMap) -> String {
    let cookies = headers.get_all(header::SET_COOKIE).iter().map(|header| header.to_str().unwrap());
    let known = cookies
        .filter(|cookie| cookie.starts_with("__Host-Http-gangway-known="))
        .collect::<Vec<_>>();
    let [known] = known[..] else { panic!("{headers:?}") };
    assert!(known.ends_with("; Max-Age=7776000; Path=/; HttpOnly; SameSite=Strict; Secure"));
    known.split(';').next().unwrap().into()
}

#[tokio::test]
async fn s11_wrong_passwords_from_one_address_do_not_lock_others_out() {
    let bench = Bench::new().await;
    let password = command(&bench, "add bea --role officer --generate").await.unwrap();
    let password = password.trim();
    for _ in 0..10 {
        assert_eq!(sign_in(&bench, "192.0.2.66", "", "bea", "wrong").await.status, WRONG);
    }
    let there = sign_in(&bench, "192.0.2.66", "", "bea", password).await;
    assert_eq!(there.status, StatusCode::TOO_MANY_REQUESTS);
    let elsewhere = sign_in(&bench, "192.0.2.7", "", "bea", password).await;
    assert_eq!(elsewhere.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn s11_a_browser_that_has_signed_in_before_passes_by_every_count_but_its_own() {
    let bench = Bench::new().await;
    let password = command(&bench, "add bea --role officer --generate").await.unwrap();
    let password = password.trim();
    let first = sign_in(&bench, "192.0.2.7", "", "bea", password).await;
    let browser = known(&first.headers);
    let mut tries = 0;
    // An attacker with very many addresses, one of them the officer's own.
    'all: for network in 0..40 {
        for _ in 0..3 {
            let from = format!("192.0.2.{}", network + 7);
            tries += 1;
            if sign_in(&bench, &from, "", "bea", "wrong").await.status != WRONG {
                break 'all;
            }
        }
    }
    assert!((100..=103).contains(&tries), "a name has a slow count of its own: {tries}");
    let stranger = sign_in(&bench, "203.0.113.9", "", "bea", password).await;
    assert_eq!(stranger.status, StatusCode::TOO_MANY_REQUESTS);
    let again = sign_in(&bench, "203.0.113.9", &browser, "bea", password).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(known(&again.headers), browser, "it stays the same browser");
    command(&bench, "add cem --role officer --generate").await.unwrap();
    let mut refused = 0;
    for _ in 0..30 {
        let answer = sign_in(&bench, "198.51.100.1", &browser, "cem", "wrong").await;
        refused += usize::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused >= 19, "it is known for its own user alone: {refused}");
    for _ in 0..10 {
        assert_eq!(sign_in(&bench, "192.0.2.7", &browser, "bea", "wrong").await.status, WRONG);
    }
    let worn = sign_in(&bench, "192.0.2.7", &browser, "bea", password).await;
    assert_eq!(worn.status, StatusCode::TOO_MANY_REQUESTS, "and it has a count of its own");
}

#[tokio::test]
async fn s11_another_password_makes_every_browser_a_stranger() {
    let bench = Bench::new().await;
    let password = command(&bench, "add bea --role officer --generate").await.unwrap();
    let first = sign_in(&bench, "192.0.2.7", "", "bea", password.trim()).await;
    let browser = known(&first.headers);
    let password = command(&bench, "password bea --generate").await.unwrap();
    let again = sign_in(&bench, "192.0.2.7", &browser, "bea", password.trim()).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_ne!(known(&again.headers), browser);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn s11_more_sign_ins_than_can_be_looked_at_are_told_to_come_again() {
    let bench = Bench::new().await;
    command(&bench, "add bea --role officer --generate").await.unwrap();
    let tries: Vec<_> = (0..150)
        .map(|at| {
            let mut request = form("/desk/sign-in", &[("name", "bea"), ("password", "wrong")]);
            let address = format!("198.51.100.{at}").parse().unwrap();
            request.extensions_mut().insert(Peer { address, is_tls: false });
            let host = HeaderValue::from_static("kiosk.example");
            request.headers_mut().insert(header::HOST, host);
            let app = bench.app.clone();
            tokio::spawn(async move { tower::ServiceExt::oneshot(app, request).await.unwrap() })
        })
        .collect();
    let mut busy = 0;
    for answer in tries {
        let answer = answer.await.unwrap();
        if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
            assert_eq!(answer.headers()["retry-after"], "5");
            busy += 1;
        }
    }
    assert!(busy > 0, "150 at once are more than wait");
}
