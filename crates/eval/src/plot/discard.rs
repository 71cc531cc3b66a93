//! Error-versus-discard charts.

use super::{
    axis::{Axis, Scale, Unit},
    chart::{Chart, NamedCurve, Series, Style},
};

/// The largest share of pairs that is discarded.
const MAX_DISCARDED: f64 = 0.3;

/// Error versus discard: the FNMR when the pairs of the lowest quality are discarded. The steeper the
/// curve, the better the quality measure. Points are pairs of the discarded share, 0 to 0.3, and the
/// FNMR of the rest, 0 to 1.
pub fn discard(title: &str, curves: &[NamedCurve<'_>]) -> Chart {
    let visible = |&(_, points): &NamedCurve<'_>| {
        points.iter().filter(|(share, _)| *share <= MAX_DISCARDED).copied().collect()
    };
    let series: Vec<Series> = curves
        .iter()
        .map(|curve| Series { name: curve.0.into(), points: visible(curve), style: Style::Steps })
        .collect();
    let rates = series.iter().flat_map(|one| &one.points).map(|(_, fnmr)| *fnmr);
    Chart {
        title: title.into(),
        x: Axis {
            label: "Share of pairs discarded".into(),
            scale: Scale::Linear,
            unit: Unit::Percent,
            range: (0.0, MAX_DISCARDED),
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
    fn the_axis_fits_the_visible_points_and_the_rest_is_left_out() {
        let points: Vec<_> = (0..=10).map(|step| f64::from(step) / 10.0).map(|x| (x, x)).collect();
        let chart = discard("", &[("yaw", &points)]);
        assert_eq!(chart.series[0].points.len(), 4);
        assert!((chart.y.range.1 - 0.3).abs() < 1e-9, "{:?}", chart.y.range);
    }
}
