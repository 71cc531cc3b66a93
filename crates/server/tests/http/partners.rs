//! Webhook deliveries to partners, whatever happens on the way.

use std::{
    collections::{BTreeMap, VecDeque},
    fs,
    net::SocketAddr,
    process::Command,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    serve::Listener,
};
use jiff::SignedDuration;
use serde_json::Value;
use server::{DeliveryWorker, LeaseHolder, WaitMonitor};
use tempfile::TempDir;
use tokio::net::TcpListener;
use wire::ResultMessage;

use crate::{
    bench::{Bench, MANUAL, MATCH, ended},
    consumer::Consumer,
    support::{eventually, sent},
    traveller::{FACE, OFFICER, Traveller},
};

const SECRET: &str = "correct horse battery staple";

/// How a receiver treats a request.
#[derive(Clone, Copy)]
enum Mood {
    /// Answers with an error.
    Fails,
    /// Takes the event, but its answer is lost.
    Forgets,
    /// Never answers.
    Hangs,
    /// Redirects to itself, where it would take the event.
    Redirects,
}

/// A listening consumer. It has these moods one after the other, and works normally afterwards.
pub(crate) struct Receiver {
    consumer: Consumer,
    moods: Arc<Mutex<VecDeque<Mood>>>,
    /// The partner's table, without its end.
    pub(crate) partner: String,
    _folder: TempDir,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        Self::start_at("http", TcpListener::bind("127.0.0.1:0").await.unwrap()).await
    }

    /// A receiver behind `listener`.
    pub(crate) async fn start_at(scheme: &str, listener: impl Listener<Addr = SocketAddr>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        fs::write(&secret, format!("{SECRET}\n")).unwrap();
        let (consumer, moods) = (Consumer::new(SECRET, |_| ()), Arc::default());
        let routes: Router = consumer.clone().routes();
        let routes = routes.layer(from_fn_with_state(Arc::clone(&moods), treat));
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        let partner = format!(
            "[[partner]]\nname = 'carrier'\n\
             webhook = {{ url = '{scheme}://{address}/events', secret = {{ file = '{}' }} }}\n",
            secret.display()
        );
        Self { consumer, moods, partner, _folder: folder }
    }

    fn will(&self, moods: impl IntoIterator<Item = Mood>) {
        self.moods.lock().unwrap().extend(moods);
    }

    pub(crate) fn taken(&self) -> Vec<Value> {
        self.consumer.taken.lock().unwrap().clone()
    }
}

async fn treat(
    State(moods): State<Arc<Mutex<VecDeque<Mood>>>>,
    request: Request,
    next: Next,
) -> Response {
    let mood = moods.lock().unwrap().pop_front();
    match mood {
        None => next.run(request).await,
        Some(Mood::Fails) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(Mood::Forgets) => {
            next.run(request).await;
            StatusCode::BAD_GATEWAY.into_response()
        }
        Some(Mood::Hangs) => std::future::pending().await,
        Some(Mood::Redirects) => {
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/events")]).into_response()
        }
    }
}

/// The worker of the bench's partner.
pub(crate) fn delivery_worker(bench: &Bench) -> DeliveryWorker {
    let (store, clock) = (bench.server.store.clone(), bench.clock.clone());
    let partner = bench.server.policy.partners[0].clone();
    DeliveryWorker::new(store, clock, partner, LeaseHolder::new().unwrap()).unwrap()
}

/// How many messages are in a state.
pub(crate) async fn messages(bench: &Bench, state: &str) -> i64 {
    let count = sqlx::query_scalar("select count(*) from deliveries where state = $1").bind(state);
    count.fetch_one(&mut bench.database.connect().await).await.unwrap()
}

/// Delivers until no message waits, and lets five minutes pass after each round.
async fn deliver_all(bench: &Bench, delivery_worker: &mut DeliveryWorker) {
    while messages(bench, "waiting").await > 0 {
        delivery_worker.round().await.unwrap();
        bench.clock.advance(SignedDuration::from_mins(5));
    }
}

/// Three kiosks send five results each, one after the other. Gives the tickets' ids in order.
pub(crate) async fn send(bench: &Bench) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::<String, Vec<String>>::new();
    for number in 1..=5 {
        for kiosk in ["0007", "0008", "0009"] {
            let message = MATCH
                .replace("0007", kiosk)
                .replace(r#""ticket":42"#, &format!(r#""ticket":{number}"#));
            let message = sent(&message);
            assert_eq!(bench.post(message.clone()).await.status, StatusCode::CREATED);
            let ResultMessage { id, .. } = serde_json::from_str(&message).unwrap();
            all.entry(kiosk.into()).or_default().push(id.to_string());
        }
    }
    all
}

/// The results' ids by kiosk, in the order of delivery.
pub(crate) fn told(events: &[Value]) -> BTreeMap<String, Vec<String>> {
    let mut told = BTreeMap::<String, Vec<String>>::new();
    for event in events {
        let text = |name: &str| event["result"][name].as_str().unwrap().to_owned();
        told.entry(text("kiosk")).or_default().push(text("id"));
    }
    told
}

#[tokio::test]
async fn nothing_is_lost_or_out_of_order_while_a_partner_fails_hangs_and_recovers() {
    let receiver = Receiver::start().await;
    let bench = Bench::with_policy(&receiver.partner).await;
    let sent = send(&bench).await;
    receiver.will([Mood::Fails; 4]);
    receiver.will([Mood::Hangs; 1]);
    receiver.will([Mood::Forgets, Mood::Fails, Mood::Forgets, Mood::Redirects]);
    deliver_all(&bench, &mut delivery_worker(&bench)).await;
    assert_eq!(told(&receiver.taken()), sent);
    assert_eq!(messages(&bench, "delivered").await, 15);
}

#[tokio::test]
async fn a_result_is_told_once_however_often_it_comes_and_a_refused_one_never() {
    let receiver = Receiver::start().await;
    let bench = Bench::with_policy(&receiver.partner).await;
    for _ in 0..3 {
        bench.post(MATCH).await;
    }
    bench.post(MATCH.replace(r#""notice":3"#, r#""notice":4"#)).await;
    bench.post(MATCH.replace(r#""version":1"#, r#""version":3"#)).await;
    deliver_all(&bench, &mut delivery_worker(&bench)).await;
    let [event] = &receiver.taken()[..] else { panic!("{:?}", receiver.taken()) };
    let ResultMessage { id, finished, .. } = serde_json::from_str(&sent(MATCH)).unwrap();
    let result = format!(r#"{{"finished":{finished},"id":"{id}","kiosk":"0007","#);
    let result = result + r#""lane":"face","outcome":"match","site":"","ticket":42}"#;
    assert_eq!(event["result"].to_string(), result, "and nothing else");
}

#[tokio::test]
async fn a_partner_is_told_nothing_of_the_chip_and_the_same_of_both_versions() {
    let receiver = Receiver::start().await;
    let bench = Bench::with_policy(&receiver.partner).await;
    let chip = MATCH.replace(r#""version":1"#, r#""version":2"#).replace("camera", "chip_genuine");
    bench.post(MATCH).await;
    bench.post(chip.replace(r#""ticket":42"#, r#""ticket":43"#)).await;
    deliver_all(&bench, &mut delivery_worker(&bench)).await;
    let [former, event] = &receiver.taken()[..] else { panic!("{:?}", receiver.taken()) };
    let names =
        |event: &Value| event["result"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!((names(event), &event["version"]), (names(former), &former["version"]));
    assert!(!event.to_string().contains("chip"), "{event}");
}

#[tokio::test]
async fn an_event_that_is_refused_too_often_is_laid_aside_and_can_be_replayed() {
    let receiver = Receiver::start().await;
    let bench = Bench::with_policy(&format!("{}tries = 2", receiver.partner)).await;
    bench.post(ended(MANUAL, 0)).await;
    receiver.will([Mood::Redirects, Mood::Fails]);
    let mut delivery_worker = delivery_worker(&bench);
    deliver_all(&bench, &mut delivery_worker).await;
    assert_eq!((messages(&bench, "dead").await, receiver.taken().len()), (1, 0));
    bench.post(ended(MATCH, 0).replace(r#""ticket":42"#, r#""ticket":44"#)).await;
    deliver_all(&bench, &mut delivery_worker).await;
    assert_eq!(receiver.taken().len(), 1, "those after it are told");
    assert_eq!(command(&bench, &["list"]).unwrap(), "carrier\t0 waiting\t1 delivered\t1 dead\n");
    let dead = command(&bench, &["dead"]).unwrap();
    let [partner, event, tries, failure] = dead.trim().split('\t').collect::<Vec<_>>()[..] else {
        panic!("{dead}")
    };
    assert_eq!((partner, tries, failure), ("carrier", "2", "status 503"));
    let other = command(&bench, &["replay", event, "--partner", "agency"]).unwrap_err();
    assert!(other.contains("There is no such event"), "{other}");
    let said = command(&bench, &["replay", event]).unwrap();
    assert_eq!(said, "1 wait to be delivered again.\n");
    deliver_all(&bench, &mut delivery_worker).await;
    assert_eq!(receiver.taken()[1]["result"]["lane"], "officer");
    command(&bench, &["replay", event]).unwrap();
    deliver_all(&bench, &mut delivery_worker).await;
    assert_eq!(receiver.taken().len(), 2, "the consumer knows it");
}

#[tokio::test]
async fn a_request_that_is_not_ours_is_not_taken() {
    let receiver = Receiver::start().await;
    let bench = Bench::with_policy(&receiver.partner).await;
    let other = Consumer::new("another secret than ours", |_| ());
    bench.post(MATCH).await;
    let body: String = sqlx::query_scalar("select body from deliveries")
        .fetch_one(&mut bench.database.connect().await)
        .await
        .unwrap();
    let request = |signature: String| {
        let request = axum::http::Request::post("/events").header("Gangway-Signature", signature);
        request.body(axum::body::Body::from(body.clone())).unwrap()
    };
    let sign = |at: i64| {
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
        let tag = ring::hmac::sign(&key, format!("{at}.{body}").as_bytes());
        let hex: String = base16ct::lower::encode_string(tag.as_ref());
        format!("t={at},v1={hex}")
    };
    let now = jiff::Timestamp::now().as_second();
    for (consumer, signature, status) in [
        (&receiver.consumer, sign(now), StatusCode::NO_CONTENT),
        (&receiver.consumer, sign(now - 301), StatusCode::UNAUTHORIZED),
        (&receiver.consumer, sign(now).replace("t=1", "t=2"), StatusCode::UNAUTHORIZED),
        (&receiver.consumer, String::new(), StatusCode::UNAUTHORIZED),
        (&other, sign(now), StatusCode::UNAUTHORIZED),
    ] {
        let routes = consumer.clone().routes();
        let answer = tower::ServiceExt::oneshot(routes, request(signature)).await.unwrap();
        assert_eq!(answer.status(), status);
    }
}

#[tokio::test]
async fn a_partner_is_told_of_its_sites_and_of_the_events_that_it_wants() {
    let receiver = Receiver::start().await;
    let named = |rest: &str| {
        receiver.partner.replace("carrier", rest.split(' ').next().unwrap())
            + rest.split_once(' ').unwrap().1
            + "\n"
    };
    let policy = named("here sites = ['Pier 2']")
        + &named("alarms events = ['parity_alarm']")
        + &named("all events = ['result', 'parity_alarm']");
    let bench = Bench::with_policy(&policy).await;
    bench.place(7, "Pier 2").await;
    bench.remember(&[FACE, Traveller { kiosk: 8, ..FACE }]).await;
    let said = command(&bench, &["list"]).unwrap();
    assert_eq!(said, "all\t2 waiting\t0 delivered\t0 dead\nhere\t1 waiting\t0 delivered\t0 dead\n");
}

#[tokio::test]
async fn without_partners_nothing_is_written_for_them() {
    let bench = Bench::new().await;
    bench.post(MATCH).await;
    assert_eq!(bench.database.count("select count(*) from deliveries").await, 0);
}

#[tokio::test]
async fn of_several_processes_one_brings_a_partners_letters() {
    let receiver = Receiver::start().await;
    let bench = Bench::with_policy(&receiver.partner).await;
    let (mut first, mut second) = (delivery_worker(&bench), delivery_worker(&bench));
    assert_eq!(first.round().await.unwrap(), 0);
    bench.post(MATCH).await;
    assert_eq!(second.round().await.unwrap(), 0, "the first one has the lease");
    assert_eq!(first.round().await.unwrap(), 1);
    bench.post(MANUAL).await;
    bench.clock.advance(SignedDuration::from_mins(2));
    assert_eq!(second.round().await.unwrap(), 1, "the first one is gone");
}

#[tokio::test]
async fn a_server_brings_letters_by_itself() {
    let receiver = Receiver::start().await;
    let bench = Bench::with_policy(&receiver.partner).await;
    tokio::spawn(delivery_worker(&bench).run(bench.server.event_bus.clone()));
    bench.post(ended(MATCH, 0)).await;
    bench.clock.advance(SignedDuration::from_secs(5));
    eventually("the delivery", async || receiver.taken().len() == 1).await;
}

#[tokio::test]
async fn every_event_is_as_the_schema_says() {
    let receiver = Receiver::start().await;
    let site = "[[site]]\nname = 'Pier 2'\nparity = { slower_by_seconds = 120 }\n";
    let bench = Bench::with_policy(&(site.to_owned() + &receiver.partner)).await;
    bench.place(7, "Pier 2").await;
    let (store, board) = (bench.server.store.clone(), bench.server.waits.clone());
    let policy = bench.server.policy.clone();
    let mut monitor = WaitMonitor::new(store, board, policy, LeaseHolder::new().unwrap());
    let no_match = MATCH
        .replace(r#""lane":"face","outcome":"match""#, r#""lane":"officer","outcome":"no_match""#)
        .replace(r#""ticket":42"#, r#""ticket":44"#);
    for message in [MATCH, MANUAL, &no_match] {
        assert_eq!(bench.post(message).await.status, StatusCode::CREATED);
    }
    bench.remember(&[[FACE; 5], [OFFICER; 5]].concat()).await;
    for _ in 0..2 {
        bench.clock.advance(SignedDuration::from_secs(15));
        monitor.check().await.unwrap();
    }
    bench.remember(&[Traveller { ended: 60, done: Some(30), ..OFFICER }; 6]).await;
    for _ in 0..2 {
        bench.clock.advance(SignedDuration::from_secs(15));
        monitor.check().await.unwrap();
    }
    deliver_all(&bench, &mut delivery_worker(&bench)).await;
    let events = receiver.taken();
    let states: Vec<_> =
        events.iter().filter_map(|event| event["alarm"]["state"].as_str()).collect();
    assert_eq!((states, events.len()), (vec!["on", "off"], 3 + 10 + 6 + 2));
    let schema = include_str!("../../../../docs/events.schema.json");
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    let name = "https://port.example/events.schema.json";
    compiler.add_resource(name, serde_json::from_str(schema).unwrap()).unwrap();
    let schema = compiler.compile(name, &mut schemas).unwrap();
    for event in &events {
        assert!(schemas.validate(event, schema).is_ok(), "{event}");
        let mut more = event.clone();
        more["name"] = "A".into();
        assert!(schemas.validate(&more, schema).is_err(), "{more}");
        let mut more = event.clone();
        let part = if more["result"].is_object() { "result" } else { "alarm" };
        more[part]["photo"] = "A".into();
        assert!(schemas.validate(&more, schema).is_err(), "{more}");
    }
}

/// The output of `gangway-server partner`, if it succeeds.
fn command(bench: &Bench, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gangway-server"));
    let command = command.arg("partner").args(arguments).env_remove("DATABASE_URL");
    let output = command.args(["--database", &bench.database.text()]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}
