//! Draws a flat data page: paper, pattern, portrait, text, machine-readable zone.

use image::{Rgb, RgbImage, imageops};

use crate::{Format, Ink, Mrz, SeededRng, ink::blend};

/// Pixels per millimetre.
const SCALE: f64 = 12.0;

/// The appearance of a page without its content.
#[derive(Clone, Copy, Debug)]
pub struct Design {
    /// The size of the document.
    pub format: Format,
    /// Colour of the paper.
    pub paper: [u8; 3],
    /// Opacity of the paper's pattern of fine lines, 0 to 1.
    pub pattern: f64,
    /// Opacity of the ink of the machine-readable zone, 0 to 1.
    pub density: f64,
    /// Width of its strokes in mm.
    pub stroke: f64,
    /// Distance of the eyes in the portrait in mm.
    pub eyes: f64,
    /// Whether the portrait has an edge, or fades into the paper.
    pub has_edge: bool,
}

/// A flat page.
pub struct Page {
    /// The picture, with [`Page::scale`] pixels per millimetre.
    pub picture: RgbImage,
    /// Right and left eye of the portrait, in mm from the page's corner at the top left.
    pub eyes: [[f64; 2]; 2],
    /// The size of the document.
    pub format: Format,
    /// The lines of its machine-readable zone, from the top.
    pub lines: Vec<String>,
}

impl Design {
    /// A typical design.
    pub fn plain(format: Format) -> Self {
        Self {
            format,
            paper: [228, 222, 210],
            pattern: 0.08,
            density: 0.95,
            stroke: 0.36,
            eyes: 8.6,
            has_edge: true,
        }
    }

    /// A random design.
    pub fn draw(format: Format, rng: &mut SeededRng) -> Self {
        let light = rng.uniform(170.0..245.0);
        let paper = [0; 3].map(|_: u8| (light + rng.uniform(-20.0..10.0)) as u8);
        Self {
            format,
            paper,
            pattern: rng.uniform(0.0..0.22),
            density: rng.uniform(0.7..1.0),
            stroke: rng.uniform(0.28..0.46),
            eyes: rng.uniform(7.6..10.0),
            has_edge: rng.below(4) > 0,
        }
    }
}

impl Page {
    /// Pixels per millimetre.
    pub fn scale() -> f64 {
        SCALE
    }

    /// Draws a page of this design. `portrait` is a picture with the positions of the eyes in it; without
    /// one the page has a drawn person.
    pub fn print(
        design: &Design,
        portrait: Option<(&RgbImage, [[f64; 2]; 2])>,
        rng: &mut SeededRng,
    ) -> Self {
        let [width, height] = design.format.size();
        let mut picture = paper(design, rng);
        let middle = eyes_middle(design.format);
        let eyes = [-0.5, 0.5].map(|side| [middle[0] + side * design.eyes, middle[1]]);
        let area = portrait_area(design.format);
        match portrait {
            Some((photo, at)) => paste(&mut picture, photo, at, eyes, area),
            None => person(&mut picture, design, eyes, area),
        }
        entries(&mut picture, design, area, rng);
        let ink = Ink { density: design.density, stroke: design.stroke, ..Ink::mrz(SCALE) };
        let lines = Mrz::draw(design.format, rng).lines;
        let left = (width - ink.pitch * design.format.cells() as f64) / 2.0;
        for (at, line) in lines.iter().rev().enumerate() {
            // The middle of the last line is 11.35 mm above the lower edge. A TD1 card has three lines in
            // the same zone.
            let low = if design.format == Format::Td1 { 5.2 } else { 11.35 };
            let y = height - low - 6.35 * at as f64;
            ink.write(&mut picture, [0.0; 2], [left, y], line);
        }
        Self { picture, eyes, format: design.format, lines }
    }
}

/// The portrait's left, top, width and height in mm.
fn portrait_area(format: Format) -> [f64; 4] {
    match format {
        Format::Td3 => [6.0, 18.0, 35.0, 45.0],
        Format::Td2 => [5.0, 9.0, 31.0, 39.0],
        // Small, as on cards with portrait and MRZ on one side.
        Format::Td1 => [4.0, 3.0, 22.0, 27.0],
    }
}

/// The point between the eyes, in mm.
fn eyes_middle(format: Format) -> [f64; 2] {
    let [left, top, width, height] = portrait_area(format);
    [left + width / 2.0, top + 0.45 * height]
}

/// Paper with waves of fine lines.
fn paper(design: &Design, rng: &mut SeededRng) -> RgbImage {
    let [width, height] = design.format.size().map(|length| (length * SCALE) as u32);
    let mut picture = RgbImage::from_pixel(width, height, Rgb(design.paper));
    for _ in 0..3 {
        let (sin, cos) = rng.uniform(0.0..std::f64::consts::TAU).sin_cos();
        let [period, swing, bend] = [0.8..4.0, 0.0..1.5, 0.1..0.5].map(|range| rng.uniform(range));
        let width = rng.uniform(0.2..0.9);
        let tint = [0; 3].map(|_: u8| rng.uniform(40.0..160.0) as u8);
        let columns = picture.width();
        for (column, row) in
            (0..height).flat_map(|row| (0..columns).map(move |column| (column, row)))
        {
            let (x, y) = (f64::from(column) / SCALE, f64::from(row) / SCALE);
            let (along, across) = (x * cos + y * sin, y * cos - x * sin);
            let phase = (along + swing * (bend * across).sin()) / period;
            if (phase - phase.floor()) < 0.25 * width {
                blend(&mut picture, column, row, tint, design.pattern);
            }
        }
    }
    picture
}

/// Pastes the portrait, aligned so that its eyes are at `eyes`.
fn paste(
    picture: &mut RgbImage,
    photo: &RgbImage,
    at: [[f64; 2]; 2],
    eyes: [[f64; 2]; 2],
    [left, top, width, height]: [f64; 4],
) {
    let apart = (at[1][0] - at[0][0]).hypot(at[1][1] - at[0][1]);
    // Pixels of the photo to one of the page.
    let scale = apart / ((eyes[1][0] - eyes[0][0]) * SCALE);
    let (cos, sin) = ((at[1][0] - at[0][0]) / apart, (at[1][1] - at[0][1]) / apart);
    let middle = |of: [[f64; 2]; 2]| [0, 1].map(|axis| (of[0][axis] + of[1][axis]) / 2.0);
    let (from, to) = (middle(at), middle(eyes));
    let blurred = imageops::blur(photo, (0.5 * scale).max(0.1) as f32);
    for row in (top * SCALE) as u32..((top + height) * SCALE) as u32 {
        for column in (left * SCALE) as u32..((left + width) * SCALE) as u32 {
            let x = (f64::from(column) + 0.5 - to[0] * SCALE) * scale;
            let y = (f64::from(row) + 0.5 - to[1] * SCALE) * scale;
            let (x, y) = (from[0] + cos * x - sin * y, from[1] + sin * x + cos * y);
            let inside = |at: f64, size: u32| (at - 0.5).clamp(0.0, f64::from(size) - 1.001) as f32;
            let (x, y) = (inside(x, photo.width()), inside(y, photo.height()));
            if let Some(pixel) = imageops::interpolate_bilinear(&blurred, x, y) {
                picture.put_pixel(column, row, pixel);
            }
        }
    }
}

/// Draws a person: background, shoulders, head, hair, eyes.
fn person(
    picture: &mut RgbImage,
    design: &Design,
    eyes: [[f64; 2]; 2],
    [left, top, width, height]: [f64; 4],
) {
    let middle = [(eyes[0][0] + eyes[1][0]) / 2.0, eyes[0][1]];
    let unit = design.eyes;
    let ellipses = [
        ([0.0, 4.1], [2.0, 1.9], [60, 62, 80]),
        ([0.0, 1.6], [0.6, 1.2], [176, 138, 118]),
        ([0.0, -0.2], [1.25, 1.6], [58, 42, 34]),
        ([0.0, 0.35], [1.05, 1.4], [206, 168, 148]),
        ([-0.5, 0.0], [0.16, 0.09], [36, 30, 30]),
        ([0.5, 0.0], [0.16, 0.09], [36, 30, 30]),
        ([0.0, 1.15], [0.42, 0.08], [150, 84, 84]),
    ];
    for row in (top * SCALE) as u32..((top + height) * SCALE) as u32 {
        for column in (left * SCALE) as u32..((left + width) * SCALE) as u32 {
            if design.has_edge {
                picture.put_pixel(column, row, Rgb([206, 212, 220]));
            }
            let at = [f64::from(column) / SCALE, f64::from(row) / SCALE];
            for (centre, radii, colour) in ellipses {
                let away = [0, 1]
                    .map(|axis| ((at[axis] - middle[axis]) / unit - centre[axis]) / radii[axis]);
                if away[0].hypot(away[1]) < 1.0 {
                    picture.put_pixel(column, row, Rgb(colour));
                }
            }
        }
    }
}

/// Prints the entries beside the portrait, each with a small label.
fn entries(picture: &mut RgbImage, design: &Design, area: [f64; 4], rng: &mut SeededRng) {
    let [width, _] = design.format.size();
    let left = area[0] + area[2] + 4.0;
    let label = Ink {
        colour: [110, 100, 100],
        stroke: 0.16,
        letter: [0.8, 1.2],
        pitch: 1.1,
        ..Ink::mrz(SCALE)
    };
    let entry = Ink { stroke: 0.28, letter: [1.3, 2.0], pitch: 1.75, ..Ink::mrz(SCALE) };
    let title = Ink { colour: [96, 60, 70], letter: [1.7, 2.6], pitch: 2.4, ..entry };
    if design.format == Format::Td3 {
        title.write(picture, [0.0; 2], [area[0], 8.0], "UTOPIA PASSPORT");
    }
    let mut y = area[1] + 1.5;
    while y + 5.0 < area[1] + area[3] {
        let mut words = |most: usize| -> String {
            let length = 4 + rng.below(most - 4);
            (0..length).map(|_| char::from(b'A' + rng.below(26) as u8)).collect()
        };
        let room = (width - left - 3.0) / entry.pitch;
        label.write(picture, [0.0; 2], [left, y], &words(16));
        entry.write(picture, [0.0; 2], [left, y + 2.8], &words((room as usize).min(24)));
        y += 7.2;
    }
}
