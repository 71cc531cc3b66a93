//! The error rates at the false match rate that the site asks for.

use models::{CalibrationSummary, Fmr, Fnmr};

/// The measured error rates of the recogniser in use.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredAccuracy {
    /// The data set and the day of the measurement.
    pub calibration: CalibrationSummary,
    /// The false match rate.
    pub target: Fmr,
    /// The false non-match rate at it.
    pub fnmr: Fnmr,
}

impl MeasuredAccuracy {
    /// The error rates at `target`. `None` if they were not measured.
    pub fn at(calibration: &CalibrationSummary, target: Fmr) -> Option<Self> {
        let fnmr = calibration.fnmr_at(target)?;
        Some(Self { calibration: calibration.clone(), target, fnmr })
    }
}
