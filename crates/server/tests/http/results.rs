//! What `POST /v1/results` stores, and what it refuses.

use crate::{
    bench::{Bench, CALL, MANUAL, MATCH, TestResponse, assert_problem, ended, post, request},
    support::sent,
};
use axum::{
    body::{Body, Bytes},
    http::{Method, Request, StatusCode, header},
};

/// Sends a body unchanged.
async fn exactly(bench: &Bench, message: &str) -> TestResponse {
    bench.know(wire::KioskId(7)).await;
    bench.send(bench.signed("/v1/results", message)).await
}

#[tokio::test]
async fn a_result_is_stored_once_however_often_it_comes() {
    let bench = Bench::new().await;
    assert_eq!(bench.post(MATCH).await.status, StatusCode::CREATED);
    assert_eq!(bench.post(MATCH).await.status, StatusCode::OK);
    let spaced = sent(MATCH).replace(',', ", ");
    assert_eq!(exactly(&bench, &spaced).await.status, StatusCode::OK, "spaces do not change it");
    assert_eq!(bench.rows().await, 1);
}

#[tokio::test]
async fn every_end_of_a_check_can_be_stored() {
    let no_match = MATCH
        .replace(r#""lane":"face","outcome":"match""#, r#""lane":"officer","outcome":"no_match""#)
        .replace(r#""ticket":42"#, r#""ticket":44"#)
        .replace("camera", "file");
    let bench = Bench::new().await;
    for message in [MATCH, MANUAL, &no_match] {
        assert_eq!(bench.post(message.to_owned()).await.status, StatusCode::CREATED, "{message}");
        assert_eq!(bench.post(message.to_owned()).await.status, StatusCode::OK, "{message}");
    }
    assert_eq!(bench.rows().await, 3);
}

#[tokio::test]
async fn two_kiosks_may_give_the_same_ticket() {
    let bench = Bench::new().await;
    assert_eq!(bench.post(MATCH).await.status, StatusCode::CREATED);
    let other = MATCH.replace(r#""kiosk":"0007""#, r#""kiosk":"0008""#);
    assert_eq!(bench.post(other).await.status, StatusCode::CREATED);
    assert_eq!(bench.rows().await, 2);
}

#[tokio::test]
async fn another_result_under_the_same_id_is_refused_whatever_differs() {
    let bench = Bench::new().await;
    bench.post(MATCH).await;
    let changes = [
        (r#""lane":"face","outcome":"match""#, r#""lane":"officer","outcome":"no_match""#),
        (r#""document":"camera""#, r#""document":"file""#),
        (r#""model":"b7120c09""#, r#""model":"b7120c08""#),
        (r#""build":"00c0ffee""#, r#""build":"00c0ffef""#),
        (r#""notice":3"#, r#""notice":4"#),
        (r#""finished":1790000009"#, r#""finished":1790000019"#),
    ];
    for (from, to) in changes {
        let changed = MATCH.replace(from, to);
        assert_ne!(changed, MATCH, "{from} is not there");
        let answer = bench.post(changed).await;
        assert_problem(&answer, StatusCode::CONFLICT, "conflict");
    }
    assert_eq!(bench.rows().await, 1);
    assert_eq!(bench.post(MATCH).await.status, StatusCode::OK, "the first one stands");
}

#[tokio::test]
async fn what_is_no_result_is_refused_and_not_stored() {
    let bench = Bench::new().await;
    let message = sent(MATCH);
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let at_limit = format!("{message}{}", " ".repeat(2048 - message.len() - 1)) + "x";
    let table = [
        (String::new(), StatusCode::BAD_REQUEST, "not-json"),
        ("hello".into(), StatusCode::BAD_REQUEST, "not-json"),
        (MATCH[..MATCH.len() - 1].into(), StatusCode::BAD_REQUEST, "not-json"),
        (format!("{message}{message}"), StatusCode::BAD_REQUEST, "not-json"),
        (at_limit, StatusCode::BAD_REQUEST, "not-json"),
        ("{}".into(), unprocessable, "not-a-result"),
        ("null".into(), unprocessable, "not-a-result"),
        (format!("[{MATCH}]"), unprocessable, "not-a-result"),
        (
            MATCH.replace(r#""notice":3"#, r#""notice":3,"photo":"/9j/4A"#) + "\"}",
            unprocessable,
            "not-a-result",
        ),
        (MATCH.replace(r#""lane":"face""#, r#""lane":"officer""#), unprocessable, "not-a-result"),
        (MATCH.replace(r#""version":1"#, r#""version":3"#), unprocessable, "not-a-result"),
        (MATCH.replace("camera", "chip_signed"), unprocessable, "not-a-result"),
        (MATCH.replace("1790000009", "1789999999"), unprocessable, "not-a-result"),
        (
            format!("{MATCH}{}", " ".repeat(2049 - MATCH.len())),
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
        ),
        ("[".repeat(1_000_000), StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
    ];
    for (body, status, name) in table {
        assert_problem(&exactly(&bench, &body).await, status, name);
    }
    assert_eq!(bench.rows().await, 0);
    let at_limit = format!("{message}{}", " ".repeat(2048 - message.len()));
    assert_eq!(
        exactly(&bench, &at_limit).await.status,
        StatusCode::CREATED,
        "2 KiB are not too much"
    );
}

#[tokio::test]
async fn a_long_body_is_refused_even_if_its_length_is_not_declared() {
    let bench = Bench::new().await;
    let chunks = (0..3).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b' '; 1000])));
    let answer = bench.send(post(Body::from_stream(tokio_stream::iter(chunks)))).await;
    assert_problem(&answer, StatusCode::PAYLOAD_TOO_LARGE, "too-large");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_refused() {
    let bench = Bench::new().await;
    let broken = Err::<Bytes, _>(std::io::Error::other("gone"));
    let chunks = [Ok(Bytes::from_static(MATCH.as_bytes())), broken];
    let answer = bench.send(post(Body::from_stream(tokio_stream::iter(chunks)))).await;
    assert_problem(&answer, StatusCode::BAD_REQUEST, "incomplete");
    assert_eq!(bench.rows().await, 0);
}

#[tokio::test]
async fn another_media_type_is_refused() {
    let bench = Bench::new().await;
    bench.know(wire::KioskId(7)).await;
    let typed = |media_type: &'static str| {
        let mut request = bench.signed("/v1/results", &sent(MATCH));
        request.headers_mut().insert(header::CONTENT_TYPE, media_type.parse().unwrap());
        request
    };
    for media_type in ["", "text/plain", "image/jpeg", "application/jsonp", "multipart/form-data"] {
        let answer = bench.send(typed(media_type)).await;
        assert_problem(&answer, StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type");
    }
    let untyped = Request::post("/v1/results").body(Body::from(MATCH)).unwrap();
    assert_problem(&bench.send(untyped).await, StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type");
    let mut squeezed = post(MATCH);
    squeezed.headers_mut().insert(header::CONTENT_ENCODING, "gzip".parse().unwrap());
    assert_problem(&bench.send(squeezed).await, StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type");
    assert_eq!(bench.rows().await, 0);
    let answer = bench.send(typed("Application/JSON; charset=utf-8")).await;
    assert_eq!(answer.status, StatusCode::CREATED);
}

#[tokio::test]
async fn other_methods_and_paths_are_refused() {
    let bench = Bench::new().await;
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let answer = bench.send(request(method.clone(), "/v1/results")).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.header("allow"), "POST", "{method}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{method}");
    }
    for path in ["/v1", "/v1/", "/v1/results/", "/v1/results/1", "/v1/tickets"] {
        for method in [Method::GET, Method::POST] {
            let answer = bench.send(request(method, path)).await;
            assert_problem(&answer, StatusCode::NOT_FOUND, "not-found");
        }
    }
}

#[tokio::test]
async fn without_a_store_the_kiosk_is_told_to_try_again() {
    let bench = Bench::new().await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(bench.get(path).await.status, StatusCode::OK, "{path}");
    }
    bench.server.store.close().await;
    let answer = bench.post(MATCH).await;
    assert_problem(&answer, StatusCode::SERVICE_UNAVAILABLE, "unavailable");
    assert_eq!(answer.header("retry-after"), "5");
    assert_problem(&bench.get("/readyz").await, StatusCode::SERVICE_UNAVAILABLE, "unavailable");
    assert_eq!(bench.get("/healthz").await.status, StatusCode::OK, "a restart would not help");
}

#[tokio::test]
async fn results_are_there_after_a_restart() {
    let bench = Bench::new().await;
    let message = ended(MATCH, 0);
    bench.post(message.clone()).await;
    let bench = bench.restarted().await;
    assert_eq!(bench.post(message).await.status, StatusCode::OK);
    assert_eq!(bench.rows().await, 1);
    assert!(bench.get("/desk/list").await.body.contains("07-042"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_hundred_at_once_are_stored_once() {
    let bench = Bench::new().await;
    // The server knows the kiosk's key already, so that not all of them wait for the database to
    // tell it.
    assert_eq!(bench.call(CALL).await.status, StatusCode::CREATED);
    let sent: Vec<_> = (0..500)
        .map(|_| {
            let (app, request) = (bench.app.clone(), bench.signed("/v1/results", &sent(MATCH)));
            tokio::spawn(async move { tower::ServiceExt::oneshot(app, request).await.unwrap() })
        })
        .collect();
    let mut created = 0;
    for answer in sent {
        match answer.await.unwrap().status() {
            StatusCode::CREATED => created += 1,
            // One that was overtaken by a later copy counts as replayed, and one that came
            // before it was stored as too many.
            StatusCode::OK | StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS => (),
            status => panic!("{status}"),
        }
    }
    assert_eq!(created, 1);
    assert_eq!(bench.rows().await, 1);
}
