//! Errors of rendering charts.

/// Why a chart cannot be rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlotError {
    /// The SVG is invalid or has no size.
    #[error("the chart cannot be drawn")]
    Drawing,
}
