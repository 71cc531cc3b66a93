//! Finds straight edges where a page with this zone and this portrait must have them: the page's
//! own, and those of the portrait.

use super::{
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

/// Places where an edge may be: mm from the start of the zone's first line, along it and down.
/// From one end to the other, both of which may be `reach` mm off, to either side.
struct Side {
    ends: [[f64; 2]; 2],
    reach: f64,
}

/// The edges of a page with `zone`, and of its portrait.
pub(super) fn edges(photo: &Photo, eyes: [Point; 2], zone: &Zone) -> Edges {
    let view = View::new(photo, eyes, EXTENT);
    let mm = zone.rhythm.pitch / 2.54;
    let [first, last] = zone.lines;
    let long = first.length() / mm;
    // The distance of the lines tells how far the page is tilted backwards.
    let line = 6.35 * zone.spacing / 2.5;
    let below = line * (zone.count as f64 - 1.0);
    let page = |[along, down]: [f64; 2]| {
        let at = first.point(along * mm, down * mm);
        view.place(at.x, at.y)
    };
    let _ = last;
    let high = |side: &[[f64; 2]; 2], reach: f64| Side { ends: *side, reach };
    let bottom = below + 10.0;
    let sides = [
        high(&[[-7.0, -40.0], [-7.0, bottom - 3.0]], 6.0),
        high(&[[long + 7.0, -40.0], [long + 7.0, bottom - 3.0]], 6.0),
        high(&[[0.0, bottom], [long, bottom]], 7.0),
        high(&[[0.0, bottom - 82.0], [long, bottom - 82.0]], 16.0),
    ];
    let page_edges = sides.iter().filter(|side| is_edge(&view, side, mm, &page)).count();
    // Around the portrait, in mm from the middle between the eyes.
    let portrait = |[along, down]: [f64; 2]| view.place(along * mm, down * mm);
    let frame = [
        high(&[[-16.0, -10.0], [-16.0, 16.0]], 5.0),
        high(&[[16.0, -10.0], [16.0, 16.0]], 5.0),
        high(&[[-10.0, 25.0], [10.0, 25.0]], 6.0),
        high(&[[-10.0, -19.0], [10.0, -19.0]], 6.0),
    ];
    let portrait_edges = frame.iter().filter(|side| is_edge(&view, side, mm, &portrait)).count();
    Edges { page: page_edges, portrait: portrait_edges }
}

/// Whether there is a straight edge near `side`.
fn is_edge(view: &View, side: &Side, mm: f64, place: &impl Fn([f64; 2]) -> Point) -> bool {
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
    let _ = mm;
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
