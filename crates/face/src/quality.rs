//! Measures quality components of a face image (ISO/IEC 29794-5). The limits are in `guidance`.
//!
//! Each component is a pure function in its own file. `gangway-eval` measures how well each predicts
//! errors; the results are on the model cards.

mod exposure;
mod eyes_open;
mod glare;
mod grey_image;
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
    resample::warp,
    similarity::Similarity,
};
use grey_image::GreyImage;

/// The quality components of one face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Distance between the centres of the eyes, in pixels of the photo.
    pub inter_eye_distance: f64,
    /// Direction of the head.
    pub head_pose: HeadPose,
    /// Under- and overexposure.
    pub exposure: Exposure,
    /// The share of the face that is white, 0 to 1: of a printed portrait, the share under a
    /// reflection.
    pub glare: f64,
    /// Share of the contrast that is in the finest details, from 0 for a smooth image. Independent
    /// of the size of the face and of its contrast.
    pub sharpness: f64,
    /// The gap between the lids of the less open eye, as a share of the distance from the eyes to
    /// the chin.
    pub eyes_open: f64,
    /// The gap between the lips, in the same unit.
    pub mouth_opening: f64,
}

/// The side of the image on which exposure and sharpness are measured, in pixels.
const SIDE: usize = 96;
/// The positions of the eyes in it: 36 px apart, as in the crops of recognisers.
const EYES: [Point; 2] = [Point { x: 30.0, y: 36.0 }, Point { x: 66.0, y: 36.0 }];

impl Quality {
    /// Measures the face of `mesh`.
    pub fn measure(photo: &Photo, mesh: &Mesh) -> Result<Self, Error> {
        let eyes = [mesh.right_eye(), mesh.left_eye()];
        let image = warp(photo, &Similarity::fit(&eyes, &EYES)?, SIDE);
        let grey = GreyImage::of_face(&image);
        Ok(Self {
            inter_eye_distance: inter_eye_distance::inter_eye_distance(mesh),
            head_pose: head_pose::head_pose(mesh),
            exposure: exposure::exposure(&grey),
            glare: glare::glare(&image),
            sharpness: sharpness::sharpness(&grey),
            eyes_open: eyes_open::eyes_open(mesh),
            mouth_opening: mouth_closed::mouth_opening(mesh),
        })
    }

    /// One number by which frames are ranked and weighted, 0 to 1, higher is better: frontal, sharp
    /// and large.
    ///
    /// These components predict errors best: see the error-versus-discard curves on the model cards.
    pub fn rank(&self) -> f64 {
        let pose = &self.head_pose;
        let frontal = pose.yaw.to_radians().cos() * pose.pitch.to_radians().cos();
        let large = (self.inter_eye_distance / 70.0).min(1.0);
        let sharp = self.sharpness / (self.sharpness + 0.1);
        frontal.max(0.0) * large * sharp
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
            glare: 0.0,
            sharpness: 0.2,
            eyes_open: 0.07,
            mouth_opening: 0.0,
        };
        let posed = |yaw, pitch| Quality { head_pose: HeadPose { yaw, pitch, roll: 0.0 }, ..good };
        let worse = [
            posed(30.0, 0.0),
            posed(0.0, -30.0),
            Quality { inter_eye_distance: 50.0, ..good },
            Quality { sharpness: 0.1, ..good },
        ];
        for quality in worse {
            assert!(quality.rank() < good.rank(), "{quality:?}");
        }
        assert!((0.0..=1.0).contains(&good.rank()));
    }
}
