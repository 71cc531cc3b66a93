//! Error versus discard: the FNMR if the photos of the lowest quality are not compared.

use serde::Serialize;

use crate::{collection::Pair, component::Component, study::Study};

/// The error-versus-discard curve of one component.
#[derive(Clone, Debug, Serialize)]
pub struct DiscardCurve {
    /// The component's name.
    pub component: &'static str,
    /// Pairs of the discarded share of comparisons, from 0, and the FNMR of the rest, both 0 to 1, at
    /// the threshold for all comparisons.
    pub points: Vec<(f64, f64)>,
    /// The relative reduction of the FNMR, averaged over discarded shares up to 20 %: 0 if the
    /// component does not predict errors, 1 if it finds all of them first, negative if it discards
    /// correct comparisons.
    pub worth: f64,
    /// The 5th, 50th and 95th percentile of the component over the document photos, in its own unit.
    pub spread: [f64; 3],
}

/// Maximum discarded share for [`DiscardCurve::worth`].
const WORTH_RANGE: f64 = 0.2;
/// Maximum discarded share of the curves.
const CURVE_RANGE: f64 = 0.3;
/// Number of steps of a curve.
const STEPS: usize = 60;

/// The curve of one component over the comparisons of one person, at the threshold `similarity`.
/// The quality of a comparison is that of the worse of its two photos.
pub fn curve(study: &Study, component: &Component, similarity: f64) -> DiscardCurve {
    let pairs = study.collection.pairs.iter().filter(|pair| pair.same);
    let documents = study.reference_samples();
    let goodness = |pair: &Pair| {
        let quality = |sample: Option<&face::evaluation::Sample>| {
            sample.map_or(f64::NEG_INFINITY, |sample| (component.goodness)(&sample.quality))
        };
        quality(documents[pair.left].as_ref())
            .min(quality(study.probes.samples[pair.right].as_ref()))
    };
    let compared: Vec<(f64, bool)> = pairs
        .map(|pair| (goodness(pair), f64::from(study.similarity(pair)) < similarity))
        .collect();
    let points = points(compared);
    let mut values: Vec<f64> =
        documents.iter().flatten().map(|sample| (component.value)(&sample.quality)).collect();
    values.sort_by(f64::total_cmp);
    let spread = [0.05, 0.5, 0.95].map(|share| {
        let at = (share * values.len() as f64) as usize;
        values.get(at).copied().unwrap_or(f64::NAN)
    });
    DiscardCurve { component: component.name, worth: worth(&points), points, spread }
}

/// The points of a curve for comparisons given as quality and whether they are missed. The misses
/// among comparisons of equal quality are distributed evenly, because any may be discarded first.
fn points(mut compared: Vec<(f64, bool)>) -> Vec<(f64, f64)> {
    compared.sort_by(|a, b| a.0.total_cmp(&b.0));
    let count = compared.len();
    // Cumulative number of misses in the order of quality.
    let mut missed = vec![0.0];
    for equals in compared.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let among = equals.iter().filter(|(_, is_missed)| *is_missed).count() as f64;
        let (before, size) = (missed[missed.len() - 1], equals.len() as f64);
        missed.extend((1..=equals.len()).map(|count| before + among * count as f64 / size));
    }
    let step = |step: usize| {
        let discarded = (CURVE_RANGE * count as f64 * step as f64 / STEPS as f64).round() as usize;
        let rest = (count - discarded).max(1) as f64;
        let share = discarded as f64 / count.max(1) as f64;
        (share, (missed[count] - missed[discarded]) / rest)
    };
    (0..=STEPS).map(step).collect()
}

fn worth(points: &[(f64, f64)]) -> f64 {
    let rates: Vec<f64> =
        points.iter().filter(|(share, _)| *share <= WORTH_RANGE).map(|(_, fnmr)| *fnmr).collect();
    let all = rates.first().copied().unwrap_or_default();
    let mean = rates.iter().sum::<f64>() / rates.len().max(1) as f64;
    if all > 0.0 { 1.0 - mean / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worth_is_high_for_a_component_that_predicts_errors_and_zero_otherwise() {
        let compared = |missed: fn(usize) -> bool| {
            let all = (0..1000).map(|rank| (rank as f64, missed(rank)));
            points(all.collect())
        };
        let found = compared(|rank| rank < 20);
        assert_eq!(found[0], (0.0, 0.02));
        assert_eq!(found[STEPS].1, 0.0);
        assert!(worth(&found) > 0.9);
        let blind = compared(|rank| rank % 50 == 0);
        assert!(worth(&blind).abs() < 0.1, "{}", worth(&blind));
        let backwards = compared(|rank| rank >= 980);
        assert!(worth(&backwards) < 0.0);
        assert_eq!(worth(&compared(|_| false)), 0.0);
        let equal = points((0..1000).map(|rank| (0.0, rank < 20)).collect());
        assert!(worth(&equal).abs() < 1e-9, "{}", worth(&equal));
    }
}
