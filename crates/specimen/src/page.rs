//! A data page as it lies flat: paper, pattern, portrait, text, machine-readable zone.

use image::{Rgb, RgbImage, imageops};

use crate::{Chance, Format, Ink, Mrz, ink::blend};

/// Pixels to a millimetre.
const SCALE: f64 = 12.0;

/// How a page looks, apart from what is written on it.
#[derive(Clone, Copy, Debug)]
pub struct Design {
    /// Which size of document.
    pub format: Format,
    /// Colour of the paper.
    pub paper: [u8; 3],
    /// How dark the paper's pattern of fine lines is, 0 to 1.
    pub pattern: f64,
    /// How much of the paper the ink of the machine-readable zone covers, 0 to 1.
    pub density: f64,
    /// Width of its strokes in mm.
    pub stroke: f64,
    /// Distance of the eyes in the portrait in mm.
    pub eyes: f64,
    /// Whether the portrait has an edge, or fades into the paper.
    pub has_edge: bool,
}

/// A page that lies flat.
pub struct Page {
    /// [`Page::scale`] pixels to a millimetre.
    pub picture: RgbImage,
    /// Right and left eye of the portrait, in mm from the page's corner at the top left.
    pub eyes: [[f64; 2]; 2],
    /// Which size of document it is.
    pub format: Format,
}

impl Design {
    /// A passport's page as most are.
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

    /// One of many designs.
    pub fn draw(format: Format, chance: &mut Chance) -> Self {
        let light = chance.within(170.0..245.0);
        let paper = [0; 3].map(|_: u8| (light + chance.within(-20.0..10.0)) as u8);
        Self {
            format,
            paper,
            pattern: chance.within(0.0..0.22),
            density: chance.within(0.7..1.0),
            stroke: chance.within(0.28..0.46),
            eyes: chance.within(7.6..10.0),
            has_edge: chance.below(4) > 0,
        }
    }
}

impl Page {
    /// Pixels to a millimetre.
    pub fn scale() -> f64 {
        SCALE
    }

    /// A page of this design, with `portrait` on it if there is one, a picture whose eyes are at
    /// the given places of it; else with the shape of a person.
    pub fn print(
        design: &Design,
        portrait: Option<(&RgbImage, [[f64; 2]; 2])>,
        chance: &mut Chance,
    ) -> Self {
        let [width, height] = design.format.size();
        let mut picture = paper(design, chance);
        let middle = eyes_middle(design.format);
        let eyes = [-0.5, 0.5].map(|side| [middle[0] + side * design.eyes, middle[1]]);
        let area = portrait_area(design.format);
        match portrait {
            Some((photo, at)) => paste(&mut picture, photo, at, eyes, area),
            None => person(&mut picture, design, eyes, area),
        }
        entries(&mut picture, design, area, chance);
        let ink = Ink { density: design.density, stroke: design.stroke, ..Ink::mrz(SCALE) };
        let lines = Mrz::draw(design.format, chance).lines;
        let left = (width - ink.pitch * design.format.cells() as f64) / 2.0;
        for (at, line) in lines.iter().rev().enumerate() {
            // The last line's middle is 11.35 mm above the lower edge; a card has three lines in
            // the same height.
            let low = if design.format == Format::Td1 { 5.2 } else { 11.35 };
            let y = height - low - 6.35 * at as f64;
            ink.write(&mut picture, [0.0; 2], [left, y], line);
        }
        Self { picture, eyes, format: design.format }
    }
}

/// Where the portrait is: left, top, width and height in mm.
fn portrait_area(format: Format) -> [f64; 4] {
    match format {
        Format::Td3 => [6.0, 18.0, 35.0, 45.0],
        Format::Td2 => [5.0, 9.0, 31.0, 39.0],
        // As on cards with both on one side: small, above three lines.
        Format::Td1 => [4.0, 3.0, 22.0, 27.0],
    }
}

/// The middle between the eyes, in mm.
fn eyes_middle(format: Format) -> [f64; 2] {
    let [left, top, width, height] = portrait_area(format);
    [left + width / 2.0, top + 0.45 * height]
}

/// Paper with waves of fine lines.
fn paper(design: &Design, chance: &mut Chance) -> RgbImage {
    let [width, height] = design.format.size().map(|length| (length * SCALE) as u32);
    let mut picture = RgbImage::from_pixel(width, height, Rgb(design.paper));
    for _ in 0..3 {
        let (sin, cos) = chance.within(0.0..std::f64::consts::TAU).sin_cos();
        let [period, swing, bend] =
            [0.8..4.0, 0.0..1.5, 0.1..0.5].map(|range| chance.within(range));
        let width = chance.within(0.2..0.9);
        let tint = [0; 3].map(|_: u8| chance.within(40.0..160.0) as u8);
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

/// Puts the portrait so that its eyes come to lie at `eyes`.
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

/// The shape of a person: background, shoulders, head, hair, eyes.
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

/// The printed entries beside the portrait: a small label, then what it is about.
fn entries(picture: &mut RgbImage, design: &Design, area: [f64; 4], chance: &mut Chance) {
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
            let length = 4 + chance.below(most - 4);
            (0..length).map(|_| char::from(b'A' + chance.below(26) as u8)).collect()
        };
        let room = (width - left - 3.0) / entry.pitch;
        label.write(picture, [0.0; 2], [left, y], &words(16));
        entry.write(picture, [0.0; 2], [left, y + 2.8], &words((room as usize).min(24)));
        y += 7.2;
    }
}
