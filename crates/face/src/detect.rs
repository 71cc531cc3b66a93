//! Finds faces.

mod anchors;
mod merge;

use crate::{
    Error,
    image::{Photo, Point},
    model::Model,
    resample::{Canvas, letterbox},
    spec,
};

/// The face detection network, BlazeFace, with its parameters.
pub struct Detector {
    model: Box<dyn Model>,
    input: spec::Input,
    rule: spec::Detector,
    anchors: Vec<Point>,
}

/// Where one face is. All in pixels of the photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// The box around the face, from the eyebrows to the chin.
    pub area: Area,
    /// How sure the detector is, 0 to 1.
    pub score: f64,
    /// Right eye, left eye (the subject's), nose, mouth, right ear, left ear.
    pub keypoints: [Point; 6],
}

/// An upright rectangle, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The corner at the top left.
    pub start: Point,
    /// The corner at the bottom right.
    pub end: Point,
}

impl Detector {
    /// Wraps a network with four outputs: scores and rows of the 16 x 16 grid and of the 8 x 8
    /// grid, in the order scores, scores, rows, rows. Fails if `spec` describes another role.
    pub fn new(model: Box<dyn Model>, spec: &spec::Model) -> Result<Self, Error> {
        let spec::Role::Detector(rule) = spec.role else { return Err(Error::Spec) };
        let anchors = anchors::anchors(spec.input.side());
        Ok(Self { model, input: spec.input, rule, anchors })
    }

    /// All faces in `photo`, the surest first.
    ///
    /// `margin` is how much black to add on each side, as a share of the photo's longer side: a
    /// face that fills its photo is found more surely with a quarter.
    pub fn detect(&mut self, photo: &Photo, margin: f64) -> Result<Vec<Face>, Error> {
        let canvas = Canvas::around(photo, margin);
        let side = self.input.side();
        let picture = letterbox(photo, canvas, side);
        let outputs = self.model.run(&picture.tensor(&self.input))?;
        let [scores_16, scores_8, rows_16, rows_8] =
            <[_; 4]>::try_from(outputs).map_err(|_| Error::Model)?;
        let scores = scores_16.iter().chain(scores_8.iter());
        let rows = [rows_16.as_chunks::<ROW>(), rows_8.as_chunks::<ROW>()];
        let rows = rows.iter().flat_map(|(rows, _)| *rows);
        if scores.clone().count() != self.anchors.len()
            || rows.clone().count() != self.anchors.len()
        {
            return Err(Error::Model);
        }
        // The gate comes first: merging must not see the thousand rows that are no face.
        let mut found = Vec::new();
        for ((&logit, row), &anchor) in scores.zip(rows).zip(&self.anchors) {
            let score = probability(logit);
            if score > self.rule.min_score {
                found.push(Face::from_row(row, anchor, score)?);
            }
        }
        let to_photo = |point| canvas.to_photo(point, side);
        let faces = merge::merge(found, self.rule.merge_iou);
        Ok(faces.into_iter().map(|face| face.map(to_photo)).collect())
    }
}

/// Degrees by which a face may lean to a side and still be the right way up. One in a picture that
/// is turned by a quarter leans by 79 and more.
const MAX_LEAN: f64 = 60.0;

/// Whether the way from the right eye to the left one is that of a face that is the right way up.
pub(crate) fn is_level(eyes: Point) -> bool {
    eyes.y.atan2(eyes.x).to_degrees().abs() <= MAX_LEAN
}

/// Numbers in a row: centre, width, height, six keypoints.
const ROW: usize = 16;

/// The logistic function. NaN counts as no face.
fn probability(logit: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(logit).clamp(-60.0, 60.0)).exp())
}

impl Face {
    /// Reads `[dx, dy, w, h, 6 x (dx, dy)]`, offsets from `anchor`.
    fn from_row(row: &[f32; ROW], anchor: Point, score: f64) -> Result<Self, Error> {
        if row.iter().any(|value| !value.is_finite()) {
            return Err(Error::Model);
        }
        let point = |at: usize| Point { x: row[at].into(), y: row[at + 1].into() };
        let (centre, size) = (point(0) + anchor, point(2));
        let half = Point { x: size.x / 2.0, y: size.y / 2.0 };
        let area = Area { start: centre - half, end: centre + half };
        let keypoints = [4, 6, 8, 10, 12, 14].map(|at| point(at) + anchor);
        Ok(Self { area, score, keypoints })
    }

    /// Moves every point.
    fn map(self, to: impl Fn(Point) -> Point) -> Self {
        let area = Area { start: to(self.area.start), end: to(self.area.end) };
        Self { area, keypoints: self.keypoints.map(to), ..self }
    }

    /// Whether the face is not turned by a quarter or a half, as far as can be seen by its eyes.
    pub(crate) fn is_upright(&self) -> bool {
        is_level(self.left_eye() - self.right_eye())
    }

    /// The right eye, the subject's.
    pub fn right_eye(&self) -> Point {
        self.keypoints[0]
    }

    /// The left eye, the subject's.
    pub fn left_eye(&self) -> Point {
        self.keypoints[1]
    }
}

impl Area {
    /// The middle.
    pub fn centre(&self) -> Point {
        self.start.middle(self.end)
    }

    /// The longer of width and height.
    pub fn side(&self) -> f64 {
        let size = self.end - self.start;
        size.x.max(size.y)
    }

    /// Width times height, 0 if the corners have changed places.
    fn size(&self) -> f64 {
        let size = self.end - self.start;
        size.x.max(0.0) * size.y.max(0.0)
    }

    /// Intersection over union of two boxes, 0 to 1.
    fn overlap(&self, other: &Self) -> f64 {
        let start =
            Point { x: self.start.x.max(other.start.x), y: self.start.y.max(other.start.y) };
        let end = Point { x: self.end.x.min(other.end.x), y: self.end.y.min(other.end.y) };
        let shared = Self { start, end }.size();
        shared / (self.size() + other.size() - shared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Outputs;

    /// A network that says the same of every picture.
    struct Fake([Vec<f32>; 4]);

    impl Model for Fake {
        fn run(&mut self, _: &[f32]) -> Result<Outputs, Error> {
            Ok(self.0.clone().map(Into::into).into())
        }
    }

    /// Sees one face, with its centre on the first anchor of the 16 x 16 grid.
    fn fake() -> Fake {
        let mut outputs =
            [vec![-9.0; 512], vec![-9.0; 384], vec![0.0; 512 * ROW], vec![0.0; 384 * ROW]];
        outputs[0][0] = 9.0;
        outputs[2][..6].copy_from_slice(&[0.0, 0.0, 8.0, 4.0, 1.0, 2.0]);
        Fake(outputs)
    }

    fn detect(fake: Fake) -> Result<Vec<Face>, Error> {
        let models: spec::Models =
            toml::from_str(include_str!("../../../models/models.toml")).unwrap();
        let photo = Photo::new(512, 256, vec![0; 512 * 256 * 3])?;
        Detector::new(Box::new(fake), models.detector()?)?.detect(&photo, 0.0)
    }

    #[test]
    fn a_face_is_told_in_pixels_of_the_photo() {
        // The first anchor is at (8, 8) of 256. The photo is twice as wide, with a bar of 128.
        let faces = detect(fake()).unwrap();
        assert_eq!(faces.len(), 1);
        let corners = (Point { x: 8.0, y: 12.0 - 128.0 }, Point { x: 24.0, y: 20.0 - 128.0 });
        assert_eq!((faces[0].area.start, faces[0].area.end), corners);
        assert_eq!(faces[0].right_eye(), Point { x: 18.0, y: 20.0 - 128.0 });
    }

    #[test]
    fn an_even_chance_is_no_face() {
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
    fn what_is_not_a_number_is_no_face_or_a_model_error() {
        let mut wrong_score = fake();
        wrong_score.0[0][0] = f32::NAN;
        assert_eq!(detect(wrong_score).unwrap(), []);
        let mut wrong_place = fake();
        wrong_place.0[2][0] = f32::INFINITY;
        assert_eq!(detect(wrong_place).err(), Some(Error::Model));
    }
}
