//! Face detection.

mod anchors;
mod face;
mod non_maximum_suppression;

pub(crate) use face::is_level;
pub use face::{BoundingBox, Face};

use crate::{
    Error,
    image::{Photo, Point},
    model::Model,
    resample::{Canvas, letterbox},
};

/// The face detection network BlazeFace with its parameters.
pub struct FaceDetector {
    /// The network as it was loaded, for square images.
    square: SizedModel,
    /// The same network for images of the camera's and the document's shapes.
    others: Vec<SizedModel>,
    leaves_bars_out: bool,
    input: models::Input,
    parameters: models::Detector,
}

/// The network for images of one size.
struct SizedModel {
    model: Box<dyn Model>,
    anchors: Vec<Point>,
    size: [usize; 2],
}

/// Sizes that are kept ready: the camera's frame, upright and turned, and a document's.
const MAX_SIZES: usize = 3;

impl SizedModel {
    fn new(model: Box<dyn Model>, size: [usize; 2]) -> Self {
        Self { model, anchors: anchors::anchors(size), size }
    }
}

impl FaceDetector {
    /// Wraps a network with four outputs: scores of the finer and of the coarser grid, then rows of
    /// both. Fails if `spec` describes another role.
    pub fn new(model: Box<dyn Model>, spec: &models::Model) -> Result<Self, Error> {
        let models::Role::Detector(parameters) = spec.role else { return Err(Error::Spec) };
        let square = SizedModel::new(model, [spec.input.side(); 2]);
        Ok(Self {
            square,
            others: Vec::new(),
            leaves_bars_out: false,
            input: spec.input,
            parameters,
        })
    }

    /// Runs on images of the photo's own shape from now on, if the network can: without the black bars
    /// that make a photo square, which are a quarter of a frame of 4:3. Boxes then differ from the
    /// reference's by at most 0.6 pixels of the network's input: see `tests/golden.rs`.
    pub fn without_bars(self) -> Self {
        Self { leaves_bars_out: true, ..self }
    }

    /// The network for images of `size`. Square if it has one size only.
    fn sized(&mut self, size: [usize; 2]) -> &mut SizedModel {
        let known = self.others.iter().position(|other| other.size == size);
        let [width, height] = size;
        let at = match known {
            Some(at) => at,
            None if size == self.square.size => return &mut self.square,
            None => {
                let Some(model) = self.square.model.resized(height, width) else {
                    return &mut self.square;
                };
                self.others.truncate(MAX_SIZES - 1);
                self.others.insert(0, SizedModel::new(model, size));
                0
            }
        };
        &mut self.others[at]
    }

    /// Detects all faces in `photo`, in the order of their scores.
    ///
    /// `margin` is the width of the black border that is added on each side, as a share of the
    /// photo's longer side: a face that fills its photo is detected more reliably with a quarter.
    pub fn detect(&mut self, photo: &Photo, margin: f64) -> Result<Vec<Face>, Error> {
        let Self { input, parameters, .. } = *self;
        let side = input.side();
        let step = if self.leaves_bars_out { anchors::COARSE_STEP } else { side };
        let mut canvas = Canvas::around(photo, margin, side, step);
        let sized = self.sized(canvas.size());
        if sized.size == [side; 2] {
            canvas = Canvas::around(photo, margin, side, side);
        }
        let image = letterbox(photo, canvas);
        let outputs = sized.model.run(&image.tensor(&input))?;
        let [scores_16, scores_8, rows_16, rows_8] =
            <[_; 4]>::try_from(outputs).map_err(|_| Error::Model)?;
        let scores = scores_16.iter().chain(scores_8.iter());
        let rows = [rows_16.as_chunks::<ROW>(), rows_8.as_chunks::<ROW>()];
        let rows = rows.iter().flat_map(|(rows, _)| *rows);
        if scores.clone().count() != sized.anchors.len()
            || rows.clone().count() != sized.anchors.len()
        {
            return Err(Error::Model);
        }
        // Only rows above the threshold enter non-maximum suppression, not the thousand without a face.
        let mut found = Vec::new();
        for ((&logit, row), &anchor) in scores.zip(rows).zip(&sized.anchors) {
            let score = probability(logit);
            if score > parameters.min_score {
                found.push(face_from_row(row, anchor, score)?);
            }
        }
        let to_photo = |point| canvas.to_photo(point);
        let faces = non_maximum_suppression::suppress(found, parameters.merge_iou);
        Ok(faces.into_iter().map(|face| face.map(to_photo)).collect())
    }
}

/// Numbers in a row: centre, width and height of the box, six keypoints.
const ROW: usize = 16;

/// The logistic function. NaN stays NaN, which exceeds no threshold.
fn probability(logit: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(logit).clamp(-60.0, 60.0)).exp())
}

/// Reads `[dx, dy, w, h, 6 x (dx, dy)]`, offsets from `anchor`.
fn face_from_row(row: &[f32; ROW], anchor: Point, score: f64) -> Result<Face, Error> {
    if row.iter().any(|value| !value.is_finite()) {
        return Err(Error::Model);
    }
    let point = |at: usize| Point { x: row[at].into(), y: row[at + 1].into() };
    let (centre, size) = (point(0) + anchor, point(2));
    let half = Point { x: size.x / 2.0, y: size.y / 2.0 };
    let bounding_box = BoundingBox { start: centre - half, end: centre + half };
    let keypoints = [4, 6, 8, 10, 12, 14].map(|at| point(at) + anchor);
    Ok(Face { bounding_box, score, keypoints })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Outputs;

    /// A network with constant outputs.
    struct Fake([Vec<f32>; 4]);

    impl Model for Fake {
        fn run(&mut self, _: &[f32]) -> Result<Outputs, Error> {
            Ok(self.0.clone().map(Into::into).into())
        }
    }

    /// One face, with its centre on the first anchor of the 16 x 16 grid.
    fn fake() -> Fake {
        let mut outputs =
            [vec![-9.0; 512], vec![-9.0; 384], vec![0.0; 512 * ROW], vec![0.0; 384 * ROW]];
        outputs[0][0] = 9.0;
        outputs[2][..6].copy_from_slice(&[0.0, 0.0, 8.0, 4.0, 1.0, 2.0]);
        Fake(outputs)
    }

    fn detect(fake: Fake) -> Result<Vec<Face>, Error> {
        let models: models::Models =
            toml::from_str(include_str!("../../../models/models.toml")).unwrap();
        let photo = Photo::new(512, 256, vec![0; 512 * 256 * 3])?;
        FaceDetector::new(Box::new(fake), models.detector()?)?.detect(&photo, 0.0)
    }

    #[test]
    fn a_face_is_in_pixels_of_the_photo() {
        // The first anchor is at (8, 8) of 256. The photo is twice as wide, with a bar of 128.
        let faces = detect(fake()).unwrap();
        assert_eq!(faces.len(), 1);
        let corners = (Point { x: 8.0, y: 12.0 - 128.0 }, Point { x: 24.0, y: 20.0 - 128.0 });
        assert_eq!((faces[0].bounding_box.start, faces[0].bounding_box.end), corners);
        assert_eq!(faces[0].right_eye(), Point { x: 18.0, y: 20.0 - 128.0 });
    }

    #[test]
    fn a_score_at_the_threshold_is_no_face() {
        let mut fake = fake();
        fake.0[0][0] = 0.0;
        assert_eq!(detect(fake).unwrap(), []);
    }

    #[test]
    fn a_network_of_another_shape_is_a_model_error() {
        for output in 0..4 {
            let mut fake = fake();
            fake.0[output].truncate(100);
            assert_eq!(detect(fake).err(), Some(Error::Model), "output {output}");
        }
    }

    #[test]
    fn nan_and_infinity_are_no_face_or_a_model_error() {
        let mut wrong_score = fake();
        wrong_score.0[0][0] = f32::NAN;
        assert_eq!(detect(wrong_score).unwrap(), []);
        let mut wrong_position = fake();
        wrong_position.0[2][0] = f32::INFINITY;
        assert_eq!(detect(wrong_position).err(), Some(Error::Model));
    }
}
