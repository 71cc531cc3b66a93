//! A detected face and its bounding box.

use crate::image::Point;

/// A detected face. All positions are in pixels of the photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// The bounding box, from the eyebrows to the chin.
    pub bounding_box: BoundingBox,
    /// The detector's score, 0 to 1.
    pub score: f64,
    /// Right eye, left eye (the subject's), nose, mouth, right ear, left ear.
    pub keypoints: [Point; 6],
}

/// An axis-aligned rectangle, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundingBox {
    /// The top left corner.
    pub start: Point,
    /// The bottom right corner.
    pub end: Point,
}

/// Maximum roll of an upright face, in degrees. Faces in images that are rotated by 90 degrees have
/// 79 and more.
const MAX_UPRIGHT_ROLL: f64 = 60.0;

/// Whether the vector from the right eye to the left one is that of an upright face.
pub(crate) fn is_level(eyes: Point) -> bool {
    eyes.y.atan2(eyes.x).to_degrees().abs() <= MAX_UPRIGHT_ROLL
}

impl Face {
    /// Maps all points.
    pub(super) fn map(self, to: impl Fn(Point) -> Point) -> Self {
        let bounding_box =
            BoundingBox { start: to(self.bounding_box.start), end: to(self.bounding_box.end) };
        Self { bounding_box, keypoints: self.keypoints.map(to), ..self }
    }

    /// Whether the eyes are those of an upright face, not rotated by 90 or 180 degrees.
    pub(crate) fn is_upright(&self) -> bool {
        is_level(self.left_eye() - self.right_eye())
    }

    /// The subject's right eye.
    pub fn right_eye(&self) -> Point {
        self.keypoints[0]
    }

    /// The subject's left eye.
    pub fn left_eye(&self) -> Point {
        self.keypoints[1]
    }
}

impl BoundingBox {
    /// The centre.
    pub fn centre(&self) -> Point {
        self.start.middle(self.end)
    }

    /// The longer of width and height.
    pub fn side(&self) -> f64 {
        let size = self.end - self.start;
        size.x.max(size.y)
    }

    /// The area; 0 if the corners are swapped.
    fn area(&self) -> f64 {
        let size = self.end - self.start;
        size.x.max(0.0) * size.y.max(0.0)
    }

    /// Intersection over union of two boxes, 0 to 1.
    pub(super) fn iou(&self, other: &Self) -> f64 {
        let start =
            Point { x: self.start.x.max(other.start.x), y: self.start.y.max(other.start.y) };
        let end = Point { x: self.end.x.min(other.end.x), y: self.end.y.min(other.end.y) };
        let intersection = Self { start, end }.area();
        intersection / (self.area() + other.area() - intersection)
    }
}
