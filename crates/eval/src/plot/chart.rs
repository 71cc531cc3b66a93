//! The data of a chart.

use super::axis::Axis;

/// Lines or bars over two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The title, shown above the chart and read by screen readers.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// The series, drawn in this order.
    pub series: Vec<Series>,
    /// Labelled vertical lines.
    pub marks: Vec<Mark>,
}

/// One line, or one outline of bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// Pairs of x and y in drawing order. Values outside an axis are clamped to its range; NaN is left
    /// out.
    pub points: Vec<(f64, f64)>,
    /// How the points are connected.
    pub style: Style,
}

/// How points are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// By straight lines.
    Line,
    /// Each y holds until the next x.
    Steps,
    /// As steps, filled down to the axis. The last point only ends the last bar.
    Bars,
}

/// A labelled vertical line, such as a threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its value on the x axis.
    pub at: f64,
    /// The label along it.
    pub name: String,
}

/// The name of a series with its points, pairs of x and y.
pub type NamedCurve<'a> = (&'a str, &'a [(f64, f64)]);
