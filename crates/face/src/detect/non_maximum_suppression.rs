//! Non-maximum suppression: merges detections of the same face.

use crate::{
    detect::face::{BoundingBox, Face},
    image::Point,
};

/// Merges faces whose intersection over union with the highest-scoring one exceeds `iou`, as
/// MediaPipe does: positions are averaged with the scores as weights, and the highest score is kept.
/// The result is sorted by score, the highest first.
pub(super) fn suppress(mut faces: Vec<Face>, iou: f64) -> Vec<Face> {
    faces.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut merged = Vec::new();
    while let [best, others @ ..] = &faces[..] {
        let (mut same, rest): (Vec<Face>, Vec<Face>) =
            others.iter().partition(|face| best.bounding_box.iou(&face.bounding_box) > iou);
        // Always include the best one, even if its box is invalid and overlaps nothing.
        same.insert(0, *best);
        merged.push(mean(&same, best.score));
        faces = rest;
    }
    merged
}

/// The mean of several detections, weighted by their scores.
fn mean(faces: &[Face], score: f64) -> Face {
    let total: f64 = faces.iter().map(|face| face.score).sum();
    let mean = |point: &dyn Fn(&Face) -> Point| {
        faces.iter().fold(Point { x: 0.0, y: 0.0 }, |sum, face| {
            let (point, weight) = (point(face), face.score / total);
            sum + Point { x: point.x * weight, y: point.y * weight }
        })
    };
    Face {
        bounding_box: BoundingBox {
            start: mean(&|face| face.bounding_box.start),
            end: mean(&|face| face.bounding_box.end),
        },
        score,
        keypoints: std::array::from_fn(|at| mean(&|face| face.keypoints[at])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square face of 10 pixels at `x` at the upper edge.
    fn face(x: f64, score: f64) -> Face {
        let bounding_box =
            BoundingBox { start: Point { x, y: 0.0 }, end: Point { x: x + 10.0, y: 10.0 } };
        Face { bounding_box, score, keypoints: [Point { x, y: 1.0 }; 6] }
    }

    #[test]
    fn no_detections_are_no_faces() {
        assert_eq!(suppress(vec![], 0.3), []);
    }

    #[test]
    fn overlapping_detections_are_averaged_by_their_scores() {
        let merged = suppress(vec![face(4.0, 0.3), face(0.0, 0.9)], 0.3);
        assert_eq!(merged.len(), 1);
        assert!((merged[0].bounding_box.start.x - 1.0).abs() < 1e-9, "{merged:?}");
        assert!((merged[0].keypoints[5].x - 1.0).abs() < 1e-9, "{merged:?}");
        assert_eq!(merged[0].score, 0.9);
    }

    #[test]
    fn two_faces_stay_two_and_the_higher_score_comes_first() {
        let merged = suppress(vec![face(0.0, 0.6), face(8.0, 0.8)], 0.3);
        assert_eq!(merged.iter().map(|face| face.score).collect::<Vec<_>>(), [0.8, 0.6]);
    }

    #[test]
    fn a_chain_of_overlaps_is_not_one_face() {
        // Each overlaps its neighbour by 3/7, but the ends overlap by 1/19 only.
        let merged = suppress(vec![face(0.0, 0.9), face(4.0, 0.5), face(8.0, 0.6)], 0.3);
        assert_eq!(merged.len(), 2);
    }
}
