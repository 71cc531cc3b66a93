//! The line of one series.

use std::fmt::Write;

use super::{
    Axis, Series, Style,
    drawing::Area,
    thin::{PlotPoint, thin},
};

/// The most points of a series in a plot: files stay small, and more points are not visible.
const MOST: usize = 200;

/// The data of an SVG path, in pixels that are rounded to a tenth.
pub(super) fn path(series: &Series, x: &Axis, y: &Axis, area: &Area) -> String {
    let known = series.points.iter().filter(|(x, y)| !x.is_nan() && !y.is_nan());
    let places: Vec<PlotPoint> =
        known.map(|&(at, value)| area.place(x.place(at), y.place(value))).collect();
    let places = match series.style {
        Style::Line => places,
        Style::Steps => steps(&places),
        Style::Bars => bars(&places, area),
    };
    let mut path = String::new();
    for (x, y) in thin(&places, MOST) {
        let sign = if path.is_empty() { 'M' } else { 'L' };
        // Writing to a string never fails.
        let _written = write!(path, "{sign}{} {}", tenth(x), tenth(y));
    }
    path
}

/// A number of pixels with at most one digit after the point.
pub(super) fn tenth(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

/// The corners of stairs through `places`.
fn steps(places: &[PlotPoint]) -> Vec<PlotPoint> {
    let corners = places.windows(2).flat_map(|it| [it[0], (it[1].0, it[0].1)]);
    corners.chain(places.last().copied()).collect()
}

/// The outline of bars that stand on the axis.
fn bars(places: &[PlotPoint], area: &Area) -> Vec<PlotPoint> {
    let ground = |place: &PlotPoint| (place.0, area.ground());
    let mut corners = steps(places);
    corners.pop();
    places.first().map(ground).into_iter().chain(corners).chain(places.last().map(ground)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::{Scale, Unit, drawing::AREA};

    fn drawn(style: Style, points: &[(f64, f64)]) -> String {
        let axis = |scale, range| Axis { label: String::new(), scale, unit: Unit::Number, range };
        let (x, y) = (axis(Scale::Log10, (1e-2, 1.0)), axis(Scale::Linear, (0.0, 1.0)));
        path(&Series { name: String::new(), points: points.into(), style }, &x, &y, &AREA)
    }

    #[test]
    fn a_line_joins_points_and_stairs_hold_them() {
        let points = [(0.01, 1.0), (0.1, 0.5), (1.0, 0.0)];
        let steeper = [(0.01, 1.0), (0.1, 0.25), (1.0, 0.0)];
        assert_eq!(drawn(Style::Line, &points), "M76 44L620 384", "all three are on one line");
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
    fn a_zero_on_a_logarithmic_axis_stands_at_its_end() {
        assert_eq!(drawn(Style::Line, &[(0.0, 0.5), (1.0, 0.5)]), "M76 214L620 214");
    }

    #[test]
    fn what_is_not_a_number_is_left_out() {
        let points = [(f64::NAN, 0.5), (0.01, 0.5), (0.1, f64::NAN), (1.0, f64::INFINITY)];
        assert_eq!(drawn(Style::Line, &points), "M76 214L620 44");
        for style in [Style::Line, Style::Steps, Style::Bars] {
            assert_eq!(drawn(style, &[]), "");
            assert_eq!(drawn(style, &[(f64::NAN, 1.0)]), "");
        }
    }

    #[test]
    fn a_line_of_a_million_points_stays_small() {
        let noise = |it: u32| f64::from(it.wrapping_mul(2_654_435_761) >> 8) / f64::from(1 << 24);
        let points: Vec<_> = (1..=1_000_000).map(|it| (f64::from(it) / 1e6, noise(it))).collect();
        let corners = drawn(Style::Line, &points).matches('L').count();
        assert!((100..200).contains(&corners), "{corners}");
    }
}
