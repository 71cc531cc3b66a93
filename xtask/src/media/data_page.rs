//! Draws a passport's data page, held before a camera: portrait, text, machine readable zone.

use image::{Rgb, RgbImage, imageops};
use specimen::{Chance, Format, Ink, Mrz};

use super::{people::WOMAN_A_AGAIN, portrait::Shot};

/// Size of the camera's picture.
pub(super) const WIDTH: u32 = 1280;
pub(super) const HEIGHT: u32 = 720;

/// Pixels to a millimetre of the page: 125 x 88 mm then fill nine tenths of the picture's height.
const SCALE: f32 = 7.5;
/// Size of the page in mm (ICAO 9303 part 4, TD3).
const PAGE: [f32; 2] = [125.0, 88.0];
/// Where the portrait is, and its size, in mm.
const PORTRAIT: [f32; 4] = [5.0, 18.0, 35.0, 45.0];

/// How far the middle of the letters is above the lower edge, in mm: both lines of the zone.
const LINES: [f64; 2] = [17.7, 11.35];
/// Who is named in the zone.
const SEED: u64 = 1;

/// What the camera sees.
pub(super) fn draw(photo: &RgbImage) -> RgbImage {
    let mut picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let shade = 34 + (x / 64 + y / 48) as u8 % 2 * 4;
        Rgb([shade, shade, shade + 4])
    });
    fill(&mut picture, [0.0, 0.0, PAGE[0], PAGE[1]], [232, 226, 214]);
    fill(&mut picture, [5.0, 5.0, 50.0, 3.0], [96, 60, 70]);
    // Lines of text: a label, then an entry.
    for line in 0..6u16 {
        let top = 18.0 + 7.5 * f32::from(line);
        fill(&mut picture, [46.0, top, 16.0, 1.2], [150, 146, 140]);
        fill(&mut picture, [46.0, top + 2.4, 30.0 + f32::from(line % 3) * 9.0, 2.2], [70, 70, 74]);
    }
    zone(&mut picture);
    let [left, top, width, height] = PORTRAIT.map(|length| length * SCALE);
    let shot = Shot {
        width: width as u32,
        height: height as u32,
        eyes: [width / 2.0, 0.42 * height],
        side: 0.52 * width,
    };
    let [x, y] = corner();
    let at = [x + left, y + top].map(|coordinate| coordinate as i64);
    imageops::overlay(&mut picture, &shot.take(photo, &WOMAN_A_AGAIN), at[0], at[1]);
    picture
}

/// The page's upper left corner in the picture, when it is held in the middle.
fn corner() -> [f32; 2] {
    [(WIDTH as f32 - PAGE[0] * SCALE) / 2.0, (HEIGHT as f32 - PAGE[1] * SCALE) / 2.0]
}

/// Prints the machine-readable zone of a specimen, as high above the lower edge as ICAO 9303
/// part 4 has it.
fn zone(picture: &mut RgbImage) {
    let ink = Ink::mrz(f64::from(SCALE));
    let [width, height] = PAGE.map(f64::from);
    let left = (width - ink.pitch * Format::Td3.cells() as f64) / 2.0;
    for (line, middle) in Mrz::draw(Format::Td3, &mut Chance::new(SEED)).lines.iter().zip(LINES) {
        ink.write(picture, corner().map(f64::from), [left, height - middle], line);
    }
}

/// Paints a rectangle: left, top, width and height in mm of the page.
fn fill(picture: &mut RgbImage, [left, top, width, height]: [f32; 4], colour: [u8; 3]) {
    let [x, y] = corner();
    let pixels = |offset: f32, from: f32, length: f32| {
        (offset + from * SCALE) as u32..(offset + (from + length) * SCALE) as u32
    };
    for row in pixels(y, top, height) {
        for column in pixels(x, left, width) {
            picture.put_pixel(column, row, Rgb(colour));
        }
    }
}
