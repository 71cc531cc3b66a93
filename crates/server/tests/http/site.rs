//! The headers of the kiosk's files, and which files are not served.

use std::fs;

use crate::bench::{Bench, MATCH, assert_problem, request};
use axum::http::{Method, StatusCode};

const VISION: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src 'none'";
const KIOSK: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; worker-src 'self'; \
    manifest-src 'self'; frame-src 'none'; child-src 'none'; object-src 'none'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'; sandbox allow-scripts allow-same-origin allow-modals allow-downloads; \
    require-trusted-types-for 'script'; trusted-types default";

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
        (Method::GET, "/desk", 303),
        (Method::GET, "/desk/sign-in", 200),
        (Method::GET, "/desk/events", 401),
        (Method::GET, "/desk/nowhere", 404),
        (Method::POST, "/desk", 405),
        (Method::GET, "/v1/results", 405),
        (Method::POST, "/v1/results", 415),
        (Method::POST, "/v1/calls", 415),
        (Method::GET, "/v1/nowhere", 404),
        (Method::GET, "/healthz", 200),
        (Method::GET, "/readyz", 200),
    ];
    for (method, path, status) in requests {
        let name = format!("{method} {path}");
        let response =
            tower::ServiceExt::oneshot(bench.app.clone(), request(method, path)).await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{name}");
        let header =
            |key: &str| response.headers().get(key).map_or("", |value| value.to_str().unwrap());
        assert!(header("content-security-policy").starts_with("default-src 'none'"), "{name}");
        assert!(header("permissions-policy").contains("microphone=()"), "{name}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{name}");
        assert_eq!(header("cross-origin-embedder-policy"), "require-corp", "{name}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{name}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{name}");
        let referrer = if path.starts_with("/desk") { "same-origin" } else { "no-referrer" };
        assert_eq!(header("referrer-policy"), referrer, "{name}");
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
        assert_eq!(answer.header("connection-allowlist"), "(response-origin)", "{path}");
    }
    let vision = bench.get("/parts/vision.js").await;
    assert_eq!(vision.header("content-security-policy"), VISION);
    assert_eq!(vision.header("connection-allowlist"), "()");
    for path in ["/parts/vision.js", "/desk", "/v1/results", "/healthz"] {
        let answer = bench.get(path).await;
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
    }
    assert!(!bench.get("/desk").await.header("content-security-policy").contains("wasm"));
}

#[tokio::test]
async fn s10_the_page_between_two_has_another_opener_policy_and_is_not_kept() {
    let bench = Bench::new().await;
    let between = bench.app.clone();
    let answer =
        tower::ServiceExt::oneshot(between, request(Method::GET, "/anew.html")).await.unwrap();
    let header = |key: &str| answer.headers().get(key).map_or("", |value| value.to_str().unwrap());
    assert_eq!(header("cross-origin-opener-policy"), "unsafe-none");
    assert_eq!(header("cross-origin-embedder-policy"), "require-corp");
    assert_eq!(header("cache-control"), "no-store");
    assert!(header("content-security-policy").starts_with("default-src 'none'"));
    assert!(header("permissions-policy").contains("camera=()"));
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
    assert_problem(&answer, StatusCode::NOT_FOUND, "not-found");
    fs::write(bench.server.site.join("gallery.html"), "<!doctype html><title>All</title>").unwrap();
    let answer = bench.get("/gallery").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/html");
    assert_eq!(answer.header("content-security-policy"), KIOSK);
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert_eq!(bench.get("/gallery/").await.status, StatusCode::NOT_FOUND);
}

/// A script and its compressed copies; the content of each names its encoding.
async fn compressed() -> Bench {
    let bench = Bench::new().await;
    for (name, content) in
        [("parts/vision.js.br", "as br"), ("parts/vision.js.gz", "as gzip"), ("index.html.br", "x")]
    {
        fs::write(bench.server.site.join(name), content).unwrap();
    }
    bench
}

#[tokio::test]
async fn a_file_comes_in_the_smallest_coding_that_the_browser_takes() {
    let bench = compressed().await;
    let table = [
        ("", "", "0"),
        ("identity", "", "0"),
        ("gzip", "gzip", "as gzip"),
        ("br", "br", "as br"),
        ("gzip, deflate, br, zstd", "br", "as br"),
        ("br;q=0, gzip", "gzip", "as gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip", "as gzip"),
        ("br;q=0, gzip;q=0", "", "0"),
        ("deflate, zstd", "", "0"),
    ];
    for (accepted, coding, body) in table {
        let mut request = request(Method::GET, "/parts/vision.js");
        request.headers_mut().insert("accept-encoding", accepted.parse().unwrap());
        let answer = bench.send(request).await;
        assert_eq!(answer.status, StatusCode::OK, "{accepted}");
        assert_eq!(answer.header("content-encoding"), coding, "{accepted}");
        assert_eq!(answer.body, body, "{accepted}");
        // A cache between must not mix up the encodings of two browsers.
        assert_eq!(answer.header("vary"), "accept-encoding", "{accepted}");
        assert_eq!(answer.header("content-type"), "text/javascript", "{accepted}");
        assert_eq!(answer.header("content-security-policy"), VISION, "{accepted}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{accepted}");
    }
}

#[tokio::test]
async fn the_page_comes_compressed_and_what_has_no_copy_comes_as_it_is() {
    let bench = compressed().await;
    for (path, coding) in [("/", "br"), ("/index.html", "br"), ("/kiosk.json", "")] {
        let mut request = request(Method::GET, path);
        request.headers_mut().insert("accept-encoding", "gzip, br".parse().unwrap());
        let answer = bench.send(request).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("content-encoding"), coding, "{path}");
        assert_eq!(answer.header("content-security-policy"), KIOSK, "{path}");
    }
}

#[tokio::test]
async fn each_coding_of_a_file_is_asked_for_anew_by_a_name_of_its_own() {
    let bench = compressed().await;
    let ask = async |accepted: &str, known: &str| {
        let mut request = request(Method::GET, "/parts/vision.js");
        request.headers_mut().insert("accept-encoding", accepted.parse().unwrap());
        request.headers_mut().insert("if-none-match", known.parse().unwrap());
        bench.send(request).await
    };
    let br = ask("br", "\"\"").await.header("etag").to_owned();
    let plain = ask("", "\"\"").await.header("etag").to_owned();
    assert!(!br.is_empty() && br != plain);
    let answer = ask("br", &br).await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
    assert_eq!(answer.header("content-security-policy"), VISION);
    assert_eq!(answer.header("etag"), br);
    assert_eq!(ask("", &br).await.status, StatusCode::OK);
}

#[tokio::test]
async fn nothing_but_the_kiosks_files_can_be_had() {
    let bench = compressed().await;
    bench.post(MATCH).await;
    let paths = [
        "/parts/vision.js.br",
        "/parts/vision.js.gz",
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
    for path in paths {
        let answer = bench.get(path).await;
        assert_problem(&answer, StatusCode::NOT_FOUND, "not-found");
    }
}
