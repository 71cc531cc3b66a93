//! The input of a recogniser, and the thresholds of its embeddings.

use serde::{Deserialize, Serialize};

use crate::{
    calibration::{Calibration, ComparedFrames, OperatingPoint},
    error::ModelsError,
    fmr::Fmr,
    metric::Metric,
    same_photograph::{PictureSource, SamePhotograph},
};

/// The parameters of a recogniser.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Fields")]
pub struct Recogniser {
    landmarks: Landmarks,
    template: [[f64; 2]; 5],
    dimensions: usize,
    metric: Metric,
    mirrored: Mirroring,
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

/// Whose embedding is the mean of the crop's and the mirrored crop's. The mean is slightly better and
/// takes twice the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mirroring {
    /// No picture's.
    Never,
    /// The document's alone, which is embedded once.
    Documents,
    /// Every picture's.
    Always,
}

/// The two kinds of pictures that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The photo of a document.
    Document,
    /// A live frame.
    Live,
}

impl Mirroring {
    /// Whether the mirrored crop of such a picture is embedded as well.
    pub fn includes(self, side: Side) -> bool {
        match self {
            Self::Never => false,
            Self::Documents => side == Side::Document,
            Self::Always => true,
        }
    }
}

impl Recogniser {
    /// Which landmarks [`template`](Self::template) speaks of.
    pub fn landmarks(&self) -> Landmarks {
        self.landmarks
    }

    /// Positions of the landmarks in the crop, in pixels: x right, y down.
    pub fn template(&self) -> &[[f64; 2]; 5] {
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

    /// Which pictures are embedded together with their mirror image.
    pub fn mirrored(&self) -> Mirroring {
        self.mirrored
    }

    /// The measurements. `None` if there are none.
    pub fn calibration(&self) -> Option<&Calibration> {
        self.calibration.as_ref()
    }

    /// The same recogniser with another use of mirrored crops.
    #[must_use]
    pub fn with_mirrored(self, mirrored: Mirroring) -> Self {
        Self { mirrored, ..self }
    }

    /// The same recogniser at another false match rate than the usual 1e-4. Fails for a rate that
    /// it was not calibrated for.
    pub fn at(self, target: Fmr) -> Result<Self, ModelsError> {
        let recogniser = Self { target, ..self };
        recogniser.operating_point(1)?;
        Ok(recogniser)
    }

    /// The threshold in use for an image file and a live template of `live` frames, 1 to
    /// [`MAX_FRAMES`](crate::MAX_FRAMES). A recogniser that was never calibrated has none.
    pub fn operating_point(&self, live: usize) -> Result<&OperatingPoint, ModelsError> {
        self.operating_point_of(ComparedFrames { source: PictureSource::File, document: 1, live })
    }

    /// The threshold in use for templates of these frames. A recogniser that was never calibrated has
    /// none.
    pub fn operating_point_of(
        &self,
        frames: ComparedFrames,
    ) -> Result<&OperatingPoint, ModelsError> {
        let calibration = self.calibration.as_ref().ok_or(ModelsError::Uncalibrated)?;
        let thresholds = calibration.at(self.target).ok_or(ModelsError::Uncalibrated)?;
        thresholds.at(frames).ok_or(ModelsError::Frames)
    }

    /// From where on two pictures are the same photograph. A recogniser that was never calibrated
    /// for that has no limits.
    pub fn same_photograph(&self) -> Result<&SamePhotograph, ModelsError> {
        let calibration = self.calibration.as_ref().ok_or(ModelsError::Uncalibrated)?;
        calibration.same_photograph.as_ref().ok_or(ModelsError::Uncalibrated)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    landmarks: Landmarks,
    template: [[f64; 2]; 5],
    dimensions: usize,
    metric: Metric,
    mirrored: Mirroring,
    calibration: Option<Calibration>,
}

impl TryFrom<Fields> for Recogniser {
    type Error = ModelsError;

    fn try_from(fields: Fields) -> Result<Self, ModelsError> {
        let Fields { landmarks, template, dimensions, metric, mirrored, calibration } = fields;
        let is_possible =
            calibration.as_ref().is_none_or(|calibration| calibration.is_possible(metric));
        if !(1..=4096).contains(&dimensions) || !is_possible {
            return Err(ModelsError::Inconsistent);
        }
        let target = Fmr::default();
        Ok(Self { landmarks, template, dimensions, metric, mirrored, target, calibration })
    }
}
