//! Kiosk and desk at two ports of one machine (S7).

use crate::support::{
    Process,
    client::{Client, get},
};

async fn status(address: std::net::SocketAddr, host: &str, path: &str) -> u16 {
    let request = get(path, "").replace("kiosk.example", host);
    Client::new(address).await.ask(request).await.unwrap().status
}

#[tokio::test]
async fn s7_without_a_word_the_desk_has_a_port_of_its_own() {
    let server = Process::start(&[]).await;
    assert_ne!(server.address, server.desk);
    for (path, at_kiosk, at_desk) in [
        ("/", 200, 303),
        ("/index.html", 200, 404),
        ("/v1/openapi.json", 200, 404),
        ("/desk", 404, 303),
        ("/desk/sign-in", 404, 200),
        ("/desk/events", 404, 401),
    ] {
        assert_eq!(status(server.address, "a.example", path).await, at_kiosk, "{path}");
        assert_eq!(status(server.desk, "a.example", path).await, at_desk, "{path}");
    }
}

#[tokio::test]
async fn s7_at_two_ports_with_a_name_the_desk_answers_to_its_name_alone() {
    // The server prints the name instead of the address, so the test must choose the port.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let listen = free.to_string();
    let settings = [("desk-listen", &*listen), ("desk-host", "localhost")];
    let server = Process::start_named(&settings, free).await;
    assert_eq!(status(free, "localhost", "/desk/sign-in").await, 200);
    assert_eq!(status(free, "127.0.0.1", "/desk/sign-in").await, 421);
    assert_eq!(status(server.address, "localhost", "/").await, 421);
    assert_eq!(status(server.address, "127.0.0.1", "/").await, 200);
    assert_eq!(status(server.address, "127.0.0.1", "/desk/sign-in").await, 404);
}

#[tokio::test]
async fn s14_a_trial_is_not_to_be_had_under_a_name_that_was_led_here() {
    let server = Process::start(&[("trial", "true")]).await;
    for (address, path) in
        [(server.address, "/"), (server.desk, "/desk"), (server.desk, "/desk/users")]
    {
        assert_eq!(status(address, "rebound.example", path).await, 421, "{path}");
        assert_eq!(status(address, "localhost", path).await, 200, "{path}");
        assert_eq!(status(address, &address.to_string(), path).await, 200, "{path}");
    }
}
