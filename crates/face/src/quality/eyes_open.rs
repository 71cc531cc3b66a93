//! Eyes open: the gap between the lids.

use crate::{image::Point, landmarks::Mesh};

/// The gap between the lids of the less open eye, as a share of the distance from the eyes to the
/// chin: about 0.07 for open eyes, as in ISO/IEC 29794-5.
///
/// The shapes of eyes vary more than this measure separates open from closed, so no traveller is
/// rejected by it. The cards in `models/` show how well it predicts errors.
pub(super) fn eyes_open(mesh: &Mesh) -> f64 {
    smaller_gap(mesh.lids(), mesh.height())
}

/// The smaller of the gaps, each the largest distance between an upper and a lower lid.
fn smaller_gap(eyes: [[[Point; 2]; 3]; 2], height: f64) -> f64 {
    let gap = |lids: [[Point; 2]; 3]| {
        lids.into_iter().map(|[upper, lower]| upper.distance(lower)).fold(0.0, f64::max)
    };
    eyes.into_iter().map(gap).fold(f64::INFINITY, f64::min) / height.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_closed_eye_is_enough_to_be_closed() {
        let eye = |gap: f64| [[Point { x: 0.0, y: 0.0 }, Point { x: 0.0, y: gap }]; 3];
        assert_eq!(smaller_gap([eye(8.0), eye(6.0)], 100.0), 0.06);
        assert_eq!(smaller_gap([eye(8.0), eye(0.0)], 100.0), 0.0);
    }
}
