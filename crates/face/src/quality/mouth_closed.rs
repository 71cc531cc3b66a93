//! Mouth closed: how far the lips are apart.

use crate::landmarks::Mesh;

/// The gap between the lips, in shares of the distance from the eyes to the chin, 0 up: 0 for a
/// closed mouth, as ISO/IEC 29794-5 measures it.
pub(super) fn mouth_opening(mesh: &Mesh) -> f64 {
    let [upper, lower] = mesh.lips();
    upper.distance(lower) / mesh.height().max(1.0)
}
