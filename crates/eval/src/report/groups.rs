//! The same figures for each group of people.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Common;
use crate::{
    Error,
    folds::{self, Accuracy},
    options::{Impostors, Options},
    rates::{Points, RATES, Scores},
    study::Study,
};

/// Figures of the comparisons within one group. What the group has no comparisons for is not
/// known.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Photos of the group.
    pub photos: usize,
    /// The share of them without a face.
    pub fte_photos: f64,
    /// Comparisons of one person.
    pub genuine: usize,
    /// Comparisons of two people of the group.
    pub impostors: u64,
    /// The share of right decisions on the group's pairs, each fold at the threshold that is best
    /// on the others.
    pub accuracy_mean: Option<f64>,
    /// Its standard deviation over the folds.
    pub accuracy_std: Option<f64>,
    /// The equal error rate on the group's pairs.
    pub eer: Option<f64>,
    /// The false non-match rate at each false match rate, with the group's own thresholds.
    pub fnmr_at_fmr: Points,
    /// The group's false match rate and false non-match rate at the common thresholds.
    pub at_common_threshold: BTreeMap<&'static str, Common>,
}

/// Every group of the collection, by its name. `everybody` has the scores of all.
pub(super) fn all(
    options: &Options,
    study: &Study,
    everybody: &Scores,
) -> Result<BTreeMap<String, Group>, Error> {
    let names = study.collection.groups.iter().enumerate();
    names
        .map(|(number, name)| Ok((name.clone(), one(options, study, everybody, number)?)))
        .collect()
}

fn one(
    options: &Options,
    study: &Study,
    everybody: &Scores,
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
    let common = |scores: &Scores| -> BTreeMap<&'static str, Common> {
        let told = RATES.into_iter().filter(|(_, rate)| everybody.resolves(*rate));
        told.map(|(name, fmr)| {
            let similarity = everybody.similarity_at(fmr);
            (name, Common { fmr: scores.fmr(similarity), fnmr: scores.fnmr(similarity) })
        })
        .collect()
    };
    Ok(Group {
        photos,
        fte_photos: without_face as f64 / photos.max(1) as f64,
        genuine: scores.as_ref().map_or(0, |it| it.genuine().len()),
        impostors: scores.as_ref().map_or(0, |it| it.impostors.total()),
        accuracy_mean: accuracy.map(|Accuracy { mean, .. }| mean),
        accuracy_std: accuracy.map(|Accuracy { std, .. }| std),
        eer: study.scores(Impostors::Pairs, is_in).ok().map(|it| it.eer()),
        fnmr_at_fmr: scores.as_ref().map(|it| it.points(study.role.metric())).unwrap_or_default(),
        at_common_threshold: scores.as_ref().map(common).unwrap_or_default(),
    })
}
