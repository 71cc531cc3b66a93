//! Computes embeddings of aligned faces.

use std::fmt;

use models::{MAX_FRAMES, Metric, Side};
use zeroize::Zeroizing;

use crate::{
    Error, align::Crop, image::Photo, landmarks::Mesh, model::Model, resample::InputImage,
};

/// The recognition network with its parameters.
pub struct FaceRecogniser {
    model: Box<dyn Model>,
    input: models::Input,
    spec: models::Recogniser,
}

/// The embedding of one image of a face.
///
/// It identifies a person, so it has no `Clone`, no `Serialize`, no getter, prints as
/// `Embedding(..)`, and is overwritten when dropped.
pub struct Embedding(Zeroizing<Vec<f32>>);

/// The template of several images of one face: the mean of their embeddings, weighted by quality.
///
/// As secret as an [`Embedding`].
pub struct Template {
    mean: Embedding,
    frames: usize,
}

impl FaceRecogniser {
    /// Wraps a network with one output. Fails if `spec` describes another role.
    pub fn new(model: Box<dyn Model>, spec: &models::Model) -> Result<Self, Error> {
        let models::Role::Recogniser(role) = &spec.role else { return Err(Error::Spec) };
        Ok(Self { model, input: spec.input, spec: role.clone() })
    }

    /// The parameters of this recogniser.
    pub fn spec(&self) -> &models::Recogniser {
        &self.spec
    }

    /// Cuts the face of `mesh` out of `photo`, aligned for this recogniser.
    pub fn crop(&self, photo: &Photo, mesh: &Mesh) -> Result<Crop, Error> {
        let landmarks = mesh.alignment_points(self.spec.landmarks());
        Crop::cut(photo, &landmarks, &self.spec, self.input.side())
    }

    /// Embeds one aligned face, averaged with its mirror image if the recogniser requires it for
    /// pictures of this side.
    pub fn embed(&mut self, crop: &Crop, side: Side) -> Result<Embedding, Error> {
        let plain = self.run_network(crop.square())?;
        if !self.spec.mirrored().includes(side) {
            return Ok(plain);
        }
        let mirrored = self.run_network(&crop.square().mirrored())?;
        Embedding::mean_of_two(&plain, &mirrored, self.spec.metric())
    }

    /// Embeds one image without its mirror image.
    pub(crate) fn run_network(&mut self, image: &InputImage) -> Result<Embedding, Error> {
        if image.size() != [self.input.side(); 2] {
            return Err(Error::Spec);
        }
        let outputs = self.model.run(&image.tensor(&self.input))?;
        let [values] = <[_; 1]>::try_from(outputs).map_err(|_| Error::Model)?;
        if values.len() != self.spec.dimensions() {
            return Err(Error::Model);
        }
        Embedding::new(values, self.spec.metric())
    }
}

impl Embedding {
    /// Wraps the output of a network. For [`Metric::Cosine`] it is scaled to length 1.
    ///
    /// Fails for a vector without a direction.
    pub fn new(mut values: Zeroizing<Vec<f32>>, metric: Metric) -> Result<Self, Error> {
        let length = length(&values);
        if !length.is_normal() {
            return Err(Error::Model);
        }
        if metric == Metric::Cosine {
            values.iter_mut().for_each(|value| *value = (f64::from(*value) / length) as f32);
        }
        Ok(Self(values))
    }

    /// The mean of two embeddings.
    pub(crate) fn mean_of_two(a: &Self, b: &Self, metric: Metric) -> Result<Self, Error> {
        mean([(a, 1.0), (b, 1.0)], metric)
    }

    /// The cosine of the angle between two embeddings of one recogniser, -1 to 1.
    pub(crate) fn cosine(&self, other: &Self) -> f64 {
        let products =
            self.0.iter().zip(other.0.iter()).map(|(&a, &b)| f64::from(a) * f64::from(b));
        products.sum::<f64>() / (length(&self.0) * length(&other.0))
    }

    /// The numbers.
    pub(crate) fn values(&self) -> &[f32] {
        &self.0
    }
}

impl Template {
    /// Averages 1 to [`MAX_FRAMES`] embeddings of one recogniser, each with a weight above 0: the
    /// quality of its image.
    pub fn new(frames: &[(Embedding, f64)], metric: Metric) -> Result<Self, Error> {
        if !(1..=MAX_FRAMES).contains(&frames.len()) {
            return Err(Error::Frames);
        }
        let weighted = frames.iter().map(|(embedding, weight)| (embedding, *weight));
        Ok(Self { mean: mean(weighted, metric)?, frames: frames.len() })
    }

    /// The template of one image.
    pub fn of_one(embedding: Embedding) -> Self {
        Self { mean: embedding, frames: 1 }
    }

    /// The template with this mean of `frames` frames.
    pub(crate) fn from_mean(mean: Embedding, frames: usize) -> Self {
        Self { mean, frames }
    }

    /// The number of frames that were taken for it: 1 to [`MAX_FRAMES`] of a live face, 1 to 5 of a
    /// page.
    pub fn frames(&self) -> usize {
        self.frames
    }

    /// The numbers.
    pub(crate) fn values(&self) -> &[f32] {
        self.mean.values()
    }
}

/// The weighted mean of at least one embedding, all of the same length.
pub(crate) fn mean<'a>(
    embeddings: impl IntoIterator<Item = (&'a Embedding, f64)>,
    metric: Metric,
) -> Result<Embedding, Error> {
    let mut sum = Zeroizing::new(Vec::new());
    let mut total = 0.0;
    for (Embedding(values), weight) in embeddings {
        if sum.is_empty() {
            sum.resize(values.len(), 0.0);
        }
        if sum.len() != values.len() || !(weight > 0.0 && weight.is_finite()) {
            return Err(Error::Model);
        }
        sum.iter_mut().zip(values.iter()).for_each(|(sum, value)| *sum += value * weight as f32);
        total += weight;
    }
    sum.iter_mut().for_each(|sum| *sum /= total as f32);
    Embedding::new(sum, metric)
}

/// The Euclidean length.
pub(crate) fn length(values: &[f32]) -> f64 {
    values.iter().map(|&value| f64::from(value).powi(2)).sum::<f64>().sqrt()
}

impl fmt::Debug for Embedding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Embedding(..)")
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Template(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Outputs;

    /// A network whose output is the red channel of the first pixels, plus 1.
    struct Fake(usize);

    impl Model for Fake {
        fn run(&mut self, input: &[f32]) -> Result<Outputs, Error> {
            Ok(vec![input[..self.0].iter().map(|value| value + 1.0).collect::<Vec<_>>().into()])
        }
    }

    /// Embeds an image of which only the top left pixel is not black.
    fn embed(name: &str, fake: Fake, side: Side) -> Result<Embedding, Error> {
        let models: models::Models =
            toml::from_str(include_str!("../../../models/models.toml")).unwrap();
        let spec = models.named(name).ok_or(Error::Spec)?;
        let photo = Photo::new(1, 1, vec![200; 3])?;
        let crop = Crop::unaligned(&photo, spec.input.side())?;
        FaceRecogniser::new(Box::new(fake), spec)?.embed(&crop, side)
    }

    fn embedding(values: &[f32], metric: Metric) -> Embedding {
        Embedding::new(values.to_vec().into(), metric).unwrap()
    }

    #[test]
    fn embeddings_that_are_compared_by_cosine_have_length_one() {
        let embedding = embed("mobilefacenet", Fake(128), Side::Live).unwrap();
        assert!((length(embedding.values()) - 1.0).abs() < 1e-6);
        assert_eq!(self::embedding(&[3.0, 4.0], Metric::Euclidean).values(), [3.0, 4.0]);
    }

    #[test]
    fn the_mirror_image_has_half_of_the_weight() {
        // The mirrored image is black at the top left.
        assert_eq!(embed("dlib", Fake(128), Side::Document).unwrap().values()[..2], [101.0, 1.0]);
    }

    #[test]
    fn a_wrong_output_is_a_model_error() {
        assert_eq!(embed("mobilefacenet", Fake(127), Side::Live).err(), Some(Error::Model));
        for values in [[0.0, 0.0], [f32::NAN, 1.0], [f32::INFINITY, 1.0]] {
            let result = Embedding::new(values.to_vec().into(), Metric::Cosine);
            assert_eq!(result.err(), Some(Error::Model), "{values:?}");
        }
    }

    #[test]
    fn a_template_is_the_mean_of_its_frames_weighted_by_quality() {
        let mean = |weights: [f64; 2]| {
            let [east, north] =
                [[2.0, 0.0], [0.0, 4.0]].map(|values| embedding(&values, Metric::Euclidean));
            let frames = [(east, weights[0]), (north, weights[1])];
            Template::new(&frames, Metric::Euclidean)
        };
        let template = mean([0.5, 0.5]).unwrap();
        assert_eq!((template.values(), template.frames()), (&[1.0, 2.0][..], 2));
        assert_eq!(mean([0.75, 0.25]).unwrap().values(), [1.5, 1.0]);
        for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(mean([1.0, wrong]).err(), Some(Error::Model), "{wrong}");
        }
    }

    #[test]
    fn a_template_has_as_many_frames_as_there_are_thresholds() {
        for frames in [0, MAX_FRAMES + 1] {
            let embeddings: Vec<_> =
                (0..frames).map(|_| (embedding(&[1.0], Metric::Cosine), 1.0)).collect();
            assert_eq!(Template::new(&embeddings, Metric::Cosine).err(), Some(Error::Frames));
        }
    }

    #[test]
    fn the_debug_text_of_an_embedding_contains_no_numbers() {
        let embedding = embedding(&[1.0], Metric::Cosine);
        assert_eq!(format!("{embedding:?}"), "Embedding(..)");
        let template = Template::of_one(embedding);
        assert_eq!(format!("{template:?}"), "Template(..)");
    }
}
