//! The compared photos and their similarities.

use std::collections::BTreeMap;

use face::{
    evaluation::Sample,
    framing::Framing,
    guidance::{self, MIN_EYES, MIN_EYES_IN_FILE},
};
use models::Side;

use super::{
    recapture::{FRAMES, PAGE, Scene},
    scene_result::SceneResult,
};
use crate::{
    Error,
    extract::{Extractor, PageFrames},
    study::{self, Study},
    templates::{NONE, Similarity, Templates},
    treatment::Treatment,
};

/// Maximum number of photos per person that simulate a printed page: each runs through all networks.
const MAX_PAGES: usize = 2;

/// Untreated photos, and a selection that is recaptured.
pub(super) struct PhotoSet<'a> {
    extractor: &'a Extractor<'a>,
    study: &'a Study,
    /// The photos of each person that have a face.
    people: Vec<Vec<usize>>,
    /// The recaptured photos: one per person, of the requested number of people.
    recaptured: Vec<usize>,
}

/// Photos after a treatment.
struct Treated {
    templates: Templates,
    samples: Vec<Option<Sample>>,
}

impl<'a> PhotoSet<'a> {
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
        let recaptured = evenly(&first, photos);
        if recaptured.is_empty() {
            return Err(Error::NoCard("no photo is to be recaptured".to_owned()));
        }
        Ok(Self { extractor, study, people, recaptured })
    }

    /// The number of recaptured photos.
    pub(super) fn len(&self) -> usize {
        self.recaptured.len()
    }

    /// The similarities of all pairs of photographs of one person.
    pub(super) fn different(&self) -> Result<Vec<Similarity>, Error> {
        let (documents, live) = (self.study.references(), &self.study.live);
        let mut all = Vec::new();
        for photos in &self.people {
            for (at, &left) in photos.iter().enumerate() {
                all.extend(
                    photos[at + 1..].iter().map(|&photo| documents.similarity(left, live, photo)),
                );
            }
        }
        Ok(all)
    }

    /// The similarities of printed pages before a camera to each other photograph of the same person.
    pub(super) fn different_from_pages(&self) -> Result<Vec<Similarity>, Error> {
        let several = self.people.iter().filter(|photos| photos.len() > 1);
        let pairs = several.flat_map(|photos| {
            photos.iter().take(MAX_PAGES).map(move |&document| (document, photos.as_slice()))
        });
        let (documents, others): (Vec<usize>, Vec<&[usize]>) = pairs.unzip();
        let pages =
            self.treat(&documents, &PAGE.parse().map_err(to_card_error)?, Side::Document)?;
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

    /// Simulates the frames of one scene.
    pub(super) fn scene(&self, scene: &Scene) -> Result<SceneResult, Error> {
        let (documents, min_eyes) = match scene.document {
            None => (None, MIN_EYES_IN_FILE),
            Some(name) => {
                let treatment: Treatment = name.parse().map_err(to_card_error)?;
                (Some(self.treat(&self.recaptured, &treatment, Side::Document)?), MIN_EYES)
            }
        };
        let mut takes = Vec::new();
        for take in 1..=FRAMES {
            let name = format!("take-{take}+{}", scene.frame);
            let treatment = name.parse().map_err(to_card_error)?;
            takes.push(self.treat(&self.recaptured, &treatment, Side::Live)?);
        }
        let mut attempts = Vec::new();
        for (at, &photo) in self.recaptured.iter().enumerate() {
            let is_document = match &documents {
                Some(documents) => documents.is_document(at, min_eyes),
                None => is_document(self.study.probes.samples[photo].as_ref(), min_eyes),
            };
            // A rejected document cannot be compared.
            if !is_document {
                continue;
            }
            attempts.push(std::array::from_fn(|take| {
                let frames: &Treated = &takes[take];
                let similarity = match &documents {
                    Some(documents) => documents.templates.similarity(at, &frames.templates, at),
                    None => self.study.references().similarity(photo, &frames.templates, at),
                };
                (frames.is_accepted(at) && similarity != NONE).then_some(similarity)
            }));
        }
        Ok(SceneResult { scene: *scene, attempts })
    }

    /// Treats and processes these photos.
    fn treat(&self, photos: &[usize], treatment: &Treatment, side: Side) -> Result<Treated, Error> {
        let names: Vec<&str> =
            photos.iter().map(|&photo| &*self.study.collection.photos[photo]).collect();
        let eyes = |photo: &usize| {
            Some(self.study.probes.samples[*photo].as_ref()?.quality.inter_eye_distance)
        };
        let eyes: Vec<Option<f64>> = photos.iter().map(eyes).collect();
        let what = format!("photos after {treatment}");
        let pages = PageFrames { treatment, eyes: &eyes, frames: 1 };
        let extraction = self.extractor.run(&what, &names, Some(&pages))?;
        if let Some(problem) = extraction.problems.first() {
            return Err(Error::NoCard(problem.to_string()));
        }
        let templates = study::templates(&extraction.samples, &self.study.role, side)?;
        Ok(Treated { templates, samples: extraction.samples })
    }
}

impl Treated {
    fn is_document(&self, at: usize, min_eyes: f64) -> bool {
        is_document(self.samples[at].as_ref(), min_eyes)
    }

    /// Whether the kiosk accepts the quality of a live frame. Position and motion are assumed to be
    /// right.
    fn is_accepted(&self, at: usize) -> bool {
        const MIDDLE: Framing = Framing { share: 0.4, eyes: 0.2, across: 0.0, hidden: 0.0 };
        self.samples[at]
            .as_ref()
            .is_some_and(|sample| guidance::check_live(&sample.quality, &MIDDLE, Some(0.0)).is_ok())
    }
}

/// Whether the kiosk accepts the photo as a document photo.
fn is_document(sample: Option<&Sample>, min_eyes: f64) -> bool {
    sample.is_some_and(|sample| guidance::check_document(&sample.quality, min_eyes).is_ok())
}

/// At most `count` of them, evenly distributed.
fn evenly(all: &[usize], count: usize) -> Vec<usize> {
    let count = count.min(all.len());
    (0..count).map(|at| all[at * all.len() / count]).collect()
}

fn to_card_error(why: crate::treatment::TreatmentError) -> Error {
    Error::NoCard(why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_recaptured_photos_are_evenly_distributed() {
        assert_eq!(evenly(&[10, 11, 12, 13, 14, 15], 3), [10, 12, 14]);
        assert_eq!(evenly(&[10, 11], 9), [10, 11]);
        assert!(evenly(&[], 9).is_empty());
        assert!(evenly(&[10], 0).is_empty());
    }
}
