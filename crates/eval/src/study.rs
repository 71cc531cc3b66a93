//! The data of one measurement: photos, samples, and all comparisons between them.

use std::sync::Arc;

use face::{embed::Embedding, evaluation::Sample};
use models::{Mirroring, Recogniser, Side};
use rayon::prelude::*;

use crate::{
    Error,
    collection::{Collection, Pair},
    documents::{DocumentTreatment, Documents},
    extract::{Extraction, Extractor},
    folds::Decision,
    histogram::Histogram,
    options::Impostors,
    problem::Problem,
    rates::Scores,
    templates::Templates,
};

/// Processed photos, and the pairs to compare.
pub struct Study {
    /// The collection, without pairs that have an unreadable photo.
    pub collection: Collection,
    /// How the recogniser is used.
    pub role: Recogniser,
    /// All untreated photos: the live side.
    pub probes: Extraction,
    /// The templates of the photos on the live side.
    pub live: Templates,
    /// The templates of the untreated photos on the document's side.
    untreated: Templates,
    /// The treated photos on the document's side, if there is a treatment.
    documents: Option<TreatedDocuments>,
    /// Unusable photos and pairs.
    pub problems: Vec<Problem>,
}

/// The document's side, if its photos are treated.
#[derive(Clone)]
struct TreatedDocuments {
    documents: Arc<Documents>,
    templates: Arc<Templates>,
}

impl Study {
    /// Processes every photo of `collection`.
    pub fn new(
        extractor: &Extractor<'_>,
        role: Recogniser,
        mut collection: Collection,
    ) -> Result<Self, Error> {
        let names: Vec<&str> = collection.photos.iter().map(String::as_str).collect();
        let probes = extractor.run("photos as they are", &names, None)?;
        let readable = &probes.readable;
        collection.pairs.retain(|pair| readable[pair.left] && readable[pair.right]);
        let mut problems = std::mem::take(&mut collection.problems);
        problems.extend(probes.problems.iter().cloned());
        let [untreated, live] =
            [Side::Document, Side::Live].map(|side| templates(&probes.samples, &role, side));
        let (untreated, live) = (untreated?, live?);
        let documents = None;
        Ok(Self { collection, role, probes, live, untreated, documents, problems })
    }

    /// The same photos, of which those that `is_reference` selects are treated, and the pairs with one
    /// of them on the left. The template of a document is that of all its frames.
    pub fn with_pages(
        &self,
        extractor: &Extractor<'_>,
        pages: &DocumentTreatment,
        is_reference: Vec<bool>,
    ) -> Result<Self, Error> {
        let mut study = self.with_mirrored(self.role.mirrored())?;
        let names = &self.collection.photos;
        study.collection.pairs.retain(|pair| is_reference[pair.left]);
        study.problems.clone_from(&self.problems);
        let documents = Documents::new(extractor, names, &self.probes, is_reference, pages)?;
        study.problems.extend(documents.extraction.problems.iter().cloned());
        let templates = Arc::new(documents.templates(&self.role, pages.frames)?);
        study.documents = Some(TreatedDocuments { documents: Arc::new(documents), templates });
        Ok(study)
    }

    /// The same treated documents, each with its first `frames` frames only.
    pub fn with_document_frames(&self, frames: u8) -> Result<Self, Error> {
        let mut study = self.with_mirrored(self.role.mirrored())?;
        if let Some(TreatedDocuments { documents, .. }) = &self.documents {
            let templates = Arc::new(documents.templates(&self.role, frames)?);
            study.documents =
                Some(TreatedDocuments { documents: Arc::clone(documents), templates });
        }
        Ok(study)
    }

    /// Selects the photos on the left of a pair.
    pub fn left_of_pairs(&self) -> Vec<bool> {
        let mut is_reference = vec![false; self.collection.photos.len()];
        self.collection.pairs.iter().for_each(|pair| is_reference[pair.left] = true);
        is_reference
    }

    /// The same untreated photos with another use of mirrored crops.
    pub fn with_mirrored(&self, mirrored: Mirroring) -> Result<Self, Error> {
        let role = self.role.clone().with_mirrored(mirrored);
        let [untreated, live] =
            [Side::Document, Side::Live].map(|side| templates(&self.probes.samples, &role, side));
        let (untreated, live) = (untreated?, live?);
        let (collection, probes) = (self.collection.clone(), self.probes.clone());
        Ok(Self {
            collection,
            role,
            probes,
            live,
            untreated,
            documents: None,
            problems: Vec::new(),
        })
    }

    /// The templates of the photos on the document's side.
    pub fn references(&self) -> &Templates {
        self.documents.as_ref().map_or(&self.untreated, |treated| &treated.templates)
    }

    /// The samples on the document's side.
    pub fn reference_samples(&self) -> &[Option<Sample>] {
        self.documents
            .as_ref()
            .map_or(&self.probes.samples, |treated| &treated.documents.extraction.samples)
    }

    /// The similarity of the photos of a pair.
    pub fn similarity(&self, pair: &Pair) -> f32 {
        self.references().similarity(pair.left, &self.live, pair.right)
    }

    /// The decisions for the pairs of the file whose photos `is_in` selects.
    pub fn decisions(&self, is_in: impl Fn(usize) -> bool) -> Vec<Decision> {
        let decision = |pair: &Pair| Decision {
            fold: pair.fold,
            similarity: self.similarity(pair),
            same: pair.same,
        };
        let pairs =
            self.collection.pairs.iter().filter(|pair| is_in(pair.left) && is_in(pair.right));
        pairs.map(decision).collect()
    }

    /// The scores of the pairs whose photos `is_in` selects. Impostors are the pairs of the file or
    /// all pairs of the selected photos.
    pub fn scores(
        &self,
        impostors: Impostors,
        is_in: impl Fn(usize) -> bool + Sync,
    ) -> Result<Scores, Error> {
        let pairs =
            || self.collection.pairs.iter().filter(|pair| is_in(pair.left) && is_in(pair.right));
        let genuine: Vec<f32> =
            pairs().filter(|pair| pair.same).map(|pair| self.similarity(pair)).collect();
        if genuine.is_empty() {
            return Err(Error::OneKind("one person"));
        }
        let empty = Histogram::new(self.references().range(&self.live));
        let histogram = match impostors {
            Impostors::Pairs => {
                pairs().filter(|pair| !pair.same).fold(empty, |mut histogram, pair| {
                    histogram.add(self.similarity(pair));
                    histogram
                })
            }
            Impostors::All => self.all_impostors(&empty, is_in),
        };
        if histogram.total() == 0 {
            return Err(Error::OneKind("two people"));
        }
        Ok(Scores::new(genuine, histogram))
    }

    /// Compares every photo with every photo of another person: each pair once, or, if documents are
    /// treated, each document with each live photo.
    fn all_impostors(&self, empty: &Histogram, is_in: impl Fn(usize) -> bool + Sync) -> Histogram {
        let person = &self.collection.person;
        let readable = &self.probes.readable;
        let photos: Vec<usize> =
            (0..person.len()).filter(|&photo| readable[photo] && is_in(photo)).collect();
        let rows = photos.par_iter().filter(|&&left| match &self.documents {
            Some(treated) => treated.documents.is_reference[left],
            None => true,
        });
        rows.fold(
            || empty.clone(),
            |mut histogram, &left| {
                for &right in &photos {
                    let is_new = self.documents.is_some() || left < right;
                    if is_new && person[left] != person[right] {
                        histogram.add(self.references().similarity(left, &self.live, right));
                    }
                }
                histogram
            },
        )
        .reduce(|| empty.clone(), |all, some| all.with(&some))
    }

    /// The number of readable photos that `is_in` selects, and how many of them have no face. If
    /// documents are treated, only those count.
    pub fn without_face(&self, is_in: impl Fn(usize) -> bool) -> (usize, usize) {
        let samples = self.reference_samples();
        let counts = |photo: &usize| {
            let is_reference = self
                .documents
                .as_ref()
                .is_none_or(|treated| treated.documents.is_reference[*photo]);
            self.probes.readable[*photo] && is_reference && is_in(*photo)
        };
        let photos: Vec<usize> = (0..samples.len()).filter(counts).collect();
        (photos.len(), photos.iter().filter(|&&photo| samples[photo].is_none()).count())
    }

    /// The number of photos that were not cached, and the duration in seconds.
    pub fn work(&self) -> (usize, f64) {
        let all = || {
            let documents = self.documents.as_ref();
            [Some(&self.probes), documents.map(|treated| &treated.documents.extraction)]
                .into_iter()
                .flatten()
        };
        (all().map(|samples| samples.fresh).sum(), all().map(|samples| samples.seconds).sum())
    }
}

/// One template for each sample.
pub(crate) fn templates(
    samples: &[Option<Sample>],
    role: &Recogniser,
    side: Side,
) -> Result<Templates, Error> {
    let embedding = |sample: &Option<Sample>| {
        sample.as_ref().map(|sample| sample.embedding(role, side)).transpose()
    };
    let all: Result<Vec<Option<Embedding>>, _> = samples.iter().map(embedding).collect();
    Ok(Templates::of_embeddings(all?, role.metric(), role.dimensions()))
}
