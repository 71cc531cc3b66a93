//! Metrics for Prometheus. No label comes from a request, and none identifies a kiosk or a person.

use std::{fmt, sync::LazyLock, time::Duration};

use domain::Doubt;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Registry, Unit},
};
use wire::ClockError;

/// The metrics of this process.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    request_seconds: Family<RouteLabels, Histogram>,
    refusals: Family<RefusalLabels, Counter>,
    doubts: Family<Why, Counter>,
    clocks: Family<Error, Counter>,
    results: Family<Stored, Counter>,
    commit_seconds: Histogram,
    commit_results: Histogram,
    waiting: Gauge,
    streams: Gauge,
    boards: Gauge,
    connections: Gauge,
    database: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RefusalLabels {
    problem: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Why {
    why: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Error {
    error: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Stored {
    lane: &'static str,
    outcome: &'static str,
}

/// Counts an open stream or connection until it is dropped.
pub(crate) struct OpenGauge(&'static Gauge);

impl Drop for OpenGauge {
    fn drop(&mut self) {
        self.0.dec();
    }
}

static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::new);

/// Counts an answered request. `route` is the route's pattern.
pub(crate) fn request(route: &str, method: &'static str, status: u16, took: Duration) {
    let route = route.to_owned();
    let seconds = METRICS.request_seconds.get_or_create(&RouteLabels { route: route.clone() });
    seconds.observe(took.as_secs_f64());
    METRICS.requests.get_or_create(&Request { route, method, status }).inc();
}

/// Counts a refused request.
pub(crate) fn refusal(problem: &'static str) {
    METRICS.refusals.get_or_create(&RefusalLabels { problem }).inc();
}

/// Counts a doubt about a result or a kiosk.
pub(crate) fn doubt(why: Doubt) {
    METRICS.doubts.get_or_create(&Why { why: why.word() }).inc();
}

/// Counts a change of a kiosk's clock error.
pub(crate) fn clock(error: ClockError) {
    METRICS.clocks.get_or_create(&Error { error: error.word() }).inc();
}

/// Counts a new result.
pub(crate) fn result(lane: &'static str, outcome: &'static str) {
    METRICS.results.get_or_create(&Stored { lane, outcome }).inc();
}

/// Counts a result that waits for its commit.
pub(crate) fn wait() {
    METRICS.waiting.inc();
}

/// Records a commit: the number of its results, and its duration, successful or not.
pub(crate) fn commit(results: usize, took: Duration) {
    METRICS.waiting.dec_by(results as i64);
    METRICS.commit_results.observe(results as f64);
    METRICS.commit_seconds.observe(took.as_secs_f64());
}

/// Counts the stream of an open desk.
pub(crate) fn stream() -> OpenGauge {
    METRICS.streams.inc();
    OpenGauge(&METRICS.streams)
}

/// Counts the stream of an open public board.
pub(crate) fn board() -> OpenGauge {
    METRICS.boards.inc();
    OpenGauge(&METRICS.boards)
}

/// Counts an open connection until the gauge is dropped.
pub(crate) fn connection() -> OpenGauge {
    METRICS.connections.inc();
    OpenGauge(&METRICS.connections)
}

/// The metrics in the text format, with the state of the store.
pub(crate) fn text(is_store_up: bool) -> Result<String, fmt::Error> {
    METRICS.database.set(is_store_up.into());
    let mut text = String::new();
    encode(&mut text, &METRICS.registry)?;
    Ok(text)
}

impl Metrics {
    fn new() -> Self {
        // 1 ms to 8 s.
        let seconds = || Histogram::new(exponential_buckets(0.001, 2.0, 14));
        let new = Self {
            registry: Registry::with_prefix("gangway"),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(seconds),
            refusals: Family::default(),
            doubts: Family::default(),
            clocks: Family::default(),
            results: Family::default(),
            commit_seconds: seconds(),
            commit_results: Histogram::new(exponential_buckets(1.0, 2.0, 7)),
            waiting: Gauge::default(),
            streams: Gauge::default(),
            boards: Gauge::default(),
            connections: Gauge::default(),
            database: Gauge::default(),
        };
        new.registered()
    }

    fn registered(mut self) -> Self {
        let all = &mut self.registry;
        all.register("requests", "Requests by route", self.requests.clone());
        let what = "From a request's head to its answer's head";
        all.register_with_unit("request", what, Unit::Seconds, self.request_seconds.clone());
        all.register("refusals", "Refusals by problem", self.refusals.clone());
        all.register(
            "doubts",
            "Results put aside, and what is odd about kiosks",
            self.doubts.clone(),
        );
        let what = "Kiosks that said that their clock is wrong, or right again";
        all.register("clock_errors", what, self.clocks.clone());
        all.register("results", "Results stored, each once", self.results.clone());
        let what = "From the first statement of a group of results to its commit";
        all.register_with_unit("commit", what, Unit::Seconds, self.commit_seconds.clone());
        all.register("commit_results", "Results of a commit", self.commit_results.clone());
        all.register("waiting_results", "Results that wait", self.waiting.clone());
        all.register("desk_streams", "Desks that listen", self.streams.clone());
        all.register("board_streams", "Public boards that listen", self.boards.clone());
        all.register("connections", "Open connections", self.connections.clone());
        all.register("database_up", "Whether the store answers", self.database.clone());
        self
    }
}
