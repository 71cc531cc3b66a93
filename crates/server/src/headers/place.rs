//! The headers of each kind of answer, as plain text.
//!
//! The build compiles the kiosk's headers into the service worker, so this file depends on nothing:
//! `xtask` includes it as it is. A file has the same headers from the server and from the cache.

/// Which rules an answer falls under. The path alone decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The kiosk: everything that is not one of the others.
    Kiosk,
    /// The script of the vision worker, which sees the traveller's picture.
    Vision,
    /// The script of the service worker, which keeps the kiosk's files.
    Offline,
    /// The officers' pages.
    Desk,
    /// The interface for machines.
    Machine,
    /// The figures on the kiosk's notice, which are the same for all who ask.
    Waits,
}

/// The kiosk's page and files. The media are videos in sign language; the camera's picture is a
/// `srcObject`, under no rule of its own.
///
/// `webrtc 'block'` would belong here, but Chromium 156 does not know it and says so in every
/// page's console; `connection-allowlist` does the same and more.
///
/// The sandbox takes forms, popups, downloads and dialogs from the page. Trusted types take the
/// ways to make elements from text: `public/lockdown.js` has the only policy, which lets scripts
/// of this site pass and no HTML.
const KIOSK_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; frame-src 'none'; child-src 'none'; \
    object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    sandbox allow-scripts allow-same-origin; \
    require-trusted-types-for 'script'; trusted-types default";

/// A worker under this policy runs the wasm that it is handed compiled, compiles none itself, and
/// reaches no network: no fetch, no import, no further worker. `'self'` must not appear: an import
/// could carry data out.
const VISION_POLICY: &str = "default-src 'none'; script-src 'none'; worker-src 'none'";

/// The service worker asks its own site for files and settings, and loads no second script.
const OFFLINE_POLICY: &str = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

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

/// The network of Chromium connects a page or a worker to nothing but these: not for WebRTC, a
/// preconnect, a prefetched name or a navigation either, which a Content-Security-Policy leaves
/// open. It follows no redirect for them.
const OWN_SITE: &str = "(response-origin)";

/// The same for a worker that connects to nothing.
const NO_CONNECTION: &str = "()";

/// The figures' address.
const WAITS: &str = "/v1/waits";

/// A name of a header, in small letters, and its value.
pub(crate) type Header = (&'static str, &'static str);

impl Place {
    /// The place of an address of the site.
    pub(crate) fn of(path: &str) -> Self {
        let below = |root: &str| {
            path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        match path {
            "/parts/vision.js" => Self::Vision,
            "/offline.js" => Self::Offline,
            "/healthz" | "/readyz" => Self::Machine,
            WAITS => Self::Waits,
            _ if below("/desk") => Self::Desk,
            _ if below("/v1") => Self::Machine,
            _ => Self::Kiosk,
        }
    }

    /// What an answer from this place says to the browser, but for how long it may be kept.
    pub(crate) fn headers(self) -> Vec<Header> {
        let (policy, permissions) = match self {
            Self::Kiosk => (KIOSK_POLICY, KIOSK_PERMISSIONS),
            Self::Vision => (VISION_POLICY, NO_PERMISSIONS),
            Self::Offline => (OFFLINE_POLICY, NO_PERMISSIONS),
            Self::Desk => (DESK_POLICY, NO_PERMISSIONS),
            Self::Machine | Self::Waits => (MACHINE_POLICY, NO_PERMISSIONS),
        };
        // Without a referrer a browser does not say where a form comes from, and the desk asks.
        let referrer = if self == Self::Desk { "same-origin" } else { "no-referrer" };
        let connections = match self {
            Self::Kiosk | Self::Offline => Some(OWN_SITE),
            Self::Vision => Some(NO_CONNECTION),
            // The desk is led on by redirects, which such a list would stop.
            Self::Desk | Self::Machine | Self::Waits => None,
        };
        let mut headers = vec![
            ("content-security-policy", policy),
            ("permissions-policy", permissions),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("x-dns-prefetch-control", "off"),
            ("referrer-policy", referrer),
        ];
        headers.extend(connections.map(|it| ("connection-allowlist", it)));
        headers
    }

    /// How long a good answer may be kept. Only a file that is named after its content is kept
    /// unasked.
    pub(crate) fn caching(self, path: &str) -> &'static str {
        match self {
            Self::Kiosk if has_hash(path) => "public, max-age=31536000, immutable",
            Self::Kiosk | Self::Vision | Self::Offline => "no-cache",
            Self::Waits => "public, max-age=15",
            Self::Desk | Self::Machine => "no-store",
        }
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
            ("/offline.js", Place::Offline),
            ("/parts/offline.js", Place::Kiosk),
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
    fn only_the_kiosk_may_use_the_camera() {
        assert!(KIOSK_PERMISSIONS.contains("camera=(self)"));
        assert!(!NO_PERMISSIONS.contains("self"));
        let names = |policy: &'static str| -> Vec<&str> {
            policy.split(", ").filter_map(|rule| rule.split('=').next()).collect()
        };
        assert_eq!(names(KIOSK_PERMISSIONS), names(NO_PERMISSIONS), "both rule on the same things");
    }

    #[test]
    fn s13_the_kiosk_is_in_a_sandbox_and_connects_to_its_own_site_alone() {
        let said = |place: Place, name: &str| {
            place.headers().into_iter().find(|(it, _)| *it == name).map(|(_, value)| value)
        };
        let policy = said(Place::Kiosk, "content-security-policy").unwrap();
        for rule in [
            "sandbox allow-scripts allow-same-origin;",
            "frame-src 'none'",
            "child-src 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        ] {
            assert!(policy.contains(rule), "{rule}");
        }
        assert_eq!(said(Place::Kiosk, "connection-allowlist"), Some("(response-origin)"));
        assert_eq!(said(Place::Offline, "connection-allowlist"), Some("(response-origin)"));
        assert_eq!(said(Place::Vision, "connection-allowlist"), Some("()"));
    }
}
