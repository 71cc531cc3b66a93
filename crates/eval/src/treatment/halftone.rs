//! Printed in dots, and scanned again.
//!
//! Offset and laser printers know ink and paper only: a tone is a dot's size. Dots lie on a grid
//! that is turned by another angle for each ink. A passport's portrait has about 10 mm between the
//! eyes; at 150 lines per inch these are 60 lines.

use std::array;

use image::{Rgb, RgbImage};

use super::{Chance, Portrait, light};

/// The angles of cyan, magenta and yellow, which take red, green and blue from the light.
const ANGLES: [f64; 3] = [15.0, 75.0, 45.0];

/// Width and height of a cell of the screen, in thresholds: a power of two.
const SIDE: usize = 64;

/// How many samples across a cell are taken at least: dots have to be round.
const SAMPLES: f64 = 8.0;

/// At most so many samples across a pixel: what is finer is invisible.
const MAX_SAMPLES: f64 = 16.0;

/// A turn of the screen's cells, as a whole number that wraps: cells repeat.
const CELL: f64 = (1u64 << 32) as f64;

/// `lines` cells between the eyes. A pixel of the scanner sees the light of all that is in it.
pub(super) fn halftone(portrait: &Portrait, lines: f64, chance: &mut Chance) -> RgbImage {
    let frequency = lines / portrait.eyes;
    let samples = (frequency * SAMPLES).ceil().clamp(1.0, MAX_SAMPLES) as u32;
    let cell = Cell::new();
    let grids = ANGLES.map(|angle| Grid::new(angle, frequency, samples, chance));
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

/// A cell of the screen: what tone a place needs to be left white, 0 to 1.
struct Cell(Vec<f32>);

impl Cell {
    /// Dots grow from the middle until they touch; what is white grows from the corners. Each
    /// threshold is as frequent as any other, so that a tone's ink covers what it should.
    fn new() -> Self {
        let wave = |at: usize| (at as f64 / SIDE as f64 * std::f64::consts::TAU).cos();
        let height = |at: usize| wave(at % SIDE) + wave(at / SIDE);
        let mut order: Vec<usize> = (0..SIDE * SIDE).collect();
        order.sort_by(|&a, &b| height(b).total_cmp(&height(a)));
        let mut thresholds = vec![0.0; SIDE * SIDE];
        for (rank, place) in order.into_iter().enumerate() {
            thresholds[place] = 1.0 - (rank as f32 + 0.5) / (SIDE * SIDE) as f32;
        }
        Self(thresholds)
    }

    /// The threshold at a phase of both directions.
    fn at(&self, [across, down]: [u32; 2]) -> f32 {
        let place = |phase: u32| (phase >> (u32::BITS - SIDE.ilog2())) as usize;
        self.0[place(down) * SIDE + place(across)]
    }
}

/// Where the cells of one ink lie.
struct Grid {
    /// The phase of the photo's corner at the top left.
    start: [u32; 2],
    /// How the phase changes from one sample to the next one at the right.
    right: [u32; 2],
    /// The same for the next one below.
    below: [u32; 2],
    /// Samples across a pixel.
    samples: u32,
}

impl Grid {
    fn new(angle: f64, frequency: f64, samples: u32, chance: &mut Chance) -> Self {
        let (sin, cos) = angle.to_radians().sin_cos();
        let phase = |cells: f64| (cells * frequency / f64::from(samples) * CELL) as i64 as u32;
        let start = array::from_fn(|_| chance.within(0.0..CELL) as u32);
        let [right, below] = [[cos, sin], [-sin, cos]].map(|it| it.map(phase));
        Self { start, right, below, samples }
    }

    /// The share of a pixel that stays white in a print of `tone`, both from 0 to 1 in light.
    fn paper(&self, cell: &Cell, tone: f32, (x, y): (u32, u32)) -> f32 {
        let mut white = 0;
        for down in 0..self.samples {
            for across in 0..self.samples {
                let (x, y) = (x * self.samples + across, y * self.samples + down);
                let phase = array::from_fn(|it| {
                    self.start[it]
                        .wrapping_add(self.right[it].wrapping_mul(x))
                        .wrapping_add(self.below[it].wrapping_mul(y))
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
        halftone(portrait, lines, &mut Chance::new(3))
    }

    #[test]
    fn a_print_has_the_light_of_the_photo() {
        let light = |pixels: &RgbImage| {
            let table = light::table();
            let sum = pixels.iter().map(|&it| f64::from(table[usize::from(it)])).sum::<f64>();
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
        let pure = print.iter().filter(|it| !(10..=245).contains(*it)).count();
        assert!(pure > print.len() / 2, "{pure} of {}", print.len());
    }

    #[test]
    fn black_is_all_ink_and_white_is_all_paper() {
        for end in [[0; 3], [255; 3]] {
            assert_eq!(printed(&flat(end), 60.0), flat(end).pixels);
        }
    }
}
