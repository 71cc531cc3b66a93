//! Rate limits.

use server::{EventBus, Store};
use wire::KioskId;

use crate::support::{
    Kiosk, Process,
    client::{CALL, Client, get, post, signed},
};

#[tokio::test]
async fn an_address_that_asks_too_often_is_told_when_to_come_again() {
    let server = Process::start(&[("address-burst", "5"), ("address-per-second", "1")]).await;
    let mut client = Client::new(server.address).await;
    for _ in 0..5 {
        client.ask(post("/v1/calls", "", CALL)).await.unwrap().assert_problem(401, "signature");
    }
    let answer = client.ask(post("/v1/calls", "", CALL)).await.unwrap();
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
    let statuses = [(); 3].map(|()| post("/v1/calls", "", CALL));
    let mut told = Vec::new();
    for request in statuses {
        told.push(client.ask(request).await.unwrap().status);
    }
    assert_eq!(told, [401, 401, 429]);
}

/// How many of ten requests exceed the rate limit, each with headers of its own.
async fn refused(server: &Process, headers: impl Fn(u8) -> String) -> usize {
    let mut client = Client::new(server.address).await;
    let mut refused = 0;
    for number in 0..10 {
        let answer = client.ask(post("/v1/calls", &headers(number), CALL)).await.unwrap();
        refused += usize::from(answer.status == 429);
    }
    refused
}

#[tokio::test]
async fn each_address_behind_a_trusted_proxy_counts_by_itself() {
    let limit = [("address-burst", "5"), ("address-per-second", "1")];
    let forwarded = |number| format!("x-forwarded-for: 203.0.113.9, 192.0.2.{number}\r\n");
    let stranger = Process::start(&limit).await;
    assert_eq!(refused(&stranger, forwarded).await, 5, "anybody may say so");
    let proxy = ("trusted-proxies", "127.0.0.0/8,::1/128");
    let trusted = Process::start(&[limit[0], limit[1], proxy]).await;
    assert_eq!(refused(&trusted, forwarded).await, 0);
    let same = |number| format!("x-forwarded-for: 203.0.113.{number}, 192.0.2.77\r\n");
    assert_eq!(refused(&trusted, same).await, 5, "what stands left was written by the client");
    let other = |number| format!("forwarded: for=192.0.2.{number}\r\n");
    assert_eq!(refused(&trusted, other).await, 5, "the proxy sets the one header only");
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
    let mut own = Vec::new();
    for number in 0..4 {
        let call = CALL.replace("1790000000", &format!("179000000{number}"));
        own.push(client.ask(signed(&kiosk, "/v1/calls", &call)).await.unwrap().status);
    }
    assert_eq!(own, [201, 201, 201, 429]);
}
