//! Deliveries to partners through a real `nats-server`.

use std::{
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use jiff::SignedDuration;
use serde_json::Value;
use tokio::{net::TcpStream, time::sleep};

use crate::{
    bench::Bench,
    partners::{delivery_worker, messages, send, told},
};

/// A NATS server that is stopped at the end of the test.
pub(crate) struct NatsServer(Child);

impl NatsServer {
    /// Starts a server, and waits until it listens. `None` if the program is not installed.
    pub(crate) async fn start(port: u16, folder: &Path, more: &[&str]) -> Option<Self> {
        let mut command = Command::new("nats-server");
        command
            .args(["-a", "127.0.0.1", "-p", &port.to_string(), "-js", "-sd"])
            .arg(folder)
            .args(more);
        let nats = Self(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?);
        for _ in 0..100 {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return Some(nats);
            }
            sleep(Duration::from_millis(50)).await;
        }
        panic!("nats-server does not listen");
    }
}

impl Drop for NatsServer {
    fn drop(&mut self) {
        // The process may have ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The messages of the stream.
async fn kept(port: u16) -> Vec<Value> {
    let client = async_nats::connect(format!("127.0.0.1:{port}")).await.unwrap();
    let stream = async_nats::jetstream::new(client).get_stream("GANGWAY").await.unwrap();
    let mut events = Vec::new();
    for number in 1..=stream.get_info().await.unwrap().state.last_sequence {
        let message = stream.get_raw_message(number).await.unwrap();
        assert_eq!(message.subject.as_str(), "port.gangway.result");
        let event: Value = serde_json::from_slice(&message.payload).unwrap();
        assert_eq!(message.headers.get("Nats-Msg-Id").unwrap().as_str(), event["event"]);
        events.push(event);
    }
    events
}

/// A free port, below the range that systems use for ephemeral ports.
pub(crate) fn free_port() -> u16 {
    loop {
        let port = 20_000 + (getrandom::u32().unwrap() % 10_000) as u16;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// Skips a test, where that is allowed.
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
pub(crate) fn skip() {
    assert!(std::env::var_os("CI").is_none(), "there is no nats-server");
    eprintln!("SKIPPED: there is no nats-server");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_told_twice_while_a_nats_server_is_restarted() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let Some(nats) = NatsServer::start(port, folder.path(), &[]).await else {
        return skip();
    };
    let policy = format!(
        "[[partner]]\nname = 'agency'\n\
         nats = {{ url = 'nats://127.0.0.1:{port}', stream = 'GANGWAY', subject = 'port.gangway' }}"
    );
    let bench = Bench::with_policy(&policy).await;
    let sent = send(&bench).await;
    let mut delivery_worker = delivery_worker(&bench);
    for _ in 0..2 {
        assert_eq!(delivery_worker.round().await.unwrap(), 3);
    }
    drop(nats);
    assert_eq!(delivery_worker.round().await.unwrap(), 0, "no stream stores it");
    let _nats = NatsServer::start(port, folder.path(), &[]).await.unwrap();
    while messages(&bench, "waiting").await > 0 {
        bench.clock.advance(SignedDuration::from_secs(5));
        delivery_worker.round().await.unwrap();
    }
    assert_eq!(messages(&bench, "delivered").await, 15);
    assert_eq!(told(&kept(port).await), sent);
    sqlx::query("update deliveries set state = 'waiting'")
        .execute(&mut bench.database.connect().await)
        .await
        .unwrap();
    while messages(&bench, "waiting").await > 0 {
        bench.clock.advance(SignedDuration::from_secs(5));
        delivery_worker.round().await.unwrap();
    }
    assert_eq!(kept(port).await.len(), 15, "the stream knows them");
}
