//! Aligns a face to the template that a recogniser was trained on.

use crate::{
    Error,
    image::{Photo, Point},
    resample::{InputImage, warp},
    similarity::Similarity,
};

/// A face that is aligned to a recogniser's template: a square RGB image.
///
/// The only input that a recogniser accepts, so alignment cannot be forgotten. It shows a person: no
/// `Clone`, no `Debug`, no `Serialize`, no getter, and it is overwritten when dropped.
pub struct Crop(InputImage);

impl Crop {
    /// Cuts a face out of `photo`, aligned to the template of `spec`, `side` pixels wide and high.
    ///
    /// `landmarks` are the five that `spec` names, in pixels of the photo. Uses bilinear sampling.
    /// Pixels outside the photo are black.
    pub fn cut(
        photo: &Photo,
        landmarks: &[Point; 5],
        spec: &models::Recogniser,
        side: usize,
    ) -> Result<Self, Error> {
        let template = spec.template().map(|[x, y]| Point { x, y });
        let to_template = Similarity::fit(landmarks, &template)?;
        Ok(Self(warp(photo, &to_template, side)))
    }

    /// A face that was composed of others.
    pub(crate) fn of_square(square: InputImage) -> Self {
        Self(square)
    }

    /// The image.
    pub(crate) fn square(&self) -> &InputImage {
        &self.0
    }

    #[cfg(test)]
    pub(crate) fn unaligned(photo: &Photo, side: usize) -> Result<Self, Error> {
        Ok(Self(warp(photo, &Similarity::new(1.0, 0.0, 0.0, 0.0)?, side)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn landmarks_are_mapped_to_the_template() {
        let models: models::Models =
            toml::from_str(include_str!("../../../models/models.toml")).unwrap();
        let models::Role::Recogniser(spec) = &models.named("mobilefacenet").unwrap().role else {
            panic!("not a recogniser")
        };
        // A white square of 3 x 3 around each landmark of a face that is twice as large as the
        // template, at (100, 50).
        let face = spec.template().map(|[x, y]| Point { x: 100.0 + 2.0 * x, y: 50.0 + 2.0 * y });
        let white = |x: usize, y: usize| {
            let pixel = Point { x: x as f64, y: y as f64 };
            face.iter().any(|landmark| {
                (landmark.x - pixel.x).abs() < 1.5 && (landmark.y - pixel.y).abs() < 1.5
            })
        };
        let rgb =
            (0..400 * 400).flat_map(|at| [if white(at % 400, at / 400) { 255 } else { 0 }; 3]);
        let photo = Photo::new(400, 400, rgb.collect()).unwrap();
        let crop = Crop::cut(&photo, &face, spec, 112).unwrap();
        let rows: Vec<_> = crop.square().rows().collect();
        for [x, y] in spec.template() {
            let [grey, ..] = rows[y.round() as usize][x.round() as usize];
            assert!(grey > 200, "{x}, {y} is {grey}");
        }
        assert_eq!(rows[20][20], [0; 3]);
    }

    #[test]
    fn a_face_without_an_extent_cannot_be_aligned() {
        let models: models::Models =
            toml::from_str(include_str!("../../../models/models.toml")).unwrap();
        let models::Role::Recogniser(spec) = &models.named("dlib").unwrap().role else {
            panic!("not a recogniser")
        };
        let photo = Photo::new(1, 1, vec![0; 3]).unwrap();
        let coinciding = [Point { x: 1.0, y: 1.0 }; 5];
        let error = Crop::cut(&photo, &coinciding, spec, 150).err();
        assert_eq!(error, Some(Error::DegenerateLandmarks));
    }
}
