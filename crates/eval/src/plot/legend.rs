//! The legend of a chart.

use maud::{Markup, html};

use super::{
    chart::{Chart, Style},
    palette,
    plot_area::{FONT_SIZE, PlotArea},
};

/// The height of a row, in pixels.
const ROW: f64 = 18.0;
/// The width of a sample of the line with the gaps around it, in pixels.
const SAMPLE: f64 = 40.0;
/// Upper estimate of the width of a letter, in pixels.
const LETTER: f64 = 6.6;

/// The names of a chart's series in columns below it.
pub(super) struct Legend {
    columns: usize,
    rows: usize,
}

impl Legend {
    /// Uses as many columns as the longest name allows.
    pub(super) fn new(chart: &Chart, area: &PlotArea) -> Self {
        let letters =
            chart.series.iter().map(|series| series.name.chars().count()).max().unwrap_or(0);
        let column = SAMPLE + letters as f64 * LETTER;
        let columns = ((area.width() / column) as usize).clamp(1, chart.series.len().max(1));
        Self { columns, rows: chart.series.len().div_ceil(columns) }
    }

    /// The height in pixels.
    pub(super) fn height(&self) -> f64 {
        self.rows as f64 * ROW
    }

    /// Draws the legend `top` pixels below the chart's top.
    pub(super) fn draw(&self, chart: &Chart, area: &PlotArea, top: f64) -> Markup {
        let column = (area.width() / self.columns as f64).floor();
        let entries = chart.series.iter().enumerate().map(|(at, series)| {
            let x = area.left + (at % self.columns) as f64 * column;
            let y = top + ((at / self.columns) as f64 + 0.5) * ROW;
            (at, series, x, y)
        });
        html! {
            g font-size=(FONT_SIZE) {
                @for (at, series, x, y) in entries {
                    @if series.style == Style::Bars {
                        rect x=(x) y=(y - 5.0) width="28" height="10" fill=(palette::colour(at)) fill-opacity="0.35" stroke=(palette::colour(at)) {}
                    } @else {
                        path d={ "M" (x) " " (y) "h28" } stroke=(palette::colour(at)) stroke-width="2" stroke-dasharray=[palette::pattern(at)] {}
                    }
                    text x=(x + 34.0) y=(y + 4.0) { (series.name) }
                }
            }
        }
    }
}
