//! The files of the built kiosk.

use std::path::Path;

use axum::{
    Router,
    extract::Request,
    http::Uri,
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::any,
};
use tower_http::services::{ServeDir, ServeFile};

use crate::api::problem::Problem;

/// Serves the files below `site`, and `index.html` at `/`: as the compressed copy that lies beside
/// a file, where there is one and the browser takes it. `/gallery`, where all screens are
/// looked at, is there only if the kiosk was built with its page.
pub(crate) fn files(site: &Path) -> Router {
    let below = ServeDir::new(site)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(any(async || missing()));
    let index = ServeFile::new(site.join("index.html")).precompressed_br().precompressed_gzip();
    Router::new().route_service("/", index).fallback_service(below).layer(from_fn(one_spelling))
}

/// Every file has one address: a path with escapes, empty parts or leading dots is not found, and
/// neither is that of a compressed copy.
///
/// This keeps hidden files hidden, and makes sure that the vision worker cannot be had under a
/// second address with the page's wider policy.
async fn one_spelling(mut request: Request, next: Next) -> Response {
    match request.uri().path() {
        "/gallery" => *request.uri_mut() = Uri::from_static("/gallery.html"),
        path if path == "/" || (is_plain(path) && !is_copy(path)) => (),
        _ => return missing(),
    }
    next.run(request).await
}

fn is_plain(path: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    path.strip_prefix('/').is_some_and(|path| {
        path.split('/')
            .all(|part| !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain))
    })
}

fn is_copy(path: &str) -> bool {
    path.ends_with(".br") || path.ends_with(".gz")
}

fn missing() -> Response {
    // The kiosk's service worker can distinguish this response from that of a captive portal.
    Problem::NotFound.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compressed_copy_is_told_from_a_file() {
        for (path, copy) in [("/boot.js.br", true), ("/boot.js.gz", true), ("/boot.js", false)] {
            assert_eq!(is_copy(path), copy, "{path}");
        }
    }

    #[test]
    fn a_path_has_one_spelling() {
        for path in ["/index.html", "/parts/vision.js", "/a-1b2c_bg.wasm"] {
            assert!(is_plain(path), "{path}");
        }
        let others = [
            "",
            "//",
            "/parts/",
            "//parts/vision.js",
            "/parts//vision.js",
            "/./a.js",
            "/../a.js",
            "/.git/config",
            "/parts/.hidden",
            "/%2e%2e/a.js",
            "/parts/%76ision.js",
            "/a%2fb",
            "/a\\b",
        ];
        for path in others {
            assert!(!is_plain(path), "{path}");
        }
    }
}
