//! Random frames without a data page: stripes, rows and lines of text.

use image::{Rgb, RgbImage};
use specimen::{Ink, SeededRng};

/// The content of a frame without a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scene {
    UprightStripes,
    LevelStripes,
    Checks,
    Keyboard,
    Bookshelf,
    Bricks,
    Windows,
    Barcode,
    Paragraph,
    Slogan,
    Listing,
}

pub(super) const SCENES: [Scene; 11] = [
    Scene::UprightStripes,
    Scene::LevelStripes,
    Scene::Checks,
    Scene::Keyboard,
    Scene::Bookshelf,
    Scene::Bricks,
    Scene::Windows,
    Scene::Barcode,
    Scene::Paragraph,
    Scene::Slogan,
    Scene::Listing,
];

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 720;

impl Scene {
    /// A frame with random sizes and colours.
    pub(super) fn draw(self, rng: &mut SeededRng) -> RgbImage {
        let paper = [0; 3].map(|_: u8| rng.uniform(150.0..250.0) as u8);
        let dark = [0; 3].map(|_: u8| rng.uniform(5.0..110.0) as u8);
        let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, Rgb(paper));
        let period = rng.uniform(8.0..60.0);
        match self {
            Self::UprightStripes => paint(&mut picture, dark, |x, _| x % period < period / 2.0),
            Self::LevelStripes => paint(&mut picture, dark, |_, y| y % period < period / 2.0),
            Self::Checks => {
                let gap = rng.uniform(0.2..0.6);
                paint(&mut picture, dark, |x, y| {
                    (x % period < gap * period) ^ (y % period < gap * period)
                });
            }
            Self::Keyboard => {
                let high = period * rng.uniform(0.9..1.1);
                let shift = rng.uniform(0.0..0.5);
                let from = rng.uniform(250.0..500.0);
                let rows = 4 + rng.below(3);
                paint(&mut picture, dark, |x, y| {
                    let row = ((y - from) / high).floor();
                    let is_key = (x + row * shift * period) % period < 0.8 * period
                        && (y - from).rem_euclid(high) < 0.8 * high;
                    (0.0..rows as f64).contains(&row) && is_key
                });
            }
            Self::Bookshelf => {
                let high = rng.uniform(40.0..160.0);
                let mut x = 0.0;
                while x < f64::from(WIDTH) {
                    let wide = rng.uniform(6.0..30.0);
                    let colour = [0; 3].map(|_: u8| rng.uniform(10.0..230.0) as u8);
                    let short = rng.uniform(0.6..0.95);
                    paint(&mut picture, colour, |at, y| {
                        (x..x + wide - 1.5).contains(&at) && y % high > (1.0 - short) * high
                    });
                    x += wide;
                }
            }
            Self::Bricks => {
                let high = period * rng.uniform(0.3..0.6);
                let joint = rng.uniform(2.0..5.0);
                paint(&mut picture, dark, |x, y| {
                    let shift = if (y / high) as i64 % 2 == 0 { 0.0 } else { period / 2.0 };
                    (x + shift) % period > joint && y % high > joint
                });
            }
            Self::Windows => {
                let pitch = rng.uniform(10.0..30.0);
                let (high, rows) = (pitch * rng.uniform(2.0..3.0), 2 + rng.below(2));
                let from = rng.uniform(300.0..450.0);
                paint(&mut picture, dark, |x, y| {
                    let row = ((y - from) / high).floor();
                    let is_pane =
                        x % pitch < 0.6 * pitch && (y - from).rem_euclid(high) < 0.4 * high;
                    (0.0..rows as f64).contains(&row) && is_pane
                });
            }
            Self::Barcode => {
                let bars: Vec<_> = (0..400).map(|_| rng.below(2) == 0).collect();
                let wide = rng.uniform(2.0..8.0);
                let [from, high] = [300.0..450.0, 20.0..120.0].map(|range| rng.uniform(range));
                paint(&mut picture, dark, |x, y| {
                    (from..from + high).contains(&y) && bars[(x / wide) as usize % 400]
                });
            }
            Self::Paragraph => text(&mut picture, dark, rng, 14, false),
            Self::Slogan => {
                let lines = 2 + rng.below(2);
                text(&mut picture, dark, rng, lines, false);
            }
            Self::Listing => text(&mut picture, dark, rng, 14, true),
        }
        picture
    }
}

/// Paints the pixels for which `is_in` is true.
fn paint(picture: &mut RgbImage, colour: [u8; 3], is_in: impl Fn(f64, f64) -> bool) {
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        if is_in(f64::from(x), f64::from(y)) {
            *pixel = Rgb(colour);
        }
    }
}

/// Lines of words. Letters have different widths unless `has_cells`.
fn text(
    picture: &mut RgbImage,
    colour: [u8; 3],
    rng: &mut SeededRng,
    lines: usize,
    has_cells: bool,
) {
    // The letter size of a zone for eyes 45 to 82 pixels apart.
    let scale = rng.uniform(4.5..9.0);
    let spacing = rng.uniform(4.0..7.5);
    let ink = Ink { colour, stroke: rng.uniform(0.25..0.5), ..Ink::mrz(scale) };
    let top = if lines > 5 { 60.0 / scale } else { rng.uniform(330.0..480.0) / scale };
    for line in 0..lines {
        let y = top + spacing * line as f64;
        let mut x = 40.0 / scale;
        let mut left = 3 + rng.below(8);
        while x < 1150.0 / scale {
            let letter = char::from(b'A' + rng.below(26) as u8);
            if left == 0 {
                left = 3 + rng.below(8);
                x += 2.54;
                continue;
            }
            let own = if "ILJ1".contains(letter) {
                1.3
            } else if "MW".contains(letter) {
                2.9
            } else {
                rng.uniform(1.9..2.5)
            };
            let pitch = if has_cells { 2.54 } else { own };
            let letter_size = [f64::min(1.45, 0.62 * pitch), 2.45];
            let ink = Ink { pitch, letter: letter_size, ..ink };
            ink.write(picture, [0.0; 2], [x, y], &letter.to_string());
            x += pitch;
            left -= 1;
        }
    }
}
