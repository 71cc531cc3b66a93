//! Measures how good a picture of a face is, by components of ISO/IEC 29794-5. Decides nothing.
//!
//! Each component is a pure function in a file of its own. What each is worth, `gangway-eval`
//! measures: the models' cards show it.

mod exposure;
mod eyes_open;
mod head_pose;
mod inter_eye_distance;
mod mouth_closed;
mod sharpness;

pub use exposure::Exposure;
pub use head_pose::HeadPose;

use crate::{
    Error,
    image::{Photo, Point},
    landmarks::Mesh,
    resample::{Square, warp},
    similarity::Similarity,
};

/// The quality components of one face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Distance between the middles of the eyes, in pixels of the photo.
    pub inter_eye_distance: f64,
    /// Direction of the head.
    pub head_pose: HeadPose,
    /// How the face is lit.
    pub exposure: Exposure,
    /// How much of the face's contrast is in its finest details, from 0 for a smooth blur. Does
    /// not depend on the size of the face or on the contrast.
    pub sharpness: f64,
    /// The gap between the lids of the eye that is opened less, in shares of the distance from
    /// the eyes to the chin, 0 up.
    pub eyes_open: f64,
    /// The gap between the lips, in the same unit.
    pub mouth_opening: f64,
}

/// The side of the picture that exposure and sharpness are measured on, in pixels.
const SIDE: usize = 96;
/// Where the eyes are in it: 36 px apart, as in the crops that recognisers take.
const EYES: [Point; 2] = [Point { x: 30.0, y: 36.0 }, Point { x: 66.0, y: 36.0 }];

impl Quality {
    /// Measures the face of `mesh`.
    pub fn measure(photo: &Photo, mesh: &Mesh) -> Result<Self, Error> {
        let eyes = [mesh.right_eye(), mesh.left_eye()];
        let picture = warp(photo, &Similarity::fit(&eyes, &EYES)?, SIDE);
        let grey = Grey::of(&picture);
        Ok(Self {
            inter_eye_distance: inter_eye_distance::inter_eye_distance(mesh),
            head_pose: head_pose::head_pose(mesh),
            exposure: exposure::exposure(&grey),
            sharpness: sharpness::sharpness(&grey),
            eyes_open: eyes_open::eyes_open(mesh),
            mouth_opening: mouth_closed::mouth_opening(mesh),
        })
    }

    /// One figure to rank and weigh frames by, 0 to 1, the more the better: frontal, sharp, large.
    ///
    /// These tell errors best, each by itself and together more than any alone: see the curves of
    /// error versus discard on the recognisers' cards.
    pub fn rank(&self) -> f64 {
        let pose = &self.head_pose;
        let frontal = pose.yaw.to_radians().cos() * pose.pitch.to_radians().cos();
        let large = (self.inter_eye_distance / 70.0).min(1.0);
        let sharp = self.sharpness / (self.sharpness + 0.1);
        frontal.max(0.0) * large * sharp
    }
}

/// The luminance of the middle of a face: brows to mouth, temple to temple. Overwritten when
/// dropped.
struct Grey {
    width: usize,
    values: zeroize::Zeroizing<Vec<f32>>,
}

impl Grey {
    /// Leaves a sixth of `picture` away on each side: hair, background, what is not in the photo.
    fn of(picture: &Square) -> Self {
        let margin = picture.side() / 6;
        let width = picture.side() - 2 * margin;
        let mut values = zeroize::Zeroizing::new(Vec::with_capacity(width * width));
        for row in picture.rows().skip(margin).take(width) {
            values.extend(row[margin..][..width].iter().map(|&[r, g, b]| {
                // ITU-R BT.601, as JPEG has it.
                0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b)
            }));
        }
        Self { width, values }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frontal_sharp_large_face_ranks_first() {
        let good = Quality {
            inter_eye_distance: 80.0,
            head_pose: HeadPose { yaw: 0.0, pitch: 0.0, roll: 0.0 },
            exposure: Exposure { highlight: 180.0, clipped: 0.0 },
            sharpness: 0.2,
            eyes_open: 0.07,
            mouth_opening: 0.0,
        };
        let turned = |yaw, pitch| Quality { head_pose: HeadPose { yaw, pitch, roll: 0.0 }, ..good };
        let worse = [
            turned(30.0, 0.0),
            turned(0.0, -30.0),
            Quality { inter_eye_distance: 50.0, ..good },
            Quality { sharpness: 0.1, ..good },
        ];
        for quality in worse {
            assert!(quality.rank() < good.rank(), "{quality:?}");
        }
        assert!((0.0..=1.0).contains(&good.rank()));
    }
}
