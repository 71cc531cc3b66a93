//! The report of measurements, as text and as a table.

use std::{fmt, thread};

use jiff::Timestamp;

use crate::{
    desks::DeskDelay,
    environment::StoreKind,
    failover::{Failover, PAGES},
    faults::{Fault, FaultKind},
    memory::MemoryUse,
    throughput::Throughput,
};

/// A requirement with its measurement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportLine {
    /// The name of the store.
    store: String,
    /// The requirement.
    asked: String,
    /// The measurement.
    measured: String,
    /// Whether the requirement is met.
    reached: bool,
    /// The day (UTC).
    day: String,
}

/// The latest line for each requirement.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<ReportLine>);

/// The required number of results per second.
pub(crate) fn asked(kind: StoreKind) -> u32 {
    match kind {
        StoreKind::Sqlite => 3_000,
        StoreKind::Postgres => 2_000,
    }
}

/// The maximum 99th percentile of the latency at half the load, in milliseconds.
const P99_MS: f64 = 50.0;

/// The maximum delay until a desk shows a result, in milliseconds.
const SEEN_MS: f64 = 1_000.0;

/// The maximum memory, in megabytes.
const MEGABYTES: f64 = 100.0;

/// The maximum time without a change after a fault, in seconds.
const INTERRUPTION_S: f64 = 5.0;

/// Added to a requirement for two servers.
const CLUSTER: &str = "; two servers behind nginx with TLS";

impl ReportLine {
    fn new(store: StoreKind, asked: String, measured: String, reached: bool) -> Self {
        let day = Timestamp::now().strftime("%Y-%m-%d").to_string();
        let store = match store {
            StoreKind::Sqlite => "SQLite",
            StoreKind::Postgres => "PostgreSQL",
        };
        Self { store: store.into(), asked, measured, reached, day }
    }

    pub(crate) fn is_reached(&self) -> bool {
        self.reached
    }
}

impl fmt::Display for ReportLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { store, asked, measured, reached, .. } = self;
        let verdict = if *reached { "reached" } else { "MISSED" };
        write!(f, "{store}: {measured} ({asked}: {verdict})")
    }
}

impl From<Throughput> for ReportLine {
    fn from(throughput: Throughput) -> Self {
        let asked = asked(throughput.store);
        Self::new(
            throughput.store,
            format!(
                "{asked} stored results a second; p99 under {P99_MS} ms at half of that{}",
                if throughput.servers > 1 { CLUSTER } else { "" }
            ),
            format!(
                "{:.0} a second, median {:.1} ms, p99 {:.1} ms; at {} a second {:.1} and {:.1} ms",
                throughput.per_second,
                throughput.full_ms[0],
                throughput.full_ms[1],
                throughput.half_per_second,
                throughput.half_ms[0],
                throughput.half_ms[1]
            ),
            throughput.per_second >= f64::from(asked) && throughput.half_ms[1] < P99_MS,
        )
    }
}

impl From<DeskDelay> for ReportLine {
    fn from(desks: DeskDelay) -> Self {
        Self::new(
            desks.store,
            format!("{} open desks see a result within {SEEN_MS} ms", desks.desks),
            format!(
                "the last one after {:.0} ms (median of 20 results), {:.0} ms at most; servers: {}",
                desks.seen_ms[0], desks.seen_ms[1], desks.servers
            ),
            desks.seen_ms[1] <= SEEN_MS,
        )
    }
}

impl From<MemoryUse> for ReportLine {
    fn from(memory: MemoryUse) -> Self {
        Self::new(
            memory.store,
            format!("under {MEGABYTES} MB after {} results", memory.results),
            format!("{:.0} MB, {:.0} MB at most", memory.megabytes[0], memory.megabytes[1]),
            memory.megabytes[1] < MEGABYTES,
        )
    }
}

impl From<Fault> for ReportLine {
    fn from(fault: Fault) -> Self {
        let asked = match fault.kind {
            FaultKind::Kills => {
                format!("{} times `kill -9` under load, none lost or doubled", fault.times)
            }
            FaultKind::Outage => {
                format!("database away for {} s under load, none lost", fault.times)
            }
        };
        let recovered =
            fault.recovered_seconds.map(|seconds| format!("; goes on after {seconds:.1} s"));
        let measured = format!(
            "{} acknowledged, {} lost, {} doubled, {} requests sent again{}",
            fault.acknowledged,
            fault.lost,
            fault.doubled,
            fault.failures,
            recovered.unwrap_or_default()
        );
        Self::new(fault.store, asked, measured, fault.lost == 0 && fault.doubled == 0)
    }
}

/// A line for each fault, and one for the results.
pub(crate) fn lines_of(failover: &Failover) -> Vec<ReportLine> {
    let Failover { acknowledged, lost, doubled, failures, .. } = failover;
    let results = ReportLine::new(
        StoreKind::Postgres,
        format!("each fault once under load, none lost or doubled{CLUSTER}"),
        format!(
            "{acknowledged} acknowledged, {lost} lost, {doubled} doubled, {failures} requests sent \
             again; the database was away for {:.1} s",
            failover.restart_seconds.unwrap_or_default()
        ),
        *lost == 0 && *doubled == 0,
    );
    let interruptions = failover.interruptions.iter().map(|interruption| {
        let [board, desk, calls] = [interruption.board, interruption.desk, interruption.calls];
        ReportLine::new(
            StoreKind::Postgres,
            format!(
                "{}: {PAGES} boards, {PAGES} desks and an officer's calls go on within \
                 {INTERRUPTION_S} s{CLUSTER}",
                interruption.fault
            ),
            format!(
                "longest time without a change: board {board:.1} s, desk {desk:.1} s, calls \
                 {calls:.1} s; a result waits {:.1} s at most",
                interruption.result
            ),
            [board, desk, calls].iter().all(|seconds| *seconds <= INTERRUPTION_S),
        )
    });
    interruptions.chain([results]).collect()
}

impl Report {
    /// Parses the results of earlier runs from a [`document`](Self::document).
    pub(crate) fn of(document: &str) -> Self {
        let rows = document.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
        let line = |row: &str| {
            let [store, asked, measured, reached, day] =
                row.split(" | ").collect::<Vec<_>>().try_into().ok()?;
            let reached = match reached {
                "yes" => true,
                "no" => false,
                // The table's head.
                _ => return None,
            };
            let [store, asked, measured, day] = [store, asked, measured, day].map(str::to_owned);
            Some(ReportLine { store, asked, measured, reached, day })
        };
        Self(rows.filter_map(line).collect())
    }

    /// Adds a line in place of an earlier one with the same requirement.
    pub(crate) fn add(&mut self, line: ReportLine) {
        let is_same =
            |other: &&mut ReportLine| (&other.store, &other.asked) == (&line.store, &line.asked);
        match self.0.iter_mut().find(is_same) {
            Some(before) => *before = line,
            None => self.0.push(line),
        }
    }

    /// Formats the report as `docs/server-bench.md`.
    pub(crate) fn document(&self) -> String {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let lines = self.0.iter().map(|line| {
            let ReportLine { store, asked, measured, reached, day } = line;
            let reached = if *reached { "yes" } else { "no" };
            format!("| {store} | {asked} | {measured} | {reached} | {day} |\n")
        });
        format!(
            "# Load and fault tests of the server\n\n\
             `cargo xtask load` and `cargo xtask faults` run them and, with `--write-docs`, write \
             this page. The release build of `gangway-server` runs as a separate process with an \
             empty store, and the load generator runs on the same {cores} cores. 400 kiosks enrol, \
             declare that 2,000 results wait, and send \
             over 64 connections; each result is signed (ES256), checked, and on disk before it is \
             acknowledged; each message is sent again until it is. Afterwards the stored results \
             are counted through a separate connection. Latencies are measured from when a \
             message was due.\n\n\
             | store | asked | measured | reached | day |\n| --- | --- | --- | --- | --- |\n{}",
            lines.collect::<String>()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_measured_again_stays_in_the_document() {
        let line =
            |kind, measured: &str| ReportLine::new(kind, "speed".into(), measured.into(), true);
        let [sqlite, postgres, again] =
            [(StoreKind::Sqlite, "1"), (StoreKind::Postgres, "2"), (StoreKind::Sqlite, "3")]
                .map(|(kind, measured)| line(kind, measured));
        let mut report = Report::default();
        report.add(sqlite);
        report.add(postgres.clone());
        let mut report = Report::of(&report.document());
        report.add(again.clone());
        assert_eq!(Report::of(&report.document()).0, [again, postgres]);
    }
}
