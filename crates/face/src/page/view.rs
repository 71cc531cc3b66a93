//! A grey image of the surroundings of a portrait, levelled and scaled by its eyes.

use zeroize::Zeroizing;

use crate::image::{Photo, Point};

/// The part of the photo that a view shows: distances from the midpoint of the eyes, in eye
/// distances, along the line from the right eye to the left one and across it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// To the left and to the right.
    pub(super) across: [f64; 2],
    /// Upwards (negative) and downwards.
    pub(super) down: [f64; 2],
    /// Pixels of the view per eye distance.
    pub(super) scale: f64,
}

/// A luma image, 0 to 255. Overwritten when dropped.
pub(super) struct View {
    extent: Extent,
    origin: Point,
    /// The vector in the photo for one pixel to the right in the view.
    step: Point,
    size: [usize; 2],
    photo: [f64; 2],
    luma: Zeroizing<Vec<f32>>,
}

/// Maximum number of samples per axis that are averaged for a pixel, where the photo is finer.
const MAX_SAMPLES: usize = 2;

impl View {
    /// Samples `photo` around `eyes`, the right one first. Outside the photo, the nearest pixels are
    /// repeated.
    pub(super) fn new(photo: &Photo, eyes: [Point; 2], extent: Extent) -> Self {
        let apart = eyes[0].distance(eyes[1]).max(1.0);
        let towards = eyes[1] - eyes[0];
        let pixels = apart / extent.scale;
        let step = Point { x: towards.x / apart * pixels, y: towards.y / apart * pixels };
        let size = [extent.across, extent.down]
            .map(|range| ((range[1] - range[0]) * extent.scale) as usize);
        let mut view = Self {
            extent,
            origin: eyes[0].middle(eyes[1]),
            step,
            size,
            photo: [photo.width() as f64, photo.height() as f64],
            luma: Zeroizing::new(Vec::with_capacity(size[0] * size[1])),
        };
        let points = (pixels.round() as usize).clamp(1, MAX_SAMPLES);
        let parts = (0..points).map(|at| (at as f64 + 0.5) / points as f64 - 0.5);
        let parts: Vec<_> = parts.collect();
        let [right, bottom] = view.photo.map(|length| length as i32 - 1);
        for row in 0..size[1] {
            for column in 0..size[0] {
                let at = view.to_photo(column as f64, row as f64);
                let mut sum = 0;
                for across in &parts {
                    for down in &parts {
                        let x = (at.x + across * step.x - down * step.y + 0.5) as i32;
                        let y = (at.y + across * step.y + down * step.x + 0.5) as i32;
                        let row = photo.row(y.clamp(0, bottom) as usize);
                        let [red, green, blue] = row[x.clamp(0, right) as usize].map(u32::from);
                        sum += red + 2 * green + blue;
                    }
                }
                view.luma.push(sum as f32 / (4 * points * points) as f32);
            }
        }
        view
    }

    /// Maps a position in the view to the photo.
    fn to_photo(&self, x: f64, y: f64) -> Point {
        let x = x + self.extent.across[0] * self.extent.scale;
        let y = y + self.extent.down[0] * self.extent.scale;
        let Point { x: cos, y: sin } = self.step;
        Point { x: self.origin.x + cos * x - sin * y, y: self.origin.y + sin * x + cos * y }
    }

    /// Whether the position `at` of the view is inside the photo.
    pub(super) fn is_in_photo(&self, at: Point) -> bool {
        let Point { x, y } = self.to_photo(at.x, at.y);
        (0.0..self.photo[0] - 1.0).contains(&x) && (0.0..self.photo[1] - 1.0).contains(&y)
    }

    /// The position in the view, given in eye distances from the midpoint of the eyes.
    pub(super) fn position(&self, across: f64, down: f64) -> Point {
        Point {
            x: (across - self.extent.across[0]) * self.extent.scale,
            y: (down - self.extent.down[0]) * self.extent.scale,
        }
    }

    /// The position `at` of the view in eye distances from the midpoint of the eyes.
    pub(super) fn to_eye_distances(&self, at: Point) -> Point {
        Point {
            x: at.x / self.extent.scale + self.extent.across[0],
            y: at.y / self.extent.scale + self.extent.down[0],
        }
    }

    /// Width in pixels.
    pub(super) fn width(&self) -> usize {
        self.size[0]
    }

    /// Height in pixels.
    pub(super) fn height(&self) -> usize {
        self.size[1]
    }

    /// Row `y`, which must exist.
    pub(super) fn row(&self, y: usize) -> &[f32] {
        &self.luma[y * self.size[0]..][..self.size[0]]
    }

    /// The luma at a position, interpolated. Outside the view, the nearest pixels are repeated.
    pub(super) fn at(&self, x: f64, y: f64) -> f32 {
        let inside = |at: f64, size: usize| at.clamp(0.0, size as f64 - 1.001);
        let (x, y) = (inside(x, self.size[0]), inside(y, self.size[1]));
        let (left, top) = (x as usize, y as usize);
        let (u, v) = ((x - left as f64) as f32, (y - top as f64) as f32);
        let pair = |row: usize| {
            let row = &self.row(row)[left..];
            row[0] * (1.0 - u) + row[1] * u
        };
        pair(top) * (1.0 - v) + pair(top + 1) * v
    }
}
