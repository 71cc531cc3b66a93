//! Positions of the eyes in one frame, and their motion since another.

use crate::image::Point;

/// Positions of the eyes in one frame, in pixels of the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EyePositions {
    right_eye: Point,
    left_eye: Point,
}

impl EyePositions {
    /// The eyes of one face, the subject's right one first.
    pub fn new(right_eye: Point, left_eye: Point) -> Self {
        Self { right_eye, left_eye }
    }

    /// The right eye, then the left one.
    pub(crate) fn points(&self) -> [Point; 2] {
        [self.right_eye, self.left_eye]
    }

    /// How far the eyes have moved since `before`, in eye distances.
    pub fn motion(&self, before: &Self) -> f64 {
        let right = self.right_eye.distance(before.right_eye);
        let left = self.left_eye.distance(before.left_eye);
        right.max(left) / self.right_eye.distance(self.left_eye).max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn motion_is_measured_in_eye_distances() {
        let eyes = |x: f64| EyePositions::new(Point { x, y: 0.0 }, Point { x: x + 50.0, y: 0.0 });
        assert_eq!(eyes(110.0).motion(&eyes(100.0)), 0.2);
    }
}
