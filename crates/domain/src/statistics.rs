//! Statistics of finished checks, grouped until each row counts enough travellers (k-anonymity).

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The least travellers of a row (k).
pub const LEAST: usize = 5;

/// A finished check without identifiers.
#[derive(Clone, Debug)]
pub struct FinishedCheck {
    /// When the last screen came, by the clock of the server.
    pub came: Timestamp,
    /// How long it took.
    pub seconds: u32,
    /// The site of the kiosk.
    pub site: String,
    /// The lane, as stored.
    pub lane: String,
    /// The outcome, as stored.
    pub outcome: String,
    /// The source of the document photo, if one was compared.
    pub document: Option<String>,
    /// The recogniser.
    pub model: Option<String>,
}

/// The properties that the checks of a row share, apart from their day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatisticsGroup {
    /// The site of the kiosk.
    pub site: String,
    /// The hour in UTC; `None` where hours were merged.
    pub hour: Option<i8>,
    /// The lane, as stored.
    pub lane: String,
    /// The outcome, as stored.
    pub outcome: String,
    /// `None` where nothing was compared, or where groups were merged.
    pub document: Option<String>,
    /// The same.
    pub model: Option<String>,
}

/// A row: the statistics of a group of checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatisticsRow {
    /// The day in UTC.
    pub day: Date,
    /// What the checks share.
    pub kind: StatisticsGroup,
    /// How many checks there are.
    pub travellers: usize,
    /// The median of their durations.
    pub median_seconds: u32,
    /// The 90th percentile of their durations.
    pub p90_seconds: u32,
}

type StatisticsGroups = BTreeMap<StatisticsGroup, Vec<u32>>;

/// The rows of a day. A group with too few travellers loses its hour, then its document and
/// recogniser; if there are still too few, the group is left out.
pub fn rows(day: Date, checks: Vec<FinishedCheck>) -> Vec<StatisticsRow> {
    let mut kinds = StatisticsGroups::new();
    for check in checks {
        let FinishedCheck { came, seconds, site, lane, outcome, document, model } = check;
        let hour = Some(came.to_zoned(TimeZone::UTC).hour());
        let kind = StatisticsGroup { site, hour, lane, outcome, document, model };
        kinds.entry(kind).or_default().push(seconds);
    }
    let mut kept = Vec::new();
    let few = split(kinds, &mut kept);
    let few = split(merged(few, |kind| StatisticsGroup { hour: None, ..kind }), &mut kept);
    let plain = |kind| StatisticsGroup { document: None, model: None, ..kind };
    // Groups that are still too small are left out.
    split(merged(few, plain), &mut kept);
    kept.sort();
    kept.into_iter().map(|(kind, seconds)| row(day, kind, seconds)).collect()
}

/// Moves the groups with enough travellers to `kept`, and returns the others.
fn split(kinds: StatisticsGroups, kept: &mut Vec<(StatisticsGroup, Vec<u32>)>) -> StatisticsGroups {
    let (many, few): (Vec<_>, _) = kinds.into_iter().partition(|group| group.1.len() >= LEAST);
    kept.extend(many);
    few.into_iter().collect()
}

fn merged(
    kinds: StatisticsGroups,
    coarser: impl Fn(StatisticsGroup) -> StatisticsGroup,
) -> StatisticsGroups {
    let mut merged = StatisticsGroups::new();
    for (kind, seconds) in kinds {
        merged.entry(coarser(kind)).or_default().extend(seconds);
    }
    merged
}

fn row(day: Date, kind: StatisticsGroup, mut seconds: Vec<u32>) -> StatisticsRow {
    seconds.sort_unstable();
    let travellers = seconds.len();
    // Nearest rank: the smallest value that this share does not exceed.
    let rank = |percent: usize| {
        let at = (travellers * percent).div_ceil(100).saturating_sub(1);
        seconds.get(at).copied().unwrap_or_default()
    };
    StatisticsRow { day, kind, travellers, median_seconds: rank(50), p90_seconds: rank(90) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = jiff::civil::date(2026, 11, 24);

    fn checks(
        hour: i8,
        outcome: &str,
        document: Option<&str>,
        seconds: &[u32],
    ) -> Vec<FinishedCheck> {
        let came = DAY.at(hour, 30, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
        let check = |&seconds| FinishedCheck {
            came,
            seconds,
            site: "Pier 2".into(),
            lane: "officer".into(),
            outcome: outcome.into(),
            document: document.map(Into::into),
            model: document.map(|_| "b7120c09".into()),
        };
        seconds.iter().map(check).collect()
    }

    fn groups(checks: Vec<Vec<FinishedCheck>>) -> Vec<(Option<i8>, Option<String>, usize)> {
        let rows = rows(DAY, checks.concat());
        rows.into_iter().map(|row| (row.kind.hour, row.kind.document, row.travellers)).collect()
    }

    #[test]
    fn five_are_enough_for_a_row_of_their_own() {
        let rows = rows(DAY, checks(9, "manual", None, &[50, 10, 30, 20, 40]));
        let [row] = &rows[..] else { panic!("{rows:?}") };
        assert_eq!((row.travellers, row.median_seconds, row.p90_seconds), (5, 30, 50));
        assert_eq!(row.kind.hour, Some(9));
    }

    #[test]
    fn four_are_put_together_with_others_first_of_the_day_and_then_of_any_document() {
        let four = [1, 2, 3, 4];
        let camera = |hour| checks(hour, "no_match", Some("camera"), &four);
        assert_eq!(groups(vec![camera(9), camera(10)]), [(None, Some("camera".into()), 8)]);
        let file = checks(9, "no_match", Some("file"), &four);
        assert_eq!(groups(vec![camera(9), file]), [(None, None, 8)]);
    }

    #[test]
    fn who_is_among_too_few_is_in_no_row() {
        let four = checks(9, "no_match", Some("camera"), &[1, 2, 3, 4]);
        let others = checks(9, "manual", None, &[1; 7]);
        assert_eq!(groups(vec![four, others]), [(Some(9), None, 7)]);
        assert_eq!(groups(vec![]), []);
    }

    #[test]
    fn no_row_stands_for_fewer_than_five_whatever_came() {
        for seed in 0..200_usize {
            let some = (0..seed % 40).flat_map(|at| {
                let hour = (at * seed % 24) as i8;
                let document = [None, Some("camera"), Some("file")][at * seed % 3];
                let outcome = if document.is_none() { "manual" } else { "no_match" };
                checks(hour, outcome, document, &[at as u32])
            });
            let rows = rows(DAY, some.collect());
            assert!(rows.iter().all(|row| row.travellers >= LEAST), "{rows:?}");
        }
    }
}
