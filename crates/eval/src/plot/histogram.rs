//! Histograms of genuine and impostor scores.

use super::{
    axis::{Axis, Scale, Unit},
    chart::{Chart, Mark, Series, Style},
};

/// The distribution of genuine and impostor pairs over the `range` of the `score`, in bins of equal
/// width. The slices have the number of pairs in each bin, at most about a hundred bins; `marks` are
/// thresholds with their names.
pub fn histogram(
    title: &str,
    score: &str,
    range: (f64, f64),
    genuine: &[u64],
    impostors: &[u64],
    marks: &[(f64, &str)],
) -> Chart {
    let series =
        [("Impostor pairs", impostors), ("Genuine pairs", genuine)].map(|(name, counts)| Series {
            name: format!("{name} ({})", grouped(counts.iter().sum())),
            points: bars(counts, range),
            style: Style::Bars,
        });
    let shares = series.iter().flat_map(|series| &series.points).map(|point| point.1);
    Chart {
        title: title.into(),
        x: Axis { label: score.into(), scale: Scale::Linear, unit: Unit::Number, range },
        y: Axis::shares("Share of pairs", shares),
        marks: marks.iter().map(|&(at, name)| Mark { at, name: name.into() }).collect(),
        series: series.into(),
    }
}

/// A point at the left edge of each bin and one at the right edge of the last.
fn bars(counts: &[u64], (start, end): (f64, f64)) -> Vec<(f64, f64)> {
    let all = counts.iter().sum::<u64>().max(1) as f64;
    let width = (end - start) / counts.len().max(1) as f64;
    let shares = counts.iter().map(|&count| count as f64 / all).chain([0.0]);
    shares.enumerate().map(|(bin, share)| (start + bin as f64 * width, share)).collect()
}

/// `number` with thousands separators.
fn grouped(number: u64) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{},{rest:03}", grouped(thousands)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_series_is_shares_of_its_own_pairs() {
        let chart = histogram("", "", (0.0, 1.0), &[0, 1_500], &[6_000_000, 2_000_000], &[]);
        assert_eq!(chart.series[0].points, [(0.0, 0.75), (0.5, 0.25), (1.0, 0.0)]);
        assert_eq!(chart.series[1].points, [(0.0, 0.0), (0.5, 1.0), (1.0, 0.0)]);
        assert_eq!(chart.y.range, (0.0, 1.0));
        let names = chart.series.iter().map(|series| series.name.as_str());
        assert!(names.eq(["Impostor pairs (8,000,000)", "Genuine pairs (1,500)"]));
    }

    #[test]
    fn empty_counts_are_an_empty_chart() {
        let chart = histogram("", "", (0.0, 1.0), &[0, 0], &[], &[]);
        assert!(crate::plot::svg(&chart).contains("Genuine pairs (0)"));
    }
}
