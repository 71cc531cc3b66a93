//! A test bench: a server with a real store and a real folder, called without a socket.

use std::{
    collections::HashSet,
    fs,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header},
};
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde_json::{Value, json};
use server::{
    Admission, Boards, Clock, Door, EventBus, Limits, Outbox, Peer, Policy, Positions,
    RateLimiters, Recognisers, ServedArtifacts, Server, SettingsCache, SignInThrottle, Store,
    WaitTimes, app,
};
use tempfile::TempDir;
use tower::ServiceExt;
use wire::{Backlog, HelpCall, KioskId, ModelId, Proof, ResultMessage};

use crate::{
    openapi::hold,
    people::{self, Person},
    support::{Kiosk, TestDatabase, sent},
};

/// A match of kiosk 7, ticket 42, as an earlier build of the kiosk has queued it.
pub(crate) const MATCH: &str = concat!(
    r#"{"version":1,"id":"0123456789abcdef","kiosk":"0007","ticket":42,"#,
    r#""lane":"face","outcome":"match","document":"camera","model":"b7120c09","#,
    r#""build":"00c0ffee","notice":3,"arrived":1790000000,"finished":1790000009}"#,
);

/// An opt-out at kiosk 7, ticket 43.
pub(crate) const MANUAL: &str = concat!(
    r#"{"version":1,"id":"00000000000000ab","kiosk":"0007","ticket":43,"#,
    r#""lane":"officer","outcome":"manual","document":null,"model":null,"#,
    r#""build":"00c0ffee","notice":3,"arrived":1790000000,"finished":1790000009}"#,
);

/// A call for staff at kiosk 7.
pub(crate) const CALL: &str =
    r#"{"version":1,"id":"0123456789abcdef","kiosk":"0007","at":1790000000}"#;

/// `message` of a check that finished `ago` seconds ago.
pub(crate) fn ended(message: &str, ago: i64) -> String {
    let finished = Timestamp::now().as_second() - ago;
    message
        .replace("1790000000", &(finished - 9).to_string())
        .replace("1790000009", &finished.to_string())
}

/// The smallest files of a kiosk.
const FILES: [(&str, &str); 7] = [
    ("index.html", "<!doctype html><title>Kiosk</title>"),
    ("build.json", r#"{"build":"00c0ffee"}"#),
    ("kiosk.json", r#"{"notice":{"version":3}}"#),
    ("gangway-1a2b3c4d5e6f7890_bg.wasm", "\0asm"),
    ("parts/vision.js", "0"),
    ("parts/b7120c09.onnx", ""),
    (".hidden", "a secret"),
];

/// The parts of a test's server. Dropping it deletes the folder.
pub(crate) struct Bench {
    pub(crate) app: Router,
    pub(crate) server: Server,
    pub(crate) clock: Clock,
    pub(crate) kiosk: Kiosk,
    pub(crate) database: TestDatabase,
    /// The session cookie of an administrator.
    cookie: String,
    /// The kiosks that have declared a backlog.
    declared: Mutex<HashSet<KioskId>>,
    folder: TempDir,
}

/// A response with its whole body.
pub(crate) struct TestResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Bench {
    /// A server whose kiosk has these models, as in `parts/models.json`.
    pub(crate) async fn with_models(models: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("site/parts")).unwrap();
        for (name, content) in FILES {
            fs::write(folder.path().join("site").join(name), content).unwrap();
        }
        fs::write(folder.path().join("site/parts/models.json"), models).unwrap();
        let (database, kiosk) = (TestDatabase::new().await, Kiosk::new());
        let mut bench = Self::over(folder, database, kiosk, String::new(), Policy::default()).await;
        people::add(&bench, "ada", "administrator", None).await;
        bench.cookie = people::cookie(&people::session(&bench, "ada").await);
        bench
    }

    /// A server whose sites and partners these are.
    pub(crate) async fn with_policy(policy: &str) -> Self {
        let Self { folder, database, kiosk, cookie, server, .. } = Self::new().await;
        server.store.close().await;
        Self::over(folder, database, kiosk, cookie, Policy::read(policy).unwrap()).await
    }

    pub(crate) async fn new() -> Self {
        Self::with_models("[]").await
    }

    async fn over(
        folder: TempDir,
        database: TestDatabase,
        kiosk: Kiosk,
        cookie: String,
        mut policy: Policy,
    ) -> Self {
        // The site's list of models is not the same in all tests, and the results are.
        policy.known.models.push(ModelId(0xb712_0c09));
        let site = folder.path().join("site");
        let event_bus = EventBus::new();
        let outbox = Outbox::new(policy.partners.clone());
        let store =
            Store::open_with(&database.database(), event_bus.clone(), outbox).await.unwrap();
        let rate_limiters =
            RateLimiters::new(&Limits { kiosk_burst: 100_000, ..Limits::default() });
        let admission = Admission::new(store.clone(), event_bus.clone(), rate_limiters.clone());
        let recognisers = Arc::new(Recognisers::read(&site).unwrap());
        let served = ServedArtifacts::new(store.clone(), site.clone(), policy.known.clone());
        served.refresh().await.unwrap();
        let sign_in_throttle = SignInThrottle::new().unwrap();
        let settings = SettingsCache::new(site.clone());
        // Whole seconds, so that waits are exact.
        let clock = Clock::still(Timestamp::from_second(Timestamp::now().as_second()).unwrap());
        let server = Server {
            waits: WaitTimes::new(store.clone(), clock.clone()),
            policy: Arc::new(policy),
            admission,
            sign_in_throttle,
            is_trial: false,
            rate_limiters,
            recognisers,
            served,
            boards: Boards::new(store.clone(), event_bus.clone(), settings.clone()),
            positions: Positions::new(store.clone()),
            settings,
            store,
            event_bus,
            site,
        };
        let (app, declared) = (both(&server), Mutex::default());
        Self { app, server, clock, kiosk, database, cookie, declared, folder }
    }

    /// Serves the shipped settings with these changes. The server reads them within a second.
    pub(crate) fn settings(&self, changes: Value) {
        let shipped = include_str!("../../../../public/kiosk.json");
        let mut settings: Value = serde_json::from_str(shipped).unwrap();
        // As in the results of the tests.
        settings["notice"]["version"] = json!(3);
        for (name, value) in changes.as_object().unwrap() {
            settings[name] = value.clone();
        }
        fs::write(self.server.site.join("kiosk.json"), settings.to_string()).unwrap();
    }

    /// Stops the server, and starts another one with the same files.
    pub(crate) async fn restarted(self) -> Self {
        self.server.store.close().await;
        let policy = (*self.server.policy).clone();
        Self::over(self.folder, self.database, self.kiosk, self.cookie, policy).await
    }

    /// How many results the database has.
    pub(crate) async fn rows(&self) -> i64 {
        self.database.count("select count(*) from results").await
    }

    /// How many calls the database has.
    pub(crate) async fn calls(&self) -> i64 {
        self.database.count("select count(*) from calls").await
    }

    /// Sends a request, and compares the response of the machine interface with its description.
    pub(crate) async fn send(&self, request: Request<Body>) -> TestResponse {
        self.send_to(&self.app, request).await
    }

    /// The same, to another server.
    pub(crate) async fn send_to(&self, app: &Router, mut request: Request<Body>) -> TestResponse {
        // A request over the network needs a host.
        if request.extensions().get::<Peer>().is_some() {
            let host = request.headers_mut().entry(header::HOST);
            host.or_insert(HeaderValue::from_static("kiosk.example"));
        }
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let answer = TestResponse {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        };
        if path.starts_with("/v1/") {
            hold(&method, &path, &answer);
        }
        answer
    }

    /// Gets a page as the administrator.
    pub(crate) async fn get(&self, path: &str) -> TestResponse {
        self.ada().get(path).await
    }

    /// The administrator's browser.
    pub(crate) fn ada(&self) -> Person<'_> {
        self.with_cookie(self.cookie.clone())
    }

    /// The stream of an open desk of the administrator.
    pub(crate) async fn open(&self) -> Response<Body> {
        let mut request = request(Method::GET, "/desk/events");
        request.headers_mut().insert(header::COOKIE, self.cookie.parse().unwrap());
        self.app.clone().oneshot(request).await.unwrap()
    }

    /// The events of that stream.
    pub(crate) async fn hear(&self) -> Body {
        let answer = self.open().await;
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let mut events = answer.into_body();
        assert_eq!(next(&mut events).await.unwrap(), BEAT, "at once");
        self.skip_earlier(&mut events).await;
        events
    }

    /// Skips events of changes that were made before. PostgreSQL may deliver them late; events come
    /// in the order of their commits, so none of them comes after the marker.
    async fn skip_earlier(&self, events: &mut Body) {
        if !self.database.is_postgres() {
            return;
        }
        let marker = r#"select pg_notify('gangway', '[{"call":"fffe"}]')"#;
        sqlx::raw_sql(marker).execute(&mut self.database.connect().await).await.unwrap();
        while next(events).await.unwrap() != "event: call\ndata: fffe\n\n" {}
    }

    /// Switches the server to trial mode, which checks no rights.
    pub(crate) fn try_out(&mut self) {
        self.server.is_trial = true;
        self.app = both(&self.server);
    }

    /// Sends a result as its kiosk would: an old result after a declaration of a backlog.
    pub(crate) async fn post(&self, message: impl AsRef<str>) -> TestResponse {
        let message = sent(message.as_ref());
        if let Ok(ResultMessage { kiosk, finished, .. }) = serde_json::from_str(&message) {
            let recent = Timestamp::now().as_second() - 240;
            if i64::from(finished) < recent && self.declared.lock().unwrap().insert(kiosk) {
                self.declare(kiosk, Backlog::MOST).await;
            }
        }
        self.deliver("/v1/results", &message).await
    }

    /// Declares a backlog of this many results, up to 29 days old.
    pub(crate) async fn declare(&self, kiosk: KioskId, results: u16) -> TestResponse {
        let month = 29 * 24 * 60 * 60;
        let (_, now) = ResultMessage::times(0, Timestamp::now().as_second().try_into().unwrap());
        self.know(kiosk).await;
        self.declared.lock().unwrap().insert(kiosk);
        let message = Backlog { kiosk, results, oldest: now - month }.to_json();
        self.send(self.signed("/v1/backlogs", &message)).await
    }

    pub(crate) async fn call(&self, message: impl AsRef<str>) -> TestResponse {
        self.deliver("/v1/calls", message.as_ref()).await
    }

    /// Enrols the kiosk of a message, and sends the message signed.
    async fn deliver(&self, path: &str, message: &str) -> TestResponse {
        let result = serde_json::from_str::<ResultMessage>(message).map(|result| result.kiosk);
        let kiosk =
            result.or_else(|_| serde_json::from_str::<HelpCall>(message).map(|call| call.kiosk));
        if let Ok(kiosk) = kiosk {
            self.know(kiosk).await;
        }
        self.send(self.signed(path, message)).await
    }

    /// Enrols this kiosk, unless the store is closed.
    pub(crate) async fn know(&self, kiosk: KioskId) {
        let _ = self.server.store.try_out(kiosk, self.kiosk.key(), None).await;
    }

    /// A request with the kiosk's proof.
    pub(crate) fn signed(&self, path: &str, message: &str) -> Request<Body> {
        let mut request = post_to(path, message.to_owned());
        let proof = self.kiosk.sign(path, message).parse().unwrap();
        request.headers_mut().insert(Proof::HEADER, proof);
        request
    }
}

/// Both doors of a server: requests for the desk go to the desk's door.
pub(crate) fn both(server: &Server) -> Router {
    let (kiosk, desk) = (app(server, Door::Kiosk(None)), app(server, Door::Desk(None)));
    Router::new().fallback(async move |request: Request<Body>| {
        let is_desk = request.uri().path().split('/').nth(1) == Some("desk");
        let app = if is_desk { desk } else { kiosk };
        app.oneshot(request).await
    })
}

impl TestResponse {
    /// The header's value; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(crate) fn request(method: Method, path: &str) -> Request<Body> {
    Request::builder().method(method).uri(path).body(Body::empty()).unwrap()
}

/// A result without a proof.
pub(crate) fn post(message: impl Into<Body>) -> Request<Body> {
    post_to("/v1/results", message)
}

pub(crate) fn post_to(path: &str, message: impl Into<Body>) -> Request<Body> {
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/json")
        .body(message.into())
        .unwrap()
}

/// Asserts that the response is this problem and contains nothing else, such as parts of the
/// request.
#[track_caller]
pub(crate) fn assert_problem(answer: &TestResponse, status: StatusCode, name: &str) {
    assert_eq!(answer.status, status, "{name}");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem: Value = serde_json::from_str(&answer.body).unwrap();
    let title = problem["title"].as_str().unwrap();
    assert!(title.len() < 60 && !title.contains(['{', '"']), "{title}");
    let expected = json!({
        "type": format!("urn:gangway:problem:{name}"), "title": title, "status": status.as_u16(),
    });
    assert_eq!(problem, expected);
}

/// The keep-alive event of a stream.
pub(crate) const BEAT: &str = "event: beat\ndata: 1\n\n";

/// The next event of an open desk's stream; none after the stop.
pub(crate) async fn next(events: &mut Body) -> Option<String> {
    let frame = tokio::time::timeout(Duration::from_secs(30), events.frame()).await.unwrap()?;
    Some(String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap())
}
