//! Why a chart does not become a picture.

/// What can be wrong with a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlotError {
    /// It is not SVG, or none that can be drawn.
    #[error("the chart cannot be drawn")]
    Drawing,
}
