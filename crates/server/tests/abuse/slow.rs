//! Slow, oversized and truncated requests.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    time::sleep,
};

use crate::support::{
    Process,
    client::{CALL, Client, get, post},
};

const SHORT: [(&str, &str); 2] = [("head-seconds", "1"), ("body-seconds", "1")];

/// Much longer than the server waits with these settings, however busy the machine is.
const LATE: Duration = Duration::from_secs(15);

/// Sends one byte at a time until the server disconnects. Returns how long that took.
async fn trickle(client: &mut Client, bytes: &str) -> Duration {
    let start = Instant::now();
    for byte in bytes.bytes().cycle() {
        if client.write([byte]).await.is_err() || start.elapsed() > LATE {
            break;
        }
        sleep(Duration::from_millis(100)).await;
    }
    start.elapsed()
}

#[tokio::test]
async fn a_head_that_trickles_in_is_cut_off() {
    let server = Process::start(&SHORT).await;
    let mut client = Client::new(server.address).await;
    client.write("GET / HTTP/1.1\r\nhost: a\r\n").await.unwrap();
    let took = trickle(&mut client, "x-a: b\r\n").await;
    assert!(took < LATE, "{took:?}");
}

#[tokio::test]
async fn who_connects_and_says_nothing_is_cut_off() {
    let server = Process::start(&SHORT).await;
    let start = Instant::now();
    let mut silent = Client::new(server.address).await;
    let mut idle = Client::new(server.address).await;
    assert_eq!(idle.ask(get("/healthz", "")).await.unwrap().status, 200);
    assert!(silent.is_closed().await && idle.is_closed().await);
    assert!(start.elapsed() < LATE);
}

#[tokio::test]
async fn a_body_that_trickles_in_is_refused_in_time() {
    let server = Process::start(&SHORT).await;
    let mut client = Client::new(server.address).await;
    let head = "POST /v1/calls HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n\
                content-length: 2000\r\n\r\n";
    client.write(head).await.unwrap();
    let start = Instant::now();
    let (reader, mut writer) = client.0.into_inner().into_split();
    let trickling = tokio::spawn(async move {
        while writer.write_all(b" ").await.is_ok() {
            sleep(Duration::from_millis(50)).await;
        }
    });
    let mut answer = String::new();
    // A connection whose request is not read to its end is reset.
    let _ = BufReader::new(reader).take(4_000).read_to_string(&mut answer).await;
    trickling.abort();
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("urn:gangway:problem:slow") && answer.contains("nosniff"), "{answer}");
    assert!(start.elapsed() < LATE);
}

#[tokio::test]
async fn an_oversized_head_is_refused() {
    let server = Process::start(&[]).await;
    let long = format!("x-long: {}\r\n", "a".repeat(9_000));
    let many: String = (0..70).map(|number| format!("x-{number}: 1\r\n")).collect();
    for (path, headers) in [
        ("/v1/calls", &*long),
        ("/", &long),
        ("/desk", &many),
        (&format!("/{}", "a".repeat(9_000)), ""),
    ] {
        let answer = Client::new(server.address).await.ask(get(path, headers)).await.unwrap();
        answer.assert_problem(431, "head");
    }
    let huge = format!("x-huge: {}\r\n", "a".repeat(10_000_000));
    let answer = Client::new(server.address).await.ask(get("/", &huge)).await;
    assert!(
        answer.is_none_or(|answer| answer.status == 431),
        "the parser gives up long before its end"
    );
    let lines: String = (0..5_000).map(|number| format!("x-{number}: 1\r\n")).collect();
    let answer = Client::new(server.address).await.ask(get("/", &lines)).await;
    assert!(answer.is_none_or(|answer| answer.status == 431));
}

#[tokio::test]
async fn a_body_without_a_declared_length_is_limited_too() {
    let server = Process::start(&[]).await;
    let mut client = Client::new(server.address).await;
    let head = "POST /v1/calls HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n\
                transfer-encoding: chunked\r\n\r\n";
    let chunk = format!("400\r\n{}\r\n", " ".repeat(0x400)).repeat(4);
    client.ask(format!("{head}{chunk}0\r\n\r\n")).await.unwrap().assert_problem(413, "too-large");
}

#[tokio::test]
async fn a_connection_that_ends_halfway_disturbs_no_other() {
    let server = Process::start(&[]).await;
    for cut in [1, 20, 90, 150] {
        let mut client = Client::new(server.address).await;
        client.write(&post("/v1/calls", "", CALL).as_bytes()[..cut]).await.unwrap();
        client.0.get_mut().shutdown().await.unwrap();
        let answer = client.answer().await;
        assert!(answer.is_none_or(|answer| answer.status == 400), "{cut}");
    }
    let mut whole = Client::new(server.address).await;
    whole.write(get("/healthz", "")).await.unwrap();
    whole.0.get_mut().shutdown().await.unwrap();
    let answer = whole.answer().await;
    assert!(
        answer.is_none_or(|answer| answer.status == 200),
        "who listens no more need not be answered"
    );
    let mut next = Client::new(server.address).await;
    assert_eq!(next.ask(get("/healthz", "")).await.unwrap().status, 200);
}
