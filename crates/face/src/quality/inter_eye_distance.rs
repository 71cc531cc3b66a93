//! Inter-eye distance: the size of a face.

use crate::landmarks::Mesh;

/// The distance between the centres of the eyes, in pixels of the photo.
///
/// ISO/IEC 29794-5 divides it by the cosine of the yaw. That is omitted here, because the pixels that
/// the photo has are decisive.
pub(super) fn inter_eye_distance(mesh: &Mesh) -> f64 {
    mesh.right_eye().distance(mesh.left_eye())
}
