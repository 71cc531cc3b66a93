//! How a recogniser wants its face, and when two of its embeddings are one person.

use serde::Deserialize;

use super::{Calibration, Fmr, OperatingPoint, SamePhotograph};
use crate::{Error, image::Point};

/// How many live frames a comparison may rest on.
pub const MAX_FRAMES: usize = 3;

/// The parameters of a recogniser.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Fields")]
pub struct Recogniser {
    landmarks: Landmarks,
    template: [Point; 5],
    dimensions: usize,
    metric: Metric,
    mirrored: bool,
    target: Fmr,
    calibration: Option<Calibration>,
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

    /// The same recogniser at another false match rate than the usual 1e-4. Fails for a rate that
    /// it was not calibrated for.
    pub fn at(self, target: Fmr) -> Result<Self, Error> {
        let recogniser = Self { target, ..self };
        recogniser.operating_point(1)?;
        Ok(recogniser)
    }

    /// The threshold in use for a live template of `frames` frames, 1 to [`MAX_FRAMES`]. A
    /// recogniser that was never calibrated has none.
    pub fn operating_point(&self, frames: usize) -> Result<&OperatingPoint, Error> {
        let calibration = self.calibration.as_ref().ok_or(Error::Uncalibrated)?;
        let thresholds = calibration.at(self.target).ok_or(Error::Uncalibrated)?;
        let at = frames.checked_sub(1).ok_or(Error::Frames)?;
        thresholds.frames.get(at).ok_or(Error::Frames)
    }

    /// From where on two pictures are the same photograph. A recogniser that was never calibrated
    /// for that has no limits.
    pub fn same_photograph(&self) -> Result<&SamePhotograph, Error> {
        let calibration = self.calibration.as_ref().ok_or(Error::Uncalibrated)?;
        calibration.same_photograph.as_ref().ok_or(Error::Uncalibrated)
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
    calibration: Option<Calibration>,
}

impl TryFrom<Fields> for Recogniser {
    type Error = Error;

    fn try_from(fields: Fields) -> Result<Self, Error> {
        let Fields { landmarks, template, dimensions, metric, mirrored, calibration } = fields;
        let is_possible = calibration.as_ref().is_none_or(|it| it.is_possible(metric));
        if !(1..=4096).contains(&dimensions) || !is_possible {
            return Err(Error::Spec);
        }
        let template = template.map(|[x, y]| Point { x, y });
        let target = Fmr::default();
        Ok(Self { landmarks, template, dimensions, metric, mirrored, target, calibration })
    }
}
