//! The SVG path of a series.

use std::fmt::Write;

use super::{
    axis::Axis,
    chart::{Series, Style},
    plot_area::PlotArea,
    simplify::{PlotPoint, simplify},
};

/// Maximum number of points in a path: more would enlarge the file and not be visible.
const MAX_POINTS: usize = 200;

/// The path data, in pixels rounded to a tenth.
pub(super) fn path(series: &Series, x: &Axis, y: &Axis, area: &PlotArea) -> String {
    let known = series.points.iter().filter(|(x, y)| !x.is_nan() && !y.is_nan());
    let points: Vec<PlotPoint> = known
        .map(|&(x_value, y_value)| area.point(x.position(x_value), y.position(y_value)))
        .collect();
    let points = match series.style {
        Style::Line => points,
        Style::Steps => steps(&points),
        Style::Bars => bars(&points, area),
    };
    let mut path = String::new();
    for (x, y) in simplify(&points, MAX_POINTS) {
        let sign = if path.is_empty() { 'M' } else { 'L' };
        // Writing to a string never fails.
        let _written = write!(path, "{sign}{} {}", tenth(x), tenth(y));
    }
    path
}

/// Rounds to one decimal.
pub(super) fn tenth(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

/// The corners of steps through `points`.
fn steps(points: &[PlotPoint]) -> Vec<PlotPoint> {
    let corners = points.windows(2).flat_map(|pair| [pair[0], (pair[1].0, pair[0].1)]);
    corners.chain(points.last().copied()).collect()
}

/// The outline of bars that stand on the axis.
fn bars(points: &[PlotPoint], area: &PlotArea) -> Vec<PlotPoint> {
    let ground = |point: &PlotPoint| (point.0, area.bottom);
    let mut corners = steps(points);
    corners.pop();
    points.first().map(ground).into_iter().chain(corners).chain(points.last().map(ground)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::{Scale, Unit, plot_area::AREA};

    fn drawn(style: Style, points: &[(f64, f64)]) -> String {
        let axis = |scale, range| Axis { label: String::new(), scale, unit: Unit::Number, range };
        let (x, y) = (axis(Scale::Log10, (1e-2, 1.0)), axis(Scale::Linear, (0.0, 1.0)));
        path(&Series { name: String::new(), points: points.into(), style }, &x, &y, &AREA)
    }

    #[test]
    fn a_line_connects_points_and_steps_hold_them() {
        let points = [(0.01, 1.0), (0.1, 0.5), (1.0, 0.0)];
        let steeper = [(0.01, 1.0), (0.1, 0.25), (1.0, 0.0)];
        assert_eq!(
            drawn(Style::Line, &points),
            "M76 44L620 384",
            "the middle point is on the line"
        );
        assert_eq!(drawn(Style::Line, &steeper), "M76 44L348 299L620 384");
        assert_eq!(drawn(Style::Steps, &points), "M76 44L348 44L348 214L620 214L620 384");
    }

    #[test]
    fn bars_stand_on_the_axis_and_the_last_point_ends_them() {
        let points = [(0.01, 1.0), (0.1, 0.5), (1.0, 0.7)];
        let expected = "M76 384L76 44L348 44L348 214L620 214L620 384";
        assert_eq!(drawn(Style::Bars, &points), expected);
    }

    #[test]
    fn a_zero_on_a_logarithmic_axis_is_clamped() {
        assert_eq!(drawn(Style::Line, &[(0.0, 0.5), (1.0, 0.5)]), "M76 214L620 214");
    }

    #[test]
    fn nan_is_left_out() {
        let points = [(f64::NAN, 0.5), (0.01, 0.5), (0.1, f64::NAN), (1.0, f64::INFINITY)];
        assert_eq!(drawn(Style::Line, &points), "M76 214L620 44");
        for style in [Style::Line, Style::Steps, Style::Bars] {
            assert_eq!(drawn(style, &[]), "");
            assert_eq!(drawn(style, &[(f64::NAN, 1.0)]), "");
        }
    }

    #[test]
    fn a_line_of_a_million_points_stays_small() {
        let noise =
            |step: u32| f64::from(step.wrapping_mul(2_654_435_761) >> 8) / f64::from(1 << 24);
        let points: Vec<_> =
            (1..=1_000_000).map(|step| (f64::from(step) / 1e6, noise(step))).collect();
        let corners = drawn(Style::Line, &points).matches('L').count();
        assert!((100..200).contains(&corners), "{corners}");
    }
}
