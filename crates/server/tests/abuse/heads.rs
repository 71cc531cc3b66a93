//! Ambiguous request heads (request smuggling, S14), byte for byte.

use crate::support::{
    Process,
    client::{CALL, Client, get, post},
};

#[tokio::test]
async fn s14_a_request_without_a_host_or_with_two_is_refused() {
    let server = Process::start(&[]).await;
    for address in [server.address, server.desk] {
        for request in [
            "GET /healthz HTTP/1.1\r\n\r\n".to_owned(),
            "GET /healthz HTTP/1.0\r\n\r\n".into(),
            get("/healthz", "host: kiosk.example\r\n"),
            get("/healthz", "Host: other.example\r\n"),
            get("/healthz", "").replace("kiosk.example", ""),
            get("/healthz", "").replace("kiosk.example", "me@kiosk.example"),
            get("http://other.example/healthz", ""),
        ] {
            let answer = Client::new(address).await.ask(&request).await.unwrap();
            assert_eq!(answer.status, 400, "{request}");
            answer.assert_problem(400, "host");
        }
        let whole = get("http://kiosk.example/healthz", "");
        assert_eq!(Client::new(address).await.ask(whole).await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn s14_a_line_that_ends_with_a_lone_line_feed_is_refused() {
    let server = Process::start(&[]).await;
    let whole = get("/healthz", "accept: */*\r\n");
    assert_eq!(Client::new(server.address).await.ask(&whole).await.unwrap().status, 200);
    let lines: Vec<_> = whole.match_indices("\r\n").map(|(at, _)| at).collect();
    assert_eq!(lines.len(), 4);
    for at in lines {
        let mut broken = whole.clone();
        broken.remove(at);
        let mut client = Client::new(server.address).await;
        assert_eq!(client.ask(&broken).await.unwrap().status, 400, "{broken:?}");
        assert!(client.is_closed().await);
    }
    let all = whole.replace("\r\n", "\n");
    assert_eq!(Client::new(server.address).await.ask(&all).await.unwrap().status, 400);
}

#[tokio::test]
async fn s14_a_request_behind_another_is_read_as_strictly() {
    let server = Process::start(&[]).await;
    let first = post("/v1/calls", "", &format!("{{\n{}", &CALL[1..]));
    for (second, expected) in [(get("/healthz", ""), 200), (get("/healthz", "a: b\n"), 400)] {
        let mut client = Client::new(server.address).await;
        let answer = client.ask(first.clone() + &second).await.unwrap();
        assert_eq!(answer.status, 401, "a body may hold line feeds: it is JSON");
        assert_eq!(client.answer().await.unwrap().status, expected);
    }
}

#[tokio::test]
async fn s14_a_body_in_parts_is_read_as_strictly() {
    let server = Process::start(&[]).await;
    let head = "POST /v1/calls HTTP/1.1\r\nhost: kiosk.example\r\n\
                content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    let parts = format!("{:x}\r\n{CALL}\r\n0\r\n\r\n", CALL.len());
    let mut client = Client::new(server.address).await;
    let answer = client.ask(format!("{head}{parts}{}", get("/healthz", ""))).await.unwrap();
    assert_eq!(answer.status, 401);
    assert_eq!(client.answer().await.unwrap().status, 200);
    let broken = parts.replacen("\r\n", "\n", 1);
    let answer = Client::new(server.address).await.ask(format!("{head}{broken}")).await.unwrap();
    assert_eq!(answer.status, 400);
}
