//! Mouth closed: the gap between the lips.

use crate::landmarks::Mesh;

/// The gap between the lips, as a share of the distance from the eyes to the chin: 0 for a closed
/// mouth, as in ISO/IEC 29794-5.
pub(super) fn mouth_opening(mesh: &Mesh) -> f64 {
    let [upper, lower] = mesh.lips();
    upper.distance(lower) / mesh.height().max(1.0)
}
