//! The last day's waits as a drawing, with the same figures as a table.
//!
//! The SVG is written here instead of by a plotting library, because it is a part of the page: the desk's
//! style sheet sets its colours and fonts, and screen readers get the table.

use std::collections::BTreeMap;

use domain::{WaitSample, waits::SAMPLE_INTERVAL};
use jiff::Timestamp;
use maud::{Markup, html};
use wire::{Lane, Wait};

use crate::desk::labels::{self, minutes};

/// The drawing's size and the room for its axes, in its own units.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 124.0;
const ABOVE: f64 = 20.0;
const BELOW: f64 = 44.0;
/// Half the width of an hour's label, as large as it is on a phone.
const LABEL: f64 = 40.0;

/// How many steps a day has.
const STEPS: i64 = 96;

/// One of the lines.
struct Line {
    lane: Lane,
    class: &'static str,
    title: &'static str,
    /// The value of a wait that is drawn.
    of: fn(Wait) -> u32,
}

const LINES: [Line; 4] = [
    Line {
        lane: Lane::Officer,
        class: "officer median",
        title: "Officer lane, median",
        of: |wait| wait.median_seconds,
    },
    Line {
        lane: Lane::Officer,
        class: "officer p90",
        title: "Officer lane, 90th percentile",
        of: |wait| wait.p90_seconds,
    },
    Line {
        lane: Lane::Face,
        class: "face median",
        title: "Face lane, median",
        of: |wait| wait.median_seconds,
    },
    Line {
        lane: Lane::Face,
        class: "face p90",
        title: "Face lane, 90th percentile",
        of: |wait| wait.p90_seconds,
    },
];

/// The drawing, its legend and its table.
pub(super) fn figure(samples: &[WaitSample], now: Timestamp) -> Markup {
    html! {
        section aria-labelledby="day" {
            h2 id="day" { "The last day " span.light { "UTC" } }
            @if samples.is_empty() {
                p.empty { "Nothing is known of the last day yet." }
            } @else {
                figure {
                    (drawing(samples, now))
                    figcaption {
                        ul.legend {
                            @for Line { class, title, .. } in LINES {
                                li {
                                    svg viewBox="0 0 40 8" aria-hidden="true" {
                                        path class=(class) d="M0 4H40" {}
                                    }
                                    (title)
                                }
                            }
                        }
                    }
                }
                details {
                    summary { "The same as a table" }
                    (table(samples))
                }
            }
        }
    }
}

fn drawing(samples: &[WaitSample], now: Timestamp) -> Markup {
    let longest = samples.iter().map(|sample| sample.wait.p90_seconds).max().unwrap_or(0);
    let top = top(longest);
    let y = |seconds: u32| {
        let share = f64::from(seconds) / f64::from(top);
        ABOVE + (HEIGHT - BELOW - ABOVE) * (1.0 - share)
    };
    let last = step(now);
    let x = |at: i64| LEFT + (WIDTH - LEFT) * (at - (last - STEPS)) as f64 / STEPS as f64;
    let hours = (last - STEPS..=last).filter(|step| step % 16 == 0);
    html! {
        svg.chart viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-labelledby="t d" {
            title id="t" { "Waits in both lanes over the last day" }
            desc id="d" { (description(samples)) }
            @for part in 0..=4 {
                @let seconds = top / 4 * part;
                path.grid d=(format!("M{LEFT} {:.1}H{WIDTH}", y(seconds))) {}
                text x=(LEFT - 12.0) y=(format!("{:.1}", y(seconds))) text-anchor="end"
                    dominant-baseline="middle" { (minutes(seconds)) }
            }
            @for at in hours {
                @if (LEFT..=WIDTH - LABEL).contains(&x(at)) {
                    text x=(format!("{:.1}", x(at))) y=(HEIGHT - 10.0) text-anchor="middle" {
                        (hour(at))
                    }
                }
            }
            @for Line { lane, class, of, .. } in LINES {
                path class=(class) d=(line(samples, lane, |at, wait| (x(at), y(of(wait))))) {}
            }
        }
    }
}

/// A lane's line. It is broken where a step has no figures.
fn line(samples: &[WaitSample], lane: Lane, point: impl Fn(i64, Wait) -> (f64, f64)) -> String {
    let mut before = None;
    let mut path = String::new();
    for sample in samples.iter().filter(|sample| sample.lane == lane) {
        let at = step(sample.at);
        let (x, y) = point(at, sample.wait);
        // A line of no length is drawn as a dot: its ends are round.
        let from = if before == Some(at - 1) { "L" } else { "M" };
        path += &format!("{from}{x:.1} {y:.1}");
        if from == "M" {
            path += "h0";
        }
        before = Some(at);
    }
    path
}

fn table(samples: &[WaitSample]) -> Markup {
    let mut steps = BTreeMap::<i64, [Option<Wait>; 2]>::new();
    for sample in samples {
        let [officer, face] = steps.entry(step(sample.at)).or_default();
        match sample.lane {
            Lane::Officer => *officer = Some(sample.wait),
            Lane::Face => *face = Some(sample.wait),
        }
    }
    html! {
        table {
            caption { "Median and 90th percentile over the hour before, newest first" }
            thead {
                tr {
                    th scope="col" { "Time" }
                    th scope="col" { (labels::lane(Lane::Officer)) }
                    th scope="col" { (labels::lane(Lane::Face)) }
                }
            }
            tbody {
                @for (at, waits) in steps.iter().rev() {
                    tr {
                        th scope="row" { (clock(*at)) }
                        @for wait in waits {
                            td {
                                @match wait {
                                    Some(wait) => {
                                        (minutes(wait.median_seconds)) ", " (minutes(wait.p90_seconds))
                                    }
                                    None => "too few",
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The text alternative of the drawing.
fn description(samples: &[WaitSample]) -> String {
    let part = |lane| {
        let lane = samples.iter().filter(|sample| sample.lane == lane);
        match lane.map(|sample| sample.wait.median_seconds).max() {
            Some(seconds) => format!("up to {}", minutes(seconds)),
            None => "not known".into(),
        }
    };
    format!(
        "The median in the officer lane was {}, in the face lane {}. The table below has all \
         figures.",
        part(Lane::Officer),
        part(Lane::Face)
    )
}

/// The end of the scale: four equal parts of whole minutes.
fn top(seconds: u32) -> u32 {
    seconds.div_ceil(240).max(1) * 240
}

/// The number of the quarter of an hour since 1970-01-01 UTC.
fn step(at: Timestamp) -> i64 {
    at.as_second().div_euclid(SAMPLE_INTERVAL.as_secs())
}

/// As `14:15 UTC`.
fn clock(step: i64) -> String {
    format!("{} UTC", hour(step))
}

/// As `14:15`.
fn hour(step: i64) -> String {
    let at = Timestamp::from_second(step * SAMPLE_INTERVAL.as_secs()).unwrap_or(Timestamp::MIN);
    at.strftime("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(quarter: i64, lane: Lane, seconds: u32) -> WaitSample {
        let wait = Wait { median_seconds: seconds, p90_seconds: seconds, travellers: 5 };
        let at = Timestamp::from_second(quarter * SAMPLE_INTERVAL.as_secs()).unwrap();
        WaitSample { lane, at, wait }
    }

    #[test]
    fn a_line_is_broken_where_nothing_is_known() {
        let samples = [1, 2, 4].map(|quarter| sample(quarter, Lane::Officer, 60));
        let point = |at: i64, _| (at as f64, 0.0);
        assert_eq!(line(&samples, Lane::Officer, point), "M1.0 0.0h0L2.0 0.0M4.0 0.0h0");
        assert_eq!(line(&samples, Lane::Face, point), "");
    }

    #[test]
    fn the_scale_holds_the_longest_wait_in_whole_minutes() {
        for (seconds, end) in [(0, 240), (240, 240), (241, 480), (3_600, 3_600)] {
            assert_eq!(top(seconds), end);
        }
    }
}
