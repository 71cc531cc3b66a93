//! Accuracy in the protocol of Labeled Faces in the Wild: each fold is decided at the threshold that
//! is best on the others.

use std::collections::BTreeSet;

use serde::Serialize;

/// One comparison of a fold.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// The fold.
    pub fold: u32,
    /// The similarity.
    pub similarity: f32,
    /// Whether both photos show one person.
    pub same: bool,
}

/// The share of right decisions, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Accuracy {
    /// The mean over the folds.
    pub mean: f64,
    /// The standard deviation over the folds.
    pub std: f64,
    /// The number of folds. With a single one the threshold is chosen on the same data, which gives
    /// too high an accuracy.
    pub folds: usize,
}

/// The accuracy over all folds of at least one decision.
pub fn accuracy(decisions: &[Decision]) -> Accuracy {
    let folds: BTreeSet<u32> = decisions.iter().map(|decision| decision.fold).collect();
    let each: Vec<f64> = folds
        .iter()
        .map(|&fold| {
            let is_own = |decision: &&Decision| decision.fold == fold;
            let own: Vec<_> = decisions.iter().filter(is_own).copied().collect();
            let others: Vec<_> =
                decisions.iter().filter(|decision| decision.fold != fold).copied().collect();
            let threshold = best_threshold(if others.is_empty() { &own } else { &others });
            let right = own
                .iter()
                .filter(|decision| (decision.similarity >= threshold) == decision.same)
                .count();
            right as f64 / own.len() as f64
        })
        .collect();
    let count = each.len().max(1) as f64;
    let mean = each.iter().sum::<f64>() / count;
    let variance = each.iter().map(|accuracy| (accuracy - mean).powi(2)).sum::<f64>() / count;
    Accuracy { mean, std: variance.sqrt(), folds: each.len() }
}

/// The threshold with the fewest wrong decisions, in the middle between two similarities.
fn best_threshold(decisions: &[Decision]) -> f32 {
    let mut sorted = decisions.to_vec();
    sorted.sort_by(|a, b| a.similarity.total_cmp(&b.similarity));
    // A threshold below all similarities decides every impostor pair wrongly.
    let mut right = sorted.iter().filter(|decision| decision.same).count();
    let mut best = (right, f32::MIN);
    for (at, decision) in sorted.iter().enumerate() {
        if decision.same {
            right -= 1
        } else {
            right += 1
        }
        let here = decision.similarity;
        let next = sorted.get(at + 1).map_or(f32::MAX, |decision| decision.similarity);
        if right > best.0 && here < next {
            best = (
                right,
                if here.is_finite() && next < f32::MAX { f32::midpoint(here, next) } else { next },
            );
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decisions(folds: &[&[(f32, bool)]]) -> Vec<Decision> {
        let fold = |(fold, all): (u32, &&[(f32, bool)])| {
            let all = all.iter();
            all.map(|&(similarity, same)| Decision { fold, similarity, same }).collect::<Vec<_>>()
        };
        (0..).zip(folds).flat_map(fold).collect()
    }

    #[test]
    fn a_fold_is_decided_at_the_threshold_of_the_others() {
        let first: &[_] = &[(0.9, true), (0.1, false)];
        let second: &[_] = &[(0.4, true), (0.3, false)];
        let accuracy = accuracy(&decisions(&[first, second]));
        // The first fold's threshold 0.5 misses 0.4 of the second; the second's 0.35 suits the first.
        assert_eq!(accuracy, Accuracy { mean: 0.75, std: 0.25, folds: 2 });
    }

    #[test]
    fn a_photo_without_a_face_never_matches() {
        let all: &[_] = &[(f32::NEG_INFINITY, true), (f32::NEG_INFINITY, false), (0.5, true)];
        assert!((accuracy(&decisions(&[all])).mean - 2.0 / 3.0).abs() < 1e-12);
    }
}
