//! The headers of each class of responses, as plain text.
//!
//! The build compiles the kiosk's headers into the service worker, so this file depends on nothing:
//! `xtask` includes it as it is. A file has the same headers from the server and from the cache.

/// The class of a response, which decides its headers. It depends on the path only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ResponseClass {
    /// The kiosk: every path of no other class.
    Kiosk,
    /// The page that leads from one page of the kiosk to the next.
    Anew,
    /// The script of the vision worker, which sees the traveller's picture.
    Vision,
    /// The script of the worker that connects to the reader of chips.
    Reader,
    /// The script of the service worker, which keeps the kiosk's files.
    Offline,
    /// The officers' pages.
    Desk,
    /// The pages for travellers: the board of called numbers, and a ticket on a telephone.
    Public,
    /// The interface for machines.
    Machine,
    /// The wait times on the kiosk's notice, which are the same for every client.
    Waits,
}

/// The kiosk's page and files. The media are videos in sign language; the camera's picture is a
/// `srcObject`, under no rule of its own.
///
/// `webrtc 'block'` would belong here, but Chromium 156 does not know it and says so in every
/// page's console; `connection-allowlist` does the same and more.
///
/// The sandbox takes forms and popups from the page. Printing a ticket needs `allow-modals`, and a file of
/// results for staff `allow-downloads`; `public/lockdown.js` removes other dialogs and files. Trusted types take the
/// ways to make elements from text: `public/lockdown.js` has the only policy, which lets scripts
/// of this site pass and no HTML.
const KIOSK_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; frame-src 'none'; child-src 'none'; \
    object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    sandbox allow-scripts allow-same-origin allow-modals allow-downloads; \
    require-trusted-types-for 'script'; trusted-types default";

/// The page between two pages: a script that redirects, and nothing else.
const ANEW_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    sandbox allow-scripts allow-same-origin; require-trusted-types-for 'script'";

/// A worker under this policy runs the wasm that it is handed, and reaches no network: no fetch, no
/// import, no further worker. `'self'` must not appear: an import could carry data out. Firefox
/// starts no program that it is handed compiled without `'wasm-unsafe-eval'`.
const VISION_POLICY: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src 'none'";

/// The worker that connects to `gangway-reader` on the kiosk's own machine, and to nothing else. The port is
/// in the site's settings.
const READER_POLICY: &str = "default-src 'none'; connect-src ws://127.0.0.1:*; worker-src 'none'";

/// The service worker asks its own site for files and settings, and loads no second script.
const OFFLINE_POLICY: &str = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

/// The desk: forms that go to the desk, no wasm, no camera.
const DESK_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// The pages for travellers: their own scripts, styles and fonts, and answers of this site.
const PUBLIC_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; sandbox allow-scripts allow-same-origin; \
    require-trusted-types-for 'script'";

/// JSON and text: nothing that a browser renders.
const MACHINE_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// What neither side uses: everything that Chromium 140 to 156 has a name for, hints about the
/// machine included, but the eight below. A test asks a browser whether one is missing; a name that
/// it does not know it skips.
macro_rules! refused {
    () => {
        concat!(
            "accelerometer=(), ambient-light-sensor=(), aria-notify=(), ",
            "attribution-reporting=(), bluetooth=(), browsing-topics=(), ",
            "captured-surface-control=(), ch-device-memory=(), ch-downlink=(), ch-dpr=(), ",
            "ch-ect=(), ch-prefers-color-scheme=(), ch-prefers-reduced-motion=(), ",
            "ch-prefers-reduced-transparency=(), ch-rtt=(), ch-save-data=(), ch-ua=(), ",
            "ch-ua-arch=(), ch-ua-bitness=(), ch-ua-form-factors=(), ",
            "ch-ua-full-version=(), ch-ua-full-version-list=(), ",
            "ch-ua-high-entropy-values=(), ch-ua-mobile=(), ch-ua-model=(), ",
            "ch-ua-platform=(), ch-ua-platform-version=(), ch-ua-wow64=(), ",
            "ch-viewport-height=(), ch-viewport-width=(), ch-width=(), clipboard-read=(), ",
            "clipboard-write=(), compute-pressure=(), cross-origin-isolated=(), ",
            "deferred-fetch=(), deferred-fetch-minimal=(), digital-credentials-create=(), ",
            "digital-credentials-get=(), display-capture=(), encrypted-media=(), ",
            "gamepad=(), geolocation=(), gyroscope=(), hid=(), ",
            "identity-credentials-get=(), idle-detection=(), interest-cohort=(), ",
            "join-ad-interest-group=(), keyboard-map=(), language-detector=(), ",
            "language-model=(), local-fonts=(), local-network=(), magnetometer=(), ",
            "microphone=(), midi=(), on-device-speech-recognition=(), otp-credentials=(), ",
            "payment=(), picture-in-picture=(), private-aggregation=(), ",
            "private-state-token-issuance=(), private-state-token-redemption=(), ",
            "publickey-credentials-create=(), publickey-credentials-get=(), rewriter=(), ",
            "run-ad-auction=(), serial=(), shared-storage=(), ",
            "shared-storage-select-url=(), speaker-selection=(), storage-access=(), ",
            "summarizer=(), sync-xhr=(), translator=(), usb=(), ",
            "window-management=(), writer=(), xr-spatial-tracking=(), ",
        )
    };
}

/// What the kiosk's page may use: the camera, the whole screen, a screen that stays on, and for its worker at
/// the reader of chips a program on its own machine.
const KIOSK_PERMISSIONS: &str = concat!(
    refused!(),
    "autoplay=(self), camera=(self), fullscreen=(self), ",
    "media-playback-while-not-visible=(self), screen-wake-lock=(self), unload=(self), ",
    "local-network-access=(self), loopback-network=(self)"
);

/// What the worker at the reader of chips may use: a program on its own machine.
const READER_PERMISSIONS: &str = concat!(
    refused!(),
    "autoplay=(), camera=(), fullscreen=(), media-playback-while-not-visible=(), ",
    "screen-wake-lock=(), unload=(), local-network-access=(self), loopback-network=(self)"
);

/// What the page between two pages may use: to listen for its end, so that no browser keeps it.
const ANEW_PERMISSIONS: &str = concat!(
    refused!(),
    "autoplay=(), camera=(), fullscreen=(), media-playback-while-not-visible=(), ",
    "screen-wake-lock=(), unload=(self), local-network-access=(), loopback-network=()"
);

/// What the desk may use. Without this one, which is about frames by its name, Chromium never says
/// that a sound of a whole page has begun.
const DESK_PERMISSIONS: &str = concat!(
    refused!(),
    "autoplay=(), camera=(), fullscreen=(), media-playback-while-not-visible=(self), ",
    "screen-wake-lock=(), unload=(), local-network-access=(), loopback-network=()"
);

/// What the pages for travellers may use: sound without a touch, where the machine's policy allows it,
/// and a screen that stays on.
const PUBLIC_PERMISSIONS: &str = concat!(
    refused!(),
    "autoplay=(self), camera=(), fullscreen=(self), media-playback-while-not-visible=(self), ",
    "screen-wake-lock=(self), unload=(), local-network-access=(), loopback-network=()"
);

/// What everything else may use: nothing.
const NO_PERMISSIONS: &str = concat!(
    refused!(),
    "autoplay=(), camera=(), fullscreen=(), media-playback-while-not-visible=(), ",
    "screen-wake-lock=(), unload=(), local-network-access=(), loopback-network=()"
);

/// The network of Chromium connects a page or a worker to nothing but these: not for WebRTC, a
/// preconnect, a prefetched name or a navigation either, which a Content-Security-Policy leaves
/// open. It follows no redirect for them.
const OWN_SITE: &str = "(response-origin)";

/// The same for a worker that connects to nothing.
const NO_CONNECTION: &str = "()";

/// The figures' address.
const WAITS: &str = "/v1/waits";

/// The name of a header in lower case, and its value.
pub(crate) type Header = (&'static str, &'static str);

impl ResponseClass {
    /// The class of a path.
    pub(crate) fn of(path: &str) -> Self {
        let below = |root: &str| {
            path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        match path {
            "/anew.html" => Self::Anew,
            "/parts/vision.js" => Self::Vision,
            "/parts/reader.js" => Self::Reader,
            "/offline.js" => Self::Offline,
            "/healthz" | "/readyz" => Self::Machine,
            WAITS => Self::Waits,
            _ if below("/desk") => Self::Desk,
            _ if below("/board") || below("/t") || below("/public") => Self::Public,
            _ if below("/v1") => Self::Machine,
            _ => Self::Kiosk,
        }
    }

    /// The headers of this class, except for the caching header.
    pub(crate) fn headers(self) -> Vec<Header> {
        let (policy, permissions) = match self {
            Self::Kiosk => (KIOSK_POLICY, KIOSK_PERMISSIONS),
            Self::Anew => (ANEW_POLICY, ANEW_PERMISSIONS),
            Self::Vision => (VISION_POLICY, NO_PERMISSIONS),
            Self::Reader => (READER_POLICY, READER_PERMISSIONS),
            Self::Offline => (OFFLINE_POLICY, NO_PERMISSIONS),
            Self::Desk => (DESK_POLICY, DESK_PERMISSIONS),
            Self::Public => (PUBLIC_POLICY, PUBLIC_PERMISSIONS),
            Self::Machine | Self::Waits => (MACHINE_POLICY, NO_PERMISSIONS),
        };
        // The desk checks where a form comes from, and browsers report that only with a referrer.
        let referrer = if self == Self::Desk { "same-origin" } else { "no-referrer" };
        let connections = match self {
            Self::Kiosk | Self::Anew | Self::Offline | Self::Public => Some(OWN_SITE),
            Self::Vision => Some(NO_CONNECTION),
            // No list names an address with a port of its own; the policy does.
            Self::Reader => None,
            // The desk answers forms with redirects, which such a list would block.
            Self::Desk | Self::Machine | Self::Waits => None,
        };
        // A page with another opener policy than the page before it gets a new process.
        let opener = if self == Self::Anew { "unsafe-none" } else { "same-origin" };
        // Pages under an embedder policy are kept from others in a process of their own. The
        // service worker has none, so that it never runs in the page's process: that one can end
        // with the page, and with it the memory that the browser used for a traveller's picture.
        let embedder = if self == Self::Offline { "unsafe-none" } else { "require-corp" };
        let mut headers = vec![
            ("content-security-policy", policy),
            ("permissions-policy", permissions),
            ("cross-origin-opener-policy", opener),
            ("cross-origin-embedder-policy", embedder),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("x-dns-prefetch-control", "off"),
            ("referrer-policy", referrer),
        ];
        headers.extend(connections.map(|value| ("connection-allowlist", value)));
        headers
    }

    /// The caching header of a successful response. Only a file with a hash in its name is cached
    /// without revalidation.
    pub(crate) fn caching(self, path: &str) -> &'static str {
        match self {
            Self::Kiosk if has_hash(path) => "public, max-age=31536000, immutable",
            Self::Kiosk | Self::Vision | Self::Reader | Self::Offline => "no-cache",
            Self::Waits => "public, max-age=15",
            Self::Anew | Self::Desk | Self::Machine | Self::Public => "no-store",
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
    fn the_path_decides_the_class() {
        let table = [
            ("/", ResponseClass::Kiosk),
            ("/index.html", ResponseClass::Kiosk),
            ("/parts/vision.wasm", ResponseClass::Kiosk),
            ("/parts/vision.js", ResponseClass::Vision),
            ("/parts/reader.js", ResponseClass::Reader),
            ("/offline.js", ResponseClass::Offline),
            ("/anew.html", ResponseClass::Anew),
            ("/anew.js", ResponseClass::Kiosk),
            ("/parts/offline.js", ResponseClass::Kiosk),
            ("/desk", ResponseClass::Desk),
            ("/desk/events", ResponseClass::Desk),
            ("/desktop.js", ResponseClass::Kiosk),
            ("/board", ResponseClass::Public),
            ("/board/Pier%202", ResponseClass::Public),
            ("/t", ResponseClass::Public),
            ("/public/board.js", ResponseClass::Public),
            ("/boards.js", ResponseClass::Kiosk),
            ("/v1", ResponseClass::Machine),
            ("/v1/results", ResponseClass::Machine),
            ("/v1/waits", ResponseClass::Waits),
            ("/v10", ResponseClass::Kiosk),
            ("/healthz", ResponseClass::Machine),
            ("/readyz", ResponseClass::Machine),
        ];
        for (path, class) in table {
            assert_eq!(ResponseClass::of(path), class, "{path}");
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
    fn s14_only_the_kiosk_may_use_the_camera_and_whatever_has_a_name_is_ruled_on() {
        assert!(KIOSK_PERMISSIONS.contains("camera=(self)"));
        assert!(!NO_PERMISSIONS.contains("self"));
        let names = |policy: &'static str| -> Vec<&str> {
            policy.split(", ").filter_map(|rule| rule.split('=').next()).collect()
        };
        let others = [
            NO_PERMISSIONS,
            DESK_PERMISSIONS,
            ANEW_PERMISSIONS,
            PUBLIC_PERMISSIONS,
            READER_PERMISSIONS,
        ];
        for others in others {
            assert_eq!(names(KIOSK_PERMISSIONS), names(others), "all rule on the same things");
        }
        assert_eq!(DESK_PERMISSIONS.matches("self").count(), 1, "a sound, and nothing else");
        assert_eq!(ANEW_PERMISSIONS.matches("self").count(), 1, "its end, and nothing else");
    }

    #[test]
    fn s10_the_service_worker_never_shares_a_process_with_the_page() {
        let embedder = |class: ResponseClass| {
            let name = "cross-origin-embedder-policy";
            class.headers().into_iter().find(|(header, _)| *header == name).map(|(_, value)| value)
        };
        assert_eq!(embedder(ResponseClass::Offline), Some("unsafe-none"));
        for class in [
            ResponseClass::Kiosk,
            ResponseClass::Anew,
            ResponseClass::Vision,
            ResponseClass::Reader,
            ResponseClass::Desk,
            ResponseClass::Public,
            ResponseClass::Machine,
        ] {
            assert_eq!(embedder(class), Some("require-corp"), "{class:?}");
        }
    }

    #[test]
    fn s13_the_kiosk_is_in_a_sandbox_and_connects_to_its_own_site_alone() {
        let said = |class: ResponseClass, name: &str| {
            class.headers().into_iter().find(|(header, _)| *header == name).map(|(_, value)| value)
        };
        let policy = said(ResponseClass::Kiosk, "content-security-policy").unwrap();
        for rule in [
            "sandbox allow-scripts allow-same-origin allow-modals allow-downloads;",
            "frame-src 'none'",
            "child-src 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        ] {
            assert!(policy.contains(rule), "{rule}");
        }
        assert_eq!(said(ResponseClass::Kiosk, "connection-allowlist"), Some("(response-origin)"));
        assert_eq!(said(ResponseClass::Offline, "connection-allowlist"), Some("(response-origin)"));
        assert_eq!(said(ResponseClass::Vision, "connection-allowlist"), Some("()"));
    }
}
