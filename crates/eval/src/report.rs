//! What one measurement found: the figures, as JSON and for the terminal.

use std::{collections::BTreeMap, fmt};

use face::spec::Fmr;
use serde::Serialize;

use crate::{
    Error, component,
    discard::{self, Curve},
    folds, frames,
    lookalikes::{Lookalikes, lookalikes},
    networks::{BUILD, Networks},
    options::{Impostors, Options},
    problem::Problem,
    rates::{Points, Scores},
    study::Study,
    templates,
};

/// All figures. Rates are fractions, 0 to 1.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What the collection is called.
    pub data: String,
    /// The recogniser's name.
    pub recogniser: String,
    /// The hash of the recogniser's file.
    pub model_sha256: String,
    /// Names the pipeline: the hash of its sources.
    pub build: &'static str,
    /// Whether mirrored crops count as well.
    pub mirrored: bool,
    /// What was done to the document photos.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub treatment: Option<String>,
    /// How many frames the live template has, where it is not one photo against one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probe_frames: Option<u8>,
    /// Photos that could be read.
    pub photos: usize,
    /// People in the collection.
    pub people: usize,
    /// The share of right decisions on the pairs of the file, each fold at the threshold that is
    /// best on the others.
    pub accuracy_mean: f64,
    /// Its standard deviation over the folds.
    pub accuracy_std: f64,
    /// How many folds there are.
    pub folds: usize,
    /// The equal error rate on the pairs of the file.
    pub eer: f64,
    /// Failure to enrol: the share of photos without a face.
    pub fte_photos: f64,
    /// Comparisons of one person.
    pub genuine: usize,
    /// Comparisons of two people.
    pub impostors: u64,
    /// What is missed at each false match rate.
    pub fnmr_at_fmr: Points,
    /// Both errors at the thresholds of models.toml, which the kiosk uses, for one live frame.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub in_use: BTreeMap<&'static str, Common>,
    /// False matches of the most similar people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lookalikes: Option<Lookalikes>,
    /// What each component of quality is worth, on the pairs of the file, at FMR 1e-4.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quality: Vec<Curve>,
    /// The same for each group, on comparisons within it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, Group>,
    /// How many photos the pipeline saw in a second, on all cores.
    pub photos_per_second: f64,
    /// How many of them were not kept from an earlier run.
    pub photos_fresh: usize,
    /// What could not be used.
    pub problems: Vec<Problem>,
}

/// Figures of the comparisons within one group.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Comparisons of one person.
    pub genuine: usize,
    /// Comparisons of two people of the group.
    pub impostors: u64,
    /// The equal error rate.
    pub eer: f64,
    /// What is missed at each false match rate, with the group's own thresholds.
    pub fnmr_at_fmr: Points,
    /// The group's false match rate and false non-match rate at the thresholds of everybody.
    pub at_common_threshold: BTreeMap<&'static str, Common>,
}

/// Both errors at the threshold of everybody.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Common {
    /// The false match rate.
    pub fmr: f64,
    /// The false non-match rate.
    pub fnmr: f64,
}

impl Report {
    /// Computes everything that `options` asks for.
    pub fn new(
        options: &Options,
        networks: &Networks,
        study: &Study,
        scores: &Scores,
    ) -> Result<Self, Error> {
        let accuracy = folds::accuracy(&study.decisions());
        let (photos, without_face) = study.without_face();
        let (photos_per_second, photos_fresh) = study.speed();
        let is_single = options.probe_frames.is_none();
        let treatment = options.treatment().map(|it| it.to_string());
        Ok(Self {
            data: options.data(),
            recogniser: networks.recogniser.name.clone(),
            model_sha256: networks.recogniser.sha256.to_string(),
            build: BUILD,
            mirrored: study.role.mirrored(),
            treatment,
            probe_frames: options.probe_frames,
            photos,
            people: study.collection.people(),
            accuracy_mean: accuracy.mean,
            accuracy_std: accuracy.std,
            folds: accuracy.folds,
            eer: study.scores(Impostors::Pairs, |_| true).map_or(f64::NAN, |it| it.eer()),
            fte_photos: without_face as f64 / photos.max(1) as f64,
            genuine: scores.genuine().len(),
            impostors: scores.impostors.total(),
            fnmr_at_fmr: scores.points(study.role.metric()),
            in_use: in_use(options, study, scores),
            // Both are about one photo against one.
            lookalikes: is_single.then(|| lookalikes(study, scores)),
            quality: if is_single { quality(study, scores) } else { Vec::new() },
            groups: groups(options, study, scores)?,
            photos_per_second,
            photos_fresh,
            problems: study.problems.clone(),
        })
    }
}

/// The scores that `options` asks for.
pub fn scores(options: &Options, study: &Study) -> Result<Scores, Error> {
    match options.probe_frames {
        Some(frames) => frames::scores(study, frames.into()),
        None => study.scores(options.impostors, |_| true),
    }
}

/// The curve of every component, at the threshold for FMR 1e-4.
pub fn quality(study: &Study, scores: &Scores) -> Vec<Curve> {
    let similarity = scores.similarity_at(1e-4);
    component::ALL.iter().map(|it| discard::curve(study, it, similarity)).collect()
}

fn in_use(options: &Options, study: &Study, scores: &Scores) -> BTreeMap<&'static str, Common> {
    let frames = options.probe_frames.unwrap_or(1).into();
    let names = ["1e-3", "1e-4", "1e-5"];
    let common = |(name, fmr)| {
        let role = study.role.clone().at(fmr).ok()?;
        let point = role.operating_point(frames).ok()?;
        // A similarity is written as a threshold as a threshold is as a similarity.
        let similarity = templates::threshold(point.threshold, role.metric());
        Some((name, Common { fmr: scores.fmr(similarity), fnmr: scores.fnmr(similarity) }))
    };
    names.into_iter().zip(Fmr::ALL).filter_map(common).collect()
}

fn groups(
    options: &Options,
    study: &Study,
    all: &Scores,
) -> Result<BTreeMap<String, Group>, Error> {
    let metric = study.role.metric();
    let mut groups = BTreeMap::new();
    for (number, name) in study.collection.groups.iter().enumerate() {
        let is_in = |photo: usize| study.collection.group[photo] == Some(number);
        let scores = match study.scores(options.impostors, is_in) {
            Ok(scores) => scores,
            // A group that compares nobody is named all the same, with nothing measured.
            Err(Error::OneKind(_)) => continue,
            Err(error) => return Err(error),
        };
        let common = |(name, fmr)| {
            let similarity = all.similarity_at(fmr);
            let (fmr, fnmr) = (scores.fmr(similarity), scores.fnmr(similarity));
            (name, Common { fmr, fnmr })
        };
        let group = Group {
            genuine: scores.genuine().len(),
            impostors: scores.impostors.total(),
            eer: scores.eer(),
            fnmr_at_fmr: scores.points(metric),
            at_common_threshold: crate::rates::RATES.into_iter().map(common).collect(),
        };
        groups.insert(name.clone(), group);
    }
    Ok(groups)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { data, recogniser, build, photos, people, .. } = self;
        let with = if self.mirrored { " with mirrored crops" } else { "" };
        writeln!(
            f,
            "{recogniser}{with}, pipeline {build}, on {data}: {photos} photos, {people} people"
        )?;
        if let Some(treatment) = &self.treatment {
            writeln!(f, "document photos after {treatment}")?;
        }
        if let Some(frames) = self.probe_frames {
            writeln!(f, "one photo against the mean of {frames}")?;
        }
        writeln!(
            f,
            "accuracy {:.2} +- {:.2} % ({} folds), EER {:.2} %, FTE {:.2} %",
            100.0 * self.accuracy_mean,
            100.0 * self.accuracy_std,
            self.folds,
            100.0 * self.eer,
            100.0 * self.fte_photos
        )?;
        points(f, self.genuine, self.impostors, &self.fnmr_at_fmr)?;
        for (rate, Common { fmr, fnmr }) in self.in_use.iter().rev() {
            let fnmr = 100.0 * fnmr;
            writeln!(f, "  at the threshold in use for {rate}: FMR {fmr:.1e}, FNMR {fnmr:.2} %")?;
        }
        if let Some(Lookalikes { others, fmr, .. }) = &self.lookalikes {
            for (rate, fmr) in fmr.iter().rev() {
                writeln!(
                    f,
                    "  FMR among the {others} most similar people at FMR {rate}: {fmr:.1e}"
                )?;
            }
        }
        for curve in &self.quality {
            let (name, worth, [low, middle, high]) =
                (curve.component, 100.0 * curve.worth, curve.spread);
            writeln!(
                f,
                "  {name}: {low:.3}, {middle:.3}, {high:.3} (5th, 50th, 95th in a hundred \
                 documents); discarding by it leaves {worth:.0} % fewer misses"
            )?;
        }
        for (name, group) in &self.groups {
            writeln!(f, "group {name}: EER {:.2} %", 100.0 * group.eer)?;
            points(f, group.genuine, group.impostors, &group.fnmr_at_fmr)?;
            for (rate, Common { fmr, fnmr }) in &group.at_common_threshold {
                let fnmr = 100.0 * fnmr;
                writeln!(
                    f,
                    "  at everybody's threshold for {rate}: FMR {fmr:.1e}, FNMR {fnmr:.2} %"
                )?;
            }
        }
        let (speed, fresh) = (self.photos_per_second, self.photos_fresh);
        writeln!(f, "{speed:.1} photos a second, {fresh} of them seen for the first time")?;
        for problem in &self.problems {
            writeln!(f, "PROBLEM: {problem}")?;
        }
        match self.problems.len() {
            0 => Ok(()),
            count => writeln!(f, "{count} problems: the figures are of what could be used"),
        }
    }
}

fn points(
    f: &mut fmt::Formatter<'_>,
    genuine: usize,
    impostors: u64,
    points: &Points,
) -> fmt::Result {
    writeln!(f, "  {genuine} comparisons of one person, {impostors} of two")?;
    for (rate, point) in points.iter().rev() {
        let [fnmr, low, high] = [point.fnmr, point.low, point.high].map(|it| 100.0 * it);
        let few = if point.resolved { "" } else { " (too few comparisons of two people to tell)" };
        let threshold = point.threshold;
        writeln!(
            f,
            "  FNMR at FMR {rate}: {fnmr:.2} % ({low:.2} to {high:.2}), threshold {threshold:.4}{few}"
        )?;
    }
    Ok(())
}
