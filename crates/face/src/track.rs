//! Tracks one face from frame to frame, so that the detector need not run on each frame.

use crate::{
    Error,
    detect::{Area, Face},
    guide::Stance,
    image::Point,
    similarity::Similarity,
};

/// A face that was detected, and where it has moved since.
#[derive(Clone, Copy, Debug)]
pub struct Track {
    /// The detection.
    face: Face,
    /// Its eye positions at the detection.
    found: Stance,
    /// Its present eye positions.
    now: Stance,
    /// How many frames it has been followed for.
    followed: u32,
}

/// Frames until the detector runs again, though the face is not lost: another person may have come
/// beside the traveller. As many as are captured at the end, so it runs on one of those in any case.
const FOLLOWED: u32 = 4;

/// The landmark network's own word, above which it saw a face: MediaPipe's value.
pub(crate) const PRESENT: f64 = 0.5;

impl Track {
    /// Begins with a face of the detector, and where the landmark network saw its eyes.
    pub(crate) fn new(face: Face, eyes: Stance) -> Self {
        Self { face, found: eyes, now: eyes, followed: 0 }
    }

    /// Where the eyes are in the frame that was looked at last.
    pub(crate) fn stance(&self) -> Stance {
        self.now
    }

    /// Whether the next frame can do without the detector.
    pub(crate) fn can_go_on(&self) -> bool {
        self.followed < FOLLOWED
    }

    /// The same face in the next frame, where its eyes are at `eyes`.
    pub(crate) fn moved(self, eyes: Stance) -> Self {
        Self { now: eyes, followed: self.followed + 1, ..self }
    }

    /// Where the face must be, as the detector would tell it.
    pub(crate) fn face(&self) -> Result<Face, Error> {
        let moved = Similarity::fit(&self.found.eyes(), &self.now.eyes())?;
        let Face { area, score, keypoints } = self.face;
        let half = |length: f64| length / 2.0 * moved.scale();
        let (centre, size) = (moved.apply(area.centre()), area.end - area.start);
        let half = Point { x: half(size.x), y: half(size.y) };
        let area = Area { start: centre - half, end: centre + half };
        Ok(Face { area, score, keypoints: keypoints.map(|it| moved.apply(it)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eyes(x: f64, y: f64, apart: f64) -> Stance {
        Stance::new(Point { x, y }, Point { x: x + apart, y })
    }

    fn track() -> Track {
        let area = Area { start: Point { x: 50.0, y: 40.0 }, end: Point { x: 150.0, y: 160.0 } };
        let face = Face { area, score: 0.9, keypoints: [Point { x: 80.0, y: 80.0 }; 6] };
        Track::new(face, eyes(80.0, 80.0, 40.0))
    }

    #[test]
    fn a_face_moves_and_grows_with_its_eyes() {
        let face = track().moved(eyes(180.0, 100.0, 80.0)).face().unwrap();
        let corners = [face.area.start, face.area.end];
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
        assert!(face.area.start.distance(track.face.area.start) < 1e-9);
    }

    #[test]
    fn after_four_frames_the_detector_looks_again() {
        let mut track = track();
        for _ in 0..FOLLOWED {
            assert!(track.can_go_on());
            track = track.moved(track.stance());
        }
        assert!(!track.can_go_on());
    }
}
