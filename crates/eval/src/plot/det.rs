//! Detection error tradeoff (DET) charts.

use super::{
    axis::{Axis, Scale, Unit},
    chart::{Chart, NamedCurve, Series, Style},
};

/// Both error rates at all thresholds. Points are pairs of FMR and FNMR, 0 to 1, in the order of their
/// thresholds. The axes are the same for all cards, so curves can be compared.
pub fn det(title: &str, curves: &[NamedCurve<'_>]) -> Chart {
    let axis = |label: &str, unit, least| Axis {
        label: label.into(),
        scale: Scale::Log10,
        unit,
        range: (least, 1.0),
    };
    let series = |&(name, points): &NamedCurve<'_>| Series {
        name: name.into(),
        points: points.into(),
        style: Style::Line,
    };
    Chart {
        title: title.into(),
        x: axis("False match rate (FMR)", Unit::Number, 1e-6),
        y: axis("False non-match rate (FNMR)", Unit::Percent, 1e-4),
        series: curves.iter().map(series).collect(),
        marks: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_curve_is_a_line_over_the_same_axes() {
        let chart = det("", &[("a", &[(1e-4, 0.03)]), ("b", &[])]);
        assert_eq!(chart.series[0].points, [(1e-4, 0.03)]);
        assert_eq!((chart.x.range, chart.y.range), (det("", &[]).x.range, det("", &[]).y.range));
        assert_eq!(chart.x.position(1e-3), 0.5);
    }
}
