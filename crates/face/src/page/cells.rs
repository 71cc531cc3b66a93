//! Whether lines are printed in cells of one width: the same rhythm in all, and no cell like the
//! next, as letters are and stripes are not.

use std::{f64::consts::TAU, ops::Range};

use super::view::View;
use crate::image::Point;

/// A straight line of print: where the middle of its letters begins and ends in the view.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextLine {
    pub(super) start: Point,
    pub(super) end: Point,
}

/// What the rhythm of some parallel lines is like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rhythm {
    /// From one cell to the next, in pixels of the view.
    pub(super) pitch: f64,
    /// Share of the signal's power that has this rhythm, 0 to 1.
    pub(super) strength: f64,
    /// How well the lines agree where cells begin, 0 to 1. A lean of all cells, as a tilted page
    /// has it, counts as agreement.
    pub(super) agreement: f64,
    /// How alike a cell and the next one are, -1 to 1: 1 for stripes.
    pub(super) likeness: f64,
}

/// Cells of a window in which the rhythm counts as even, whatever the perspective.
const WINDOW: f64 = 10.0;

/// Cells without print after which a line is over: the page's margin has more than two.
const BREAK: f64 = 1.3;

impl TextLine {
    /// Length in pixels of the view.
    pub(super) fn length(&self) -> f64 {
        self.start.distance(self.end)
    }

    /// The point `along` pixels from the start and `across` below the line.
    pub(super) fn point(&self, along: f64, across: f64) -> Point {
        let length = self.length().max(1.0);
        let (cos, sin) =
            ((self.end.x - self.start.x) / length, (self.end.y - self.start.y) / length);
        Point {
            x: self.start.x + cos * along - sin * across,
            y: self.start.y + sin * along + cos * across,
        }
    }

    /// How much ink there is along the line: one value a pixel, the mean over letters `high`
    /// pixels high, without slow changes over more than `slow` pixels.
    pub(super) fn ink(&self, view: &View, high: f64, slow: f64) -> Vec<f64> {
        let rows = high.round().max(1.0) as usize;
        let luma: Vec<f64> = (0..self.length() as usize)
            .map(|along| {
                let sum: f32 = (0..rows)
                    .map(|row| {
                        let across = row as f64 - (rows as f64 - 1.0) / 2.0;
                        let Point { x, y } = self.point(along as f64, across);
                        view.at(x, y)
                    })
                    .sum();
                f64::from(sum) / rows as f64
            })
            .collect();
        let reach = (slow / 2.0).round() as usize;
        let sums: Vec<f64> = std::iter::once(0.0)
            .chain(luma.iter().scan(0.0, |sum, value| {
                *sum += value;
                Some(*sum)
            }))
            .collect();
        let mean = |at: usize| {
            let (start, end) = (at.saturating_sub(reach), (at + reach + 1).min(luma.len()));
            (sums[end] - sums[start]) / (end - start) as f64
        };
        luma.iter().enumerate().map(|(at, value)| mean(at) - value).collect()
    }
}

/// The part of `ink` that is print: from `within` outwards, until nothing changes for more than
/// a cell of `pitch` pixels.
pub(super) fn printed(ink: &[Vec<f64>; 2], within: Range<usize>, pitch: f64) -> Range<usize> {
    let length = ink[0].len().min(ink[1].len());
    let change = |at: usize| -> f64 {
        if at + 2 >= length {
            return 0.0;
        }
        ink.iter().map(|ink| (ink[at + 2] - ink[at]).abs()).sum()
    };
    let usual = within.clone().map(change).sum::<f64>() / within.len().max(1) as f64;
    let far = (BREAK * pitch) as usize;
    let is_print = |at: &usize| change(*at) > 0.5 * usual;
    let (mut start, mut end) = (within.start, within.end.min(length));
    while let Some(at) = (start.saturating_sub(far)..start).find(is_print) {
        start = at;
    }
    while let Some(at) = (end..(end + far).min(length)).rev().find(is_print) {
        end = at + 1;
    }
    start..end
}

impl Rhythm {
    /// That of the `ink` of lines of equal length, whose pitch is in `range`. `None` if they are
    /// shorter than two windows.
    pub(super) fn of(ink: &[Vec<f64>; 2], range: [f64; 2]) -> Option<Self> {
        let length = ink[0].len().min(ink[1].len());
        let mut best: Option<Self> = None;
        let mut pitch = range[0];
        while pitch <= range[1] {
            if let Some(rhythm) = Self::at(ink, length, pitch)
                && best.is_none_or(|it| {
                    it.strength * it.agreement < rhythm.strength * rhythm.agreement
                })
            {
                best = Some(rhythm);
            }
            pitch *= 1.015;
        }
        best
    }

    fn at(ink: &[Vec<f64>; 2], length: usize, pitch: f64) -> Option<Self> {
        let window = (WINDOW * pitch) as usize;
        let step = window / 2;
        if length < 2 * window {
            return None;
        }
        let (mut power, mut all, mut shared, mut cross) = (0.0, 0.0, 0.0, [0.0; 2]);
        for start in (0..=length - window).step_by(step) {
            let [one, other] = [&ink[0], &ink[1]]
                .map(|ink| wave(&ink[start..start + window], pitch, start as f64));
            power += one.power + other.power;
            all += one.all + other.all;
            let [a, b] = [one.wave, other.wave];
            shared += (one.power * other.power).sqrt();
            cross[0] += a[0] * b[0] + a[1] * b[1];
            cross[1] += a[1] * b[0] - a[0] * b[1];
        }
        let (mut like, mut energy) = (0.0, 0.0);
        let lag = pitch.round() as usize;
        for ink in ink {
            like += ink.iter().zip(&ink[lag..]).map(|(a, b)| a * b).sum::<f64>();
            energy += ink[lag..].iter().map(|it| it * it).sum::<f64>();
        }
        Some(Self {
            pitch,
            strength: power / f64::max(all, 1e-9),
            agreement: cross[0].hypot(cross[1]) / f64::max(shared, 1e-9),
            likeness: like / f64::max(energy, 1e-9),
        })
    }
}

/// What one window of a line has of a wave.
struct Wave {
    wave: [f64; 2],
    power: f64,
    all: f64,
}

/// The wave of period `pitch` in `ink`, which begins `start` pixels from the line's start, under
/// Hann's window. `power` and `all` are equal if there is nothing else.
fn wave(ink: &[f64], pitch: f64, start: f64) -> Wave {
    let (mut wave, mut all, mut weights) = ([0.0; 2], 0.0, 0.0);
    let mut phase = Turning::new(TAU * start / pitch, TAU / pitch);
    let length = ink.len() as f64;
    let mut hann = Turning::new(0.5 * TAU / length, TAU / length);
    for value in ink {
        let weight = 0.5 - 0.5 * hann.cos;
        wave[0] += weight * value * phase.cos;
        wave[1] += weight * value * phase.sin;
        all += weight * value * value;
        weights += weight;
        phase.turn();
        hann.turn();
    }
    let wave = wave.map(|it| it * (2.0 / weights).sqrt());
    Wave { wave, power: wave[0] * wave[0] + wave[1] * wave[1], all }
}

/// Sine and cosine of an angle that grows evenly, without a call for each.
struct Turning {
    sin: f64,
    cos: f64,
    step: (f64, f64),
}

impl Turning {
    fn new(angle: f64, step: f64) -> Self {
        let (sin, cos) = angle.sin_cos();
        Self { sin, cos, step: step.sin_cos() }
    }

    fn turn(&mut self) {
        let (sin, cos) = self.step;
        (self.sin, self.cos) = (self.sin * cos + self.cos * sin, self.cos * cos - self.sin * sin);
    }
}
