//! Renders the frame of a page that is held in front of a camera.

use image::{Rgb, RgbImage, codecs::jpeg::JpegEncoder, imageops};

use crate::{Page, SeededRng};

/// The pose of a page, and the properties of camera and light.
#[derive(Clone, Debug)]
pub struct Camera {
    /// Width and height of the frame in pixels.
    pub size: [u32; 2],
    /// Pixels of the frame per millimetre at the centre of the page.
    pub scale: f64,
    /// The offset of the page's centre from the frame's, in pixels.
    pub shift: [f64; 2],
    /// Clockwise rotation in degrees.
    pub turn: f64,
    /// Rotation around the vertical and the horizontal axis of the page, in degrees.
    pub tilt: [f64; 2],
    /// Standard deviation of the blur, in pixels.
    pub blur: f64,
    /// Standard deviation of the noise, in levels of 255.
    pub noise: f64,
    /// The change of light from left to right and from top to bottom: 0.3 is from 0.85 to 1.15.
    pub light: [f64; 2],
    /// Factor of all light.
    pub exposure: f64,
    /// JPEG quality, 1 to 100, if the frame is compressed.
    pub jpeg: Option<u8>,
    /// Whether two thumbs hold the page at its sides.
    pub has_thumbs: bool,
}

/// The background of the page.
#[derive(Clone, Copy)]
pub enum Background<'a> {
    /// One colour.
    Plain([u8; 3]),
    /// Rectangles of random sizes and colours.
    Clutter,
    /// A photo, stretched to the frame.
    Photo(&'a RgbImage),
}

/// A rendered frame.
pub struct Frame {
    /// The pixels.
    pub picture: RgbImage,
    /// The positions of the portrait's right and left eye, in pixels.
    pub eyes: [[f64; 2]; 2],
}

/// The distance of the camera from the page in mm.
const DISTANCE: f64 = 280.0;

impl Camera {
    /// A page held upright and still in the middle of a frame of `size`, with 0.92 of its width or height.
    pub fn steady(size: [u32; 2], page: &Page) -> Self {
        let [width, height] = page.format.size();
        let scale = f64::min(f64::from(size[0]) / width, f64::from(size[1]) / height) * 0.92;
        Self {
            size,
            scale,
            shift: [0.0; 2],
            turn: 0.0,
            tilt: [0.0; 2],
            blur: 0.6,
            noise: 2.0,
            light: [0.0; 2],
            exposure: 1.0,
            jpeg: None,
            has_thumbs: false,
        }
    }

    /// Renders the frame.
    pub fn take(&self, page: &Page, background: Background<'_>, rng: &mut SeededRng) -> Frame {
        let [width, height] = page.format.size();
        let middle = [width / 2.0, height / 2.0];
        let projection = self.projection();
        let inverse = inverse(projection);
        let behind = self.behind(background, rng);
        let blurred = imageops::blur(&page.picture, (0.35 * Page::scale() / self.scale) as f32);
        let mut picture = RgbImage::from_fn(self.size[0], self.size[1], |column, row| {
            let mut sum = [0.0; 3];
            for [dx, dy] in [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]] {
                let [x, y] = apply(inverse, [f64::from(column) + dx, f64::from(row) + dy]);
                let at = [x + middle[0], y + middle[1]];
                let seen = if self.has_thumbs && is_thumb(at, [width, height]) {
                    [188, 140, 118]
                } else {
                    on_page(&blurred, at).unwrap_or(behind.get_pixel(column, row).0)
                };
                sum.iter_mut().zip(seen).for_each(|(sum, seen)| *sum += f64::from(seen) / 4.0);
            }
            Rgb(sum.map(|value| value.round() as u8))
        });
        if self.blur > 0.0 {
            picture = imageops::blur(&picture, self.blur as f32);
        }
        self.expose(&mut picture, rng);
        if let Some(quality) = self.jpeg {
            picture = compressed(&picture, quality);
        }
        let eyes = page.eyes.map(|[x, y]| apply(projection, [x - middle[0], y - middle[1]]));
        Frame { picture, eyes }
    }

    /// Applies light and noise.
    fn expose(&self, picture: &mut RgbImage, rng: &mut SeededRng) {
        let [width, height] = self.size.map(f64::from);
        for (column, row, pixel) in picture.enumerate_pixels_mut() {
            let light = self.exposure
                * (1.0 + self.light[0] * (f64::from(column) / width - 0.5))
                * (1.0 + self.light[1] * (f64::from(row) / height - 0.5));
            for value in &mut pixel.0 {
                let noise = if self.noise > 0.0 { self.noise * rng.normal() } else { 0.0 };
                *value = (f64::from(*value) * light + noise).clamp(0.0, 255.0) as u8;
            }
        }
    }

    /// The projection from mm around the page's centre to pixels of the frame.
    fn projection(&self) -> [[f64; 3]; 3] {
        let (sin, cos) = self.turn.to_radians().sin_cos();
        let [(sx, cx), (sy, cy)] = self.tilt.map(|angle| angle.to_radians().sin_cos());
        // Rotated around the vertical axis, then the horizontal one, then clockwise.
        let right = [cx, 0.0, sx];
        let down = [-sx * sy, cy, cx * sy];
        let turned = |v: [f64; 3]| [cos * v[0] - sin * v[1], sin * v[0] + cos * v[1], v[2]];
        let (right, down) = (turned(right), turned(down));
        let focal = self.scale * DISTANCE;
        let centre = [0, 1].map(|axis| f64::from(self.size[axis]) / 2.0 + self.shift[axis]);
        let row = |axis: usize| {
            [right, down]
                .map(|v| focal * v[axis] + centre[axis] * v[2])
                .into_iter()
                .chain([centre[axis] * DISTANCE])
                .collect::<Vec<_>>()
        };
        let (first, second) = (row(0), row(1));
        [
            [first[0], first[1], first[2]],
            [second[0], second[1], second[2]],
            [right[2], down[2], DISTANCE],
        ]
    }

    fn behind(&self, background: Background<'_>, rng: &mut SeededRng) -> RgbImage {
        let [width, height] = self.size;
        match background {
            Background::Plain(colour) => RgbImage::from_pixel(width, height, Rgb(colour)),
            Background::Photo(photo) => {
                imageops::resize(photo, width, height, imageops::FilterType::Triangle)
            }
            Background::Clutter => {
                let mut picture = RgbImage::from_pixel(width, height, Rgb([120; 3]));
                for _ in 0..60 {
                    let colour = [0; 3].map(|_: u8| rng.below(256) as u8);
                    let [left, top] = [width, height].map(|size| rng.below(size as usize) as u32);
                    let [across, down] =
                        [width, height].map(|size| 4 + rng.below(size as usize / 4) as u32);
                    for row in top..(top + down).min(height) {
                        for column in left..(left + across).min(width) {
                            picture.put_pixel(column, row, Rgb(colour));
                        }
                    }
                }
                picture
            }
        }
    }
}

/// The colour at a point in mm, if it is on the page.
fn on_page(page: &RgbImage, at: [f64; 2]) -> Option<[u8; 3]> {
    let [x, y] = at.map(|length| length * Page::scale() - 0.5);
    let [right, bottom] = [page.width(), page.height()].map(|size| f64::from(size) - 1.0);
    if !(0.0..=right).contains(&x) || !(0.0..=bottom).contains(&y) {
        return None;
    }
    imageops::interpolate_bilinear(page, x as f32, y as f32).map(|pixel| pixel.0)
}

/// Whether one of the two thumbs, at the left and right side, covers a point of the page.
fn is_thumb([x, y]: [f64; 2], [width, height]: [f64; 2]) -> bool {
    let at = |centre: [f64; 2]| ((x - centre[0]) / 9.0).hypot((y - centre[1]) / 7.0) < 1.0;
    at([-6.0, 0.5 * height]) || at([width + 6.0, 0.6 * height])
}

fn apply(matrix: [[f64; 3]; 3], [x, y]: [f64; 2]) -> [f64; 2] {
    let [u, v, w] = matrix.map(|row| row[0] * x + row[1] * y + row[2]);
    [u / w, v / w]
}

/// The inverse of a projection up to a factor, which has no effect: the adjugate.
fn inverse(m: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    let minor = |row: usize, column: usize| {
        let at = |i: usize, j: usize| m[(row + i) % 3][(column + j) % 3];
        at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1)
    };
    [0, 1, 2].map(|row| [0, 1, 2].map(|column| minor(column, row)))
}

fn compressed(picture: &RgbImage, quality: u8) -> RgbImage {
    let mut bytes = Vec::new();
    let written = JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture);
    let read = written.and_then(|()| image::load_from_memory(&bytes));
    read.map_or_else(|_| picture.clone(), |decoded| decoded.into_rgb8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Design, Format};

    #[test]
    fn the_eyes_are_where_the_frame_shows_them() {
        let mut rng = SeededRng::new(1);
        let design = Design { pattern: 0.0, ..Design::plain(Format::Td3) };
        let page = Page::print(&design, None, &mut rng);
        let steady = Camera::steady([1280, 720], &page);
        let camera = Camera { turn: 9.0, tilt: [12.0, -8.0], noise: 0.0, blur: 0.0, ..steady };
        let frame = camera.take(&page, Background::Plain([40; 3]), &mut rng);
        for [x, y] in frame.eyes {
            let seen = frame.picture.get_pixel(x as u32, y as u32);
            assert!(seen[0] < 90, "{seen:?} at {x}, {y}");
        }
    }

    #[test]
    fn a_projection_and_its_inverse_cancel_out() {
        let page = Page::print(&Design::plain(Format::Td1), None, &mut SeededRng::new(2));
        let camera = Camera { turn: -7.0, tilt: [10.0, 15.0], ..Camera::steady([640, 480], &page) };
        let there = camera.projection();
        let [x, y] = apply(inverse(there), apply(there, [31.0, -12.0]));
        assert!((x - 31.0).abs() < 1e-6 && (y + 12.0).abs() < 1e-6, "{x}, {y}");
    }
}
