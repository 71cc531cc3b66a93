//! A line of text, and whether it is printed in cells of equal width: both lines of a zone have the
//! same period, and neighbouring cells differ, unlike stripes.

use std::{f64::consts::TAU, ops::Range};

use super::view::View;
use crate::image::Point;

/// The centre line of a straight line of print, in the view.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextLine {
    pub(super) start: Point,
    pub(super) end: Point,
}

/// The period of the cells of two parallel lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellPeriod {
    /// Distance of two cells, in pixels of the view.
    pub(super) pitch: f64,
    /// Share of the signal's power at this period, 0 to 1.
    pub(super) strength: f64,
    /// Coherence of the phases of both lines, 0 to 1. A constant phase difference, as in a tilted
    /// page, counts as coherent.
    pub(super) coherence: f64,
    /// Correlation of neighbouring cells, -1 to 1: 1 for stripes.
    pub(super) similarity: f64,
}

/// Cells of a window in which the period is constant in spite of perspective.
const WINDOW_CELLS: f64 = 10.0;

/// Cells without print that end a line: the margin of the page is wider than two.
const MAX_GAP_CELLS: f64 = 1.3;

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

    /// The darkness along the line, one value per pixel: averaged over `height` pixels across the
    /// line, minus the moving average over `window` pixels.
    pub(super) fn darkness(&self, view: &View, height: f64, window: f64) -> Vec<f64> {
        let rows = height.round().max(1.0) as usize;
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
        let half_window = (window / 2.0).round() as usize;
        let sums: Vec<f64> = std::iter::once(0.0)
            .chain(luma.iter().scan(0.0, |sum, value| {
                *sum += value;
                Some(*sum)
            }))
            .collect();
        let mean = |at: usize| {
            let (start, end) =
                (at.saturating_sub(half_window), (at + half_window + 1).min(luma.len()));
            (sums[end] - sums[start]) / (end - start) as f64
        };
        luma.iter().enumerate().map(|(at, value)| mean(at) - value).collect()
    }
}

/// The printed part of a line: extends `within` in both directions until nothing changes for more
/// than [`MAX_GAP_CELLS`] cells of `pitch` pixels.
pub(super) fn printed(darkness: &[Vec<f64>; 2], within: Range<usize>, pitch: f64) -> Range<usize> {
    let length = darkness[0].len().min(darkness[1].len());
    let change = |at: usize| -> f64 {
        if at + 2 >= length {
            return 0.0;
        }
        darkness.iter().map(|darkness| (darkness[at + 2] - darkness[at]).abs()).sum()
    };
    let usual = within.clone().map(change).sum::<f64>() / within.len().max(1) as f64;
    let max_gap = (MAX_GAP_CELLS * pitch) as usize;
    let is_print = |at: &usize| change(*at) > 0.5 * usual;
    let (mut start, mut end) = (within.start, within.end.min(length));
    while let Some(at) = (start.saturating_sub(max_gap)..start).find(is_print) {
        start = at;
    }
    while let Some(at) = (end..(end + max_gap).min(length)).rev().find(is_print) {
        end = at + 1;
    }
    start..end
}

impl CellPeriod {
    /// The strongest period with a pitch in `range` pixels. `None` if the lines are shorter than two
    /// windows.
    pub(super) fn strongest(darkness: &[Vec<f64>; 2], range: [f64; 2]) -> Option<Self> {
        let length = darkness[0].len().min(darkness[1].len());
        let mut best: Option<Self> = None;
        let mut pitch = range[0];
        while pitch <= range[1] {
            if let Some(period) = Self::at_pitch(darkness, length, pitch)
                && best.is_none_or(|best| {
                    best.strength * best.coherence < period.strength * period.coherence
                })
            {
                best = Some(period);
            }
            pitch *= 1.015;
        }
        best
    }

    /// The period with this pitch.
    fn at_pitch(darkness: &[Vec<f64>; 2], length: usize, pitch: f64) -> Option<Self> {
        let window = (WINDOW_CELLS * pitch) as usize;
        let step = window / 2;
        if length < 2 * window {
            return None;
        }
        let (mut power, mut all, mut shared, mut cross) = (0.0, 0.0, 0.0, [0.0; 2]);
        for start in (0..=length - window).step_by(step) {
            let [one, other] = [&darkness[0], &darkness[1]].map(|darkness| {
                fourier_component(&darkness[start..start + window], pitch, start as f64)
            });
            power += one.power + other.power;
            all += one.all + other.all;
            let [a, b] = [one.wave, other.wave];
            shared += (one.power * other.power).sqrt();
            cross[0] += a[0] * b[0] + a[1] * b[1];
            cross[1] += a[1] * b[0] - a[0] * b[1];
        }
        let (mut like, mut energy) = (0.0, 0.0);
        let lag = pitch.round() as usize;
        for darkness in darkness {
            like += darkness.iter().zip(&darkness[lag..]).map(|(a, b)| a * b).sum::<f64>();
            energy += darkness[lag..].iter().map(|value| value * value).sum::<f64>();
        }
        Some(Self {
            pitch,
            strength: power / f64::max(all, 1e-9),
            coherence: cross[0].hypot(cross[1]) / f64::max(shared, 1e-9),
            similarity: like / f64::max(energy, 1e-9),
        })
    }
}

/// The component of one period in a window of a line.
struct FourierComponent {
    /// Real and imaginary part.
    wave: [f64; 2],
    power: f64,
    /// Power of all periods.
    all: f64,
}

/// The Fourier component of period `pitch` in a part of a line that begins `start` pixels from the
/// line's start, with a Hann window. `power` equals `all` if there is no other period.
fn fourier_component(darkness: &[f64], pitch: f64, start: f64) -> FourierComponent {
    let (mut wave, mut all, mut weights) = ([0.0; 2], 0.0, 0.0);
    let mut phase = Oscillator::new(TAU * start / pitch, TAU / pitch);
    let length = darkness.len() as f64;
    let mut hann = Oscillator::new(0.5 * TAU / length, TAU / length);
    for value in darkness {
        let weight = 0.5 - 0.5 * hann.cos;
        wave[0] += weight * value * phase.cos;
        wave[1] += weight * value * phase.sin;
        all += weight * value * value;
        weights += weight;
        phase.advance();
        hann.advance();
    }
    let wave = wave.map(|part| part * (2.0 / weights).sqrt());
    FourierComponent { wave, power: wave[0] * wave[0] + wave[1] * wave[1], all }
}

/// Sine and cosine of an angle that grows by a constant step, computed by rotation.
struct Oscillator {
    sin: f64,
    cos: f64,
    step: (f64, f64),
}

impl Oscillator {
    fn new(angle: f64, step: f64) -> Self {
        let (sin, cos) = angle.sin_cos();
        Self { sin, cos, step: step.sin_cos() }
    }

    fn advance(&mut self) {
        let (sin, cos) = self.step;
        (self.sin, self.cos) = (self.sin * cos + self.cos * sin, self.cos * cos - self.sin * sin);
    }
}
