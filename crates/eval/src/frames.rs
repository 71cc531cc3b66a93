//! Compares one photo with the mean of several others of one person, as in the kiosk.

use std::collections::HashMap;

use face::embed::Template;
use models::{MAX_FRAMES, Side};
use rayon::prelude::*;

use crate::{Error, histogram::Histogram, rates::Scores, study::Study, templates::Templates};

/// Maximum number of genuine comparisons per person, because some people have a hundred photos.
const MAX_COMPARISONS: usize = 12;

/// One live template, and the document that it is compared with.
struct Probe {
    document: usize,
    frames: Vec<usize>,
}

/// The scores of all people with more than [`MAX_FRAMES`] photos: each photo is the document, the next
/// `frames` photos are the live frames, weighted by their quality. Impostors are all photos of other
/// people.
///
/// The people are the same for every number of frames, so the rates can be compared.
pub fn scores(study: &Study, frames: usize) -> Result<Scores, Error> {
    let probes = probes(study, frames);
    let templates: Result<Vec<Template>, Error> =
        probes.iter().map(|probe| template(study, &probe.frames)).collect();
    let live = templates?.into_iter().map(Some);
    let live = Templates::of_templates(live, study.role.metric(), study.role.dimensions());
    if probes.is_empty() {
        return Err(Error::OneKind("one person with enough photos for several frames"));
    }
    let genuine = (0..)
        .zip(&probes)
        .map(|(at, probe)| study.references().similarity(probe.document, &live, at));
    let genuine = genuine.collect();
    let person = &study.collection.person;
    let empty = Histogram::new(study.references().range(&live));
    let histogram = (0..probes.len())
        .into_par_iter()
        .fold(
            || empty.clone(),
            |mut histogram, at| {
                for photo in 0..person.len() {
                    if study.probes.readable[photo] && person[photo] != person[probes[at].document]
                    {
                        histogram.add(study.references().similarity(photo, &live, at));
                    }
                }
                histogram
            },
        )
        .reduce(|| empty.clone(), |all, some| all.with(&some));
    Ok(Scores::new(genuine, histogram))
}

/// Selects the documents of [`scores`].
pub fn documents(study: &Study) -> Vec<bool> {
    let mut is_document = vec![false; study.collection.photos.len()];
    probes(study, 1).iter().for_each(|probe| is_document[probe.document] = true);
    is_document
}

/// The number of people with enough photos.
pub fn people(study: &Study) -> usize {
    photos_of_each(study).len()
}

fn probes(study: &Study, frames: usize) -> Vec<Probe> {
    let of_one = |photos: &Vec<usize>| {
        let count = photos.len();
        let next = |at: usize| (1..=frames).map(|step| photos[(at + step) % count]).collect();
        let all = (0..count.min(MAX_COMPARISONS))
            .map(|at| Probe { document: photos[at], frames: next(at) });
        all.collect::<Vec<_>>()
    };
    photos_of_each(study).iter().flat_map(of_one).collect()
}

/// The photos of each person who has enough of them.
fn photos_of_each(study: &Study) -> Vec<Vec<usize>> {
    let mut photos: HashMap<usize, Vec<usize>> = HashMap::new();
    for (photo, &person) in study.collection.person.iter().enumerate() {
        // A live frame without a face is never captured.
        if study.probes.samples[photo].is_some() {
            photos.entry(person).or_default().push(photo);
        }
    }
    let mut people: Vec<Vec<usize>> =
        photos.into_values().filter(|photos| photos.len() > MAX_FRAMES).collect();
    people.sort();
    people
}

fn template(study: &Study, photos: &[usize]) -> Result<Template, Error> {
    let samples = photos.iter().filter_map(|&photo| study.probes.samples[photo].as_ref());
    let weighted: Result<Vec<_>, face::Error> = samples
        .map(|sample| {
            Ok((sample.embedding(&study.role, Side::Live)?, sample.quality.rank().max(1e-6)))
        })
        .collect();
    Ok(Template::new(&weighted?, study.role.metric())?)
}
