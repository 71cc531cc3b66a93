//! Points of a frame.

/// A point, or a vector: pixels to the right and down from the frame's corner at the top left.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ZonePoint {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

impl ZonePoint {
    pub(crate) fn plus(self, other: Self, times: f32) -> Self {
        Self { x: self.x + times * other.x, y: self.y + times * other.y }
    }

    pub(crate) fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}
