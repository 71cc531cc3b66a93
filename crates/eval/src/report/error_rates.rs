//! Both error rates at one threshold.

use serde::Serialize;

/// Both error rates at one threshold, 0 to 1.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ErrorRates {
    /// The false match rate.
    pub fmr: f64,
    /// The false non-match rate.
    pub fnmr: f64,
}
