//! Access to embeddings and pixels for evaluations.
//!
//! Requires the feature `evaluation`, which no served build enables. Error rates are computed from
//! scores, and scores from embeddings.

use models::Side;
use zeroize::Zeroizing;

use crate::{
    Candidate, Error, Pipeline,
    align::Crop,
    detect::Face,
    document::MARGINS,
    embed::{Embedding, Template},
    image::Photo,
    page_composite,
    quality::Quality,
};

/// The output of the pipeline for one photo.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The quality components of the face.
    pub quality: Quality,
    /// The embedding of the crop, of length 1 if the metric is the cosine.
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
    /// Runs all networks on the main face in `photo`. `None` if there is no face.
    ///
    /// Unlike the kiosk it refuses no photo because of its quality.
    pub fn sample(&mut self, photo: &Photo) -> Result<Option<Sample>, Error> {
        Ok(self.sample_with_crop(photo)?.map(|(sample, _)| sample))
    }

    /// The same, with the aligned crop of the face.
    pub fn sample_with_crop(&mut self, photo: &Photo) -> Result<Option<(Sample, Crop)>, Error> {
        for margin in MARGINS {
            if let Some((Candidate { crop, .. }, quality)) = self.subject(photo, margin)? {
                return Ok(Some((self.sample_of_crop(&crop, quality)?, crop)));
            }
        }
        Ok(None)
    }

    /// The main face in `photo`, found with this margin: none for a live frame. `None` if there is no
    /// face. Nothing is required of its quality.
    pub fn subject(
        &mut self,
        photo: &Photo,
        margin: f64,
    ) -> Result<Option<(Candidate, Quality)>, Error> {
        let faces = self.detector.detect(photo, margin)?;
        let Some(face) = subject(&faces, photo) else { return Ok(None) };
        let mesh = self.landmarker.locate(photo, face)?;
        let examined = self.examine(photo, &mesh)?;
        Ok(examined.map(|(candidate, quality, _)| (candidate, quality)))
    }

    /// The sample of the composite of several frames of a page, given with the quality of each.
    pub fn composite(&mut self, frames: &[(Sample, Crop)]) -> Result<Option<Sample>, Error> {
        let crops: Vec<&Crop> = frames.iter().map(|(_, crop)| crop).collect();
        let (Some(crop), Some((first, _))) = (page_composite::darkest(&crops), frames.first())
        else {
            return Ok(None);
        };
        self.sample_of_crop(&crop, first.quality).map(Some)
    }

    fn sample_of_crop(&mut self, crop: &Crop, quality: Quality) -> Result<Sample, Error> {
        let plain = self.recogniser.run_network(crop.square())?;
        let mirrored = self.recogniser.run_network(&crop.square().mirrored())?;
        let [plain, mirrored] = [plain, mirrored].map(|embedding| embedding.values().to_vec());
        Ok(Sample { quality, plain, mirrored })
    }

    /// The embedding as the kiosk computes it for a picture of this side.
    pub fn embedding(&self, sample: &Sample, side: Side) -> Result<Embedding, Error> {
        sample.embedding(self.recogniser.spec(), side)
    }
}

impl Sample {
    /// The embedding for this recogniser and side: averaged with the mirrored crop's or not.
    pub fn embedding(
        &self,
        recogniser: &models::Recogniser,
        side: Side,
    ) -> Result<Embedding, Error> {
        let metric = recogniser.metric();
        let embedding = |values: &[f32]| Embedding::new(Zeroizing::new(values.to_vec()), metric);
        let plain = embedding(&self.plain)?;
        if !recogniser.mirrored().includes(side) {
            return Ok(plain);
        }
        Embedding::mean_of_two(&plain, &embedding(&self.mirrored)?, metric)
    }
}

/// The main face of a photo by the rule used for Labeled Faces in the Wild: the largest value of
/// area minus twice the squared distance from the centre of the photo, in pixels.
fn subject<'a>(faces: &'a [Face], photo: &Photo) -> Option<&'a Face> {
    let (x, y) = (photo.width() as f64 / 2.0, photo.height() as f64 / 2.0);
    let weight = |face: &Face| {
        let centre = face.bounding_box.centre();
        let size = face.bounding_box.end - face.bounding_box.start;
        size.x * size.y - 2.0 * ((centre.x - x).powi(2) + (centre.y - y).powi(2))
    };
    faces.iter().max_by(|a, b| weight(a).total_cmp(&weight(b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{detect::BoundingBox, image::Point};

    #[test]
    fn the_subject_is_large_and_in_the_middle() {
        let face = |x: f64, side: f64| {
            let at = |d: f64| Point { x: x + d * side, y: 50.0 + d * side };
            let bounding_box = BoundingBox { start: at(-0.5), end: at(0.5) };
            Face { bounding_box, score: 0.9, keypoints: [Point { x, y: 50.0 }; 6] }
        };
        let photo = Photo::new(100, 100, vec![0; 30_000]).unwrap();
        let chosen =
            |faces: &[Face]| subject(faces, &photo).map(|face| face.bounding_box.centre().x);
        assert_eq!(chosen(&[face(10.0, 30.0), face(50.0, 25.0)]), Some(50.0));
        assert_eq!(chosen(&[face(45.0, 40.0), face(50.0, 25.0)]), Some(45.0));
        assert_eq!(chosen(&[]), None);
    }
}
