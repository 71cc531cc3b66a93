//! Makes one face of the many rows that see it.

use crate::{
    detect::{Area, Face},
    image::Point,
};

/// Merges faces that overlap the surest of them by more than `iou`, as MediaPipe does: the place
/// is the mean weighted by the scores, the score is the surest one's. The surest face comes first.
pub(super) fn merge(mut faces: Vec<Face>, iou: f64) -> Vec<Face> {
    faces.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut merged = Vec::new();
    while let [surest, others @ ..] = &faces[..] {
        let (mut same, rest): (Vec<Face>, Vec<Face>) =
            others.iter().partition(|face| surest.area.overlap(&face.area) > iou);
        // The surest one always counts, even if its area is so broken that it overlaps nothing.
        same.insert(0, *surest);
        merged.push(mean(&same, surest.score));
        faces = rest;
    }
    merged
}

fn mean(faces: &[Face], score: f64) -> Face {
    let total: f64 = faces.iter().map(|face| face.score).sum();
    let mean = |point: &dyn Fn(&Face) -> Point| {
        faces.iter().fold(Point { x: 0.0, y: 0.0 }, |sum, face| {
            let (point, weight) = (point(face), face.score / total);
            sum + Point { x: point.x * weight, y: point.y * weight }
        })
    };
    Face {
        area: Area { start: mean(&|face| face.area.start), end: mean(&|face| face.area.end) },
        score,
        keypoints: std::array::from_fn(|at| mean(&|face| face.keypoints[at])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square face of 10 pixels at `x` on the upper border.
    fn face(x: f64, score: f64) -> Face {
        let area = Area { start: Point { x, y: 0.0 }, end: Point { x: x + 10.0, y: 10.0 } };
        Face { area, score, keypoints: [Point { x, y: 1.0 }; 6] }
    }

    #[test]
    fn nobody_is_nobody() {
        assert_eq!(merge(vec![], 0.3), []);
    }

    #[test]
    fn rows_that_see_one_face_are_averaged_by_their_scores() {
        let merged = merge(vec![face(4.0, 0.3), face(0.0, 0.9)], 0.3);
        assert_eq!(merged.len(), 1);
        assert!((merged[0].area.start.x - 1.0).abs() < 1e-9, "{merged:?}");
        assert!((merged[0].keypoints[5].x - 1.0).abs() < 1e-9, "{merged:?}");
        assert_eq!(merged[0].score, 0.9);
    }

    #[test]
    fn two_faces_stay_two_and_the_surest_comes_first() {
        let merged = merge(vec![face(0.0, 0.6), face(8.0, 0.8)], 0.3);
        assert_eq!(merged.iter().map(|face| face.score).collect::<Vec<_>>(), [0.8, 0.6]);
    }

    #[test]
    fn a_chain_of_overlaps_is_not_one_face() {
        // Each overlaps its neighbour by 3/7, but the ends overlap by 1/19 only.
        let merged = merge(vec![face(0.0, 0.9), face(4.0, 0.5), face(8.0, 0.6)], 0.3);
        assert_eq!(merged.len(), 2);
    }
}
