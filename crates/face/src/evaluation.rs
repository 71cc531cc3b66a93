//! Access for evaluations to numbers that a kiosk cannot read.
//!
//! Behind the feature `evaluation`, which no build that is served has. Error rates can only be
//! computed from scores, and scores only from embeddings.

use zeroize::Zeroizing;

use crate::{
    Error, Pipeline,
    detect::Face,
    document::MARGINS,
    embed::{Embedding, Template},
    image::Photo,
    quality::Quality,
};

/// The output of the pipeline for one photo.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// How good the picture of the face is.
    pub quality: Quality,
    /// The embedding of the crop. For a cosine it has length 1.
    pub plain: Vec<f32>,
    /// The embedding of the mirrored crop, likewise.
    pub mirrored: Vec<f32>,
}

impl Photo {
    /// Rows from the top, each pixel red, green, blue.
    pub fn rgb(&self) -> &[u8] {
        self.row_major()
    }
}

impl Embedding {
    /// The numbers.
    pub fn numbers(&self) -> &[f32] {
        self.values()
    }
}

impl Template {
    /// The numbers.
    pub fn numbers(&self) -> &[f32] {
        self.values()
    }
}

impl Pipeline {
    /// Runs all networks on the face that `photo` was taken of. `None` if there is no face.
    ///
    /// Unlike the product it refuses no photo for its quality: a collection has photos of all kinds.
    pub fn sample(&mut self, photo: &Photo) -> Result<Option<Sample>, Error> {
        for margin in MARGINS {
            let faces = self.detector.detect(photo, margin)?;
            let Some(face) = subject(&faces, photo) else { continue };
            let mesh = self.landmarker.locate(photo, face)?;
            let seen = Quality::measure(photo, &mesh)
                .and_then(|quality| Ok((quality, self.recogniser.crop(photo, &mesh)?)));
            let (quality, crop) = match seen {
                Ok(seen) => seen,
                Err(Error::DegenerateLandmarks) => continue,
                Err(error) => return Err(error),
            };
            let plain = self.recogniser.look(crop.square())?;
            let mirrored = self.recogniser.look(&crop.square().mirrored())?;
            let [plain, mirrored] = [plain, mirrored].map(|it| it.values().to_vec());
            return Ok(Some(Sample { quality, plain, mirrored }));
        }
        Ok(None)
    }

    /// The embedding as the product makes it: with the mirrored crop's if the recogniser is used
    /// so.
    pub fn embedding(&self, sample: &Sample) -> Result<Embedding, Error> {
        sample.embedding(self.recogniser.spec())
    }
}

impl Sample {
    /// The embedding as `recogniser` is used: with the mirrored crop's or without it.
    pub fn embedding(&self, recogniser: &crate::spec::Recogniser) -> Result<Embedding, Error> {
        let metric = recogniser.metric();
        let embedding = |values: &[f32]| Embedding::new(Zeroizing::new(values.to_vec()), metric);
        let plain = embedding(&self.plain)?;
        if !recogniser.mirrored() {
            return Ok(plain);
        }
        Embedding::halfway(&plain, &embedding(&self.mirrored)?, metric)
    }
}

/// The face that a photo was taken of: large, and in the middle. The rule with which Labeled
/// Faces in the Wild is read: area less twice the squared distance from the middle, in pixels.
fn subject<'a>(faces: &'a [Face], photo: &Photo) -> Option<&'a Face> {
    let (x, y) = (photo.width() as f64 / 2.0, photo.height() as f64 / 2.0);
    let weight = |face: &Face| {
        let centre = face.area.centre();
        let size = face.area.end - face.area.start;
        size.x * size.y - 2.0 * ((centre.x - x).powi(2) + (centre.y - y).powi(2))
    };
    faces.iter().max_by(|a, b| weight(a).total_cmp(&weight(b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{detect::Area, image::Point};

    #[test]
    fn the_subject_is_large_and_in_the_middle() {
        let face = |x: f64, side: f64| {
            let at = |d: f64| Point { x: x + d * side, y: 50.0 + d * side };
            let area = Area { start: at(-0.5), end: at(0.5) };
            Face { area, score: 0.9, keypoints: [Point { x, y: 50.0 }; 6] }
        };
        let photo = Photo::new(100, 100, vec![0; 30_000]).unwrap();
        let chosen = |faces: &[Face]| subject(faces, &photo).map(|it| it.area.centre().x);
        assert_eq!(chosen(&[face(10.0, 30.0), face(50.0, 25.0)]), Some(50.0));
        assert_eq!(chosen(&[face(45.0, 40.0), face(50.0, 25.0)]), Some(45.0));
        assert_eq!(chosen(&[]), None);
    }
}
