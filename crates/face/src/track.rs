//! Tracks one face between frames, so that the detector does not run on each frame.

use crate::{
    Error,
    detect::{BoundingBox, Face},
    eye_positions::EyePositions,
    image::Point,
    similarity::Similarity,
};

/// A detected face and its motion since the detection.
#[derive(Clone, Copy, Debug)]
pub struct Track {
    /// The detection.
    face: Face,
    /// Its eye positions at the detection.
    eyes_at_detection: EyePositions,
    /// Its present eye positions.
    eyes: EyePositions,
    /// Number of frames since the detection.
    tracked_frames: u32,
}

/// Number of frames after which the detector runs again although the face is not lost, because
/// another person may have joined. It is less than the number of captured frames, so the detector
/// runs on at least one of those.
const MAX_TRACKED_FRAMES: u32 = 4;

/// Minimum presence score of the landmark network for a face, as in MediaPipe.
pub(crate) const MIN_PRESENCE: f64 = 0.5;

impl Track {
    /// Starts with a detected face and the eye positions from its landmarks.
    pub(crate) fn new(face: Face, eyes: EyePositions) -> Self {
        Self { face, eyes_at_detection: eyes, eyes, tracked_frames: 0 }
    }

    /// The eye positions in the last analysed frame.
    pub(crate) fn eye_positions(&self) -> EyePositions {
        self.eyes
    }

    /// Whether the detector must run on the next frame.
    pub(crate) fn needs_detection(&self) -> bool {
        self.tracked_frames >= MAX_TRACKED_FRAMES
    }

    /// The same face in the next frame with the eyes at `eyes`.
    pub(crate) fn moved(self, eyes: EyePositions) -> Self {
        Self { eyes, tracked_frames: self.tracked_frames + 1, ..self }
    }

    /// The expected face, as the detector would return it.
    pub(crate) fn face(&self) -> Result<Face, Error> {
        let moved = Similarity::fit(&self.eyes_at_detection.points(), &self.eyes.points())?;
        let Face { bounding_box, score, keypoints } = self.face;
        let half = |length: f64| length / 2.0 * moved.scale();
        let (centre, size) =
            (moved.apply(bounding_box.centre()), bounding_box.end - bounding_box.start);
        let half = Point { x: half(size.x), y: half(size.y) };
        let bounding_box = BoundingBox { start: centre - half, end: centre + half };
        Ok(Face { bounding_box, score, keypoints: keypoints.map(|point| moved.apply(point)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eyes(x: f64, y: f64, apart: f64) -> EyePositions {
        EyePositions::new(Point { x, y }, Point { x: x + apart, y })
    }

    fn track() -> Track {
        let bounding_box =
            BoundingBox { start: Point { x: 50.0, y: 40.0 }, end: Point { x: 150.0, y: 160.0 } };
        let face = Face { bounding_box, score: 0.9, keypoints: [Point { x: 80.0, y: 80.0 }; 6] };
        Track::new(face, eyes(80.0, 80.0, 40.0))
    }

    #[test]
    fn a_face_moves_and_grows_with_its_eyes() {
        let face = track().moved(eyes(180.0, 100.0, 80.0)).face().unwrap();
        let corners = [face.bounding_box.start, face.bounding_box.end];
        let expected = [Point { x: 120.0, y: 20.0 }, Point { x: 320.0, y: 260.0 }];
        for (corner, expected) in corners.into_iter().zip(expected) {
            assert!(corner.distance(expected) < 1e-9, "{corner:?}");
        }
        assert!(face.right_eye().distance(Point { x: 180.0, y: 100.0 }) < 1e-9);
    }

    #[test]
    fn a_face_that_did_not_move_is_where_it_was_detected() {
        let track = track();
        let face = track.moved(eyes(80.0, 80.0, 40.0)).face().unwrap();
        assert!(face.bounding_box.start.distance(track.face.bounding_box.start) < 1e-9);
    }

    #[test]
    fn after_four_frames_the_detector_runs_again() {
        let mut track = track();
        for _ in 0..MAX_TRACKED_FRAMES {
            assert!(!track.needs_detection());
            track = track.moved(track.eye_positions());
        }
        assert!(track.needs_detection());
    }
}
