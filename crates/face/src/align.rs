//! Brings a face into the pose that a recogniser was trained on.

use crate::{
    Error,
    image::Photo,
    landmarks::Mesh,
    resample::{Square, warp},
    similarity::Similarity,
    spec,
};

/// A face in a recogniser's template pose: a square RGB picture.
///
/// The only input that a recogniser accepts, so nobody can forget to align. It shows a person: no
/// `Clone`, no `Debug`, no `Serialize`, no getter, and it is overwritten when dropped.
pub struct Crop(Square);

impl Crop {
    /// Cuts the face of `mesh` out of `photo`, as the recogniser `spec` wants it, `side` pixels
    /// wide and high. Samples bilinearly. What lies outside the photo is black.
    pub fn cut(
        photo: &Photo,
        mesh: &Mesh,
        spec: &spec::Recogniser,
        side: usize,
    ) -> Result<Self, Error> {
        let pose = Similarity::fit(&mesh.five(spec.landmarks()), spec.template())?;
        Ok(Self(warp(photo, &pose, side)))
    }

    /// The picture.
    pub(crate) fn square(&self) -> &Square {
        &self.0
    }

    #[cfg(test)]
    pub(crate) fn plain(photo: &Photo, side: usize) -> Result<Self, Error> {
        Ok(Self(warp(photo, &Similarity::new(1.0, 0.0, 0.0, 0.0)?, side)))
    }
}
