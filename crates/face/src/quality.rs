//! Measures how good a picture of a face is. Decides nothing.

mod light;
mod pose;
mod sharpness;

pub use light::Light;
pub use pose::Pose;

use crate::{
    Error,
    detect::Face,
    image::{Photo, Point},
    landmarks::Mesh,
    resample::{Square, warp},
    similarity::Similarity,
};

/// What can be measured on one face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Distance between the middles of the eyes, in pixels of the photo.
    pub eyes: f64,
    /// Where the head looks.
    pub pose: Pose,
    /// How the face is lit.
    pub light: Light,
    /// How much of the face's contrast is in its finest details, from 0 for a smooth blur. Does
    /// not depend on the size of the face or on the contrast.
    pub sharpness: f64,
}

/// Where a face is in its photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Framing {
    /// The longer side of the face's box as a share of the photo's shorter side.
    pub share: f64,
    /// How far the middle of the box is to either side of the middle of the photo, in widths of
    /// the photo: 0 to 0.5.
    pub across: f64,
    /// How much of the box is outside the photo, as a share of its height or width: 0 to 1.
    pub hidden: f64,
}

/// The side of the picture that light and sharpness are measured on, in pixels.
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
            eyes: eyes[0].distance(eyes[1]),
            pose: Pose::of(mesh),
            light: Light::of(&grey),
            sharpness: sharpness::sharpness(&grey),
        })
    }

    /// One figure to rank frames by, 0 to 1, the more the better: frontal, sharp, large.
    pub fn rank(&self) -> f64 {
        let frontal = self.pose.yaw.to_radians().cos() * self.pose.pitch.to_radians().cos();
        let large = (self.eyes / 70.0).min(1.0);
        let sharp = self.sharpness / (self.sharpness + 0.1);
        frontal.max(0.0) * large * sharp
    }
}

impl Framing {
    /// Where `face` is in `photo`.
    pub fn of(photo: &Photo, face: &Face) -> Self {
        let (width, height) = (photo.width() as f64, photo.height() as f64);
        let centre = face.area.centre();
        let side = face.area.side();
        let (start, end) = (face.area.start, face.area.end);
        let outside = [-start.x, -start.y, end.x - width, end.y - height];
        Self {
            share: side / width.min(height),
            across: (centre.x / width - 0.5).abs(),
            hidden: outside.into_iter().fold(0.0, f64::max) / side,
        }
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
    use crate::detect::Area;

    #[test]
    fn framing_is_told_in_shares_of_the_photo() {
        let photo = Photo::new(400, 200, vec![0; 400 * 200 * 3]).unwrap();
        let area = Area { start: Point { x: 50.0, y: 100.0 }, end: Point { x: 150.0, y: 180.0 } };
        let face = Face { area, score: 1.0, keypoints: [Point { x: 0.0, y: 0.0 }; 6] };
        let framing = Framing::of(&photo, &face);
        assert!((framing.share - 0.5).abs() < 1e-9, "{framing:?}");
        assert!((framing.across - 0.25).abs() < 1e-9, "{framing:?}");
        assert_eq!(framing.hidden, 0.0);
        let low = Area { start: Point { x: 150.0, y: 120.0 }, end: Point { x: 250.0, y: 220.0 } };
        let framing = Framing::of(&photo, &Face { area: low, ..face });
        assert!((framing.hidden - 0.2).abs() < 1e-9, "{framing:?}");
    }

    #[test]
    fn a_frontal_sharp_large_face_ranks_first() {
        let good = Quality {
            eyes: 80.0,
            pose: Pose { yaw: 0.0, pitch: 0.0, roll: 0.0 },
            light: Light { highlight: 180.0, clipped: 0.0 },
            sharpness: 0.2,
        };
        let worse = [
            Quality { pose: Pose { yaw: 30.0, ..good.pose }, ..good },
            Quality { pose: Pose { pitch: -30.0, ..good.pose }, ..good },
            Quality { eyes: 50.0, ..good },
            Quality { sharpness: 0.1, ..good },
        ];
        for quality in worse {
            assert!(quality.rank() < good.rank(), "{quality:?}");
        }
        assert!((0.0..=1.0).contains(&good.rank()));
    }
}
