//! Sets the security and caching headers of every response, errors included.

mod response_class;

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use response_class::ResponseClass;

use crate::net::Peer;

/// Strict-Transport-Security: a browser uses TLS only for a year after its last visit.
const HSTS: &str = "max-age=31536000";

/// Sets the headers of the kiosk's side.
pub(crate) async fn set(request: Request, next: Next) -> Response {
    let class = ResponseClass::of(request.uri().path());
    put(class, request, next).await
}

/// Sets the headers of the desk's side, where no path belongs to the kiosk.
pub(crate) async fn set_at_desk(request: Request, next: Next) -> Response {
    let class = match ResponseClass::of(request.uri().path()) {
        ResponseClass::Machine => ResponseClass::Machine,
        _ => ResponseClass::Desk,
    };
    put(class, request, next).await
}

async fn put(class: ResponseClass, request: Request, next: Next) -> Response {
    let caching = class.caching(request.uri().path());
    let is_tls = request.extensions().get::<Peer>().is_some_and(|peer| peer.is_tls);
    let mut response = next.run(request).await;
    let caching = if is_served(response.status()) { caching } else { "no-store" };
    for (name, value) in class.headers().into_iter().chain([("cache-control", caching)]) {
        let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
        response.headers_mut().insert(name, value);
    }
    // A proxy that terminates TLS sets this header itself.
    if is_tls {
        let value = HeaderValue::from_static(HSTS);
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    response
}

/// Whether the response is a success; no other response may be cached.
fn is_served(status: StatusCode) -> bool {
    status.is_success() || status == StatusCode::NOT_MODIFIED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_after_its_content_is_kept_unasked() {
        let table = [
            ("/a-1a2b3c4d.js", "public, max-age=31536000, immutable"),
            ("/", "no-cache"),
            ("/parts/vision.js", "no-cache"),
            ("/offline.js", "no-cache"),
            ("/desk/a-1a2b3c4d.js", "no-store"),
            ("/v1/results", "no-store"),
            ("/v1/waits", "public, max-age=15"),
        ];
        for (path, expected) in table {
            assert_eq!(ResponseClass::of(path).caching(path), expected, "{path}");
        }
        assert_eq!(ResponseClass::of(crate::api::paths::WAITS), ResponseClass::Waits);
        for status in [StatusCode::OK, StatusCode::CREATED, StatusCode::NOT_MODIFIED] {
            assert!(is_served(status), "{status}");
        }
        for status in [StatusCode::NOT_FOUND, StatusCode::SEE_OTHER, StatusCode::BAD_GATEWAY] {
            assert!(!is_served(status), "{status}");
        }
    }
}
