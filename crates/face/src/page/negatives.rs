//! Random frames without a data page: stripes, rows and lines of text.

use image::{Rgb, RgbImage};
use specimen::{Chance, Ink};

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
    pub(super) fn draw(self, chance: &mut Chance) -> RgbImage {
        let paper = [0; 3].map(|_: u8| chance.within(150.0..250.0) as u8);
        let dark = [0; 3].map(|_: u8| chance.within(5.0..110.0) as u8);
        let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, Rgb(paper));
        let period = chance.within(8.0..60.0);
        match self {
            Self::UprightStripes => paint(&mut picture, dark, |x, _| x % period < period / 2.0),
            Self::LevelStripes => paint(&mut picture, dark, |_, y| y % period < period / 2.0),
            Self::Checks => {
                let gap = chance.within(0.2..0.6);
                paint(&mut picture, dark, |x, y| {
                    (x % period < gap * period) ^ (y % period < gap * period)
                });
            }
            Self::Keyboard => {
                let high = period * chance.within(0.9..1.1);
                let shift = chance.within(0.0..0.5);
                let from = chance.within(250.0..500.0);
                let rows = 4 + chance.below(3);
                paint(&mut picture, dark, |x, y| {
                    let row = ((y - from) / high).floor();
                    let is_key = (x + row * shift * period) % period < 0.8 * period
                        && (y - from).rem_euclid(high) < 0.8 * high;
                    (0.0..rows as f64).contains(&row) && is_key
                });
            }
            Self::Bookshelf => {
                let high = chance.within(40.0..160.0);
                let mut x = 0.0;
                while x < f64::from(WIDTH) {
                    let wide = chance.within(6.0..30.0);
                    let colour = [0; 3].map(|_: u8| chance.within(10.0..230.0) as u8);
                    let short = chance.within(0.6..0.95);
                    paint(&mut picture, colour, |at, y| {
                        (x..x + wide - 1.5).contains(&at) && y % high > (1.0 - short) * high
                    });
                    x += wide;
                }
            }
            Self::Bricks => {
                let high = period * chance.within(0.3..0.6);
                let joint = chance.within(2.0..5.0);
                paint(&mut picture, dark, |x, y| {
                    let shift = if (y / high) as i64 % 2 == 0 { 0.0 } else { period / 2.0 };
                    (x + shift) % period > joint && y % high > joint
                });
            }
            Self::Windows => {
                let pitch = chance.within(10.0..30.0);
                let (high, rows) = (pitch * chance.within(2.0..3.0), 2 + chance.below(2));
                let from = chance.within(300.0..450.0);
                paint(&mut picture, dark, |x, y| {
                    let row = ((y - from) / high).floor();
                    let is_pane =
                        x % pitch < 0.6 * pitch && (y - from).rem_euclid(high) < 0.4 * high;
                    (0.0..rows as f64).contains(&row) && is_pane
                });
            }
            Self::Barcode => {
                let bars: Vec<_> = (0..400).map(|_| chance.below(2) == 0).collect();
                let wide = chance.within(2.0..8.0);
                let [from, high] = [300.0..450.0, 20.0..120.0].map(|range| chance.within(range));
                paint(&mut picture, dark, |x, y| {
                    (from..from + high).contains(&y) && bars[(x / wide) as usize % 400]
                });
            }
            Self::Paragraph => text(&mut picture, dark, chance, 14, false),
            Self::Slogan => {
                let lines = 2 + chance.below(2);
                text(&mut picture, dark, chance, lines, false);
            }
            Self::Listing => text(&mut picture, dark, chance, 14, true),
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
    chance: &mut Chance,
    lines: usize,
    has_cells: bool,
) {
    // The letter size of a zone for eyes 45 to 82 pixels apart.
    let scale = chance.within(4.5..9.0);
    let spacing = chance.within(4.0..7.5);
    let ink = Ink { colour, stroke: chance.within(0.25..0.5), ..Ink::mrz(scale) };
    let top = if lines > 5 { 60.0 / scale } else { chance.within(330.0..480.0) / scale };
    for line in 0..lines {
        let y = top + spacing * line as f64;
        let mut x = 40.0 / scale;
        let mut left = 3 + chance.below(8);
        while x < 1150.0 / scale {
            let letter = char::from(b'A' + chance.below(26) as u8);
            if left == 0 {
                left = 3 + chance.below(8);
                x += 2.54;
                continue;
            }
            let own = if "ILJ1".contains(letter) {
                1.3
            } else if "MW".contains(letter) {
                2.9
            } else {
                chance.within(1.9..2.5)
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
