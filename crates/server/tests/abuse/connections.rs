//! More connections than the server has room for.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::support::{
    Process,
    client::{Client, get},
};

const LONG: (&str, &str) = ("head-seconds", "30");

async fn held(server: &Process, count: usize) -> Vec<Client> {
    let mut clients = Vec::new();
    for _ in 0..count {
        let mut client = Client::new(server.address).await;
        assert_eq!(client.ask(get("/healthz", "")).await.unwrap().status, 200);
        clients.push(client);
    }
    clients
}

#[tokio::test]
async fn an_address_has_so_many_connections_and_no_more() {
    let server = Process::start(&[LONG, ("connections-per-address", "5")]).await;
    let mut clients = held(&server, 5).await;
    assert!(Client::new(server.address).await.is_closed().await);
    clients.pop();
    // The server notices the end of a connection a moment later.
    for _ in 0..100 {
        let answer = Client::new(server.address).await.ask(get("/healthz", "")).await;
        if answer.is_some_and(|answer| answer.status == 200) {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("there is no room for another one");
}

#[tokio::test]
async fn a_proxy_has_connections_for_many_addresses() {
    let server = Process::start(&[
        LONG,
        ("connections-per-address", "5"),
        ("trusted-proxies", "127.0.0.0/8"),
    ])
    .await;
    held(&server, 20).await;
}

#[tokio::test]
async fn who_finds_no_room_waits_for_it() {
    let server = Process::start(&[LONG, ("connections", "3")]).await;
    let clients = held(&server, 3).await;
    let mut waiting = Client::new(server.address).await;
    waiting.write(get("/healthz", "")).await.unwrap();
    let answer = timeout(Duration::from_millis(500), waiting.answer()).await;
    assert!(answer.is_err(), "there is no room yet");
    drop(clients);
    assert_eq!(waiting.answer().await.unwrap().status, 200);
}
