//! The stop of the server.

use std::time::{Duration, Instant};

use crate::support::{
    Process,
    client::{CALL, Client, get, post},
};

/// Sends a call without its last bytes, and returns them. The server waits for them then, since it
/// has asked for the body.
#[cfg(unix)]
async fn begin_call(client: &mut Client) -> String {
    let request = post("/v1/calls", "expect: 100-continue\r\n", CALL);
    let (begin, end) = request.split_at(request.len() - 10);
    assert_eq!(client.ask(begin).await.unwrap().status, 100);
    end.to_owned()
}

#[cfg(unix)]
#[tokio::test]
async fn a_request_in_progress_is_answered_after_the_stop_and_nothing_else_is() {
    let mut server = Process::start(&[]).await;
    let mut busy = Client::new(server.address).await;
    let mut idle = Client::new(server.address).await;
    assert_eq!(idle.ask(get("/healthz", "")).await.unwrap().status, 200);
    let end = begin_call(&mut busy).await;
    server.signal("TERM");
    assert!(idle.is_closed().await);
    busy.ask(end).await.unwrap().assert_problem(401, "signature");
    assert_eq!(server.ended().await, Some(0));
}

#[cfg(unix)]
#[tokio::test]
async fn who_does_not_end_is_cut_off() {
    let mut server = Process::start(&[("body-seconds", "60")]).await;
    let mut stuck = Client::new(server.address).await;
    begin_call(&mut stuck).await;
    server.signal("TERM");
    let start = Instant::now();
    assert_eq!(server.ended().await, Some(0));
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}
