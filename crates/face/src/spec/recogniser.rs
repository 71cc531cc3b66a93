//! How a recogniser wants its face, and when two of its embeddings are one person.

use serde::Deserialize;

use crate::{Error, image::Point};

/// How many live frames a comparison may rest on.
pub const MAX_FRAMES: usize = 3;

/// What is true of one recogniser alone.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Fields")]
pub struct Recogniser {
    landmarks: Landmarks,
    template: [Point; 5],
    dimensions: usize,
    metric: Metric,
    mirrored: bool,
    operating_point: Thresholds,
    thresholds: Vec<Thresholds>,
}

/// Which five points of the mesh the crop is aligned by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Landmarks {
    /// Right eye, left eye, nose tip, right and left mouth corner.
    EyesNoseMouth,
    /// The left eye's outer and inner corner, the right eye's, the base of the nose.
    EyeCornersNose,
}

/// How two embeddings are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// The cosine of the angle between them; the more, the more alike. Embeddings have length 1.
    Cosine,
    /// Their Euclidean distance; the less, the more alike. Embeddings keep their length.
    Euclidean,
}

/// How many of the comparisons of two different people may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Fmr {
    /// One in a thousand.
    #[serde(rename = "1e-3")]
    OneInThousand,
    /// One in ten thousand.
    #[serde(rename = "1e-4")]
    OneInTenThousand,
}

/// From where on two faces are one person, at one false match rate.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// The false match rate.
    pub fmr: Fmr,
    /// One document photo against the mean of 1, 2, ... live embeddings, in the metric's unit.
    pub frames: Vec<f64>,
}

impl Recogniser {
    /// Which landmarks [`template`](Self::template) speaks of.
    pub fn landmarks(&self) -> Landmarks {
        self.landmarks
    }

    /// Where the landmarks belong, in pixels of the crop.
    pub fn template(&self) -> &[Point; 5] {
        &self.template
    }

    /// The length of an embedding.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// How embeddings are compared.
    pub fn metric(&self) -> Metric {
        self.metric
    }

    /// Whether a face's embedding is the mean of the crop's and the mirrored crop's.
    pub fn mirrored(&self) -> bool {
        self.mirrored
    }

    /// The same recogniser, used with the mirrored crop or without it.
    #[must_use]
    pub fn with_mirrored(self, mirrored: bool) -> Self {
        Self { mirrored, ..self }
    }

    /// The same recogniser at another false match rate. Fails for a rate that it was not
    /// calibrated for.
    pub fn at(self, fmr: Fmr) -> Result<Self, Error> {
        let operating_point = find(&self.thresholds, fmr)?;
        Ok(Self { operating_point, ..self })
    }

    /// The thresholds in use: one for each number of live frames, 1 to [`MAX_FRAMES`].
    pub fn operating_point(&self) -> &Thresholds {
        &self.operating_point
    }
}

impl Metric {
    /// Whether `threshold` can be reached by some pair and missed by another.
    pub(crate) fn allows(self, threshold: f64) -> bool {
        match self {
            Self::Cosine => -1.0 < threshold && threshold < 1.0,
            Self::Euclidean => 0.0 < threshold && threshold.is_finite(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    landmarks: Landmarks,
    template: [[f64; 2]; 5],
    dimensions: usize,
    metric: Metric,
    mirrored: bool,
    operating_point: Fmr,
    thresholds: Vec<Thresholds>,
}

impl TryFrom<Fields> for Recogniser {
    type Error = Error;

    fn try_from(fields: Fields) -> Result<Self, Error> {
        let Fields { landmarks, template, dimensions, metric, mirrored, .. } = fields;
        let allowed = |it: &Thresholds| it.frames.iter().all(|&it| metric.allows(it));
        if !(1..=4096).contains(&dimensions) || !fields.thresholds.iter().all(allowed) {
            return Err(Error::Spec);
        }
        let thresholds = fields.thresholds;
        let operating_point = find(&thresholds, fields.operating_point)?;
        let template = template.map(|[x, y]| Point { x, y });
        Ok(Self { landmarks, template, dimensions, metric, mirrored, operating_point, thresholds })
    }
}

fn find(thresholds: &[Thresholds], fmr: Fmr) -> Result<Thresholds, Error> {
    let found = thresholds.iter().find(|it| it.fmr == fmr && it.frames.len() == MAX_FRAMES);
    found.cloned().ok_or(Error::Spec)
}
