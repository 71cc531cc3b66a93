//! Position of a face in its photo and in the oval that is shown to the traveller.

use crate::{detect::Face, image::Photo};

/// Position and size of a face in its photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Framing {
    /// The longer side of the face's box as a share of the photo's shorter side.
    pub share: f64,
    /// The distance between the eyes as a share of the photo's shorter side.
    pub eyes: f64,
    /// Horizontal distance of the outer eye from the centre of the oval, in half widths of the
    /// oval: 0 in the centre, 1 at its edge.
    pub across: f64,
    /// How far the box extends beyond the photo, as a share of its longer side, 0 to 1.
    pub hidden: f64,
}

/// Aspect ratio (width / height) of the central part of the frame that is shown to the traveller.
pub const MIRROR_ASPECT: f64 = 4.0 / 5.0;

/// Width of the oval as a share of that part's width, as drawn by `public/screens.css`.
pub const OVAL_WIDTH: f64 = 0.72;

impl Framing {
    /// The framing of `face` in `photo`.
    pub fn of(photo: &Photo, face: &Face) -> Self {
        let (width, height) = (photo.width() as f64, photo.height() as f64);
        let shorter = width.min(height);
        let side = face.bounding_box.side();
        let (start, end) = (face.bounding_box.start, face.bounding_box.end);
        let outside = [-start.x, -start.y, end.x - width, end.y - height];
        let half_oval = OVAL_WIDTH * width.min(MIRROR_ASPECT * height) / 2.0;
        let [right, left] =
            [face.right_eye(), face.left_eye()].map(|eye| (eye.x - width / 2.0).abs());
        Self {
            share: side / shorter,
            eyes: face.right_eye().distance(face.left_eye()) / shorter,
            across: right.max(left) / half_oval,
            hidden: outside.into_iter().fold(0.0, f64::max) / side,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{detect::BoundingBox, image::Point};

    /// A face of 100 x 80 pixels whose eyes are 40 pixels apart, `x` and `y` at its corner.
    fn face(x: f64, y: f64) -> Face {
        let at = |dx: f64, dy: f64| Point { x: x + dx, y: y + dy };
        let bounding_box = BoundingBox { start: at(0.0, 0.0), end: at(100.0, 80.0) };
        let mut keypoints = [at(50.0, 50.0); 6];
        (keypoints[0], keypoints[1]) = (at(30.0, 20.0), at(70.0, 20.0));
        Face { bounding_box, score: 1.0, keypoints }
    }

    #[track_caller]
    fn framing(width: usize, height: usize, face: Face) -> Framing {
        Framing::of(&Photo::new(width, height, vec![0; width * height * 3]).unwrap(), &face)
    }

    #[test]
    fn framing_is_measured_in_shares_of_the_photo() {
        let framed = framing(400, 200, face(50.0, 100.0));
        assert!((framed.share - 0.5).abs() < 1e-9, "{framed:?}");
        assert!((framed.eyes - 0.2).abs() < 1e-9, "{framed:?}");
        assert_eq!(framed.hidden, 0.0);
        let low = framing(400, 200, face(150.0, 140.0));
        assert!((low.hidden - 0.2).abs() < 1e-9, "{low:?}");
    }

    #[test]
    fn s0_a_face_is_inside_the_oval_while_both_eyes_are_between_its_sides() {
        // For 200 rows, 160 columns are shown; the oval is 115.2 columns wide.
        for (x, across) in [(150.0, 20.0 / 57.6), (187.6, 1.0), (112.4, 1.0), (0.0, 170.0 / 57.6)] {
            let framed = framing(400, 200, face(x, 100.0));
            assert!((framed.across - across).abs() < 1e-9, "{x}: {framed:?}");
        }
        // A portrait frame is narrower than the part that is shown.
        let upright = framing(200, 400, face(50.0, 100.0));
        assert!((upright.across - 20.0 / 72.0).abs() < 1e-9, "{upright:?}");
    }
}
