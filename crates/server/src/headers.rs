//! What every answer says to the browser, errors included.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};

use crate::{net::Peer, waits};

/// Which rules an answer falls under. The path alone decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The kiosk: everything that is not one of the others.
    Kiosk,
    /// The page that leads from one page of the kiosk to the next.
    Anew,
    /// The script of the vision worker, which sees the traveller's picture.
    Vision,
    /// The officers' pages.
    Desk,
    /// The interface for machines.
    Machine,
    /// The figures on the kiosk's notice, which are the same for all who ask.
    Waits,
}

/// The kiosk's page and files. The media are videos in sign language; the camera's picture is a
/// `srcObject`, under no rule of its own.
const KIOSK_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// A script that leads on.
const ANEW_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A worker under this policy runs the wasm that it is handed and reaches no network: no fetch,
/// no import, no further worker. `'self'` must not appear: an import could carry data out.
const VISION_POLICY: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src 'none'";

/// The desk: forms that go to the desk, no wasm, no camera.
const DESK_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// Nothing that a browser could show.
const MACHINE_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// What the kiosk's page may use: the camera, the whole screen, and a screen that stays on.
const KIOSK_PERMISSIONS: &str = "accelerometer=(), autoplay=(self), camera=(self), \
    display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), \
    hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(self), serial=(), \
    usb=(), xr-spatial-tracking=()";

/// What everything else may use: nothing.
const NO_PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), \
    display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), \
    hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), \
    usb=(), xr-spatial-tracking=()";

/// A browser that was here once comes by TLS alone from then on, for a year.
const HSTS: &str = "max-age=31536000";

/// Puts the headers on whatever the handlers answer.
pub(crate) async fn set(request: Request, next: Next) -> Response {
    let place = Place::of(request.uri().path());
    let hashed = has_hash(request.uri().path());
    let is_tls = request.extensions().get::<Peer>().is_some_and(|it| it.is_tls);
    let mut response = next.run(request).await;
    let cache = caching(place, hashed, response.status());
    for (name, value) in place.headers(cache) {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    // Where a proxy speaks TLS for us, this is the proxy's to say.
    if is_tls {
        let value = HeaderValue::from_static(HSTS);
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    response
}

impl Place {
    fn of(path: &str) -> Self {
        let below = |root: &str| {
            path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        match path {
            "/parts/vision.js" => Self::Vision,
            "/anew.html" => Self::Anew,
            "/healthz" | "/readyz" => Self::Machine,
            waits::PATH => Self::Waits,
            _ if below("/desk") => Self::Desk,
            _ if below("/v1") => Self::Machine,
            _ => Self::Kiosk,
        }
    }

    fn headers(self, cache: &'static str) -> [(HeaderName, &'static str); 8] {
        let (policy, permissions) = match self {
            Self::Kiosk => (KIOSK_POLICY, KIOSK_PERMISSIONS),
            Self::Anew => (ANEW_POLICY, NO_PERMISSIONS),
            Self::Vision => (VISION_POLICY, NO_PERMISSIONS),
            Self::Desk => (DESK_POLICY, NO_PERMISSIONS),
            Self::Machine | Self::Waits => (MACHINE_POLICY, NO_PERMISSIONS),
        };
        // Without a referrer a browser does not say where a form comes from, and the desk asks.
        let referrer = if self == Self::Desk { "same-origin" } else { "no-referrer" };
        // A page with another opener policy than the one before is given a process of its own.
        let opener = if self == Self::Anew { "unsafe-none" } else { "same-origin" };
        [
            (header::CONTENT_SECURITY_POLICY, policy),
            (HeaderName::from_static("permissions-policy"), permissions),
            (HeaderName::from_static("cross-origin-opener-policy"), opener),
            (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, referrer),
            (header::CACHE_CONTROL, cache),
        ]
    }
}

/// How long an answer may be kept. Only a file that is named after its content is kept unasked.
fn caching(place: Place, hashed: bool, status: StatusCode) -> &'static str {
    let served = status.is_success() || status == StatusCode::NOT_MODIFIED;
    match place {
        _ if !served => "no-store",
        Place::Kiosk if hashed => "public, max-age=31536000, immutable",
        Place::Kiosk | Place::Vision => "no-cache",
        Place::Waits => "public, max-age=15",
        Place::Anew | Place::Desk | Place::Machine => "no-store",
    }
}

/// Whether the file's name holds a hash: eight or more hexadecimal digits between separators.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split(['-', '_', '.'])
        .any(|part| part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_decides_the_place() {
        let table = [
            ("/", Place::Kiosk),
            ("/index.html", Place::Kiosk),
            ("/parts/vision.wasm", Place::Kiosk),
            ("/parts/vision.js", Place::Vision),
            ("/anew.html", Place::Anew),
            ("/anew.js", Place::Kiosk),
            ("/desk", Place::Desk),
            ("/desk/events", Place::Desk),
            ("/desktop.js", Place::Kiosk),
            ("/v1", Place::Machine),
            ("/v1/results", Place::Machine),
            ("/v1/waits", Place::Waits),
            ("/v10", Place::Kiosk),
            ("/healthz", Place::Machine),
            ("/readyz", Place::Machine),
        ];
        for (path, place) in table {
            assert_eq!(Place::of(path), place, "{path}");
        }
    }

    #[test]
    fn a_name_with_a_hash_is_told_from_one_without() {
        for path in
            ["/gangway-1a2b3c4d5e6f7890.js", "/gangway-1a2b3c4d_bg.wasm", "/m/b7120c09.onnx"]
        {
            assert!(has_hash(path), "{path}");
        }
        for path in [
            "/",
            "/kiosk.json",
            "/parts/vision.js",
            "/a-1a2b3c4.js",
            "/1a2b3c4d/a.js",
            "/ba5eballs1.js",
        ] {
            assert!(!has_hash(path), "{path}");
        }
    }

    #[test]
    fn only_what_is_named_after_its_content_is_kept_unasked() {
        let forever = "public, max-age=31536000, immutable";
        let table = [
            (Place::Kiosk, true, StatusCode::OK, forever),
            (Place::Kiosk, true, StatusCode::NOT_MODIFIED, forever),
            (Place::Kiosk, true, StatusCode::NOT_FOUND, "no-store"),
            (Place::Kiosk, false, StatusCode::OK, "no-cache"),
            (Place::Vision, false, StatusCode::OK, "no-cache"),
            (Place::Desk, true, StatusCode::OK, "no-store"),
            (Place::Machine, false, StatusCode::CREATED, "no-store"),
            (Place::Waits, false, StatusCode::OK, "public, max-age=15"),
            (Place::Waits, false, StatusCode::NOT_FOUND, "no-store"),
        ];
        for (place, hashed, status, expected) in table {
            assert_eq!(caching(place, hashed, status), expected, "{place:?} {hashed} {status}");
        }
    }

    #[test]
    fn only_the_kiosk_may_use_the_camera() {
        assert!(KIOSK_PERMISSIONS.contains("camera=(self)"));
        assert!(!NO_PERMISSIONS.contains("self"));
        let names = |policy: &'static str| -> Vec<&str> {
            policy.split(", ").filter_map(|rule| rule.split('=').next()).collect()
        };
        assert_eq!(names(KIOSK_PERMISSIONS), names(NO_PERMISSIONS), "both rule on the same things");
    }
}
