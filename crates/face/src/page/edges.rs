//! Counts the straight edges of the page and of the portrait at the positions that follow from the
//! machine-readable zone and the eyes.

use super::{
    machine_readable_zone::MachineReadableZone,
    side::PageSide,
    view::{Extent, View},
};
use crate::image::{Photo, Point};

/// Number of edges that were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct EdgeCount {
    /// Of the four edges of the page.
    pub(super) page: usize,
    /// Of the four edges of the portrait.
    pub(super) portrait: usize,
}

impl EdgeCount {
    /// Whether they are sufficient for a page: two of the page's own, or three in all.
    pub(super) fn are_enough(self) -> bool {
        self.page >= 2 || self.page + self.portrait >= 3
    }
}

/// The part of the photo that a page and its surroundings can fill.
const EXTENT: Extent = Extent { across: [-6.0, 16.0], down: [-9.0, 10.0], scale: 12.0 };

/// Character pitch of a machine-readable zone, in mm.
const PITCH: f64 = 2.54;

/// Distance of two lines, in mm.
const LINE_SPACING: f64 = 6.35;

/// Distance from the centre of the last line to the bottom edge of the page, in mm: 5 to 12.
const BOTTOM: f64 = 10.0;

/// Positions along an edge at which it is searched.
const POSITIONS: usize = 12;

/// Minimum number of positions inside the photo.
const MIN_POSITIONS: usize = 7;

/// Minimum share of them that show the edge.
const MIN_SHOWN: f64 = 0.75;

/// Minimum difference between the two sides of an edge, in luma of 0 to 255.
const MIN_CONTRAST: f32 = 8.0;

/// Search step across an edge, in mm.
const STEP: f64 = 0.8;

/// The expected position of an edge, in mm: its ends, and the tolerance across it on either side.
struct ExpectedEdge {
    ends: [[f64; 2]; 2],
    tolerance: f64,
}

/// Counts the edges of a page with `zone` and of its portrait.
pub(super) fn count_edges(
    photo: &Photo,
    eyes: [Point; 2],
    zone: &MachineReadableZone,
    side: PageSide,
) -> EdgeCount {
    let [near, far] = EXTENT.across;
    let across = match side {
        PageSide::Left => [near, far],
        PageSide::Right => [-far, -near],
    };
    let view = View::new(photo, eyes, Extent { across, ..EXTENT });
    let mm = zone.period.pitch / PITCH;
    let line = zone.lines[0];
    let width = line.length() / mm;
    // The measured spacing corrects for a page that is tilted backwards.
    let last = LINE_SPACING * zone.spacing / 2.5 * (zone.count as f64 - 1.0);
    let bottom = last + BOTTOM;
    let edge = |ends: [[f64; 2]; 2], tolerance: f64| ExpectedEdge { ends, tolerance };
    // In mm from the start of the first line, along it and down. A page of 54 to 88 mm.
    let page = [
        edge([[-7.0, -40.0], [-7.0, bottom - 3.0]], 6.0),
        edge([[width + 7.0, -40.0], [width + 7.0, bottom - 3.0]], 6.0),
        edge([[0.0, bottom], [width, bottom]], 7.0),
        edge([[0.0, bottom - 82.0], [width, bottom - 82.0]], 16.0),
    ];
    // In mm from the middle between the eyes: a portrait of 22 x 27 to 40 x 50 mm.
    let portrait = [
        edge([[-16.0, -10.0], [-16.0, 16.0]], 5.0),
        edge([[16.0, -10.0], [16.0, 16.0]], 5.0),
        edge([[-10.0, 25.0], [10.0, 25.0]], 6.0),
        edge([[-10.0, -19.0], [10.0, -19.0]], 6.0),
    ];
    let on_page = |[along, down]: [f64; 2]| {
        let at = line.point(along * mm, down * mm);
        view.position(at.x, at.y)
    };
    let in_portrait = |[along, down]: [f64; 2]| view.position(along * mm, down * mm);
    EdgeCount {
        page: page.iter().filter(|edge| is_edge(&view, edge, on_page)).count(),
        portrait: portrait.iter().filter(|edge| is_edge(&view, edge, in_portrait)).count(),
    }
}

/// Whether there is a straight edge near `expected`. `to_view` maps mm to pixels of the view.
fn is_edge(view: &View, expected: &ExpectedEdge, to_view: impl Fn([f64; 2]) -> Point) -> bool {
    let [start, end] = expected.ends;
    let [dx, dy] = [end[0] - start[0], end[1] - start[1]];
    let length = dx.hypot(dy);
    let across = [-dy / length, dx / length];
    let offsets = (2.0 * expected.tolerance / STEP) as usize + 1;
    // Luma difference across the edge for each position and offset; NaN outside the photo.
    let mut differences = [const { Vec::new() }; POSITIONS];
    for (at, differences) in differences.iter_mut().enumerate() {
        let share = (at as f64 + 0.5) / POSITIONS as f64;
        *differences = (0..offsets)
            .map(|offset| {
                let off = offset as f64 * STEP - expected.tolerance;
                let point = |more: f64, along: f64| {
                    let share = share + along;
                    to_view([
                        start[0] + share * dx + (off + more) * across[0],
                        start[1] + share * dy + (off + more) * across[1],
                    ])
                };
                if !view.is_in_photo(point(-1.5, 0.0)) || !view.is_in_photo(point(1.5, 0.0)) {
                    return f32::NAN;
                }
                let mean = |more: f64| {
                    let luma = [-0.03, 0.0, 0.03].map(|along| {
                        let Point { x, y } = point(more, along);
                        view.at(x, y)
                    });
                    luma.iter().sum::<f32>() / 3.0
                };
                mean(0.9) - mean(-0.9)
            })
            .collect::<Vec<f32>>();
    }
    (0..offsets).any(|from| (0..offsets).any(|to| is_shown(&differences, from, to)))
}

/// Whether enough positions show one edge, given its offsets at both ends.
fn is_shown(differences: &[Vec<f32>; POSITIONS], from: usize, to: usize) -> bool {
    let (mut inside, mut lighter, mut darker) = (0, 0, 0);
    for (at, differences) in differences.iter().enumerate() {
        let share = (at as f64 + 0.5) / POSITIONS as f64;
        let offset = from as f64 + share * (to as f64 - from as f64);
        let difference = differences[(offset.round() as usize).min(differences.len() - 1)];
        if difference.is_nan() {
            continue;
        }
        inside += 1;
        lighter += usize::from(difference > MIN_CONTRAST);
        darker += usize::from(difference < -MIN_CONTRAST);
    }
    inside >= MIN_POSITIONS && lighter.max(darker) as f64 >= MIN_SHOWN * inside as f64
}
