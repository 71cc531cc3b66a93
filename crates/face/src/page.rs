//! Distinguishes the portrait on a data page from other faces in the frame, and a data page from a
//! person, by the machine-readable zone and the edges of the page.

mod blocks;
mod edges;
mod machine_readable_zone;
mod side;
mod text_line;
mod view;

pub(crate) use side::PageSide;

use crate::{
    detect::Face,
    eye_positions::EyePositions,
    face_size::{DOCUMENT_RIVAL, MAX_PORTRAIT_EYES, largest_face},
    image::Photo,
};

/// The portrait zone's share of the frame's width. ICAO 9303 part 4 places the portrait in the left
/// third of the page, which is held by hand.
const PORTRAIT_ZONE: f64 = 0.45;

/// The smallest eye distance of a portrait on a page that fills the frame, as a share of the frame's
/// shorter side: a small portrait (7.6 mm) has 0.073.
const MIN_PORTRAIT_EYES: f64 = 0.07;

/// The portrait, if there is one: the largest printed face in the portrait zone. The repeated,
/// paler portraits of a page are smaller.
///
/// Beside a larger face, a face that is too small for a page that fills the frame is no portrait:
/// it may be a person behind the traveller.
pub(crate) fn portrait(faces: &[Face], page: &Photo) -> Option<Face> {
    printed_face(faces, page, |face| is_in_zone(face, page))
}

/// The portrait outside the portrait zone, if there is one: on a page with the portrait on its right
/// side, or on a page that is not held in the middle.
pub(crate) fn portrait_outside_zone(faces: &[Face], page: &Photo) -> Option<Face> {
    printed_face(faces, page, |face| !is_in_zone(face, page))
}

fn is_in_zone(face: &Face, page: &Photo) -> bool {
    face.bounding_box.centre().x < PORTRAIT_ZONE * page.width() as f64
}

fn printed_face(
    faces: &[Face],
    page: &Photo,
    is_candidate: impl Fn(&Face) -> bool,
) -> Option<Face> {
    let shorter = page.width().min(page.height()) as f64;
    let eyes = |face: &Face| face.right_eye().distance(face.left_eye()) / shorter;
    let printed = faces.iter().filter(|face| is_candidate(face) && eyes(face) <= MAX_PORTRAIT_EYES);
    let portrait = largest_face(printed)?;
    let has_larger = faces
        .iter()
        .any(|face| portrait.bounding_box.side() < DOCUMENT_RIVAL * face.bounding_box.side());
    (!has_larger || eyes(portrait) >= MIN_PORTRAIT_EYES).then_some(*portrait)
}

/// The feature of a data page that is missing around a portrait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MissingFeature {
    /// Two or three lines of a machine-readable zone below the portrait.
    Zone,
    /// Edges of the page, or of the portrait.
    Edges,
}

/// Finds the data page around a portrait with these eyes: the lines of a machine-readable zone at
/// the position and scale that ICAO 9303 specifies, and straight edges of the page. No character is
/// recognised.
pub(crate) fn find(
    photo: &Photo,
    eyes: &EyePositions,
    side: PageSide,
) -> Result<(), MissingFeature> {
    let eyes = eyes.points();
    let mut missing = MissingFeature::Zone;
    let zones = machine_readable_zone::candidates(photo, eyes, side);
    for zone in zones.filter(|zone| zone.is_machine_readable(side)) {
        if edges::count_edges(photo, eyes, &zone, side).are_enough() {
            return Ok(());
        }
        missing = MissingFeature::Edges;
    }
    Err(missing)
}

#[cfg(test)]
mod evidence_tests;
#[cfg(test)]
mod test_frames;
#[cfg(test)]
mod measurements;
#[cfg(test)]
mod negatives;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{detect::BoundingBox, image::Point};

    /// A face at `x` in a frame with 720 rows, whose eyes are `eyes` pixels apart.
    fn face(x: f64, eyes: f64) -> Face {
        let at = |dx: f64, dy: f64| Point { x: x + dx * eyes, y: 360.0 + dy * eyes };
        let bounding_box = BoundingBox { start: at(-1.2, -1.2), end: at(1.2, 1.2) };
        let mut keypoints = [at(0.0, 0.0); 6];
        (keypoints[0], keypoints[1]) = (at(-0.5, -0.4), at(0.5, -0.4));
        Face { bounding_box, score: 0.9, keypoints }
    }

    /// Checks the x position of the chosen portrait among faces given as `x` and eye distance.
    #[track_caller]
    fn check(width: usize, faces: &[(f64, f64)], expected: Option<f64>) {
        let photo = Photo::new(width, 720, vec![0; width * 720 * 3]).unwrap();
        let all: Vec<_> = faces.iter().map(|&(x, eyes)| face(x, eyes)).collect();
        let found = portrait(&all, &photo).map(|face| face.bounding_box.centre().x);
        assert_eq!(found, expected, "{faces:?} in {width} columns");
    }

    #[test]
    fn a_face_as_large_as_a_living_one_is_no_portrait() {
        // Small and large portraits, then a living face at arm's length and closer.
        for (eyes, expected) in
            [(56.0, Some(300.0)), (75.0, Some(300.0)), (89.0, None), (112.0, None)]
        {
            check(1280, &[(300.0, eyes)], expected);
            // At 4:3 the page is as wide as the frame, so its portrait takes more of the width.
            check(960, &[(300.0, eyes)], expected);
        }
    }

    #[test]
    fn only_the_portrait_zone_counts_and_in_it_the_largest_printed_face() {
        check(1280, &[], None);
        check(1280, &[(700.0, 75.0)], None);
        check(1280, &[(300.0, 70.0), (500.0, 40.0), (1000.0, 45.0)], Some(300.0));
        check(1280, &[(200.0, 60.0), (500.0, 112.0)], Some(200.0));
    }

    #[test]
    fn k7_a_portrait_may_be_on_the_right_side_of_its_page() {
        let photo = Photo::new(1280, 720, vec![0; 1280 * 720 * 3]).unwrap();
        for (faces, expected) in [
            (&[(900.0, 75.0)][..], Some(900.0)),
            (&[(300.0, 75.0)], None),
            (&[(300.0, 75.0), (700.0, 40.0), (900.0, 60.0)], Some(900.0)),
            // A living face, and another person behind it.
            (&[(900.0, 112.0)], None),
            (&[(300.0, 112.0), (900.0, 46.0)], None),
        ] {
            let all: Vec<_> = faces.iter().map(|&(x, eyes)| face(x, eyes)).collect();
            let found =
                portrait_outside_zone(&all, &photo).map(|face| face.bounding_box.centre().x);
            assert_eq!(found, expected, "{faces:?}");
        }
    }

    #[test]
    fn beside_a_larger_face_only_one_of_the_size_of_a_page_that_fills_the_frame_counts() {
        for beside in [400.0, 1000.0] {
            check(1280, &[(200.0, 56.0), (beside, 112.0)], Some(200.0));
            check(1280, &[(200.0, 46.0), (beside, 112.0)], None);
        }
        check(1280, &[(200.0, 46.0)], Some(200.0));
        check(1280, &[(200.0, 46.0), (1000.0, 60.0)], Some(200.0));
    }
}
