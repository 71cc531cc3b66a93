//! A chart as SVG.

use maud::{Markup, html};

use super::{
    Axis, Chart, Series, Style,
    curve::{path, tenth},
    legend::Legend,
    palette,
};

/// In pixels, as all lengths here.
const WIDTH: f64 = 640.0;
/// Of the chart with its axes, without the legend.
const HEIGHT: f64 = 440.0;
/// The size of the letters at the axes, in the legend and along marks.
pub(super) const SMALL: f64 = 12.0;

const INK: &str = "#222";
const GRID: &str = "#ddd";
const FAINT_GRID: &str = "#f0f0f0";

/// Where the lines are: between the axes.
pub(super) struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// Of every chart.
pub(super) const AREA: Area =
    Area { left: 76.0, right: WIDTH - 20.0, top: 44.0, bottom: HEIGHT - 56.0 };

impl Area {
    /// From shares of both axes to pixels.
    pub(super) fn place(&self, x: f64, y: f64) -> (f64, f64) {
        (self.left + x * self.width(), self.bottom - y * (self.bottom - self.top))
    }

    pub(super) fn left(&self) -> f64 {
        self.left
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The height of the x axis.
    pub(super) fn ground(&self) -> f64 {
        self.bottom
    }
}

/// The whole document.
pub(super) fn draw(chart: &Chart) -> Markup {
    let legend = Legend::new(chart, &AREA);
    let height = HEIGHT + legend.height() + 8.0;
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" width=(WIDTH) height=(height) viewBox={ "0 0 " (WIDTH) " " (height) } font-family="sans-serif" fill=(INK) {
            title { (chart.title) }
            rect width=(WIDTH) height=(height) fill="#fff" {}
            text x=(WIDTH / 2.0) y="26" text-anchor="middle" font-size="16" { (chart.title) }
            (across(&chart.x))
            (up(&chart.y))
            rect x=(AREA.left) y=(AREA.top) width=(AREA.width()) height=(AREA.bottom - AREA.top) fill="none" stroke="#888" {}
            (marks(chart))
            @for (at, series) in chart.series.iter().enumerate() {
                (line(at, series, chart))
            }
            (legend.draw(chart, &AREA, HEIGHT))
        }
    }
}

/// The x axis with its part of the grid.
fn across(axis: &Axis) -> Markup {
    html! {
        g font-size=(SMALL) text-anchor="middle" {
            @for tick in axis.ticks() {
                @let x = tenth(AREA.place(tick.place, 0.0).0);
                path d={ "M" (x) " " (AREA.top) "V" (AREA.bottom) } stroke=(grid(tick.label.is_some())) {}
                @if let Some(label) = tick.label {
                    text x=(x) y=(AREA.bottom + 18.0) { (label) }
                }
            }
            text x=(AREA.left + AREA.width() / 2.0) y=(AREA.bottom + 40.0) font-size="14" { (axis.label) }
        }
    }
}

/// The y axis with its part of the grid.
fn up(axis: &Axis) -> Markup {
    let middle = (AREA.top + AREA.bottom) / 2.0;
    html! {
        g font-size=(SMALL) text-anchor="end" {
            @for tick in axis.ticks() {
                @let y = tenth(AREA.place(0.0, tick.place).1);
                path d={ "M" (AREA.left) " " (y) "H" (AREA.right) } stroke=(grid(tick.label.is_some())) {}
                @if let Some(label) = tick.label {
                    text x=(AREA.left - 8.0) y=(tenth(y + 4.0)) { (label) }
                }
            }
            text transform={ "translate(20 " (middle) ") rotate(-90)" } text-anchor="middle" font-size="14" { (axis.label) }
        }
    }
}

/// The colour of a line of the grid.
fn grid(labelled: bool) -> &'static str {
    if labelled { GRID } else { FAINT_GRID }
}

/// Upright lines, their names along them from the top, on white so that lines do not strike them
/// through.
fn marks(chart: &Chart) -> Markup {
    html! {
        @for mark in &chart.marks {
            @let x = tenth(AREA.place(chart.x.place(mark.at), 0.0).0);
            path d={ "M" (x) " " (AREA.top) "V" (AREA.bottom) } stroke="#555" stroke-dasharray="4 3" {}
            text transform={ "translate(" (tenth(x - 4.0)) " " (AREA.top + 6.0) ") rotate(-90)" } text-anchor="end" font-size="11" stroke="#fff" stroke-width="3" paint-order="stroke" { (mark.name) }
        }
    }
}

/// The series at this place.
fn line(at: usize, series: &Series, chart: &Chart) -> Markup {
    let (path, colour) = (path(series, &chart.x, &chart.y, &AREA), palette::colour(at));
    html! {
        @if series.style == Style::Bars {
            path d=(path) fill=(colour) fill-opacity="0.35" stroke=(colour) {}
        } @else {
            path d=(path) fill="none" stroke=(colour) stroke-width="2" stroke-dasharray=[palette::pattern(at)] stroke-linejoin="round" {}
        }
    }
}
