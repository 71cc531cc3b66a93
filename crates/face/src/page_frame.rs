//! Judges one frame of a document's page beside the others: how much it counts, whether a reflection
//! hides part of the face, and whether it is a copy of another frame.

use zeroize::Zeroizing;

use crate::{Candidate, align::Crop, quality::Quality};

/// Decrease of the weight with the share of the face under a reflection: see `docs/pages.md`.
const GLARE_DECAY: f64 = 6.0;
/// Distance of the eyes, in pixels, and sharpness from which more of either gains nothing.
const ENOUGH_EYES: f64 = 60.0;
const ENOUGH_SHARPNESS: f64 = 0.05;
/// Share of the face under a reflection from which the page should be tilted. See `docs/pages.md`.
const MAX_GLARE: f64 = 0.15;
/// Difference, in grey levels, up to which two frames are copies of each other: noise and compression
/// alone stay below it. See `docs/pages.md`.
const COPY_DIFFERENCE: f64 = 2.5;
/// Cells across the inner face whose means are compared, each larger than noise.
const CELLS: usize = 8;
/// Share of the crop that is omitted on each side: hair and background.
const MARGIN: f64 = 0.2;

impl Quality {
    /// The weight of a frame among others of the same page, above 0: large, sharp, level, and without
    /// a reflection on the face.
    pub fn page_weight(&self) -> f64 {
        let level = self.head_pose.yaw.to_radians().cos() * self.head_pose.pitch.to_radians().cos();
        let large = (self.inter_eye_distance / ENOUGH_EYES).min(1.0);
        let sharp = (self.sharpness / ENOUGH_SHARPNESS).min(1.0);
        (level * large * sharp * (-GLARE_DECAY * self.glare).exp()).max(1e-6)
    }

    /// Whether a reflection hides so much of a portrait that the page should be tilted.
    pub fn has_glare(&self) -> bool {
        self.glare > MAX_GLARE
    }
}

impl Candidate {
    /// The weight of this frame among others of the same page, above 0.
    pub fn page_weight(&self) -> f64 {
        self.quality.page_weight()
    }

    /// Whether a reflection hides so much of the portrait that the page should be tilted.
    pub fn has_glare(&self) -> bool {
        self.quality.has_glare()
    }

    /// Whether this frame shows nothing else than `other`: the page and the light did not move.
    pub fn is_copy_of(&self, other: &Self) -> bool {
        difference(&cells(&self.crop), &cells(&other.crop)) <= COPY_DIFFERENCE
    }
}

/// Mean luma of each cell of the inner face, relative to the mean of all: a camera changes its
/// exposure without the page.
fn cells(crop: &Crop) -> Zeroizing<Vec<f64>> {
    let image = crop.square();
    let side = image.side() as f64;
    let (start, width) = (side * MARGIN, side * (1.0 - 2.0 * MARGIN) / CELLS as f64);
    let mut cells = Zeroizing::new(vec![0.0; CELLS * CELLS]);
    let mut counts = [0.0; CELLS * CELLS];
    let cell = |at: usize| {
        let cell = (at as f64 - start) / width;
        (0.0..CELLS as f64).contains(&cell).then_some(cell as usize)
    };
    for (y, row) in image.rows().enumerate() {
        let Some(down) = cell(y) else { continue };
        for (x, &[r, g, b]) in row.iter().enumerate() {
            let Some(across) = cell(x) else { continue };
            cells[down * CELLS + across] +=
                0.299 * f64::from(r) + 0.587 * f64::from(g) + 0.114 * f64::from(b);
            counts[down * CELLS + across] += 1.0;
        }
    }
    cells.iter_mut().zip(counts).for_each(|(sum, count)| *sum /= f64::max(count, 1.0));
    let mean = cells.iter().sum::<f64>() / cells.len() as f64;
    cells.iter_mut().for_each(|cell| *cell -= mean);
    cells
}

/// The root of the mean squared difference, in grey levels.
fn difference(a: &[f64], b: &[f64]) -> f64 {
    let squares: f64 = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum();
    (squares / a.len().max(1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        departure::FacePosition,
        eye_positions::EyePositions,
        image::{Photo, Point},
        quality::{Exposure, HeadPose},
    };

    const GOOD: Quality = Quality {
        inter_eye_distance: 80.0,
        head_pose: HeadPose { yaw: 0.0, pitch: 0.0, roll: 0.0 },
        exposure: Exposure { highlight: 180.0, clipped: 0.0 },
        glare: 0.0,
        sharpness: 0.2,
        eyes_open: 0.07,
        mouth_opening: 0.0,
    };

    /// A frame whose crop has the luma `luma(x, y)`.
    fn frame(luma: impl Fn(usize, usize) -> i32) -> Candidate {
        let grey = (0..112 * 112).map(|at| luma(at % 112, at / 112).clamp(0, 255) as u8);
        let photo = Photo::new(112, 112, grey.flat_map(|grey| [grey; 3]).collect()).unwrap();
        let eyes = [40.0, 72.0].map(|x| Point { x, y: 50.0 });
        let position = FacePosition::of(&photo, &EyePositions::new(eyes[0], eyes[1]));
        Candidate { crop: Crop::unaligned(&photo, 112).unwrap(), quality: GOOD, position }
    }

    fn face(x: usize, y: usize) -> i32 {
        (60 + x / 2 + y / 2) as i32
    }

    /// Noise of up to 8 grey levels, the same in each run.
    fn noise(x: usize, y: usize) -> i32 {
        let mixed = (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca6b);
        (mixed.wrapping_mul(0xc2b2_ae35) >> 28) as i32 - 8
    }

    #[test]
    fn a_frame_that_differs_by_noise_or_exposure_alone_is_a_copy() {
        let first = frame(face);
        assert!(first.is_copy_of(&first));
        assert!(frame(|x, y| face(x, y) + noise(x, y)).is_copy_of(&first));
        assert!(frame(|x, y| face(x, y) + 20).is_copy_of(&first));
    }

    #[test]
    fn a_frame_with_the_reflection_elsewhere_is_no_copy() {
        let lamp = |at: usize| {
            move |x: usize, y: usize| {
                if (at..at + 15).contains(&x) && y < 70 { 250 } else { face(x, y) }
            }
        };
        assert!(!frame(lamp(30)).is_copy_of(&frame(face)));
        assert!(!frame(lamp(30)).is_copy_of(&frame(lamp(40))));
        assert!(frame(lamp(30)).is_copy_of(&frame(lamp(30))));
    }

    #[test]
    fn a_frame_weighs_less_with_a_reflection_and_if_it_is_blurred_small_or_tilted() {
        let weight = |glare| Quality { glare, ..GOOD }.page_weight();
        assert!(weight(0.0) > 1.5 * weight(0.1) && weight(0.1) > 1.5 * weight(0.2));
        assert!(weight(1.0) > 0.0);
        let tilted = HeadPose { pitch: 20.0, ..GOOD.head_pose };
        for worse in [
            Quality { sharpness: 0.03, ..GOOD },
            Quality { inter_eye_distance: 50.0, ..GOOD },
            Quality { head_pose: tilted, ..GOOD },
        ] {
            assert!(worse.page_weight() < weight(0.0), "{worse:?}");
        }
        assert!(!Quality { glare: 0.1, ..GOOD }.has_glare());
        assert!(Quality { glare: 0.3, ..GOOD }.has_glare());
    }
}
