//! Cuts one person out of a group photo, upright, in front of a plain wall.

use image::{Rgb, RgbImage};

use super::people::Person;

/// The size of a picture and the position of the person in it, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct PortraitLayout {
    pub(super) width: u32,
    pub(super) height: u32,
    /// The point between the eyes.
    pub(super) eyes: [f32; 2],
    /// The size of the face: the side of the detector's bounding box.
    pub(super) side: f32,
}

/// Half the width and height of the cut-out person, in sides of the face.
const HALF_EXTENT: [f32; 2] = [0.95, 1.2];
/// The distance of its centre below the eyes, in sides of the face.
const BELOW_EYES: f32 = 0.3;
/// The share of the extent over which the person is blended with the wall.
const FADE: f32 = 0.2;
/// Sampled points along each side of a pixel, to avoid aliasing.
const SAMPLES: u8 = 2;

impl PortraitLayout {
    /// Composes the picture of `person`, who is on `photo` with others.
    pub(super) fn compose(&self, photo: &RgbImage, person: &Person) -> RgbImage {
        let ([cos, sin], [x0, y0]) = (person.eye_direction(), person.eye_centre());
        let scale = person.side / self.side;
        RgbImage::from_fn(self.width, self.height, |column, row| {
            let mut sum = [0.0; 3];
            for sample in 0..SAMPLES * SAMPLES {
                let at = |pixel: u32, step: u8| {
                    pixel as f32 + (f32::from(step) + 0.5) / f32::from(SAMPLES)
                };
                let dx = at(column, sample % SAMPLES) - self.eyes[0];
                let dy = at(row, sample / SAMPLES) - self.eyes[1];
                let (x, y) = (scale * (cos * dx - sin * dy), scale * (sin * dx + cos * dy));
                let seen = bilinear(photo, x0 + x, y0 + y);
                let opacity = self.opacity(dx, dy);
                let wall = wall(row, self.height);
                for (sum, (seen, wall)) in sum.iter_mut().zip(seen.into_iter().zip(wall)) {
                    *sum += opacity * seen + (1.0 - opacity) * wall;
                }
            }
            Rgb(sum.map(|sum| (sum / f32::from(SAMPLES * SAMPLES)).round() as u8))
        })
    }

    /// The opacity of the person at an offset from the eyes, from 0 (only the wall) to 1.
    fn opacity(&self, dx: f32, dy: f32) -> f32 {
        let (x, y) =
            (dx / self.side / HALF_EXTENT[0], (dy / self.side - BELOW_EYES) / HALF_EXTENT[1]);
        ((1.0 - x.hypot(y)) / FADE + 0.5).clamp(0.0, 1.0)
    }
}

/// The colour of a light grey wall, which is darker towards the floor.
pub(super) fn wall(row: u32, height: u32) -> [f32; 3] {
    let depth = row as f32 / height as f32;
    [188.0, 192.0, 198.0].map(|light| light - 40.0 * depth)
}

/// The colour at a point of `photo`, interpolated. Outside of the photo its border pixels are repeated.
fn bilinear(photo: &RgbImage, x: f32, y: f32) -> [f32; 3] {
    let (x, y) = (x - 0.5, y - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let at = |dx: f32, dy: f32| {
        let inside = |value: f32, size: u32| value.clamp(0.0, size as f32 - 1.0) as u32;
        photo.get_pixel(inside(left + dx, photo.width()), inside(top + dy, photo.height())).0
    };
    let corners = [at(0.0, 0.0), at(1.0, 0.0), at(0.0, 1.0), at(1.0, 1.0)];
    let (u, v) = (x - left, y - top);
    let weights = [(1.0 - u) * (1.0 - v), u * (1.0 - v), (1.0 - u) * v, u * v];
    [0, 1, 2].map(|channel| {
        corners
            .iter()
            .zip(weights)
            .map(|(corner, weight)| f32::from(corner[channel]) * weight)
            .sum()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eyes_are_level_and_at_the_position_of_the_layout() {
        let person =
            Person { photo: "", right_eye: [30.5, 40.5], left_eye: [60.5, 70.5], side: 60.0 };
        let mut photo = RgbImage::from_pixel(100, 100, Rgb([0; 3]));
        for [x, y] in [person.right_eye, person.left_eye] {
            for dy in 0..5 {
                for dx in 0..5 {
                    photo.put_pixel(x as u32 + dx - 2, y as u32 + dy - 2, Rgb([255; 3]));
                }
            }
        }
        let layout = PortraitLayout { width: 200, height: 100, eyes: [100.0, 50.0], side: 60.0 };
        let picture = layout.compose(&photo, &person);
        let half = 30.0f32.hypot(30.0) / 2.0;
        for x in [100.0 - half, 100.0 + half] {
            assert!(picture.get_pixel(x as u32, 50).0[0] > 250);
        }
        assert_eq!(picture.get_pixel(100, 50).0, [0; 3]);
    }

    #[test]
    fn no_other_person_is_left_in_the_picture() {
        let person =
            Person { photo: "", right_eye: [40.0, 40.0], left_eye: [60.0, 40.0], side: 40.0 };
        let photo = RgbImage::from_pixel(400, 100, Rgb([255, 0, 0]));
        let layout = PortraitLayout { width: 400, height: 100, eyes: [50.0, 40.0], side: 40.0 };
        let picture = layout.compose(&photo, &person);
        let neighbour = picture.get_pixel(150, 50).0;
        assert_eq!(neighbour.map(f32::from), wall(50, 100).map(f32::round));
    }
}
