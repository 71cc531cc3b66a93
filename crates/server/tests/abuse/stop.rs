//! The stop of the server.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::support::{
    Process,
    client::{CALL, Client, get, post},
};

#[cfg(unix)]
#[tokio::test]
async fn a_request_in_progress_is_answered_after_the_stop_and_nothing_else_is() {
    let mut server = Process::start(&[]).await;
    let (head, body) = {
        let request = post("/v1/calls", "", CALL);
        let (head, body) = request.split_at(request.len() - 10);
        (head.to_owned(), body.to_owned())
    };
    let mut busy = Client::new(server.address).await;
    let mut idle = Client::new(server.address).await;
    assert_eq!(idle.ask(get("/healthz", "")).await.unwrap().status, 200);
    busy.write(head).await.unwrap();
    sleep(Duration::from_millis(200)).await;
    server.signal("TERM");
    assert!(idle.is_closed().await);
    busy.ask(body).await.unwrap().assert_problem(401, "signature");
    assert_eq!(server.ended().await, Some(0));
}

#[cfg(unix)]
#[tokio::test]
async fn who_does_not_end_is_cut_off() {
    let mut server = Process::start(&[]).await;
    let mut stuck = Client::new(server.address).await;
    stuck.write(&post("/v1/calls", "", CALL).as_bytes()[..150]).await.unwrap();
    sleep(Duration::from_millis(200)).await;
    server.signal("TERM");
    let start = Instant::now();
    assert_eq!(server.ended().await, Some(0));
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
}
