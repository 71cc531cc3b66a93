//! Inter-eye distance: how large a face is.

use crate::landmarks::Mesh;

/// The distance between the middles of the eyes, in pixels of the photo.
///
/// A turned head brings the eyes together: ISO/IEC 29794-5 divides by the cosine of the yaw, which
/// we do not, since it is the pixels that are there that count.
pub(super) fn inter_eye_distance(mesh: &Mesh) -> f64 {
    mesh.right_eye().distance(mesh.left_eye())
}
