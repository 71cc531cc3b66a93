//! Kiosk and desk are two origins (S7), and the desk answers its own pages alone (S14).

use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode},
};
use server::{Door, HostName, Peer, Server, app};
use tower::ServiceExt;

use crate::{
    bench::{Bench, TestResponse, assert_problem, both, request},
    people::form,
};

/// A request for a host over the network.
fn asking(host: &str, path: &str) -> Request<Body> {
    let mut request = request(Method::GET, path);
    request.headers_mut().insert("host", host.parse().unwrap());
    let peer = Peer { address: "192.0.2.1".parse().unwrap(), is_tls: true };
    request.extensions_mut().insert(peer);
    request
}

async fn status(app: &Router, host: &str, path: &str) -> u16 {
    app.clone().oneshot(asking(host, path)).await.unwrap().status().as_u16()
}

/// Paths of the kiosk, and paths of the desk.
const KIOSK: [&str; 5] =
    ["/", "/index.html", "/kiosk.json", "/parts/vision.js", "/v1/openapi.json"];
const DESK: [&str; 3] = ["/desk", "/desk/sign-in", "/desk/page.js"];

#[tokio::test]
async fn s7_each_door_answers_for_its_own_side_alone() {
    let bench = Bench::new().await;
    let (kiosk, desk) =
        (app(&bench.server, Door::Kiosk(None)), app(&bench.server, Door::Desk(None)));
    for path in KIOSK {
        assert_eq!(status(&kiosk, "a.example", path).await, 200, "{path}");
        let expected = if path == "/" { 303 } else { 404 };
        assert_eq!(status(&desk, "a.example", path).await, expected, "{path}");
    }
    for path in DESK {
        assert!(status(&desk, "a.example", path).await < 400, "{path}");
        assert_eq!(status(&kiosk, "a.example", path).await, 404, "{path}");
    }
    for (app, path) in [(&kiosk, "/desk/users"), (&desk, "/v1/waits")] {
        assert_eq!(status(app, "a.example", path).await, 404, "{path}");
    }
    for app in [&kiosk, &desk] {
        assert_eq!(status(app, "a.example", "/healthz").await, 200);
        assert_eq!(status(app, "a.example", "/readyz").await, 200);
    }
    let root = bench.send_to(&desk, asking("a.example", "/")).await;
    assert_eq!(root.header("location"), "/desk");
    assert!(!root.header("content-security-policy").contains("wasm"));
    assert!(root.header("permissions-policy").contains("camera=()"));
}

#[tokio::test]
async fn s7_a_name_of_its_own_is_the_desks_alone() {
    let bench = Bench::new().await;
    let name: HostName = "desk.example".parse().unwrap();
    let door = |door: fn(HostName) -> Door| app(&bench.server, door(name.clone()));
    let either = door(Door::Either);
    let (kiosk, desk) = (door(|name| Door::Kiosk(Some(name))), door(|name| Door::Desk(Some(name))));
    for host in ["desk.example", "DESK.example:8443"] {
        assert_eq!(status(&either, host, "/desk/sign-in").await, 200, "{host}");
        assert_eq!(status(&either, host, "/kiosk.json").await, 404, "{host}");
        assert_eq!(status(&either, host, "/v1/waits").await, 404, "{host}");
        assert_eq!(status(&desk, host, "/desk/sign-in").await, 200, "{host}");
        let answer = bench.send_to(&kiosk, asking(host, "/kiosk.json")).await;
        assert_problem(&answer, StatusCode::MISDIRECTED_REQUEST, "misdirected");
    }
    for host in ["kiosk.example", "desk.example.evil", "192.0.2.7"] {
        assert_eq!(status(&either, host, "/desk/sign-in").await, 404, "{host}");
        assert_eq!(status(&either, host, "/kiosk.json").await, 200, "{host}");
        assert_eq!(status(&kiosk, host, "/kiosk.json").await, 200, "{host}");
        let answer = bench.send_to(&desk, asking(host, "/desk/sign-in")).await;
        assert_problem(&answer, StatusCode::MISDIRECTED_REQUEST, "misdirected");
    }
}

/// The desk's answer to a request with these headers.
async fn told(bench: &Bench, path: &str, headers: &[(&'static str, &'static str)]) -> TestResponse {
    let mut request = asking("desk.example", path);
    request.headers_mut().insert("cookie", bench.ada().cookie.parse().unwrap());
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    let response = bench.app.clone().oneshot(request).await.unwrap();
    // A stream does not end, so its body is not read.
    let (parts, _) = response.into_parts();
    TestResponse { status: parts.status, headers: parts.headers, body: String::new() }
}

#[tokio::test]
async fn s14_a_page_elsewhere_opens_no_stream_and_reads_no_page_of_the_desk() {
    let bench = Bench::new().await;
    for path in ["/desk/events", "/desk/list", "/desk/users", "/desk"] {
        for headers in [
            &[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "cors")] as &[_],
            &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")],
            &[
                ("sec-fetch-site", "same-site"),
                ("sec-fetch-mode", "navigate"),
                ("sec-fetch-dest", "iframe"),
            ],
            &[("origin", "https://kiosk.example")],
            &[("origin", "https://desk.example:8443")],
            &[("origin", "null")],
        ] {
            let answer = told(&bench, path, headers).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
        }
        for headers in [
            &[("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "cors")] as &[_],
            &[("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")],
            &[("origin", "https://desk.example")],
            &[],
        ] {
            assert_eq!(told(&bench, path, headers).await.status, StatusCode::OK, "{path}");
        }
    }
    let link = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-dest", "document"),
    ];
    assert_eq!(told(&bench, "/desk", &link).await.status, StatusCode::OK, "a link is followed");
}

#[tokio::test]
async fn s7_no_form_of_another_port_signs_in_or_changes_anything() {
    let bench = Bench::new().await;
    let token = bench.ada().token().await;
    let add = [("name", "mallory"), ("role", "administrator"), ("site", "")];
    let own = [("sec-fetch-site", "same-origin"), ("origin", "https://desk.example")];
    let other = [("sec-fetch-site", "same-site"), ("origin", "https://desk.example:8080")];
    for (headers, expected) in [
        (&other[..], StatusCode::FORBIDDEN),
        // Headers of a browser without `Sec-Fetch-*`.
        (&other[1..], StatusCode::FORBIDDEN),
        (&own[..], StatusCode::OK),
    ] {
        let mut request = bench.ada().form("/desk/users/add", &token, &add);
        request.headers_mut().insert("host", "desk.example".parse().unwrap());
        let mut sign_in = form("/desk/sign-in", &[("name", "ada"), ("password", "a")]);
        sign_in.headers_mut().insert("host", "desk.example".parse().unwrap());
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
            sign_in.headers_mut().insert(*name, value.parse().unwrap());
        }
        assert_eq!(bench.send(request).await.status, expected, "{headers:?}");
        let is_refused = bench.send(sign_in).await.status == StatusCode::FORBIDDEN;
        assert_eq!(is_refused, expected == StatusCode::FORBIDDEN, "{headers:?}");
    }
}

#[tokio::test]
async fn s14_a_trial_answers_to_the_names_of_this_machine_alone() {
    let bench = Bench::new().await;
    let trial = both(&Server { is_trial: true, ..bench.server.clone() });
    for path in ["/", "/kiosk.json", "/desk", "/desk/users", "/v1/waits", "/healthz"] {
        for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST"] {
            assert_eq!(status(&trial, host, path).await, 200, "{host} {path}");
        }
        for host in
            ["rebound.example:8080", "192.0.2.1:8080", "localhost.example", "127.0.0.1.evil"]
        {
            let answer = bench.send_to(&trial, asking(host, path)).await;
            assert_problem(&answer, StatusCode::MISDIRECTED_REQUEST, "misdirected");
            assert_eq!(status(&bench.app, host, "/healthz").await, 200, "no trial");
        }
    }
}
