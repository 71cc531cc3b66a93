//! Halftone print that is scanned again.
//!
//! Offset and laser printers use only full ink and paper: a tone is the size of a dot. The dots of
//! each ink lie on a grid with its own angle. In a passport portrait the eyes are about 10 mm apart;
//! at 150 lines per inch these are 60 lines.

use std::array;

use image::{Rgb, RgbImage};

use super::{light, portrait::Portrait, random::Random};

/// The grid angles of cyan, magenta and yellow, which absorb red, green and blue.
const ANGLES: [f64; 3] = [15.0, 75.0, 45.0];

/// Width and height of a halftone cell, in thresholds: a power of two.
const SIDE: usize = 64;

/// Minimum number of samples across a cell, so that dots are round.
const SAMPLES: f64 = 8.0;

/// Maximum number of samples across a pixel: finer detail is invisible.
const MAX_SAMPLES: f64 = 16.0;

/// The phase of one cell as an integer that wraps, because cells repeat.
const CELL: f64 = (1u64 << 32) as f64;

/// Prints with `lines` cells between the eyes. A pixel of the scan is the mean light of its area.
pub(super) fn halftone(portrait: &Portrait, lines: f64, random: &mut Random) -> RgbImage {
    let frequency = lines / portrait.eyes;
    let samples = (frequency * SAMPLES).ceil().clamp(1.0, MAX_SAMPLES) as u32;
    let cell = Cell::new();
    let grids = ANGLES.map(|angle| Grid::new(angle, frequency, samples, random));
    let light = light::table();
    let (width, height) = portrait.pixels.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let pixel = portrait.pixels.get_pixel(x, y);
        Rgb(array::from_fn(|ink| {
            let tone = light[usize::from(pixel[ink])];
            let paper = grids[ink].paper(&cell, tone, (x, y));
            light::byte(light::to_value(f64::from(paper)))
        }))
    })
}

/// A halftone cell: the tone, 0 to 1, above which each position stays white.
struct Cell(Vec<f32>);

impl Cell {
    /// Dots grow from the centre until they touch. All thresholds are equally frequent, so the
    /// covered area corresponds to the tone.
    fn new() -> Self {
        let wave = |at: usize| (at as f64 / SIDE as f64 * std::f64::consts::TAU).cos();
        let height = |at: usize| wave(at % SIDE) + wave(at / SIDE);
        let mut order: Vec<usize> = (0..SIDE * SIDE).collect();
        order.sort_by(|&a, &b| height(b).total_cmp(&height(a)));
        let mut thresholds = vec![0.0; SIDE * SIDE];
        for (rank, position) in order.into_iter().enumerate() {
            thresholds[position] = 1.0 - (rank as f32 + 0.5) / (SIDE * SIDE) as f32;
        }
        Self(thresholds)
    }

    /// The threshold at a phase of both directions.
    fn at(&self, [across, down]: [u32; 2]) -> f32 {
        let index = |phase: u32| (phase >> (u32::BITS - SIDE.ilog2())) as usize;
        self.0[index(down) * SIDE + index(across)]
    }
}

/// The grid of cells of one ink.
struct Grid {
    /// The phase at the top left corner of the photo.
    start: [u32; 2],
    /// The change of the phase from a sample to the next on the right.
    right: [u32; 2],
    /// The same to the next below.
    below: [u32; 2],
    /// Samples across a pixel.
    samples: u32,
}

impl Grid {
    fn new(angle: f64, frequency: f64, samples: u32, random: &mut Random) -> Self {
        let (sin, cos) = angle.to_radians().sin_cos();
        let phase = |cells: f64| (cells * frequency / f64::from(samples) * CELL) as i64 as u32;
        let start = array::from_fn(|_| random.within(0.0..CELL) as u32);
        let [right, below] = [[cos, sin], [-sin, cos]].map(|direction| direction.map(phase));
        Self { start, right, below, samples }
    }

    /// The share of a pixel that stays white in a print of `tone`, both from 0 to 1 in light.
    fn paper(&self, cell: &Cell, tone: f32, (x, y): (u32, u32)) -> f32 {
        let mut white = 0;
        for down in 0..self.samples {
            for across in 0..self.samples {
                let (x, y) = (x * self.samples + across, y * self.samples + down);
                let phase = array::from_fn(|axis| {
                    self.start[axis]
                        .wrapping_add(self.right[axis].wrapping_mul(x))
                        .wrapping_add(self.below[axis].wrapping_mul(y))
                });
                white += u32::from(cell.at(phase) < tone);
            }
        }
        white as f32 / (self.samples * self.samples) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treatment::portrait::{detail, flat, mean, sample};

    fn printed(portrait: &Portrait, lines: f64) -> RgbImage {
        halftone(portrait, lines, &mut Random::new(3))
    }

    #[test]
    fn a_print_has_the_light_of_the_photo() {
        let light = |pixels: &RgbImage| {
            let table = light::table();
            let sum = pixels.iter().map(|&value| f64::from(table[usize::from(value)])).sum::<f64>();
            sum / pixels.len() as f64
        };
        for value in [0, 20, 60, 128, 200, 240, 255] {
            let photo = flat([value; 3]);
            for lines in [10.0, 25.0, 60.0, 150.0] {
                let change = light(&printed(&photo, lines)) - light(&photo.pixels);
                assert!(change.abs() < 0.012, "{value} at {lines} lines: {change}");
            }
        }
    }

    #[test]
    fn a_fine_print_keeps_the_tone_and_adds_grain() {
        let photo = sample();
        let print = printed(&photo, 60.0);
        let change = mean(&print) - mean(&photo.pixels);
        assert!(change.abs() < 4.0, "{change}");
        assert!(detail(&print) > 2.0 * detail(&photo.pixels));
    }

    #[test]
    fn a_coarse_print_shows_ink_and_paper_only() {
        let print = printed(&flat([150; 3]), 4.0);
        let pure = print.iter().filter(|value| !(10..=245).contains(*value)).count();
        assert!(pure > print.len() / 2, "{pure} of {}", print.len());
    }

    #[test]
    fn black_is_all_ink_and_white_is_all_paper() {
        for end in [[0; 3], [255; 3]] {
            assert_eq!(printed(&flat(end), 60.0), flat(end).pixels);
        }
    }
}
