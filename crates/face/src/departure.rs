//! Tells when the document that was held before the camera has left the picture.
//!
//! The portrait on it is a face as well: while it is there, no face may be taken for the
//! traveller's.

use crate::{
    detect::Face,
    guide::{MIN_LIVE_EYES, Stance},
    image::{Photo, Point},
    turn::Turn,
};

/// Where a face is in the camera's field of view. It does not depend on the resolution, which is higher
/// for a document than for a live face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The middle between the eyes, from the middle of the frame, in heights of the frame.
    middle: Point,
    /// The distance between the eyes, in heights of the frame.
    eyes: f64,
    /// By how much the frame had to be turned for the face to be seen.
    turn: Turn,
}

/// Waits until the portrait of a document has left the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Departure {
    portrait: Place,
    /// Since when there has been no face at all, in milliseconds.
    empty_since: Option<f64>,
}

/// How long there must be no face at all: longer than a detector loses a page that is moved, and
/// several frames of any camera.
const MOMENT_MS: f64 = 400.0;
/// How far away a face is clearly elsewhere, in eye distances of the portrait: a page that is held
/// by hand moves less from frame to frame.
const ELSEWHERE: f64 = 1.5;
/// How many times as large a face is clearly larger: a portrait of usual size, whose eyes have at
/// most 0.102 of the frame, and a face at arm's length, with 0.124, differ by as much.
const LARGER: f64 = 1.2;
/// A face by the portrait's place that is this many times as large, or as small, is still the
/// portrait: the page came a bit nearer, or went a bit away.
const ALIKE: f64 = 1.5;

impl Place {
    /// Where the eyes of `stance` are in `photo`.
    pub(crate) fn of(photo: &Photo, stance: &Stance) -> Self {
        let (width, height) = (photo.width() as f64, photo.height() as f64);
        let [right, left] = stance.eyes();
        let middle = right.middle(left);
        let middle =
            Point { x: (middle.x - width / 2.0) / height, y: (middle.y - height / 2.0) / height };
        Self { middle, eyes: right.distance(left) / height, turn: Turn::None }
    }

    /// Where a detected face is in `photo`.
    pub(crate) fn of_face(photo: &Photo, face: &Face) -> Self {
        Self::of(photo, &Stance::new(face.right_eye(), face.left_eye()))
    }

    /// Whether the face of the frame before, at `before`, may have moved here.
    pub fn is_near(&self, before: &Self) -> bool {
        !self.is_elsewhere(before)
    }

    /// The same place in the frame as the camera gave it, which was turned to become `turned`.
    pub(crate) fn before(self, turn: Turn, turned: &Photo) -> Self {
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
    /// Waits for the portrait that was seen at `portrait`.
    pub fn of(portrait: Place) -> Self {
        Self { portrait, empty_since: None }
    }

    /// By how much a frame has to be turned for the portrait to be seen.
    pub(crate) fn turn(&self) -> Turn {
        self.portrait.turn
    }

    /// Whether the portrait has left: there has been no face for a moment, or there is one that is
    /// clearly elsewhere and larger, and none where the portrait was. `faces` are all in the
    /// frame that was taken at `now`, in milliseconds.
    pub(crate) fn is_over(&mut self, faces: &[Place], now: f64) -> bool {
        if faces.is_empty() {
            let since = *self.empty_since.get_or_insert(now);
            return now - since >= MOMENT_MS;
        }
        self.empty_since = None;
        let portrait = self.portrait;
        let mut places = faces.iter().copied();
        let is_portrait = |place: &Place| {
            let ratio = place.eyes / portrait.eyes;
            !place.is_elsewhere(&portrait) && (1.0 / ALIKE..=ALIKE).contains(&ratio)
        };
        let is_traveller = |place: &Place| {
            place.is_elsewhere(&portrait)
                && place.eyes > LARGER * portrait.eyes
                && place.eyes > MIN_LIVE_EYES
        };
        places.clone().any(|place| is_traveller(&place)) && !places.any(|place| is_portrait(&place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Area;

    /// A face in a frame with `height` rows of 16:9: where it is in heights, from the middle.
    fn face(height: f64, x: f64, eyes: f64) -> Face {
        let at = |dx: f64| Point { x: height * (8.0 / 9.0 + x + dx * eyes), y: height / 2.0 };
        let mut keypoints = [at(0.0); 6];
        (keypoints[0], keypoints[1]) = (at(-0.5), at(0.5));
        Face { area: Area { start: at(-1.2), end: at(1.2) }, score: 0.9, keypoints }
    }

    fn photo(height: usize) -> Photo {
        let width = height * 16 / 9;
        Photo::new(width, height, vec![0; width * height * 3]).unwrap()
    }

    /// Waits for a portrait that the camera saw with 1080 rows, on the left.
    fn departure() -> Departure {
        Departure::of(Place::of_face(&photo(1080), &face(1080.0, -0.42, 0.08)))
    }

    /// Whether it has left when these faces are seen with 720 rows at `now`.
    fn look(departure: &mut Departure, faces: &[(f64, f64)], now: f64) -> bool {
        let place = |&(x, eyes): &(f64, f64)| Place::of_face(&photo(720), &face(720.0, x, eyes));
        let faces: Vec<_> = faces.iter().map(place).collect();
        departure.is_over(&faces, now)
    }

    #[test]
    fn s0_a_page_that_is_still_held_up_has_not_left() {
        let mut departure = departure();
        for (at, x, eyes) in [(0.0, -0.42, 0.08), (1e4, -0.36, 0.1), (2e4, -0.47, 0.06)] {
            assert!(!look(&mut departure, &[(x, eyes)], at), "{x} {eyes}");
            // Not even beside the traveller's own face.
            assert!(!look(&mut departure, &[(x, eyes), (0.0, 0.16)], at), "{x} {eyes}");
        }
    }

    #[test]
    fn s0_a_page_has_left_when_there_was_no_face_for_a_moment() {
        let mut departure = departure();
        assert!(!look(&mut departure, &[], 0.0));
        assert!(!look(&mut departure, &[], 300.0));
        assert!(look(&mut departure, &[], 400.0));
        // A face in between begins the moment anew.
        let mut departure = self::departure();
        assert!(!look(&mut departure, &[], 0.0));
        assert!(!look(&mut departure, &[(-0.42, 0.08)], 300.0));
        assert!(!look(&mut departure, &[], 500.0));
        assert!(!look(&mut departure, &[], 899.0));
        assert!(look(&mut departure, &[], 900.0));
    }

    #[test]
    fn s0_a_page_has_left_when_a_face_is_elsewhere_and_larger() {
        let cases = [
            (&[(0.0, 0.16)][..], true),
            (&[(0.0, 0.16), (0.5, 0.05)], true),
            // Elsewhere, but as large as a portrait; large, but in the portrait's place.
            (&[(0.0, 0.09)], false),
            (&[(0.0, 0.11)], false),
            (&[(-0.4, 0.16)], false),
        ];
        for (faces, expected) in cases {
            assert_eq!(look(&mut departure(), faces, 0.0), expected, "{faces:?}");
        }
    }

    #[test]
    fn k7_a_face_is_in_one_place_whichever_way_the_frame_was_turned_to_see_it() {
        let [width, height] = [1280.0, 720.0];
        let frame = Photo::new(1280, 720, vec![0; 1280 * 720 * 3]).unwrap();
        let eyes = [Point { x: 200.0, y: 130.0 }, Point { x: 270.0, y: 140.0 }];
        let seen = Place::of(&frame, &Stance::new(eyes[0], eyes[1]));
        for turn in Turn::ALL {
            let turned = frame.turned(turn).unwrap();
            let [right, left] = eyes.map(|eye| turn.apply(eye, [width, height]));
            let place = Place::of(&turned, &Stance::new(right, left)).before(turn, &turned);
            assert!((place.eyes - seen.eyes).abs() < 1e-9, "{turn:?}");
            // A pixel's middle is half a pixel away from its corner.
            assert!(place.middle.distance(seen.middle) < 0.002, "{turn:?}: {place:?} {seen:?}");
            assert_eq!(place.turn, turn);
        }
    }
}
