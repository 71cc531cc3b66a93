//! Tells the portrait on a passport's data page from the other faces that a camera sees with it,
//! and a data page from a person: by its machine-readable zone and by its edges.

mod blocks;
mod cells;
mod outline;
mod view;
mod zone;

use crate::{
    detect::Face,
    guide::{DOCUMENT_RIVAL, Stance, largest},
    image::Photo,
};

/// The portrait zone's share of a data page's width. ICAO 9303 part 4 puts the portrait into the
/// left third; the page is held by hand.
const PORTRAIT_ZONE: f64 = 0.45;

/// The largest eye distance of a printed portrait, as a share of the frame's shorter side. Where
/// the page fills nine tenths of the frame, a large portrait (10 mm on a page of 125 x 88 mm) has
/// 0.102; a living face at arm's length has 0.124 and more. It is 6.5 % of the width at 16:9.
pub(crate) const LARGEST: f64 = 0.115;

/// The least, for a page that fills the frame: a small portrait (7.6 mm) has 0.073.
const SMALLEST: f64 = 0.07;

/// The portrait, if there is one: the largest printed face in the portrait zone. The repeated,
/// paler portraits of a page are smaller.
///
/// Beside a clearly larger face, one that is too small for a page that fills the frame is none:
/// it may be a person who stands behind the traveller.
pub(crate) fn portrait(faces: &[Face], page: &Photo) -> Option<Face> {
    printed(faces, page, |face| is_in_zone(face, page))
}

/// The portrait outside of the zone, if there is one: of a page that has it on its right side, or
/// of one that is not held in the middle.
pub(crate) fn portrait_aside(faces: &[Face], page: &Photo) -> Option<Face> {
    printed(faces, page, |face| !is_in_zone(face, page))
}

fn is_in_zone(face: &Face, page: &Photo) -> bool {
    face.area.centre().x < PORTRAIT_ZONE * page.width() as f64
}

fn printed(faces: &[Face], page: &Photo, is_there: impl Fn(&Face) -> bool) -> Option<Face> {
    let shorter = page.width().min(page.height()) as f64;
    let eyes = |face: &Face| face.right_eye().distance(face.left_eye()) / shorter;
    let printed = faces.iter().filter(|it| is_there(it) && eyes(it) <= LARGEST);
    let portrait = largest(printed)?;
    let has_larger = faces.iter().any(|it| portrait.area.side() < DOCUMENT_RIVAL * it.area.side());
    (!has_larger || eyes(portrait) >= SMALLEST).then_some(*portrait)
}

/// On which side of its page a portrait is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageSide {
    /// As ICAO 9303 part 4 has it.
    Left,
    /// As some older booklets and cards have it.
    Right,
}

/// The missing feature of a picture with a portrait that is no data page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// Two or three lines of a machine-readable zone below the portrait.
    Zone,
    /// Edges of the page, or of the portrait.
    Edges,
}

/// Finds the data page around a portrait with these eyes: the lines of a machine-readable zone
/// where ICAO 9303 has them, at the portrait's scale, and straight edges where such a page has
/// them. Reads no letter: what is written in the zone does not matter.
pub(crate) fn find(photo: &Photo, eyes: &Stance, side: PageSide) -> Result<(), Missing> {
    let eyes = eyes.eyes();
    let mut missing = Missing::Zone;
    let zones = zone::candidates(photo, eyes, side);
    for zone in zones.filter(|zone| zone.is_machine_readable(side)) {
        if outline::edges(photo, eyes, &zone, side).are_enough() {
            return Ok(());
        }
        missing = Missing::Edges;
    }
    Err(missing)
}

#[cfg(test)]
mod evidence_tests;
#[cfg(test)]
mod frames;
#[cfg(test)]
mod measures;
#[cfg(test)]
mod negatives;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{detect::Area, image::Point};

    /// A face around `x`, as a camera with 720 rows sees it: its eyes are `eyes` pixels apart.
    fn face(x: f64, eyes: f64) -> Face {
        let at = |dx: f64, dy: f64| Point { x: x + dx * eyes, y: 360.0 + dy * eyes };
        let area = Area { start: at(-1.2, -1.2), end: at(1.2, 1.2) };
        let mut keypoints = [at(0.0, 0.0); 6];
        (keypoints[0], keypoints[1]) = (at(-0.5, -0.4), at(0.5, -0.4));
        Face { area, score: 0.9, keypoints }
    }

    /// Where the chosen portrait is, across, among faces given as `x` and eye distance.
    #[track_caller]
    fn check(width: usize, faces: &[(f64, f64)], expected: Option<f64>) {
        let photo = Photo::new(width, 720, vec![0; width * 720 * 3]).unwrap();
        let all: Vec<_> = faces.iter().map(|&(x, eyes)| face(x, eyes)).collect();
        let found = portrait(&all, &photo).map(|it| it.area.centre().x);
        assert_eq!(found, expected, "{faces:?} in {width} columns");
    }

    #[test]
    fn a_face_as_large_as_a_living_one_is_no_portrait() {
        // Small and large print, then arm's length and nearer.
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
            let found = portrait_aside(&all, &photo).map(|it| it.area.centre().x);
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
