//! Draws a chart as SVG.

use maud::{Markup, html};

use super::{
    axis::Axis,
    chart::{Chart, Series, Style},
    legend::Legend,
    palette,
    path::{path, tenth},
    plot_area::{AREA, FONT_SIZE, HEIGHT, WIDTH},
};

const INK: &str = "#222";
const GRID: &str = "#ddd";
const FAINT_GRID: &str = "#f0f0f0";

/// The chart as an SVG document, 640 pixels wide, on white.
pub fn svg(chart: &Chart) -> String {
    document(chart).into_string()
}

fn document(chart: &Chart) -> Markup {
    let legend = Legend::new(chart, &AREA);
    let height = HEIGHT + legend.height() + 8.0;
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" width=(WIDTH) height=(height) viewBox={ "0 0 " (WIDTH) " " (height) } font-family="sans-serif" fill=(INK) {
            title { (chart.title) }
            rect width=(WIDTH) height=(height) fill="#fff" {}
            text x=(WIDTH / 2.0) y="26" text-anchor="middle" font-size="16" { (chart.title) }
            (x_axis(&chart.x))
            (y_axis(&chart.y))
            rect x=(AREA.left) y=(AREA.top) width=(AREA.width()) height=(AREA.bottom - AREA.top) fill="none" stroke="#888" {}
            (marks(chart))
            @for (at, series) in chart.series.iter().enumerate() {
                (draw_series(at, series, chart))
            }
            (legend.draw(chart, &AREA, HEIGHT))
        }
    }
}

/// The x axis with its grid lines.
fn x_axis(axis: &Axis) -> Markup {
    html! {
        g font-size=(FONT_SIZE) text-anchor="middle" {
            @for tick in axis.ticks() {
                @let x = tenth(AREA.point(tick.position, 0.0).0);
                path d={ "M" (x) " " (AREA.top) "V" (AREA.bottom) } stroke=(grid_colour(tick.label.is_some())) {}
                @if let Some(label) = tick.label {
                    text x=(x) y=(AREA.bottom + 18.0) { (label) }
                }
            }
            text x=(AREA.left + AREA.width() / 2.0) y=(AREA.bottom + 40.0) font-size="14" { (axis.label) }
        }
    }
}

/// The y axis with its grid lines.
fn y_axis(axis: &Axis) -> Markup {
    let middle = (AREA.top + AREA.bottom) / 2.0;
    html! {
        g font-size=(FONT_SIZE) text-anchor="end" {
            @for tick in axis.ticks() {
                @let y = tenth(AREA.point(0.0, tick.position).1);
                path d={ "M" (AREA.left) " " (y) "H" (AREA.right) } stroke=(grid_colour(tick.label.is_some())) {}
                @if let Some(label) = tick.label {
                    text x=(AREA.left - 8.0) y=(tenth(y + 4.0)) { (label) }
                }
            }
            text transform={ "translate(20 " (middle) ") rotate(-90)" } text-anchor="middle" font-size="14" { (axis.label) }
        }
    }
}

/// The colour of a grid line.
fn grid_colour(labelled: bool) -> &'static str {
    if labelled { GRID } else { FAINT_GRID }
}

/// Vertical lines with labels along them from the top. White outlines keep the labels readable.
fn marks(chart: &Chart) -> Markup {
    html! {
        @for mark in &chart.marks {
            @let x = tenth(AREA.point(chart.x.position(mark.at), 0.0).0);
            path d={ "M" (x) " " (AREA.top) "V" (AREA.bottom) } stroke="#555" stroke-dasharray="4 3" {}
            text transform={ "translate(" (tenth(x - 4.0)) " " (AREA.top + 6.0) ") rotate(-90)" } text-anchor="end" font-size="11" stroke="#fff" stroke-width="3" paint-order="stroke" { (mark.name) }
        }
    }
}

/// Draws the series with this index.
fn draw_series(at: usize, series: &Series, chart: &Chart) -> Markup {
    let (path, colour) = (path(series, &chart.x, &chart.y, &AREA), palette::colour(at));
    html! {
        @if series.style == Style::Bars {
            path d=(path) fill=(colour) fill-opacity="0.35" stroke=(colour) {}
        } @else {
            path d=(path) fill="none" stroke=(colour) stroke-width="2" stroke-dasharray=[palette::pattern(at)] stroke-linejoin="round" {}
        }
    }
}
