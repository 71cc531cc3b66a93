//! Prints characters on a picture, at positions in mm.

use image::{Rgb, RgbImage};

use crate::glyphs::strokes;

/// Colour and sizes of printed characters.
#[derive(Clone, Copy, Debug)]
pub struct Ink {
    /// Pixels per millimetre.
    pub scale: f64,
    /// Colour of full ink.
    pub colour: [u8; 3],
    /// Opacity of the ink, 0 to 1.
    pub density: f64,
    /// Width of a stroke in mm: OCR-B at its nominal size has 0.35.
    pub stroke: f64,
    /// Width and height of a capital letter in mm.
    pub letter: [f64; 2],
    /// Distance from one character to the next, in mm.
    pub pitch: f64,
}

impl Ink {
    /// The ink of an MRZ: ten characters per inch (ICAO 9303 part 3, 4.1).
    pub fn mrz(scale: f64) -> Self {
        Self {
            scale,
            colour: [24, 24, 28],
            density: 0.95,
            stroke: 0.36,
            letter: [1.45, 2.45],
            pitch: 2.54,
        }
    }

    /// Writes `text` from `x`; `y` is the middle of its capitals. Both are in mm, from the point
    /// `origin` of the picture, which is in pixels.
    pub fn write(&self, picture: &mut RgbImage, origin: [f64; 2], [x, y]: [f64; 2], text: &str) {
        for (at, character) in text.chars().enumerate() {
            let left = x + self.pitch * (at as f64 + 0.5) - self.letter[0] / 2.0;
            let top = y - self.letter[1] / 2.0;
            let place = |(x, y): (u8, u8)| {
                [
                    origin[0] + self.scale * (left + self.letter[0] * f64::from(x) / 6.0),
                    origin[1] + self.scale * (top + self.letter[1] * f64::from(y) / 10.0),
                ]
            };
            let lines = strokes(character).iter();
            let segments: Vec<_> = lines
                .flat_map(|line| line.windows(2).map(|ends| [place(ends[0]), place(ends[1])]))
                .collect();
            self.draw(picture, &segments);
        }
    }

    /// Draws lines, given by their ends in pixels.
    pub(crate) fn draw(&self, picture: &mut RgbImage, segments: &[[[f64; 2]; 2]]) {
        let radius = self.stroke * self.scale / 2.0;
        let ends = || segments.iter().flatten();
        let span = |axis: usize, size: u32| {
            let reach = radius + 1.0;
            let from = ends().map(|end| end[axis] - reach).fold(f64::INFINITY, f64::min);
            let to = ends().map(|end| end[axis] + reach).fold(0.0, f64::max);
            from.max(0.0) as u32..(to.ceil() as u32).min(size)
        };
        for row in span(1, picture.height()) {
            for column in span(0, picture.width()) {
                let at = [f64::from(column) + 0.5, f64::from(row) + 0.5];
                let distance = segments
                    .iter()
                    .map(|segment| distance(at, *segment))
                    .fold(f64::INFINITY, f64::min);
                let share = (radius - distance + 0.5).clamp(0.0, 1.0) * self.density;
                if share > 0.0 {
                    blend(picture, column, row, self.colour, share);
                }
            }
        }
    }
}

/// Blends a pixel with `share` of `colour`.
pub(crate) fn blend(picture: &mut RgbImage, x: u32, y: u32, colour: [u8; 3], share: f64) {
    let Rgb(pixel) = picture.get_pixel_mut(x, y);
    for (value, ink) in pixel.iter_mut().zip(colour) {
        *value = (f64::from(*value) * (1.0 - share) + f64::from(ink) * share).round() as u8;
    }
}

/// The distance of a point from a line segment.
fn distance([x, y]: [f64; 2], [[x0, y0], [x1, y1]]: [[f64; 2]; 2]) -> f64 {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let along = (x - x0) * dx + (y - y0) * dy;
    let share = (along / (dx * dx + dy * dy).max(1e-12)).clamp(0.0, 1.0);
    (x - x0 - share * dx).hypot(y - y0 - share * dy)
}
