//! Sizes of faces in a frame: limits that separate living from printed faces, and one person from
//! several.

use crate::detect::Face;

/// The largest eye distance of a printed portrait, as a share of the frame's shorter side. Where
/// the page fills nine tenths of the frame, a large portrait (10 mm on a page of 125 x 88 mm) has
/// 0.102; a living face at arm's length has 0.124 and more. It is 6.5 % of the width at 16:9.
pub(crate) const MAX_PORTRAIT_EYES: f64 = 0.115;

/// The least distance between the eyes of a live face, as a share of the frame's shorter side. It
/// is half of the value of a face that fills the oval, and more than a portrait on a page that fills
/// the frame can have, so no face can be both. At arm's length a face has 0.124 and more.
pub(crate) const MIN_LIVE_EYES: f64 = MAX_PORTRAIT_EYES;

/// A second face counts as a person beside the traveller if its box is at least this share of the
/// traveller's. At arm's length from the camera, a person who waits a step behind has a third.
pub(crate) const LIVE_RIVAL: f64 = 0.5;

/// The same for document photos. The repeated, paler portraits on data pages are at most about
/// six tenths of the main one; two people in one photo differ by less than three tenths.
pub(crate) const DOCUMENT_RIVAL: f64 = 0.7;

/// The face with the largest bounding box.
pub(crate) fn largest_face<'a>(faces: impl IntoIterator<Item = &'a Face>) -> Option<&'a Face> {
    faces.into_iter().max_by(|a, b| a.bounding_box.side().total_cmp(&b.bounding_box.side()))
}
