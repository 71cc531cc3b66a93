//! Error versus discard: the false non-match rate if the worst pictures were not compared.

use serde::Serialize;

use crate::{collection::Pair, component::Component, study::Study};

/// The error-versus-discard curve of one component.
#[derive(Clone, Debug, Serialize)]
pub struct DiscardCurve {
    /// The component's name.
    pub component: &'static str,
    /// From nothing discarded on: the share of comparisons that is discarded, and the FNMR of the
    /// rest, both 0 to 1, at the threshold of nothing discarded.
    pub points: Vec<(f64, f64)>,
    /// How much of the FNMR is gone on average while up to a fifth is discarded, as a share of
    /// it: 0 if the component says nothing, 1 if it finds every error at once, below 0 if it
    /// discards the wrong ones.
    pub worth: f64,
    /// The component's figure that 5, 50 and 95 in a hundred of the document photos are below, in
    /// its own unit.
    pub spread: [f64; 3],
}

/// Up to which share is discarded for [`DiscardCurve::worth`].
const JUDGED: f64 = 0.2;
/// Up to which share curves are drawn.
const DRAWN: f64 = 0.3;
/// How many steps a curve has.
const STEPS: usize = 60;

/// The curve of one component over the comparisons of one person, at the threshold `similarity`.
/// A comparison is as good as the worse of its two pictures.
pub fn curve(study: &Study, component: &Component, similarity: f64) -> DiscardCurve {
    let pairs = study.collection.pairs.iter().filter(|it| it.same);
    let documents = study.reference_samples();
    let goodness = |pair: &Pair| {
        let of = |sample: Option<&face::evaluation::Sample>| {
            sample.map_or(f64::NEG_INFINITY, |it| (component.goodness)(&it.quality))
        };
        of(documents[pair.left].as_ref()).min(of(study.probes.samples[pair.right].as_ref()))
    };
    let compared: Vec<(f64, bool)> =
        pairs.map(|it| (goodness(it), f64::from(study.similarity(it)) < similarity)).collect();
    let points = points(compared);
    let mut figures: Vec<f64> =
        documents.iter().flatten().map(|it| (component.figure)(&it.quality)).collect();
    figures.sort_by(f64::total_cmp);
    let spread = [0.05, 0.5, 0.95].map(|share| {
        let at = (share * figures.len() as f64) as usize;
        figures.get(at).copied().unwrap_or(f64::NAN)
    });
    DiscardCurve { component: component.name, worth: worth(&points), points, spread }
}

/// The points for comparisons given as how good they are, and whether they are missed. Of those
/// that are equally good, any may be discarded first: the misses among them are spread evenly.
fn points(mut compared: Vec<(f64, bool)>) -> Vec<(f64, f64)> {
    compared.sort_by(|a, b| a.0.total_cmp(&b.0));
    let count = compared.len();
    // How many misses are among the first so many.
    let mut missed = vec![0.0];
    for equals in compared.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let among = equals.iter().filter(|(_, is_missed)| *is_missed).count() as f64;
        let (before, size) = (missed[missed.len() - 1], equals.len() as f64);
        missed.extend((1..=equals.len()).map(|it| before + among * it as f64 / size));
    }
    let step = |step: usize| {
        let discarded = (DRAWN * count as f64 * step as f64 / STEPS as f64).round() as usize;
        let rest = (count - discarded).max(1) as f64;
        let share = discarded as f64 / count.max(1) as f64;
        (share, (missed[count] - missed[discarded]) / rest)
    };
    (0..=STEPS).map(step).collect()
}

fn worth(points: &[(f64, f64)]) -> f64 {
    let judged: Vec<f64> =
        points.iter().filter(|(share, _)| *share <= JUDGED).map(|(_, fnmr)| *fnmr).collect();
    let all = judged.first().copied().unwrap_or_default();
    let mean = judged.iter().sum::<f64>() / judged.len().max(1) as f64;
    if all > 0.0 { 1.0 - mean / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_that_finds_the_errors_is_worth_much_and_one_that_does_not_nothing() {
        let compared = |missed: fn(usize) -> bool| {
            let all = (0..1000).map(|it| (it as f64, missed(it)));
            points(all.collect())
        };
        let found = compared(|it| it < 20);
        assert_eq!(found[0], (0.0, 0.02));
        assert_eq!(found[STEPS].1, 0.0);
        assert!(worth(&found) > 0.9);
        let blind = compared(|it| it % 50 == 0);
        assert!(worth(&blind).abs() < 0.1, "{}", worth(&blind));
        let backwards = compared(|it| it >= 980);
        assert!(worth(&backwards) < 0.0);
        assert_eq!(worth(&compared(|_| false)), 0.0);
        let equal = points((0..1000).map(|it| (0.0, it < 20)).collect());
        assert!(worth(&equal).abs() < 1e-9, "{}", worth(&equal));
    }
}
