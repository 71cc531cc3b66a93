//! Measures the content of a model card.

use std::fs;

use models::{Fmr, MAX_FRAMES, Mirroring};

use super::{pages::Pages, same_photograph::Limits};

use crate::{
    Error, charts,
    discard::DiscardCurve,
    documents::DocumentTreatment,
    extract::Extractor,
    frames,
    networks::Networks,
    options::{Impostors, Options},
    rates::{RatePoint, Scores, interval},
    report::Report,
    same_photograph::SamePhotograph,
    study::Study,
    treatment::Treatment,
};

/// The content of a model card.
pub struct Card<'a> {
    pub(super) networks: &'a Networks,
    /// One untreated photo against one.
    pub(super) report: Report,
    /// One photo against the mean of 1, 2, ... others.
    pub(super) frames: [FrameMeasurement; MAX_FRAMES],
    /// The same with each use of mirrored crops.
    pub(super) mirroring: Vec<(Mirroring, [FrameMeasurement; MAX_FRAMES])>,
    /// Indices of [`Fmr::ALL`] for which there are enough comparisons.
    pub(super) rates: Vec<usize>,
    /// Undamaged documents.
    pub(super) undamaged: DamageMeasurement,
    /// The effect of each damage to the document.
    pub(super) damages: Vec<DamageMeasurement>,
    /// The effect of each preparation, on undamaged and on worn documents.
    pub(super) preparations: Vec<DamageMeasurement>,
    /// Several frames of pages. `None` keeps the earlier measurement.
    pub(super) pages: Option<Pages>,
    /// The limits for the same photograph. `None` keeps the earlier measurement.
    pub(super) same_photograph: Option<Limits>,
    /// A description of the data set.
    pub(super) about: Option<String>,
    /// The day of the measurement, as 2026-11-22.
    pub(super) date: String,
    /// The curves.
    pub(super) charts: Vec<charts::NamedChart>,
}

/// Measurement of one photo against the mean of several.
pub(super) struct FrameMeasurement {
    /// Number of people with enough photos.
    pub(super) people: usize,
    pub(super) genuine: u64,
    pub(super) impostors: u64,
    /// For each of [`Fmr::ALL`].
    pub(super) points: [RatePoint; 3],
}

/// Measurement with a treatment of the document photos.
pub(super) struct DamageMeasurement {
    pub(super) treatment: String,
    /// The share of documents without a face.
    pub(super) fte: f64,
    /// FMR and FNMR at the threshold of one frame for FMR 1e-4, with the interval of the FNMR.
    pub(super) fmr: f64,
    pub(super) fnmr: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// The names of [`Fmr::ALL`].
pub(super) const NAMES: [&str; 3] = ["1e-3", "1e-4", "1e-5"];
/// The worst realistic damage, on which preparations are measured.
pub(super) const WORN: &str = "passport-60";
/// Preparations that may reduce its effect: padding, scaling, tone.
const PREPARATIONS: [&str; 4] = ["pad-25", "double", "stretch", "equalise"];

impl<'a> Card<'a> {
    /// Measures the content of the card. `study` contains the untreated photos.
    pub fn measure(
        options: &Options,
        networks: &'a Networks,
        extractor: &Extractor<'_>,
        study: &Study,
    ) -> Result<Self, Error> {
        let options = &Options { impostors: Impostors::All, probe_frames: None, ..options.clone() };
        if !study.problems.is_empty() {
            return Err(Error::NoCard("some of the collection could not be used".into()));
        }
        let one = study.scores(Impostors::All, |_| true)?;
        let report = Report::new(options, networks, study, &one)?;
        let scores: Result<Vec<Scores>, Error> =
            (1..=MAX_FRAMES).map(|count| frames::scores(study, count)).collect();
        let scores = scores?;
        let frames = measure_all_frames(study, &scores)?;
        let mut mirroring = Vec::new();
        for mirrored in [Mirroring::Never, Mirroring::Documents, Mirroring::Always] {
            let study = study.with_mirrored(mirrored)?;
            let scores: Result<Vec<Scores>, Error> =
                (1..=MAX_FRAMES).map(|count| frames::scores(&study, count)).collect();
            mirroring.push((mirrored, measure_all_frames(&study, &scores?)?));
        }
        let is_resolved = |rate: &usize| frames.iter().all(|frame| frame.points[*rate].resolved);
        let rates: Vec<usize> = (0..Fmr::ALL.len()).filter(is_resolved).collect();
        if rates.is_empty() {
            let why = "there are too few comparisons of two people for any threshold";
            return Err(Error::NoCard(why.into()));
        }
        let similarity = scores[0].similarity_at(Fmr::default().rate());
        let undamaged =
            DamageMeasurement::new("none".to_owned(), &one, similarity, report.fte_photos);
        let measure =
            |treatment: &Treatment| measure_damage(extractor, study, treatment, similarity);
        let mut damages = Vec::new();
        let mut preparations = Vec::new();
        if !options.without_damage {
            for treatment in Treatment::reported() {
                damages.push(measure(&treatment)?);
            }
            let worn: Treatment = parsed(WORN)?;
            for name in PREPARATIONS {
                let preparation: Treatment = parsed(name)?;
                preparations.push(measure(&preparation)?);
                preparations.push(measure(&worn.clone().followed_by(preparation))?);
            }
        }
        let pages = match options.without_damage {
            false => Some(Pages::measure(extractor, study, today())?),
            true => None,
        };
        let is_measured = networks.role.same_photograph().is_ok();
        let same_photograph = if options.without_damage && is_measured {
            None
        } else {
            let same = SamePhotograph::measure(extractor, study, options.recaptured)?;
            Some(Limits { same, metric: study.role.metric(), date: today() })
        };
        let mut charts = charts::all_charts(&report, study, &one);
        let names = ["one frame", "two frames", "three frames"].map(str::to_owned);
        let curves: Vec<_> = names.into_iter().zip(&scores).collect();
        let title = format!("One photo against several: {} on {}", report.recogniser, report.data);
        charts[0] = charts::det(&title, &curves);
        let about = options.models.join("data").join(format!("{}.md", report.data));
        Ok(Self {
            networks,
            report,
            frames,
            mirroring,
            rates,
            undamaged,
            damages,
            preparations,
            pages,
            same_photograph,
            about: fs::read_to_string(about).ok(),
            date: today(),
            charts,
        })
    }

    /// The error-versus-discard curve of each quality component.
    pub(super) fn quality(&self) -> &[DiscardCurve] {
        &self.report.quality
    }
}

pub(super) fn today() -> String {
    jiff::Timestamp::now().to_string().chars().take(10).collect()
}

fn parsed(name: &str) -> Result<Treatment, Error> {
    name.parse().map_err(|why: crate::treatment::TreatmentError| Error::NoCard(why.to_string()))
}

/// Measures the scores of one frame, two frames and so on.
fn measure_all_frames(
    study: &Study,
    scores: &[Scores],
) -> Result<[FrameMeasurement; MAX_FRAMES], Error> {
    let all: Result<Vec<FrameMeasurement>, Error> =
        scores.iter().map(|scores| measure_frames(study, scores)).collect();
    Ok(all?.try_into().map_err(|_| face::Error::Frames)?)
}

/// Measures the scores of several frames at all rates.
fn measure_frames(study: &Study, scores: &Scores) -> Result<FrameMeasurement, Error> {
    let points = Fmr::ALL.map(|fmr| scores.at(fmr.rate(), study.role.metric()));
    let (genuine, impostors) = (scores.genuine().len() as u64, scores.impostors.total());
    Ok(FrameMeasurement { people: frames::people(study), genuine, impostors, points })
}

/// Measures a treatment of the documents of all genuine comparisons.
fn measure_damage(
    extractor: &Extractor<'_>,
    study: &Study,
    treatment: &Treatment,
    similarity: f64,
) -> Result<DamageMeasurement, Error> {
    let mut is_reference = vec![false; study.collection.photos.len()];
    let genuine = study.collection.pairs.iter().filter(|pair| pair.same);
    genuine.for_each(|pair| is_reference[pair.left] = true);
    let pages = DocumentTreatment { treatment: treatment.clone(), frames: 1 };
    let treated = study.with_pages(extractor, &pages, is_reference)?;
    let scores = treated.scores(Impostors::All, |_| true)?;
    let (documents, without_face) = treated.without_face(|_| true);
    let fte = without_face as f64 / documents.max(1) as f64;
    Ok(DamageMeasurement::new(treatment.to_string(), &scores, similarity, fte))
}

impl DamageMeasurement {
    fn new(treatment: String, scores: &Scores, similarity: f64, fte: f64) -> Self {
        let genuine = scores.genuine().len() as u64;
        let (low, high) = interval(scores.misses(similarity) as u64, genuine);
        let (fmr, fnmr) = (scores.fmr(similarity), scores.fnmr(similarity));
        Self { treatment, fte, fmr, fnmr, low, high }
    }
}
