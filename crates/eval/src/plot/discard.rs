//! Error versus discard.

use super::{Axis, Chart, NamedCurve, Scale, Series, Style, Unit};

/// The greatest share of pairs that is left out.
const MOST: f64 = 0.3;

/// How FNMR falls when the pairs of the least quality are left out: the steeper, the more a quality
/// says. Points are pairs of the share left out, 0 to 0.3, and FNMR of the rest, 0 to 1.
pub fn discard(title: &str, curves: &[NamedCurve<'_>]) -> Chart {
    let seen =
        |&(_, points): &NamedCurve<'_>| points.iter().filter(|it| it.0 <= MOST).copied().collect();
    let series: Vec<Series> = curves
        .iter()
        .map(|it| Series { name: it.0.into(), points: seen(it), style: Style::Steps })
        .collect();
    let rates = series.iter().flat_map(|it| &it.points).map(|it| it.1);
    Chart {
        title: title.into(),
        x: Axis {
            label: "Share of pairs discarded".into(),
            scale: Scale::Linear,
            unit: Unit::Percent,
            range: (0.0, MOST),
        },
        y: Axis::shares("False non-match rate (FNMR)", rates),
        series,
        marks: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_fits_what_is_seen_and_the_rest_is_left_out() {
        let points: Vec<_> = (0..=10).map(|it| f64::from(it) / 10.0).map(|it| (it, it)).collect();
        let chart = discard("", &[("yaw", &points)]);
        assert_eq!(chart.series[0].points.len(), 4);
        assert!((chart.y.range.1 - 0.3).abs() < 1e-9, "{:?}", chart.y.range);
    }
}
