//! What the kiosk's files come with, and which files do not come.

use std::fs;

use crate::bench::{Bench, MATCH, request};
use axum::http::{Method, StatusCode};

const VISION: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src 'none'";
const KIOSK: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; worker-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

#[tokio::test]
async fn every_answer_has_the_headers_errors_included() {
    let bench = Bench::new().await;
    let requests = [
        (Method::GET, "/", 200),
        (Method::HEAD, "/", 200),
        (Method::GET, "/index.html", 200),
        (Method::GET, "/parts/vision.js", 200),
        (Method::GET, "/nowhere", 404),
        (Method::GET, "/.hidden", 404),
        (Method::POST, "/index.html", 405),
        (Method::GET, "/desk", 200),
        (Method::GET, "/desk/events", 200),
        (Method::GET, "/desk/nowhere", 404),
        (Method::POST, "/desk", 405),
        (Method::GET, "/v1/results", 405),
        (Method::POST, "/v1/results", 415),
        (Method::POST, "/v1/calls", 415),
        (Method::GET, "/v1/nowhere", 404),
        (Method::GET, "/healthz", 200),
    ];
    for (method, path, status) in requests {
        let name = format!("{method} {path}");
        let response =
            tower::ServiceExt::oneshot(bench.app.clone(), request(method, path)).await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{name}");
        let header = |key: &str| response.headers().get(key).map_or("", |it| it.to_str().unwrap());
        assert!(header("content-security-policy").starts_with("default-src 'none'"), "{name}");
        assert!(header("permissions-policy").contains("microphone=()"), "{name}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{name}");
        assert_eq!(header("cross-origin-embedder-policy"), "require-corp", "{name}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{name}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{name}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{name}");
        assert!(!header("cache-control").is_empty(), "{name}");
    }
}

#[tokio::test]
async fn each_place_has_its_own_policy() {
    let bench = Bench::new().await;
    for path in ["/", "/index.html", "/kiosk.json", "/nowhere"] {
        let answer = bench.get(path).await;
        assert_eq!(answer.header("content-security-policy"), KIOSK, "{path}");
        assert!(answer.header("permissions-policy").contains("camera=(self)"), "{path}");
    }
    let vision = bench.get("/parts/vision.js").await;
    assert_eq!(vision.header("content-security-policy"), VISION);
    for path in ["/parts/vision.js", "/desk", "/v1/results", "/healthz"] {
        let answer = bench.get(path).await;
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
    }
    assert!(!bench.get("/desk").await.header("content-security-policy").contains("wasm"));
}

#[tokio::test]
async fn files_come_with_their_type_and_the_right_to_be_kept() {
    let bench = Bench::new().await;
    let forever = "public, max-age=31536000, immutable";
    let table = [
        ("/", "text/html", "no-cache"),
        ("/kiosk.json", "application/json", "no-cache"),
        ("/parts/vision.js", "text/javascript", "no-cache"),
        ("/gangway-1a2b3c4d5e6f7890_bg.wasm", "application/wasm", forever),
        ("/parts/b7120c09.onnx", "application/octet-stream", forever),
    ];
    for (path, media_type, cache) in table {
        let answer = bench.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("content-type"), media_type, "{path}");
        assert_eq!(answer.header("cache-control"), cache, "{path}");
    }
}

#[tokio::test]
async fn the_gallery_is_there_if_the_kiosk_was_built_with_one() {
    let bench = Bench::new().await;
    let answer = bench.get("/gallery").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.body, "There is no such page.\n");
    fs::write(bench.server.site.join("gallery.html"), "<!doctype html><title>All</title>").unwrap();
    let answer = bench.get("/gallery").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/html");
    assert_eq!(answer.header("content-security-policy"), KIOSK);
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert_eq!(bench.get("/gallery/").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nothing_but_the_kiosks_files_can_be_had() {
    let bench = Bench::new().await;
    bench.post(MATCH).await;
    let paths = [
        "/.hidden",
        "/%2ehidden",
        "/parts",
        "/parts/",
        "/../results.sqlite",
        "/..%2fresults.sqlite",
        "/%2e%2e/results.sqlite",
        "/parts/../../results.sqlite",
        "/parts/..%5c..%5cresults.sqlite",
        "/results.sqlite",
        "//parts/vision.js",
        "/parts//vision.js",
        "/parts/%76ision.js",
        "/./parts/vision.js",
        "/parts/vision.js/",
        "/index.html%00",
    ];
    assert!(bench.database().is_file(), "there is something to be had");
    for path in paths {
        let answer = bench.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.body, "There is no such page.\n", "{path}");
    }
}
