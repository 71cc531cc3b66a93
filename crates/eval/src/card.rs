//! The model's card, and the thresholds that belong to it: measured, never written by hand.

mod manifest;
mod markdown;
mod same_photograph;

use std::{fs, path::Path};

use face::spec::{Fmr, MAX_FRAMES, Models};

use same_photograph::Limits;

use crate::{
    Error, charts,
    collection::Collection,
    discard::DiscardCurve,
    extract::Extractor,
    frames,
    networks::Networks,
    options::{Impostors, Options},
    rates::{Point, Scores, interval},
    report::Report,
    same_photograph::SamePhotograph,
    study::Study,
    treatment::Treatment,
};

/// The content of a model card.
pub struct Card<'a> {
    networks: &'a Networks,
    /// One photo against one, as the photos are.
    report: Report,
    /// One photo against the mean of 1, 2, ... others.
    frames: [Frames; MAX_FRAMES],
    /// Which of [`Fmr::ALL`] there are comparisons enough for.
    rates: Vec<usize>,
    /// Documents as they are.
    undamaged: Damage,
    /// The effect of each damage to the document.
    damages: Vec<Damage>,
    /// The effect of each preparation, on undamaged and on worn documents.
    preparations: Vec<Damage>,
    /// From where on two pictures are the same photograph. `None`: as it was measured before.
    same_photograph: Option<Limits>,
    /// A description of the data set.
    about: Option<String>,
    /// The day of the measurement, as 2026-11-22.
    date: String,
    /// The curves.
    charts: Vec<charts::NamedChart>,
}

/// One photo against the mean of several.
struct Frames {
    /// The people with enough photos.
    people: usize,
    genuine: u64,
    impostors: u64,
    /// For each of [`Fmr::ALL`].
    points: [Point; 3],
}

/// Damage of document photos.
struct Damage {
    treatment: String,
    /// The share of documents without a face.
    fte: f64,
    /// At the threshold of one frame for FMR 1e-4.
    fmr: f64,
    fnmr: f64,
    low: f64,
    high: f64,
}

/// How [`Fmr::ALL`] are written.
const NAMES: [&str; 3] = ["1e-3", "1e-4", "1e-5"];
/// The worst realistic case that preparations are tried on.
const WORN: &str = "passport-60";
/// Preparations that may undo some of it: padding, scaling, tone.
const PREPARATIONS: [&str; 4] = ["pad-25", "double", "stretch", "equalise"];

impl<'a> Card<'a> {
    /// Measures it all. `study` is of the photos as they are.
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
        let all: Result<Vec<Frames>, Error> =
            scores.iter().map(|scores| frames_of(study, scores)).collect();
        let frames = <[_; MAX_FRAMES]>::try_from(all?).map_err(|_| face::Error::Frames)?;
        let is_resolved = |rate: &usize| frames.iter().all(|frame| frame.points[*rate].resolved);
        let rates: Vec<usize> = (0..Fmr::ALL.len()).filter(is_resolved).collect();
        if rates.is_empty() {
            let why = "there are too few comparisons of two people for any threshold";
            return Err(Error::NoCard(why.into()));
        }
        let similarity = scores[0].similarity_at(Fmr::default().rate());
        let undamaged = Damage::new("none".to_owned(), &one, similarity, report.fte_photos);
        let try_one = |treatment: &Treatment| damage(extractor, study, treatment, similarity);
        let mut damages = Vec::new();
        let mut preparations = Vec::new();
        if !options.without_damage {
            for treatment in Treatment::reported() {
                damages.push(try_one(&treatment)?);
            }
            let worn: Treatment = parsed(WORN)?;
            for name in PREPARATIONS {
                let preparation: Treatment = parsed(name)?;
                preparations.push(try_one(&preparation)?);
                preparations.push(try_one(&worn.clone().followed_by(preparation))?);
            }
        }
        let is_measured = networks.role.same_photograph().is_ok();
        let same_photograph = if options.without_damage && is_measured {
            None
        } else {
            let same = SamePhotograph::measure(extractor, study, options.recaptured)?;
            Some(Limits { same, metric: study.role.metric(), date: today() })
        };
        let mut charts = charts::of(&report, study, &one);
        let names = ["one frame", "two frames", "three frames"].map(str::to_owned);
        let curves: Vec<_> = names.into_iter().zip(&scores).collect();
        let title = format!("One photo against several: {} on {}", report.recogniser, report.data);
        charts[0] = charts::det(&title, &curves);
        let about = options.models.join("data").join(format!("{}.md", report.data));
        Ok(Self {
            networks,
            report,
            frames,
            rates,
            undamaged,
            damages,
            preparations,
            same_photograph,
            about: fs::read_to_string(about).ok(),
            date: today(),
            charts,
        })
    }

    /// Writes the thresholds into models.toml, the curves into `plots/` beside it, and the card.
    pub fn write(&self, options: &Options) -> Result<(), Error> {
        let manifest = self.networks.file();
        let toml = fs::read_to_string(manifest).map_err(Error::reading(manifest))?;
        let toml = self.calibrated(&toml).map_err(Error::content(manifest))?;
        // A threshold that every pair or no pair reaches is a sign of photos with wrong labels.
        let parsed: Result<Models, _> = toml::from_str(&toml);
        parsed
            .map_err(|why| Error::NoCard(format!("its thresholds would make no sense: {why}")))?;
        let name = &self.networks.recogniser.name;
        let folder = options.models.join("plots");
        fs::create_dir_all(&folder).map_err(Error::writing(&folder))?;
        for chart in &self.charts {
            put(&folder.join(format!("{name}-{}.svg", chart.name)), &chart.chart.svg())?;
        }
        let file = options.models.join(format!("{name}.md"));
        let former = fs::read_to_string(&file).unwrap_or_default();
        put(&file, &self.markdown(&former, options))?;
        put(manifest, &toml)
    }

    /// The curve of each component of quality.
    fn quality(&self) -> &[DiscardCurve] {
        &self.report.quality
    }
}

/// Writes the limits for the same photograph into models.toml and the card, and leaves all else.
pub fn write_limits(
    options: &Options,
    networks: &Networks,
    same: SamePhotograph,
) -> Result<(), Error> {
    let limits = Limits { same, metric: networks.role.metric(), date: today() };
    let manifest = networks.file();
    let name = &networks.recogniser.name;
    let toml = fs::read_to_string(manifest).map_err(Error::reading(manifest))?;
    let toml = manifest::with_limits(&toml, name, limits.limits()).map_err(Error::NoCard)?;
    let parsed: Result<Models, _> = toml::from_str(&toml);
    parsed.map_err(|why| Error::NoCard(format!("its limits would make no sense: {why}")))?;
    let file = options.models.join(format!("{name}.md"));
    let card = fs::read_to_string(&file).map_err(Error::reading(&file))?;
    put(&file, &markdown::with_section(&card, &limits.section()))?;
    put(manifest, &toml)
}

fn today() -> String {
    jiff::Timestamp::now().to_string().chars().take(10).collect()
}

fn put(file: &Path, text: &str) -> Result<(), Error> {
    fs::write(file, text).map_err(Error::writing(file))
}

fn parsed(name: &str) -> Result<Treatment, Error> {
    name.parse().map_err(|why: crate::treatment::Error| Error::NoCard(why.to_string()))
}

fn frames_of(study: &Study, scores: &Scores) -> Result<Frames, Error> {
    let points = Fmr::ALL.map(|fmr| scores.at(fmr.rate(), study.role.metric()));
    let (genuine, impostors) = (scores.genuine().len() as u64, scores.impostors.total());
    Ok(Frames { people: frames::people(study), genuine, impostors, points })
}

/// Tries a treatment on the documents of all comparisons of one person.
fn damage(
    extractor: &Extractor<'_>,
    study: &Study,
    treatment: &Treatment,
    similarity: f64,
) -> Result<Damage, Error> {
    let pairs = study.collection.pairs.iter().filter(|pair| pair.same).copied().collect();
    let Collection { photos, person, group, groups, .. } = &study.collection;
    let collection = Collection {
        photos: photos.clone(),
        person: person.clone(),
        group: group.clone(),
        groups: groups.clone(),
        pairs,
        problems: Vec::new(),
    };
    let treated = Study::new(extractor, study.role.clone(), collection, Some(treatment))?;
    let scores = treated.scores(Impostors::All, |_| true)?;
    let (documents, without_face) = treated.without_face(|_| true);
    let fte = without_face as f64 / documents.max(1) as f64;
    Ok(Damage::new(treatment.to_string(), &scores, similarity, fte))
}

impl Damage {
    fn new(treatment: String, scores: &Scores, similarity: f64, fte: f64) -> Self {
        let genuine = scores.genuine().len() as u64;
        let (low, high) = interval(scores.missing(similarity) as u64, genuine);
        let (fmr, fnmr) = (scores.fmr(similarity), scores.fnmr(similarity));
        Self { treatment, fte, fmr, fnmr, low, high }
    }
}
