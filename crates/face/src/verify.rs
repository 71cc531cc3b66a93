//! Compares templates: decides whether two show one person or the same photograph.

use models::{ComparedFrames, Metric, PictureSource, Recogniser};

use crate::{
    Error,
    embed::{Embedding, Template, length},
};

/// A threshold of a similarity or distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    metric: Metric,
    value: f64,
}

/// The result without the score, which would allow hill-climbing attacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Both show the same person.
    Match,
    /// They show two persons, or one person that the recogniser does not match.
    NoMatch,
}

impl Threshold {
    /// A minimum cosine, between −1 and 1, or a maximum distance, above 0.
    pub fn new(metric: Metric, value: f64) -> Result<Self, Error> {
        if metric.allows(value) { Ok(Self { metric, value }) } else { Err(Error::Spec) }
    }

    /// The recogniser's threshold for an image file and a live template of `frames` frames.
    pub fn of(recogniser: &Recogniser, frames: usize) -> Result<Self, Error> {
        Self::new(recogniser.metric(), recogniser.operating_point(frames)?.threshold)
    }

    /// The recogniser's threshold for templates of these frames.
    pub fn of_frames(recogniser: &Recogniser, frames: ComparedFrames) -> Result<Self, Error> {
        Self::new(recogniser.metric(), recogniser.operating_point_of(frames)?.threshold)
    }

    /// The recogniser's limit from which a live frame counts as the document's own photograph, whose
    /// image came from `source`.
    pub fn of_same_photograph(
        recogniser: &Recogniser,
        source: PictureSource,
    ) -> Result<Self, Error> {
        let limits = recogniser.same_photograph()?;
        Self::new(recogniser.metric(), limits.limit(source).limit)
    }

    fn is_reached(self, live: &[f32], document: &[f32]) -> bool {
        // Templates of different recognisers cannot be compared.
        if live.len() != document.len() {
            return false;
        }
        match self.metric {
            Metric::Cosine => cosine(live, document) >= self.value,
            Metric::Euclidean => distance(live, document) <= self.value,
        }
    }
}

/// Compares the live face with the document photo.
pub fn verify(live: &Template, document: &Template, threshold: Threshold) -> Verdict {
    let same = threshold.is_reached(live.values(), document.values());
    if same { Verdict::Match } else { Verdict::NoMatch }
}

/// Whether one live frame shows the document's own photograph, recaptured from print or a screen, or
/// one of the same session: it is more similar than different photographs of one person are.
///
/// `limit` is that of [`Threshold::of_same_photograph`]. Such a frame is no live face.
pub fn is_same_photograph(frame: &Embedding, document: &Template, limit: Threshold) -> bool {
    limit.is_reached(frame.values(), document.values())
}

/// Whether two images show one person.
pub(crate) fn is_one_person(a: &Embedding, b: &Embedding, threshold: Threshold) -> bool {
    threshold.is_reached(a.values(), b.values())
}

fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let dot: f64 = a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum();
    dot / (length(a) * length(b))
}

fn distance(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(&a, &b)| (f64::from(a) - f64::from(b)).powi(2)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::Embedding;

    fn template(values: &[f32]) -> Template {
        Template::of_one(Embedding::new(values.to_vec().into(), Metric::Euclidean).unwrap())
    }

    #[test]
    fn a_threshold_is_reached_from_the_right_side() {
        let cases = [
            (Metric::Cosine, 0.59, [3.0, 4.0], Verdict::Match),
            (Metric::Cosine, 0.61, [3.0, 4.0], Verdict::NoMatch),
            (Metric::Cosine, 0.99, [7.0, 0.0], Verdict::Match),
            (Metric::Cosine, -0.99, [-7.0, 0.0], Verdict::NoMatch),
            (Metric::Euclidean, 4.0, [1.0, 4.0], Verdict::Match),
            (Metric::Euclidean, 3.9, [1.0, 4.0], Verdict::NoMatch),
        ];
        for (metric, value, live, expected) in cases {
            let threshold = Threshold::new(metric, value).unwrap();
            let verdict = verify(&template(&live), &template(&[1.0, 0.0]), threshold);
            assert_eq!(verdict, expected, "{threshold:?} {live:?}");
        }
    }

    #[test]
    fn the_threshold_depends_on_the_number_of_live_frames() {
        let models: models::Models =
            toml::from_str(include_str!("../../../models/models.toml")).unwrap();
        let models::Role::Recogniser(spec) = &models.named("mobilefacenet").unwrap().role else {
            panic!("not a recogniser")
        };
        let [one, two, three] = [1, 2, 3].map(|frames| Threshold::of(spec, frames).unwrap());
        assert!(one != two && two != three, "{one:?} {two:?} {three:?}");
        assert_eq!(Threshold::of(spec, 0), Err(Error::Frames));
        assert_eq!(Threshold::of(spec, 4), Err(Error::Frames));
    }

    #[test]
    fn s0_the_same_photograph_is_detected_on_the_right_side_of_its_limit() {
        let cases = [
            (Metric::Cosine, 0.79, [4.0, 3.0], true),
            (Metric::Cosine, 0.81, [4.0, 3.0], false),
            (Metric::Euclidean, 0.5, [1.0, 0.5], true),
            (Metric::Euclidean, 0.4, [1.0, 0.5], false),
        ];
        for (metric, value, live, expected) in cases {
            let limit = Threshold::new(metric, value).unwrap();
            let frame = Embedding::new(live.to_vec().into(), metric).unwrap();
            let is_same = is_same_photograph(&frame, &template(&[1.0, 0.0]), limit);
            assert_eq!(is_same, expected, "{limit:?} {live:?}");
        }
    }

    #[test]
    fn s0_the_limit_for_the_same_photograph_depends_on_where_the_document_came_from() {
        let models: models::Models =
            toml::from_str(include_str!("../../../models/models.toml")).unwrap();
        for name in ["mobilefacenet", "mobilefacenet-sirius", "dlib"] {
            let models::Role::Recogniser(spec) = &models.named(name).unwrap().role else {
                panic!("not a recogniser")
            };
            let [file, camera] = [PictureSource::File, PictureSource::Camera]
                .map(|source| Threshold::of_same_photograph(spec, source).unwrap());
            assert_ne!(file, camera);
        }
    }

    #[test]
    fn a_threshold_that_every_pair_reaches_is_refused() {
        let cases = [(Metric::Cosine, -1.0), (Metric::Cosine, 1.0), (Metric::Euclidean, 0.0)];
        for (metric, value) in cases.into_iter().chain([(Metric::Euclidean, f64::NAN)]) {
            assert_eq!(Threshold::new(metric, value), Err(Error::Spec), "{metric:?} {value}");
        }
    }

    #[test]
    fn templates_of_two_recognisers_never_match() {
        let threshold = Threshold::new(Metric::Euclidean, 100.0).unwrap();
        let verdict = verify(&template(&[1.0]), &template(&[1.0, 0.0]), threshold);
        assert_eq!(verdict, Verdict::NoMatch);
    }
}
