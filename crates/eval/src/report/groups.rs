//! Error rates within each group of people.

use std::collections::BTreeMap;

use serde::Serialize;

use super::error_rates::ErrorRates;
use crate::{
    Error,
    folds::{self, Accuracy},
    options::{Impostors, Options},
    rates::{RATES, RatePoints, Scores},
    study::Study,
};

/// Results of the comparisons within one group. Values without comparisons are `None`.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Number of photos of the group.
    pub photos: usize,
    /// The share of them without a face.
    pub fte_photos: f64,
    /// Number of genuine comparisons.
    pub genuine: usize,
    /// Number of impostor comparisons within the group.
    pub impostors: u64,
    /// The accuracy on the group's pairs, each fold at the threshold that is best on the others.
    pub accuracy_mean: Option<f64>,
    /// Its standard deviation over the folds.
    pub accuracy_std: Option<f64>,
    /// The equal error rate on the group's pairs.
    pub eer: Option<f64>,
    /// The false non-match rate at each false match rate, with the group's own thresholds.
    pub fnmr_at_fmr: RatePoints,
    /// The group's false match rate and false non-match rate at the common thresholds.
    pub at_common_threshold: BTreeMap<&'static str, ErrorRates>,
}

/// All groups of the collection by name. `all_scores` contains the scores of all people.
pub(super) fn measure_groups(
    options: &Options,
    study: &Study,
    all_scores: &Scores,
) -> Result<BTreeMap<String, Group>, Error> {
    let names = study.collection.groups.iter().enumerate();
    names
        .map(|(number, name)| {
            Ok((name.clone(), measure_group(options, study, all_scores, number)?))
        })
        .collect()
}

fn measure_group(
    options: &Options,
    study: &Study,
    all_scores: &Scores,
    number: usize,
) -> Result<Group, Error> {
    let is_in = |photo: usize| study.collection.group[photo] == Some(number);
    let scores = match study.scores(options.impostors, is_in) {
        Ok(scores) => Some(scores),
        Err(Error::OneKind(_)) => None,
        Err(error) => return Err(error),
    };
    let (photos, without_face) = study.without_face(is_in);
    let decisions = study.decisions(is_in);
    let accuracy = (!decisions.is_empty()).then(|| folds::accuracy(&decisions));
    let common = |scores: &Scores| -> BTreeMap<&'static str, ErrorRates> {
        let resolved = RATES.into_iter().filter(|(_, rate)| all_scores.resolves(*rate));
        resolved
            .map(|(name, fmr)| {
                let similarity = all_scores.similarity_at(fmr);
                (name, ErrorRates { fmr: scores.fmr(similarity), fnmr: scores.fnmr(similarity) })
            })
            .collect()
    };
    Ok(Group {
        photos,
        fte_photos: without_face as f64 / photos.max(1) as f64,
        genuine: scores.as_ref().map_or(0, |scores| scores.genuine().len()),
        impostors: scores.as_ref().map_or(0, |scores| scores.impostors.total()),
        accuracy_mean: accuracy.map(|Accuracy { mean, .. }| mean),
        accuracy_std: accuracy.map(|Accuracy { std, .. }| std),
        eer: study.scores(Impostors::Pairs, is_in).ok().map(|scores| scores.eer()),
        fnmr_at_fmr: scores
            .as_ref()
            .map(|scores| scores.points(study.role.metric()))
            .unwrap_or_default(),
        at_common_threshold: scores.as_ref().map(common).unwrap_or_default(),
    })
}
