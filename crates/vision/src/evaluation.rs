//! The worker's program with access for tests: it returns the numbers of a photo, which are compared
//! with those of the native pipeline, and the verdict of a frame, whose time is measured: see
//! `tests/bench`.
//!
//! Behind the feature `evaluation`, which no build that is served has.

pub mod limit;
pub mod network;

use face::{
    Pipeline, PortraitArea, Specs,
    decode::decode,
    embed::{Embedding, Template},
    image::Photo,
    model::load,
    verify::Verdict,
};
use models::{Metric, Models, PictureSource, Role, Side};
use wasm_bindgen::prelude::*;

/// The pipeline with one recogniser.
#[wasm_bindgen]
pub struct Evaluator {
    pipeline: Pipeline,
    metric: Metric,
    document: Option<Template>,
}

#[wasm_bindgen]
impl Evaluator {
    /// Makes the models ready. `models` is `models.toml` as JSON: it may describe a recogniser
    /// that no build knows yet. `recogniser` is a name in it; then follow the three files.
    #[wasm_bindgen(constructor)]
    pub fn new(
        models: &str,
        recogniser: &str,
        detector_file: &[u8],
        landmarks_file: &[u8],
        recogniser_file: &[u8],
    ) -> Result<Self, JsError> {
        let models: Models = serde_json::from_str(models)?;
        let specs = Specs {
            detector: models.detector()?,
            landmarks: models.landmarks()?,
            recogniser: models.named(recogniser).ok_or(face::Error::Spec)?,
        };
        let Role::Recogniser(role) = &specs.recogniser.role else {
            return Err(face::Error::Spec.into());
        };
        let pipeline = Pipeline::new(
            load(detector_file, specs.detector)?,
            load(landmarks_file, specs.landmarks)?,
            load(recogniser_file, specs.recogniser)?,
            specs,
        )?;
        Ok(Self { pipeline, metric: role.metric(), document: None })
    }

    /// The embedding of the face that an image file was taken of, as the product makes that of a
    /// document, or nothing if there is no face. For a cosine it has length 1.
    pub fn embed(&mut self, file: &[u8]) -> Result<Option<Vec<f32>>, JsError> {
        let photo = decode(file)?;
        let Some(sample) = self.pipeline.sample(&photo)? else { return Ok(None) };
        Ok(Some(self.pipeline.embedding(&sample, Side::Document)?.numbers().to_vec()))
    }

    /// Whether two embeddings are one person's, at the recogniser's threshold for one live frame.
    pub fn same(&self, live: &[f32], document: &[f32]) -> Result<bool, JsError> {
        let [live, document] = [self.template(live)?, self.template(document)?];
        let verdict = self.pipeline.verify(&live, &document, PictureSource::File)?;
        Ok(verdict == Verdict::Match)
    }

    /// Takes the face in a document's image file to compare frames with, as the product does.
    /// Says whether there is one that is good enough.
    pub fn set_document(&mut self, file: &[u8]) -> Result<bool, JsError> {
        let found = self.pipeline.analyse_document(&decode(file)?, PortraitArea::Anywhere)?;
        self.document = match found {
            Ok(candidate) => Some(self.pipeline.template(&[candidate])?),
            Err(_) => None,
        };
        Ok(self.document.is_some())
    }

    /// The whole check of one frame: whether the face is the document's. Nothing if there is no
    /// face, or no document.
    ///
    /// All that the product computes for one frame, quality included. Only its guidance is left out:
    /// that takes no frame before it has seen two.
    pub fn check(
        &mut self,
        rgba: &[u8],
        width: usize,
        height: usize,
    ) -> Result<Option<bool>, JsError> {
        let photo = Photo::from_rgba(width, height, rgba)?;
        let Some(document) = &self.document else { return Ok(None) };
        let Some((face, _)) = self.pipeline.subject(&photo, 0.0)? else { return Ok(None) };
        let live = Template::of_one(self.pipeline.embed(&face, Side::Live)?);
        let verdict = self.pipeline.verify(&live, document, PictureSource::File)?;
        Ok(Some(verdict == Verdict::Match))
    }

    fn template(&self, numbers: &[f32]) -> Result<Template, face::Error> {
        Embedding::new(numbers.to_vec().into(), self.metric).map(Template::of_one)
    }
}
