//! Finds straight edges where a page with this zone and this portrait must have them: the page's
//! own, and those of the portrait.

use super::{
    PageSide,
    view::{Extent, View},
    zone::Zone,
};
use crate::image::{Photo, Point};

/// How many edges there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Edges {
    /// Of the page's four.
    pub(super) page: usize,
    /// Of the portrait's four.
    pub(super) portrait: usize,
}

impl Edges {
    /// Whether they tell of a page: two of the page's own, or three in all.
    pub(super) fn are_enough(self) -> bool {
        self.page >= 2 || self.page + self.portrait >= 3
    }
}

/// What a page and its surroundings can fill.
const EXTENT: Extent = Extent { across: [-6.0, 16.0], down: [-9.0, 10.0], scale: 12.0 };

/// From one cell of a zone to the next, in mm.
const PITCH: f64 = 2.54;

/// From one line to the next, in mm.
const LINE: f64 = 6.35;

/// How far below the last line's middle the page's edge is, in mm: 5 to 12.
const BOTTOM: f64 = 10.0;

/// Places along an edge at which it is looked for.
const PLACES: usize = 12;

/// How many places must be in the photo, so that an edge can be told.
const LEAST_PLACES: usize = 7;

/// The share of them that must show the edge.
const SHOWN: f64 = 0.75;

/// The least difference between the two sides of an edge, in levels of 255.
const LEAST_STEP: f32 = 8.0;

/// Steps in which edges are looked for, in mm.
const STEP: f64 = 0.8;

/// Where an edge may be, in mm: its ends, both of which may be `reach` off to either side.
struct Side {
    ends: [[f64; 2]; 2],
    reach: f64,
}

/// The edges of a page with `zone`, and of its portrait.
pub(super) fn edges(photo: &Photo, eyes: [Point; 2], zone: &Zone, side: PageSide) -> Edges {
    let [near, far] = EXTENT.across;
    let across = match side {
        PageSide::Left => [near, far],
        PageSide::Right => [-far, -near],
    };
    let view = View::new(photo, eyes, Extent { across, ..EXTENT });
    let mm = zone.rhythm.pitch / PITCH;
    let line = zone.lines[0];
    let long = line.length() / mm;
    // The spacing tells how far the page is tilted backwards.
    let last = LINE * zone.spacing / 2.5 * (zone.count as f64 - 1.0);
    let bottom = last + BOTTOM;
    let side = |ends: [[f64; 2]; 2], reach: f64| Side { ends, reach };
    // In mm from the start of the first line, along it and down. A page of 54 to 88 mm.
    let page = [
        side([[-7.0, -40.0], [-7.0, bottom - 3.0]], 6.0),
        side([[long + 7.0, -40.0], [long + 7.0, bottom - 3.0]], 6.0),
        side([[0.0, bottom], [long, bottom]], 7.0),
        side([[0.0, bottom - 82.0], [long, bottom - 82.0]], 16.0),
    ];
    // In mm from the middle between the eyes: a portrait of 22 x 27 to 40 x 50 mm.
    let portrait = [
        side([[-16.0, -10.0], [-16.0, 16.0]], 5.0),
        side([[16.0, -10.0], [16.0, 16.0]], 5.0),
        side([[-10.0, 25.0], [10.0, 25.0]], 6.0),
        side([[-10.0, -19.0], [10.0, -19.0]], 6.0),
    ];
    let on_page = |[along, down]: [f64; 2]| {
        let at = line.point(along * mm, down * mm);
        view.place(at.x, at.y)
    };
    let in_portrait = |[along, down]: [f64; 2]| view.place(along * mm, down * mm);
    Edges {
        page: page.iter().filter(|side| is_edge(&view, side, on_page)).count(),
        portrait: portrait.iter().filter(|side| is_edge(&view, side, in_portrait)).count(),
    }
}

/// Whether there is a straight edge near `side`. `place` turns its mm into a place of the view.
fn is_edge(view: &View, side: &Side, place: impl Fn([f64; 2]) -> Point) -> bool {
    let [start, end] = side.ends;
    let [dx, dy] = [end[0] - start[0], end[1] - start[1]];
    let length = dx.hypot(dy);
    let across = [-dy / length, dx / length];
    let offsets = (2.0 * side.reach / STEP) as usize + 1;
    // The difference between both sides of each place, for each offset; not a number outside.
    let mut steps = [const { Vec::new() }; PLACES];
    for (at, steps) in steps.iter_mut().enumerate() {
        let share = (at as f64 + 0.5) / PLACES as f64;
        *steps = (0..offsets)
            .map(|offset| {
                let off = offset as f64 * STEP - side.reach;
                let point = |more: f64, along: f64| {
                    let share = share + along;
                    place([
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
    (0..offsets).any(|from| (0..offsets).any(|to| is_shown(&steps, from, to)))
}

/// Whether the places show one edge, between two offsets at the ends.
fn is_shown(steps: &[Vec<f32>; PLACES], from: usize, to: usize) -> bool {
    let (mut there, mut lighter, mut darker) = (0, 0, 0);
    for (at, steps) in steps.iter().enumerate() {
        let share = (at as f64 + 0.5) / PLACES as f64;
        let offset = from as f64 + share * (to as f64 - from as f64);
        let step = steps[(offset.round() as usize).min(steps.len() - 1)];
        if step.is_nan() {
            continue;
        }
        there += 1;
        lighter += usize::from(step > LEAST_STEP);
        darker += usize::from(step < -LEAST_STEP);
    }
    there >= LEAST_PLACES && lighter.max(darker) as f64 >= SHOWN * there as f64
}
