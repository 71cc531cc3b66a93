//! The report of one measurement.

mod error_rates;
mod groups;
mod terminal;

use std::collections::BTreeMap;

use models::{Fmr, Mirroring};
use serde::Serialize;

pub use error_rates::ErrorRates;
pub use groups::Group;

use crate::{
    Error, component,
    discard::{self, DiscardCurve},
    folds, frames,
    lookalikes::{Lookalikes, measure_lookalikes},
    networks::{BUILD, Engine, Networks},
    options::{Impostors, Options},
    plane::{PlaneCell, measure_plane},
    problem::Problem,
    rates::{RatePoints, Scores},
    same_photograph::SamePhotograph,
    study::Study,
    templates,
};

/// All results. Rates are fractions, 0 to 1.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The name of the collection.
    pub data: String,
    /// The recogniser's name.
    pub recogniser: String,
    /// The hash of the recogniser's file.
    pub model_sha256: String,
    /// Identifies the pipeline: the hash of its sources.
    pub build: &'static str,
    /// What ran the networks.
    pub engine: Engine,
    /// Which embeddings are averaged with those of mirrored crops.
    pub mirrored: Mirroring,
    /// The treatment of the document photos.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub treatment: Option<String>,
    /// The number of frames of the live template, if several are averaged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probe_frames: Option<u8>,
    /// The number of frames of each page, if its treatment was measured with several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_frames: Option<u8>,
    /// The error rates with fewer frames of the page and of the live face.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plane: Vec<PlaneCell>,
    /// Number of readable photos.
    pub photos: usize,
    /// Number of people in the collection.
    pub people: usize,
    /// The accuracy on the pairs of the file, each fold at the threshold that is best on the others.
    pub accuracy_mean: f64,
    /// Its standard deviation over the folds.
    pub accuracy_std: f64,
    /// The number of folds.
    pub folds: usize,
    /// The equal error rate on the pairs of the file, if it has pairs of both kinds.
    pub eer: Option<f64>,
    /// Failure to enrol: the share of photos without a face.
    pub fte_photos: f64,
    /// Number of genuine comparisons.
    pub genuine: usize,
    /// Number of impostor comparisons.
    pub impostors: u64,
    /// The false non-match rate at each false match rate.
    pub fnmr_at_fmr: RatePoints,
    /// Both error rates at the thresholds of models.toml, which the kiosk uses.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub in_use: BTreeMap<&'static str, ErrorRates>,
    /// False matches of the most similar people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lookalikes: Option<Lookalikes>,
    /// The error-versus-discard curve of each quality component, on the pairs of the file, at FMR 1e-4.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quality: Vec<DiscardCurve>,
    /// The results within each group.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, Group>,
    /// The similarity of recaptures of the same photograph, and the limits that follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_photograph: Option<SamePhotograph>,
    /// Photos per second on all cores. `None` if all photos were cached.
    pub photos_per_second: Option<f64>,
    /// The number of photos that were not cached.
    pub photos_fresh: usize,
    /// Unusable photos and pairs.
    pub problems: Vec<Problem>,
}

impl Report {
    /// Computes everything that `options` requests.
    pub fn new(
        options: &Options,
        networks: &Networks,
        study: &Study,
        scores: &Scores,
    ) -> Result<Self, Error> {
        let accuracy = folds::accuracy(&study.decisions(|_| true));
        let (photos, without_face) = study.without_face(|_| true);
        let (photos_fresh, seconds) = study.work();
        let is_single = options.probe_frames.is_none();
        let treatment = options.pages().map(|pages| pages.treatment.to_string());
        let is_plain = is_single && treatment.is_none();
        Ok(Self {
            data: options.data(),
            recogniser: networks.recogniser.name.clone(),
            model_sha256: networks.recogniser.sha256.to_string(),
            build: BUILD,
            engine: networks.engine,
            mirrored: study.role.mirrored(),
            treatment,
            probe_frames: options.probe_frames,
            document_frames: options.document_frames,
            plane: match options.document_frames {
                Some(most) => measure_plane(study, most)?,
                None => Vec::new(),
            },
            photos,
            people: study.collection.people(),
            accuracy_mean: accuracy.mean,
            accuracy_std: accuracy.std,
            folds: accuracy.folds,
            eer: study.scores(Impostors::Pairs, |_| true).ok().map(|scores| scores.eer()),
            fte_photos: without_face as f64 / photos.max(1) as f64,
            genuine: scores.genuine().len(),
            impostors: scores.impostors.total(),
            fnmr_at_fmr: scores.points(study.role.metric()),
            in_use: in_use(options, study, scores),
            // Defined for one photo against one untreated photo only.
            lookalikes: is_plain.then(|| measure_lookalikes(study, scores)),
            quality: if is_single { quality(study, scores) } else { Vec::new() },
            groups: if is_single {
                groups::measure_groups(options, study, scores)?
            } else {
                BTreeMap::new()
            },
            same_photograph: None,
            photos_per_second: (photos_fresh > 0).then(|| photos_fresh as f64 / seconds.max(1e-9)),
            photos_fresh,
            problems: study.problems.clone(),
        })
    }
}

/// Computes the scores that `options` requests.
pub fn scores(options: &Options, study: &Study) -> Result<Scores, Error> {
    match options.probe_frames {
        Some(frames) => frames::scores(study, frames.into()),
        None => study.scores(options.impostors, |_| true),
    }
}

/// The curve of every component, at the threshold for FMR 1e-4.
pub fn quality(study: &Study, scores: &Scores) -> Vec<DiscardCurve> {
    let similarity = scores.similarity_at(1e-4);
    component::ALL.iter().map(|component| discard::curve(study, component, similarity)).collect()
}

fn in_use(options: &Options, study: &Study, scores: &Scores) -> BTreeMap<&'static str, ErrorRates> {
    let frames = options.probe_frames.unwrap_or(1).into();
    let names = ["1e-3", "1e-4", "1e-5"];
    let rates = |(name, fmr)| {
        let role = study.role.clone().at(fmr).ok()?;
        let point = role.operating_point(frames).ok()?;
        // The conversion is its own inverse.
        let similarity = templates::threshold(point.threshold, role.metric());
        Some((name, ErrorRates { fmr: scores.fmr(similarity), fnmr: scores.fnmr(similarity) }))
    };
    names.into_iter().zip(Fmr::ALL).filter_map(rates).collect()
}
