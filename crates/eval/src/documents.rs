//! The document's side of a study whose document photos are treated: pages before a camera.

use face::{embed::Template, evaluation::Sample};
use models::{DOCUMENT_FRAMES, Recogniser, Side};

use crate::{
    Error,
    extract::{Extraction, Extractor, PageFrames},
    templates::Templates,
    treatment::Treatment,
};

/// What is done to document photos, and how many frames a camera takes of each.
#[derive(Clone, Debug)]
pub struct DocumentTreatment {
    /// The damage and the preparation.
    pub treatment: Treatment,
    /// The frames of each page, at least 1.
    pub frames: u8,
}

/// Treated document photos.
#[derive(Clone, Debug)]
pub struct Documents {
    /// Whether each photo is a document. Others have no sample.
    pub is_reference: Vec<bool>,
    /// The output of the networks. Photos that are no documents have no sample.
    pub extraction: Extraction,
}

impl Documents {
    /// Treats and processes the photos that `is_reference` selects. `probes` are all photos, untreated.
    pub(crate) fn new(
        extractor: &Extractor<'_>,
        names: &[String],
        probes: &Extraction,
        is_reference: Vec<bool>,
        pages: &DocumentTreatment,
    ) -> Result<Self, Error> {
        let photos: Vec<usize> =
            (0..is_reference.len()).filter(|&photo| is_reference[photo]).collect();
        let names: Vec<&str> = photos.iter().map(|&photo| &*names[photo]).collect();
        let eyes =
            |photo: &usize| Some(probes.samples[*photo].as_ref()?.quality.inter_eye_distance);
        let eyes: Vec<Option<f64>> = photos.iter().map(eyes).collect();
        let DocumentTreatment { treatment, frames } = pages;
        let what = format!("documents after {treatment}");
        let taken = PageFrames { treatment, eyes: &eyes, frames: *frames };
        let mut extraction = extractor.run(&what, &names, Some(&taken))?;
        let mut all = Extraction {
            samples: vec![None; is_reference.len()],
            later: vec![Vec::new(); is_reference.len()],
            composites: vec![Vec::new(); is_reference.len()],
            ..extraction.clone()
        };
        for (at, photo) in photos.into_iter().enumerate() {
            all.samples[photo] = extraction.samples[at].take();
            all.later[photo] = std::mem::take(&mut extraction.later[at]);
            all.composites[photo] = std::mem::take(&mut extraction.composites[at]);
        }
        Ok(Self { is_reference, extraction: all })
    }

    /// One template for each photo, of its first `frames` frames, one of [`DOCUMENT_FRAMES`], as the
    /// kiosk makes it. Frames without a face are left out.
    pub(crate) fn templates(&self, role: &Recogniser, frames: u8) -> Result<Templates, Error> {
        let page = |photo: usize| {
            let Extraction { samples, later, composites, .. } = &self.extraction;
            let taken = std::iter::once(&samples[photo]).chain(&later[photo]).take(frames.into());
            let taken: Vec<&Sample> = taken.flatten().collect();
            if taken.is_empty() {
                return Ok(None);
            }
            let weighted: Result<Vec<_>, face::Error> = taken
                .iter()
                .map(|sample| {
                    Ok((sample.embedding(role, Side::Document)?, sample.quality.page_weight()))
                })
                .collect();
            let counts = DOCUMENT_FRAMES.into_iter().filter(|count| *count > 1);
            let mut composites = counts.zip(&composites[photo]);
            let composite = composites.find(|(count, _)| *count == frames);
            let composite = composite
                .and_then(|(_, composite)| composite.as_ref())
                .map(|sample| sample.embedding(role, Side::Document))
                .transpose()?;
            Ok(Some(Template::of_page(&weighted?, composite.as_ref(), role.metric())?))
        };
        let pages = (0..self.is_reference.len()).map(page);
        let templates: Result<Vec<Option<Template>>, Error> = pages.collect();
        Ok(Templates::of_templates(templates?, role.metric(), role.dimensions()))
    }
}
