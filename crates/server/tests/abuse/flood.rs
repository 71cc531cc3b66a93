//! A flood of twenty thousand requests.

use wire::KioskId;

use crate::support::{
    Kiosk, Process,
    client::{CALL, Client, get, post, signed},
};

const REQUESTS: usize = 20_000;
const CONNECTIONS: usize = 16;

/// How much a flood may add to the server's memory, in KiB, for pools and buffers that were unused
/// before.
const GROWTH: u64 = 48 * 1024;

#[expect(clippy::print_stderr, reason = "what is skipped is said aloud")]
#[tokio::test]
async fn twenty_thousand_bad_requests_store_nothing_and_leave_nothing() {
    let unlimited = [("address-burst", "1000000"), ("kiosk-burst", "1000000")];
    let server = Process::start(&unlimited).await;
    let store = server.database.open().await;
    let kiosk = Kiosk::new();
    store.try_out(KioskId(7), kiosk.key(), None).await.unwrap();
    let replayed = signed(&kiosk, "/v1/calls", CALL);
    assert_eq!(Client::new(server.address).await.ask(&replayed).await.unwrap().status, 201);
    let bad = bad(&kiosk, replayed);
    // The first requests fill the server's pools.
    flood(&server, &bad, REQUESTS / 4).await;
    let before = server.memory();
    flood(&server, &bad, REQUESTS).await;
    assert_eq!(server.database.count("select count(*) from calls").await, 1);
    assert_eq!(server.database.count("select count(*) from results").await, 0);
    match (before, server.memory()) {
        (Some(before), Some(after)) => {
            assert!(after < before + GROWTH, "{before} KiB before, {after} KiB after");
        }
        _ => eprintln!("skipped: this system does not tell how much memory a process uses"),
    }
    let answer = Client::new(server.address).await.ask(get("/healthz", "")).await;
    assert_eq!(answer.unwrap().status, 200);
}

/// Invalid requests of every kind.
fn bad(kiosk: &Kiosk, replayed: String) -> Vec<String> {
    let (stranger, path) = (Kiosk::new(), "/v1/calls");
    let long = " ".repeat(3_000);
    vec![
        replayed,
        signed(&stranger, path, CALL),
        signed(kiosk, path, &CALL.replace("0007", "0008")),
        signed(kiosk, path, &CALL[1..]),
        signed(kiosk, path, &format!("{CALL}{long}")),
        signed(kiosk, "/v1/results", CALL),
        signed(&stranger, "/v1/keys", "{}"),
        post(path, "gangway-proof: nonsense\r\n", CALL),
        post("/v1/enrolments", "", &"[".repeat(2_000)),
        post(path, "content-encoding: gzip\r\n", CALL),
        post("/v1/nowhere", "", CALL),
        get(path, ""),
        get("/v1/%00", &format!("x-long: {}\r\n", "a".repeat(9_000))),
        "nonsense\r\n\r\n".into(),
        "GET / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n".into(),
        "POST /v1/calls HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n".into(),
        "POST /v1/calls HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n".into(),
    ]
}

async fn flood(server: &Process, bad: &[String], requests: usize) {
    let floods = (0..CONNECTIONS).map(|at| {
        let (address, bad) = (server.address, bad.to_vec());
        tokio::spawn(async move {
            let mut client = Client::new(address).await;
            for request in bad.iter().cycle().skip(at).take(requests / CONNECTIONS) {
                let answer = client.ask(request).await;
                if let Some(answer) = &answer {
                    assert!((400..500).contains(&answer.status), "{}: {request}", answer.status);
                }
                if answer.is_none_or(|answer| answer.header("connection") == "close") {
                    client = Client::new(address).await;
                }
            }
        })
    });
    for flood in floods.collect::<Vec<_>>() {
        flood.await.unwrap();
    }
}
