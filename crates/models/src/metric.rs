//! How embeddings are compared.

use serde::Deserialize;

/// How two embeddings are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// The cosine of the angle between them; the more, the more alike. Embeddings have length 1.
    Cosine,
    /// Their Euclidean distance; the less, the more alike. Embeddings keep their length.
    Euclidean,
}

impl Metric {
    /// Whether `threshold` can be reached by some pair and missed by another.
    pub fn allows(self, threshold: f64) -> bool {
        match self {
            Self::Cosine => -1.0 < threshold && threshold < 1.0,
            Self::Euclidean => 0.0 < threshold && threshold.is_finite(),
        }
    }
}
