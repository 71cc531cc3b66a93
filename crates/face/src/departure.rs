//! Detects when the document has left the camera's field of view.
//!
//! The portrait on it is a face too: while it is visible, no face may be taken for the traveller's.

use crate::{
    detect::Face,
    eye_positions::EyePositions,
    face_size::MIN_LIVE_EYES,
    image::{Photo, Point},
    turn::Turn,
};

/// Position and size of a face in the camera's field of view, independent of the resolution, which
/// is higher for a document than for a live face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FacePosition {
    /// The midpoint of the eyes, relative to the centre of the frame, in frame heights.
    middle: Point,
    /// The distance between the eyes, in frame heights.
    eyes: f64,
    /// The rotation at which the face was detected.
    turn: Turn,
}

/// Waits until the portrait of a document has left the field of view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Departure {
    portrait: FacePosition,
    /// The time since which no face has been visible, in milliseconds.
    empty_since: Option<f64>,
}

/// How long no face must be visible: longer than the detector loses a moving page, and several
/// frames of any camera.
const EMPTY_MS: f64 = 400.0;
/// Distance from which a face is elsewhere, in eye distances of the portrait: a hand-held page moves
/// less between two frames.
const ELSEWHERE: f64 = 1.5;
/// Ratio from which a face is larger than the portrait: the eyes of a usual portrait are at most
/// 0.102 of the frame apart, those of a face at arm's length 0.124.
const LARGER: f64 = 1.2;
/// A face near the portrait's position whose size differs by up to this ratio is still the portrait:
/// the page was moved closer or away.
const SIMILAR: f64 = 1.5;

impl FacePosition {
    /// The position of a face with these eyes in `photo`.
    pub(crate) fn of(photo: &Photo, eyes: &EyePositions) -> Self {
        let (width, height) = (photo.width() as f64, photo.height() as f64);
        let [right, left] = eyes.points();
        let middle = right.middle(left);
        let middle =
            Point { x: (middle.x - width / 2.0) / height, y: (middle.y - height / 2.0) / height };
        Self { middle, eyes: right.distance(left) / height, turn: Turn::None }
    }

    /// The position of a detected face in `photo`.
    pub(crate) fn of_face(photo: &Photo, face: &Face) -> Self {
        Self::of(photo, &EyePositions::new(face.right_eye(), face.left_eye()))
    }

    /// Whether the face that was at `before` in the previous frame may have moved here.
    pub fn is_near(&self, before: &Self) -> bool {
        !self.is_elsewhere(before)
    }

    /// The same position in the original frame, of which `turned` is a rotated copy.
    pub(crate) fn in_original(self, turn: Turn, turned: &Photo) -> Self {
        let (width, height) = (turned.width() as f64, turned.height() as f64);
        let Point { x, y } = self.middle;
        let (middle, frame) = match turn {
            Turn::None => (Point { x, y }, height),
            Turn::Half => (Point { x: -x, y: -y }, height),
            Turn::Right => (Point { x: y, y: -x }, width),
            Turn::Left => (Point { x: -y, y: x }, width),
        };
        let ratio = height / frame;
        let middle = Point { x: ratio * middle.x, y: ratio * middle.y };
        Self { middle, eyes: ratio * self.eyes, turn }
    }

    fn is_elsewhere(&self, portrait: &Self) -> bool {
        self.middle.distance(portrait.middle) > ELSEWHERE * portrait.eyes
    }
}

impl Departure {
    /// Starts to wait for the portrait that was detected at `portrait`.
    pub fn of(portrait: FacePosition) -> Self {
        Self { portrait, empty_since: None }
    }

    /// The rotation at which the portrait was detected.
    pub(crate) fn turn(&self) -> Turn {
        self.portrait.turn
    }

    /// Whether the portrait has left: no face has been visible for [`EMPTY_MS`], or a face is
    /// elsewhere and larger and none is where the portrait was. `faces` are all faces of the frame
    /// that was taken at `now`, in milliseconds.
    pub(crate) fn is_over(&mut self, faces: &[FacePosition], now: f64) -> bool {
        if faces.is_empty() {
            let since = *self.empty_since.get_or_insert(now);
            return now - since >= EMPTY_MS;
        }
        self.empty_since = None;
        let portrait = self.portrait;
        let mut positions = faces.iter().copied();
        let is_portrait = |position: &FacePosition| {
            let ratio = position.eyes / portrait.eyes;
            !position.is_elsewhere(&portrait) && (1.0 / SIMILAR..=SIMILAR).contains(&ratio)
        };
        let is_traveller = |position: &FacePosition| {
            position.is_elsewhere(&portrait)
                && position.eyes > LARGER * portrait.eyes
                && position.eyes > MIN_LIVE_EYES
        };
        positions.clone().any(|position| is_traveller(&position))
            && !positions.any(|position| is_portrait(&position))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::BoundingBox;

    /// A face in a 16:9 frame with `height` rows. `x` is relative to the centre; `x` and `eyes` are in
    /// frame heights.
    fn face(height: f64, x: f64, eyes: f64) -> Face {
        let at = |dx: f64| Point { x: height * (8.0 / 9.0 + x + dx * eyes), y: height / 2.0 };
        let mut keypoints = [at(0.0); 6];
        (keypoints[0], keypoints[1]) = (at(-0.5), at(0.5));
        Face { bounding_box: BoundingBox { start: at(-1.2), end: at(1.2) }, score: 0.9, keypoints }
    }

    fn photo(height: usize) -> Photo {
        let width = height * 16 / 9;
        Photo::new(width, height, vec![0; width * height * 3]).unwrap()
    }

    /// Waits for a portrait on the left, detected in a frame with 1080 rows.
    fn departure() -> Departure {
        Departure::of(FacePosition::of_face(&photo(1080), &face(1080.0, -0.42, 0.08)))
    }

    /// Whether it has left, given these faces in a frame with 720 rows at `now`.
    fn has_left(departure: &mut Departure, faces: &[(f64, f64)], now: f64) -> bool {
        let position =
            |&(x, eyes): &(f64, f64)| FacePosition::of_face(&photo(720), &face(720.0, x, eyes));
        let faces: Vec<_> = faces.iter().map(position).collect();
        departure.is_over(&faces, now)
    }

    #[test]
    fn s0_a_page_that_is_still_held_up_has_not_left() {
        let mut departure = departure();
        for (at, x, eyes) in [(0.0, -0.42, 0.08), (1e4, -0.36, 0.1), (2e4, -0.47, 0.06)] {
            assert!(!has_left(&mut departure, &[(x, eyes)], at), "{x} {eyes}");
            // Not even beside the traveller's own face.
            assert!(!has_left(&mut departure, &[(x, eyes), (0.0, 0.16)], at), "{x} {eyes}");
        }
    }

    #[test]
    fn s0_a_page_has_left_when_there_was_no_face_for_a_moment() {
        let mut departure = departure();
        assert!(!has_left(&mut departure, &[], 0.0));
        assert!(!has_left(&mut departure, &[], 300.0));
        assert!(has_left(&mut departure, &[], 400.0));
        // A face in between restarts the period.
        let mut departure = self::departure();
        assert!(!has_left(&mut departure, &[], 0.0));
        assert!(!has_left(&mut departure, &[(-0.42, 0.08)], 300.0));
        assert!(!has_left(&mut departure, &[], 500.0));
        assert!(!has_left(&mut departure, &[], 899.0));
        assert!(has_left(&mut departure, &[], 900.0));
    }

    #[test]
    fn s0_a_page_has_left_when_a_face_is_elsewhere_and_larger() {
        let cases = [
            (&[(0.0, 0.16)][..], true),
            (&[(0.0, 0.16), (0.5, 0.05)], true),
            // Elsewhere, but as large as a portrait; large, but at the portrait's position.
            (&[(0.0, 0.09)], false),
            (&[(0.0, 0.11)], false),
            (&[(-0.4, 0.16)], false),
        ];
        for (faces, expected) in cases {
            assert_eq!(has_left(&mut departure(), faces, 0.0), expected, "{faces:?}");
        }
    }

    #[test]
    fn k7_a_face_is_in_one_place_whichever_way_the_frame_was_turned_to_see_it() {
        let [width, height] = [1280.0, 720.0];
        let frame = Photo::new(1280, 720, vec![0; 1280 * 720 * 3]).unwrap();
        let eyes = [Point { x: 200.0, y: 130.0 }, Point { x: 270.0, y: 140.0 }];
        let seen = FacePosition::of(&frame, &EyePositions::new(eyes[0], eyes[1]));
        for turn in Turn::ALL {
            let turned = frame.turned(turn).unwrap();
            let [right, left] = eyes.map(|eye| turn.apply(eye, [width, height]));
            let position = FacePosition::of(&turned, &EyePositions::new(right, left))
                .in_original(turn, &turned);
            assert!((position.eyes - seen.eyes).abs() < 1e-9, "{turn:?}");
            // Pixel centres are half a pixel away from pixel corners.
            assert!(
                position.middle.distance(seen.middle) < 0.002,
                "{turn:?}: {position:?} {seen:?}"
            );
            assert_eq!(position.turn, turn);
        }
    }
}
