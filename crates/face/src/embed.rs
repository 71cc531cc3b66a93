//! Turns an aligned face into numbers that can be compared.

use std::fmt;

use zeroize::Zeroizing;

use crate::{
    Error,
    align::Crop,
    image::Photo,
    landmarks::Mesh,
    model::Model,
    resample::Square,
    spec::{self, MAX_FRAMES, Metric},
};

/// The network that tells faces apart, with what it needs to know.
pub struct Recogniser {
    model: Box<dyn Model>,
    input: spec::Input,
    spec: spec::Recogniser,
}

/// What a recogniser sees in one picture of a face.
///
/// It identifies a person. So it has no `Clone`, no `Serialize`, no getter, prints as
/// `Embedding(..)`, and is overwritten when dropped.
pub struct Embedding(Zeroizing<Vec<f32>>);

/// What a recogniser sees in several pictures of one face: the mean of their embeddings.
///
/// As secret as an [`Embedding`].
pub struct Template {
    mean: Embedding,
    frames: usize,
}

impl Recogniser {
    /// Wraps a network with one output. Fails if `spec` describes another role.
    pub fn new(model: Box<dyn Model>, spec: &spec::Model) -> Result<Self, Error> {
        let spec::Role::Recogniser(role) = &spec.role else { return Err(Error::Spec) };
        Ok(Self { model, input: spec.input, spec: role.clone() })
    }

    /// What is true of this recogniser alone.
    pub fn spec(&self) -> &spec::Recogniser {
        &self.spec
    }

    /// Cuts the face of `mesh` out of `photo` as this recogniser wants it.
    pub fn crop(&self, photo: &Photo, mesh: &Mesh) -> Result<Crop, Error> {
        let landmarks = mesh.five(self.spec.landmarks());
        Crop::cut(photo, &landmarks, &self.spec, self.input.side())
    }

    /// Embeds one aligned face, averaged with its mirror image if the recogniser is used so.
    pub fn embed(&mut self, crop: &Crop) -> Result<Embedding, Error> {
        let plain = self.look(crop.square())?;
        if !self.spec.mirrored() {
            return Ok(plain);
        }
        let mirrored = self.look(&crop.square().mirrored())?;
        mean([&plain, &mirrored], self.spec.metric())
    }

    fn look(&mut self, picture: &Square) -> Result<Embedding, Error> {
        if picture.side() != self.input.side() {
            return Err(Error::Spec);
        }
        let outputs = self.model.run(&picture.tensor(&self.input))?;
        let [values] = <[_; 1]>::try_from(outputs).map_err(|_| Error::Model)?;
        if values.len() != self.spec.dimensions() {
            return Err(Error::Model);
        }
        Embedding::new(values, self.spec.metric())
    }
}

impl Embedding {
    /// Takes over what a network said. For [`Metric::Cosine`] it is scaled to length 1.
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

    /// The numbers.
    pub(crate) fn values(&self) -> &[f32] {
        &self.0
    }
}

impl Template {
    /// Averages 1 to [`MAX_FRAMES`] embeddings of one recogniser.
    pub fn new(embeddings: &[Embedding], metric: Metric) -> Result<Self, Error> {
        let frames = embeddings.len();
        if !(1..=MAX_FRAMES).contains(&frames) {
            return Err(Error::Frames);
        }
        Ok(Self { mean: mean(embeddings, metric)?, frames })
    }

    /// How many embeddings went into it, 1 to [`MAX_FRAMES`].
    pub fn frames(&self) -> usize {
        self.frames
    }

    /// The numbers.
    pub(crate) fn values(&self) -> &[f32] {
        self.mean.values()
    }
}

/// The mean of at least one embedding, all of the same length.
fn mean<'a>(
    embeddings: impl IntoIterator<Item = &'a Embedding>,
    metric: Metric,
) -> Result<Embedding, Error> {
    let mut sum = Zeroizing::new(Vec::new());
    let mut count = 0.0;
    for Embedding(values) in embeddings {
        if sum.is_empty() {
            sum.resize(values.len(), 0.0);
        }
        if sum.len() != values.len() {
            return Err(Error::Model);
        }
        sum.iter_mut().zip(values.iter()).for_each(|(sum, value)| *sum += value);
        count += 1.0;
    }
    sum.iter_mut().for_each(|sum| *sum /= count);
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

    /// A network that says the red of the first pixels of the picture, plus 1.
    struct Fake(usize);

    impl Model for Fake {
        fn run(&mut self, input: &[f32]) -> Result<Outputs, Error> {
            Ok(vec![input[..self.0].iter().map(|value| value + 1.0).collect::<Vec<_>>().into()])
        }
    }

    /// Embeds a picture of which only the pixel at the top left is not black.
    fn embed(name: &str, fake: Fake) -> Result<Embedding, Error> {
        let models: spec::Models =
            toml::from_str(include_str!("../../../models/models.toml")).unwrap();
        let spec = models.named(name).ok_or(Error::Spec)?;
        let photo = Photo::new(1, 1, vec![200; 3])?;
        let crop = Crop::plain(&photo, spec.input.side())?;
        Recogniser::new(Box::new(fake), spec)?.embed(&crop)
    }

    fn embedding(values: &[f32], metric: Metric) -> Embedding {
        Embedding::new(values.to_vec().into(), metric).unwrap()
    }

    #[test]
    fn embeddings_that_are_compared_by_angle_have_length_one() {
        let embedding = embed("mobilefacenet", Fake(128)).unwrap();
        assert!((length(embedding.values()) - 1.0).abs() < 1e-6);
        assert_eq!(self::embedding(&[3.0, 4.0], Metric::Euclidean).values(), [3.0, 4.0]);
    }

    #[test]
    fn where_the_mirror_image_counts_it_counts_half() {
        // The mirrored picture is black at the top left.
        assert_eq!(embed("dlib", Fake(128)).unwrap().values()[..2], [101.0, 1.0]);
    }

    #[test]
    fn a_wrong_output_is_a_model_error() {
        assert_eq!(embed("mobilefacenet", Fake(127)).err(), Some(Error::Model));
        for values in [[0.0, 0.0], [f32::NAN, 1.0], [f32::INFINITY, 1.0]] {
            let result = Embedding::new(values.to_vec().into(), Metric::Cosine);
            assert_eq!(result.err(), Some(Error::Model), "{values:?}");
        }
    }

    #[test]
    fn a_template_is_the_mean_of_its_frames() {
        let [east, north] = [[2.0, 0.0], [0.0, 4.0]].map(|it| embedding(&it, Metric::Euclidean));
        let template = Template::new(&[east, north], Metric::Euclidean).unwrap();
        assert_eq!((template.values(), template.frames()), (&[1.0, 2.0][..], 2));
    }

    #[test]
    fn a_template_has_as_many_frames_as_there_are_thresholds() {
        for frames in [0, MAX_FRAMES + 1] {
            let embeddings: Vec<_> =
                (0..frames).map(|_| embedding(&[1.0], Metric::Cosine)).collect();
            assert_eq!(Template::new(&embeddings, Metric::Cosine).err(), Some(Error::Frames));
        }
    }

    #[test]
    fn a_printed_embedding_shows_nothing() {
        let embedding = embedding(&[1.0], Metric::Cosine);
        assert_eq!(format!("{embedding:?}"), "Embedding(..)");
        let template = Template::new(&[embedding], Metric::Cosine).unwrap();
        assert_eq!(format!("{template:?}"), "Template(..)");
    }
}
