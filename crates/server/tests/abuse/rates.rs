//! Rate limits.

use std::time::Instant;

use server::{EventBus, Store};
use wire::KioskId;

use crate::support::{
    Kiosk, Process,
    client::{CALL, Client, RawResponse, get, post, signed},
};

/// Sends requests until one is refused because of the rate limit, which admits `burst` at once and
/// one more in every second that a busy machine takes. Returns the refusal.
async fn exhaust(
    client: &mut Client,
    burst: usize,
    status: u16,
    request: impl Fn(usize) -> String,
) -> RawResponse {
    let start = Instant::now();
    for number in 0.. {
        let answer = client.ask(request(number)).await.unwrap();
        if answer.status == 429 {
            assert!(number >= burst, "request {number} is refused");
            return answer;
        }
        assert_eq!(answer.status, status, "{number}");
        let most = burst + start.elapsed().as_secs() as usize;
        assert!(number < most, "{} requests are admitted", number + 1);
    }
    unreachable!("every number of requests is checked");
}

#[tokio::test]
async fn an_address_that_asks_too_often_is_told_when_to_come_again() {
    let server = Process::start(&[("address-burst", "5"), ("address-per-second", "1")]).await;
    let mut client = Client::new(server.address).await;
    let answer = exhaust(&mut client, 5, 401, |_| post("/v1/calls", "", CALL)).await;
    answer.assert_problem(429, "too-many");
    assert_eq!(answer.header("retry-after"), "2");
    assert_eq!(client.ask(get("/", "")).await.unwrap().status, 200, "the kiosk's files still come");
}

#[tokio::test]
async fn s14_whether_it_lives_is_answered_however_often_others_ask() {
    let server = Process::start(&[("address-burst", "2"), ("address-per-second", "1")]).await;
    for address in [server.address, server.desk] {
        let mut client = Client::new(address).await;
        for path in ["/healthz", "/readyz"].into_iter().cycle().take(10) {
            assert_eq!(client.ask(get(path, "")).await.unwrap().status, 200, "{path}");
        }
    }
    // The health requests above have not used up the limit of the address.
    let mut client = Client::new(server.address).await;
    exhaust(&mut client, 2, 401, |_| post("/v1/calls", "", CALL)).await;
}

/// Whether ten requests, each with headers of its own, exceed the rate limit of five.
async fn is_limited(server: &Process, headers: impl Fn(usize) -> String) -> bool {
    let mut client = Client::new(server.address).await;
    let start = Instant::now();
    let mut refused = 0;
    for number in 0..10 {
        let answer = client.ask(post("/v1/calls", &headers(number), CALL)).await.unwrap();
        refused += usize::from(answer.status == 429);
    }
    // The limit admits one more in every second that a busy machine takes.
    let fewest = 5_usize.saturating_sub(start.elapsed().as_secs() as usize);
    assert!(refused == 0 || (fewest..=5).contains(&refused), "{refused} are refused");
    refused > 0
}

#[tokio::test]
async fn each_address_behind_a_trusted_proxy_counts_by_itself() {
    let limit = [("address-burst", "5"), ("address-per-second", "1")];
    let forwarded = |number| format!("x-forwarded-for: 203.0.113.9, 192.0.2.{number}\r\n");
    let stranger = Process::start(&limit).await;
    assert!(is_limited(&stranger, forwarded).await, "anybody may say so");
    let proxy = ("trusted-proxies", "127.0.0.0/8,::1/128");
    let trusted = Process::start(&[limit[0], limit[1], proxy]).await;
    assert!(!is_limited(&trusted, forwarded).await);
    let same = |number| format!("x-forwarded-for: 203.0.113.{number}, 192.0.2.77\r\n");
    assert!(is_limited(&trusted, same).await, "what stands left was written by the client");
    let other = |number| format!("forwarded: for=192.0.2.{number}\r\n");
    assert!(is_limited(&trusted, other).await, "the proxy sets the one header only");
}

#[tokio::test]
async fn other_clients_cannot_use_up_what_a_kiosk_may_send() {
    let server = Process::start(&[("kiosk-burst", "3"), ("kiosk-per-second", "1")]).await;
    let store = Store::open(&server.database.database(), EventBus::new()).await.unwrap();
    let (kiosk, stranger) = (Kiosk::new(), Kiosk::new());
    store.try_out(KioskId(7), kiosk.key(), None).await.unwrap();
    let mut client = Client::new(server.address).await;
    for _ in 0..10 {
        let answer = client.ask(signed(&stranger, "/v1/calls", CALL)).await.unwrap();
        answer.assert_problem(401, "signature");
    }
    let own = |number: usize| CALL.replace("1790000000", &(1_790_000_000 + number).to_string());
    exhaust(&mut client, 3, 201, |number| signed(&kiosk, "/v1/calls", &own(number))).await;
}
