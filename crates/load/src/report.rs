//! The report of measurements, as text and as a table.

use std::{fmt, thread};

use jiff::Timestamp;

use crate::{
    desks::Desks,
    faults::{Fault, What},
    memory::Memory,
    speed::Speed,
    stage::Kind,
};

/// One requirement and its measurement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportLine {
    /// Which store.
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

/// All lines, the newest of each.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<ReportLine>);

/// How many results a second a store must take.
pub(crate) fn asked(kind: Kind) -> u32 {
    match kind {
        Kind::Sqlite => 3_000,
        Kind::Postgres => 2_000,
    }
}

/// The longest 99th percentile at half the load, in milliseconds.
const P99_MS: f64 = 50.0;

/// The latest that a desk may see a result, in milliseconds.
const SEEN_MS: f64 = 1_000.0;

/// The most memory, in megabytes.
const MEGABYTES: f64 = 100.0;

impl ReportLine {
    fn new(store: Kind, asked: String, measured: String, reached: bool) -> Self {
        let day = Timestamp::now().strftime("%Y-%m-%d").to_string();
        let store = match store {
            Kind::Sqlite => "SQLite",
            Kind::Postgres => "PostgreSQL",
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

impl From<Speed> for ReportLine {
    fn from(it: Speed) -> Self {
        let asked = asked(it.store);
        Self::new(
            it.store,
            format!("{asked} stored results a second; p99 under {P99_MS} ms at half of that"),
            format!(
                "{:.0} a second, median {:.1} ms, p99 {:.1} ms; at {} a second {:.1} and {:.1} ms",
                it.per_second,
                it.full_ms[0],
                it.full_ms[1],
                it.half_per_second,
                it.half_ms[0],
                it.half_ms[1]
            ),
            it.per_second >= f64::from(asked) && it.half_ms[1] < P99_MS,
        )
    }
}

impl From<Desks> for ReportLine {
    fn from(it: Desks) -> Self {
        Self::new(
            it.store,
            format!("{} open desks see a result within {SEEN_MS} ms", it.desks),
            format!(
                "the last one after {:.0} ms (median of 20 results), {:.0} ms at most; servers: {}",
                it.seen_ms[0], it.seen_ms[1], it.servers
            ),
            it.seen_ms[1] <= SEEN_MS,
        )
    }
}

impl From<Memory> for ReportLine {
    fn from(it: Memory) -> Self {
        Self::new(
            it.store,
            format!("under {MEGABYTES} MB after {} results", it.results),
            format!("{:.0} MB, {:.0} MB at most", it.megabytes[0], it.megabytes[1]),
            it.megabytes[1] < MEGABYTES,
        )
    }
}

impl From<Fault> for ReportLine {
    fn from(it: Fault) -> Self {
        let asked = match it.what {
            What::Kills => format!("{} times `kill -9` under load, none lost or doubled", it.times),
            What::Outage => format!("database away for {} s under load, none lost", it.times),
        };
        let recovered = it.recovered_seconds.map(|it| format!("; goes on after {it:.1} s"));
        let measured = format!(
            "{} acknowledged, {} lost, {} doubled, {} requests sent again{}",
            it.acknowledged,
            it.lost,
            it.doubled,
            it.failures,
            recovered.unwrap_or_default()
        );
        Self::new(it.store, asked, measured, it.lost == 0 && it.doubled == 0)
    }
}

impl Report {
    /// Parses the results of earlier runs from a [`document`](Self::document).
    pub(crate) fn of(document: &str) -> Self {
        let rows = document.lines().filter_map(|it| it.strip_prefix("| ")?.strip_suffix(" |"));
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
        let is_same = |it: &&mut ReportLine| (&it.store, &it.asked) == (&line.store, &line.asked);
        match self.0.iter_mut().find(is_same) {
            Some(before) => *before = line,
            None => self.0.push(line),
        }
    }

    /// As `docs/server-bench.md` has it.
    pub(crate) fn document(&self) -> String {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let lines = self.0.iter().map(|it| {
            let ReportLine { store, asked, measured, reached, day } = it;
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
            [(Kind::Sqlite, "1"), (Kind::Postgres, "2"), (Kind::Sqlite, "3")]
                .map(|(kind, measured)| line(kind, measured));
        let mut report = Report::default();
        report.add(sqlite);
        report.add(postgres.clone());
        let mut report = Report::of(&report.document());
        report.add(again.clone());
        assert_eq!(Report::of(&report.document()).0, [again, postgres]);
    }
}
