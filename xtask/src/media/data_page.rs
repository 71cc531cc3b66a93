//! Draws a frame of a passport's data page: portrait, text, machine-readable zone.

use image::{Rgb, RgbImage, imageops};
use specimen::{Format, Ink, Mrz, SeededRng};

use super::{people::WOMAN_A_AGAIN, portrait::PortraitLayout};

/// The size of the frame in pixels.
pub(super) const WIDTH: u32 = 1280;
pub(super) const HEIGHT: u32 = 720;

/// Pixels per millimetre of the page: it fills nine tenths of the frame's height.
const SCALE: f32 = 7.5;
/// Size of the page in mm (ICAO 9303 part 4, TD3).
const PAGE: [f32; 2] = [125.0, 88.0];
/// The portrait's left, top, width and height in mm.
const PORTRAIT: [f32; 4] = [5.0, 18.0, 35.0, 45.0];

/// The distance of both lines of the MRZ from the lower edge in mm, measured to the middle of the
/// characters.
const LINES: [f64; 2] = [17.7, 11.35];
/// The seed of the MRZ's text.
const SEED: u64 = 1;

/// Draws the frame of a valid passport, with the portrait of a person on `photo`.
pub(super) fn draw(photo: &RgbImage) -> RgbImage {
    draw_with_zone(photo, &zone())
}

/// The lines of its MRZ.
pub(super) fn zone() -> Vec<String> {
    Mrz::draw(Format::Td3, &mut SeededRng::new(SEED)).lines
}

/// The same of a passport that has expired.
pub(super) fn draw_expired(photo: &RgbImage) -> RgbImage {
    draw_with_zone(photo, &Mrz::expired(Format::Td3, &mut SeededRng::new(SEED)).lines)
}

/// The same with a reflection on the middle of the MRZ.
pub(super) fn draw_with_reflection(photo: &RgbImage) -> RgbImage {
    let mut picture = draw(photo);
    let [x, y] = corner();
    let middle = [x + 62.0 * SCALE, y + 73.5 * SCALE];
    let size = [7.0 * SCALE, 7.0 * SCALE];
    for (column, row, pixel) in picture.enumerate_pixels_mut() {
        let [dx, dy] = [column as f32 - middle[0], row as f32 - middle[1]];
        let distance = (dx / size[0]).hypot(dy / size[1]);
        let light = 255.0 * (1.6 - distance).clamp(0.0, 1.0);
        pixel.0 = pixel.0.map(|value| (f32::from(value) + light).min(255.0) as u8);
    }
    picture
}

/// The same without an MRZ.
pub(super) fn draw_without_zone(photo: &RgbImage) -> RgbImage {
    draw_with_zone(photo, &[])
}

fn draw_with_zone(photo: &RgbImage, lines: &[String]) -> RgbImage {
    let mut picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let shade = 34 + (x / 64 + y / 48) as u8 % 2 * 4;
        Rgb([shade, shade, shade + 4])
    });
    fill_rectangle(&mut picture, [0.0, 0.0, PAGE[0], PAGE[1]], [232, 226, 214]);
    fill_rectangle(&mut picture, [5.0, 5.0, 50.0, 3.0], [96, 60, 70]);
    // Lines of text: a label, then an entry.
    for line in 0..6u16 {
        let top = 18.0 + 7.5 * f32::from(line);
        fill_rectangle(&mut picture, [46.0, top, 16.0, 1.2], [150, 146, 140]);
        fill_rectangle(
            &mut picture,
            [46.0, top + 2.4, 30.0 + f32::from(line % 3) * 9.0, 2.2],
            [70, 70, 74],
        );
    }
    print_mrz(&mut picture, lines);
    let [left, top, width, height] = PORTRAIT.map(|length| length * SCALE);
    let layout = PortraitLayout {
        width: width as u32,
        height: height as u32,
        eyes: [width / 2.0, 0.42 * height],
        side: 0.52 * width,
    };
    let [x, y] = corner();
    let at = [x + left, y + top].map(|coordinate| coordinate as i64);
    imageops::overlay(&mut picture, &layout.compose(photo, &WOMAN_A_AGAIN), at[0], at[1]);
    picture
}

/// The upper left corner of the page, which is in the middle of the frame, in pixels.
fn corner() -> [f32; 2] {
    [(WIDTH as f32 - PAGE[0] * SCALE) / 2.0, (HEIGHT as f32 - PAGE[1] * SCALE) / 2.0]
}

/// Prints an MRZ at the distance from the lower edge that ICAO 9303 part 4 requires.
fn print_mrz(picture: &mut RgbImage, lines: &[String]) {
    let ink = Ink::mrz(f64::from(SCALE));
    let [width, height] = PAGE.map(f64::from);
    let left = (width - ink.pitch * Format::Td3.cells() as f64) / 2.0;
    for (line, middle) in lines.iter().zip(LINES) {
        ink.write(picture, corner().map(f64::from), [left, height - middle], line);
    }
}

/// Paints a rectangle: left, top, width and height in mm of the page.
fn fill_rectangle(picture: &mut RgbImage, [left, top, width, height]: [f32; 4], colour: [u8; 3]) {
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
