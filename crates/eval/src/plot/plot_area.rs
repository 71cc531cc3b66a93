//! Sizes of a chart and the area between its axes, in pixels.

/// Width of a chart.
pub(super) const WIDTH: f64 = 640.0;
/// Height of a chart with its axes, without the legend.
pub(super) const HEIGHT: f64 = 440.0;
/// Font size at the axes and in the legend.
pub(super) const FONT_SIZE: f64 = 12.0;

/// The area between the axes.
pub(super) struct PlotArea {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// The area of every chart.
pub(super) const AREA: PlotArea =
    PlotArea { left: 76.0, right: WIDTH - 20.0, top: 44.0, bottom: HEIGHT - 56.0 };

impl PlotArea {
    /// Maps shares of both axes to pixels.
    pub(super) fn point(&self, x: f64, y: f64) -> (f64, f64) {
        (self.left + x * self.width(), self.bottom - y * (self.bottom - self.top))
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }
}
