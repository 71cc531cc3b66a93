//! The pictures that are compared, and how alike they are.

use std::collections::BTreeMap;

use face::{
    evaluation::Sample,
    framing::Framing,
    guidance::{self, MIN_EYES, MIN_EYES_IN_FILE},
};

use super::{
    SceneResult,
    recapture::{FRAMES, PAGE, Scene},
};
use crate::{
    Error,
    extract::Extractor,
    study::{self, Study},
    templates::{NONE, Similarity, Templates},
    treatment::Treatment,
};

/// How many photos of each person stand for a printed page at most: each costs a look by all
/// networks.
const PAGES: usize = 2;

/// Photos as they are, and some of them to be shot anew.
pub(super) struct Material<'a> {
    extractor: &'a Extractor<'a>,
    study: &'a Study,
    /// The photos of each person, of those with a face.
    people: Vec<Vec<usize>>,
    /// The photos that are shot anew: one of each person, of as many people as were asked for.
    chosen: Vec<usize>,
}

/// Photos after a treatment.
struct Treated {
    templates: Templates,
    samples: Vec<Option<Sample>>,
}

impl<'a> Material<'a> {
    pub(super) fn new(
        extractor: &'a Extractor<'a>,
        study: &'a Study,
        photos: usize,
    ) -> Result<Self, Error> {
        let mut of_each: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (photo, &person) in study.collection.person.iter().enumerate() {
            if study.probes.samples[photo].is_some() {
                of_each.entry(person).or_default().push(photo);
            }
        }
        let people: Vec<Vec<usize>> = of_each.into_values().collect();
        let first: Vec<usize> = people.iter().map(|photos| photos[0]).collect();
        let chosen = evenly(&first, photos);
        if chosen.is_empty() {
            return Err(Error::NoCard("no photo is to be shot anew".to_owned()));
        }
        Ok(Self { extractor, study, people, chosen })
    }

    /// How many photos are shot anew.
    pub(super) fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Every two photographs of one person, as they are.
    pub(super) fn different(&self) -> Result<Vec<Similarity>, Error> {
        let live = &self.study.live;
        let mut all = Vec::new();
        for photos in &self.people {
            for (at, &left) in photos.iter().enumerate() {
                all.extend(
                    photos[at + 1..].iter().map(|&photo| live.similarity(left, live, photo)),
                );
            }
        }
        Ok(all)
    }

    /// Printed pages before a camera, against each other photograph of the same person.
    pub(super) fn different_from_pages(&self) -> Result<Vec<Similarity>, Error> {
        let several = self.people.iter().filter(|photos| photos.len() > 1);
        let pairs = several.flat_map(|photos| {
            photos.iter().take(PAGES).map(move |&document| (document, photos.as_slice()))
        });
        let (documents, others): (Vec<usize>, Vec<&[usize]>) = pairs.unzip();
        let pages = self.treated(&documents, &PAGE.parse().map_err(wrong)?)?;
        let mut all = Vec::new();
        for (at, (document, others)) in documents.iter().zip(others).enumerate() {
            if !pages.is_document(at, MIN_EYES) {
                continue;
            }
            let others = others.iter().filter(|page| *page != document);
            all.extend(others.map(|&page| pages.templates.similarity(at, &self.study.live, page)));
        }
        Ok(all)
    }

    /// The frames of one scene.
    pub(super) fn scene(&self, scene: &Scene) -> Result<SceneResult, Error> {
        let (documents, min_eyes) = match scene.document {
            None => (None, MIN_EYES_IN_FILE),
            Some(name) => {
                let treatment: Treatment = name.parse().map_err(wrong)?;
                (Some(self.treated(&self.chosen, &treatment)?), MIN_EYES)
            }
        };
        let mut takes = Vec::new();
        for take in 1..=FRAMES {
            let name = format!("take-{take}+{}", scene.frame);
            takes.push(self.treated(&self.chosen, &name.parse().map_err(wrong)?)?);
        }
        let mut attempts = Vec::new();
        for (at, &photo) in self.chosen.iter().enumerate() {
            let is_document = match &documents {
                Some(documents) => documents.is_document(at, min_eyes),
                None => is_document(self.study.probes.samples[photo].as_ref(), min_eyes),
            };
            // Without a document there is nothing to be matched with.
            if !is_document {
                continue;
            }
            attempts.push(std::array::from_fn(|take| {
                let frames: &Treated = &takes[take];
                let similarity = match &documents {
                    Some(documents) => documents.templates.similarity(at, &frames.templates, at),
                    None => self.study.live.similarity(photo, &frames.templates, at),
                };
                (frames.is_taken(at) && similarity != NONE).then_some(similarity)
            }));
        }
        Ok(SceneResult { scene: *scene, attempts })
    }

    /// These photos after a treatment.
    fn treated(&self, photos: &[usize], treatment: &Treatment) -> Result<Treated, Error> {
        let names: Vec<&str> =
            photos.iter().map(|&photo| &*self.study.collection.photos[photo]).collect();
        let eyes = |photo: &usize| {
            Some(self.study.probes.samples[*photo].as_ref()?.quality.inter_eye_distance)
        };
        let eyes: Vec<Option<f64>> = photos.iter().map(eyes).collect();
        let what = format!("photos after {treatment}");
        let seen = self.extractor.run(&what, &names, Some((treatment, &eyes)))?;
        if let Some(problem) = seen.problems.first() {
            return Err(Error::NoCard(problem.to_string()));
        }
        let templates = study::templates(&seen.samples, &self.study.role)?;
        Ok(Treated { templates, samples: seen.samples })
    }
}

impl Treated {
    fn is_document(&self, at: usize, min_eyes: f64) -> bool {
        is_document(self.samples[at].as_ref(), min_eyes)
    }

    /// Whether the product takes it as a frame of a living face, where that is told by the
    /// picture's quality. Its place in the frame and its motion are taken to be right.
    fn is_taken(&self, at: usize) -> bool {
        const MIDDLE: Framing = Framing { share: 0.4, eyes: 0.2, across: 0.0, hidden: 0.0 };
        self.samples[at]
            .as_ref()
            .is_some_and(|sample| guidance::check_live(&sample.quality, &MIDDLE, Some(0.0)).is_ok())
    }
}

/// Whether the product takes it as a document's picture.
fn is_document(sample: Option<&Sample>, min_eyes: f64) -> bool {
    sample.is_some_and(|sample| guidance::check_document(&sample.quality, min_eyes).is_ok())
}

/// At most `count` of them, evenly spread.
fn evenly(all: &[usize], count: usize) -> Vec<usize> {
    let count = count.min(all.len());
    (0..count).map(|at| all[at * all.len() / count]).collect()
}

fn wrong(why: crate::treatment::Error) -> Error {
    Error::NoCard(why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_photos_that_are_shot_anew_are_spread_evenly_and_no_more_than_there_are() {
        assert_eq!(evenly(&[10, 11, 12, 13, 14, 15], 3), [10, 12, 14]);
        assert_eq!(evenly(&[10, 11], 9), [10, 11]);
        assert!(evenly(&[], 9).is_empty());
        assert!(evenly(&[10], 0).is_empty());
    }
}
