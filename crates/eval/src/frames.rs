//! One photo against the mean of several others of one person, as a kiosk compares.

use std::collections::HashMap;

use face::{embed::Template, spec::MAX_FRAMES};
use rayon::prelude::*;

use crate::{Error, histogram::Histogram, rates::Scores, study::Study, templates::Templates};

/// How many comparisons of one person each person makes at most: some are in a hundred photos.
const MOST: usize = 12;

/// One live template, and the document that it is compared with.
struct Probe {
    document: usize,
    frames: Vec<usize>,
}

/// The scores of everybody with more than [`MAX_FRAMES`] photos: each photo as the document, the
/// next `frames` ones as live frames, weighted by their quality. Impostors are all photos of
/// other people.
///
/// The people are the same whatever `frames` is, so that the rates can be compared.
pub fn scores(study: &Study, frames: usize) -> Result<Scores, Error> {
    let probes = probes(study, frames);
    let templates: Result<Vec<Template>, Error> =
        probes.iter().map(|probe| template(study, &probe.frames)).collect();
    let live = Templates::of_templates(templates?, study.role.metric(), study.role.dimensions());
    if probes.is_empty() {
        return Err(Error::OneKind("one person with enough photos for several frames"));
    }
    let genuine = (0..).zip(&probes).map(|(at, it)| study.live.similarity(it.document, &live, at));
    let genuine = genuine.collect();
    let person = &study.collection.person;
    let empty = Histogram::new(study.live.range(&live));
    let histogram = (0..probes.len())
        .into_par_iter()
        .fold(
            || empty.clone(),
            |mut histogram, at| {
                for photo in 0..person.len() {
                    if study.probes.readable[photo] && person[photo] != person[probes[at].document]
                    {
                        histogram.add(study.live.similarity(photo, &live, at));
                    }
                }
                histogram
            },
        )
        .reduce(|| empty.clone(), |all, some| all.with(&some));
    Ok(Scores::new(genuine, histogram))
}

/// How many people have photos enough.
pub fn people(study: &Study) -> usize {
    photos_of_each(study).len()
}

fn probes(study: &Study, frames: usize) -> Vec<Probe> {
    let of_one = |photos: &Vec<usize>| {
        let count = photos.len();
        let next = |at: usize| (1..=frames).map(|it| photos[(at + it) % count]).collect();
        let all = (0..count.min(MOST)).map(|at| Probe { document: photos[at], frames: next(at) });
        all.collect::<Vec<_>>()
    };
    photos_of_each(study).iter().flat_map(of_one).collect()
}

/// The photos of each person who has enough of them.
fn photos_of_each(study: &Study) -> Vec<Vec<usize>> {
    let mut photos: HashMap<usize, Vec<usize>> = HashMap::new();
    for (photo, &person) in study.collection.person.iter().enumerate() {
        // A live frame without a face is not taken.
        if study.probes.samples[photo].is_some() {
            photos.entry(person).or_default().push(photo);
        }
    }
    let mut people: Vec<Vec<usize>> =
        photos.into_values().filter(|it| it.len() > MAX_FRAMES).collect();
    people.sort();
    people
}

fn template(study: &Study, photos: &[usize]) -> Result<Template, Error> {
    let samples = photos.iter().filter_map(|&it| study.probes.samples[it].as_ref());
    let weighted: Result<Vec<_>, face::Error> =
        samples.map(|it| Ok((it.embedding(&study.role)?, it.quality.rank().max(1e-6)))).collect();
    Ok(Template::new(&weighted?, study.role.metric())?)
}
