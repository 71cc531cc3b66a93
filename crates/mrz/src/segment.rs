//! Straight rows of print, and parts of them.

use crate::point::ZonePoint;

/// The middle line of a row of print, from left to right.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Segment {
    pub(crate) start: ZonePoint,
    pub(crate) end: ZonePoint,
    /// Height of the row in pixels.
    pub(crate) thickness: f32,
    /// How much it looks like print, summed over its area.
    pub(crate) strength: f32,
}

impl Segment {
    pub(crate) fn new(start: [f32; 2], end: [f32; 2], thickness: f32, strength: f32) -> Self {
        let [start, end] = [start, end].map(|[x, y]| ZonePoint { x, y });
        Self { start, end, thickness, strength }
    }

    pub(crate) fn length(&self) -> f32 {
        self.start.distance(self.end)
    }

    pub(crate) fn slope(&self) -> f32 {
        (self.end.y - self.start.y) / (self.end.x - self.start.x).max(1e-3)
    }

    pub(crate) fn middle(&self) -> ZonePoint {
        ZonePoint { x: (self.start.x + self.end.x) / 2.0, y: (self.start.y + self.end.y) / 2.0 }
    }

    /// The height of its line at a column.
    pub(crate) fn height_at(&self, x: f32) -> f32 {
        self.start.y + self.slope() * (x - self.start.x)
    }

    pub(crate) fn scale(&mut self, factor: f32) {
        for point in [&mut self.start, &mut self.end] {
            *point = ZonePoint { x: point.x * factor, y: point.y * factor };
        }
        self.thickness *= factor;
        self.strength *= factor * factor;
    }

    /// Takes this length away at both ends.
    pub(crate) fn trim(&mut self, length: f32) {
        let share = (length / self.length().max(1.0)).min(0.4);
        let step = ZonePoint { x: self.end.x - self.start.x, y: self.end.y - self.start.y };
        (self.start, self.end) = (self.start.plus(step, share), self.end.plus(step, -share));
    }

    /// Whether `next`, which begins further right, is a part of the same row of print.
    fn goes_on_in(&self, next: &Self) -> bool {
        let thickness = self.thickness.max(next.thickness);
        let gap = next.start.x - self.end.x;
        let middle = (self.end.x + next.start.x) / 2.0;
        let offset = (self.height_at(middle) - next.height_at(middle)).abs();
        (-2.0 * thickness..6.0 * thickness).contains(&gap)
            && offset < 0.6 * thickness
            && (self.slope() - next.slope()).abs() < 0.12
            && self.thickness < 2.2 * next.thickness
            && next.thickness < 2.2 * self.thickness
    }

    fn with(&self, next: &Self) -> Self {
        let (mine, its) = (self.length(), next.length());
        let end = if next.end.x > self.end.x { next.end } else { self.end };
        Self {
            start: self.start,
            end,
            thickness: (mine * self.thickness + its * next.thickness) / (mine + its),
            strength: self.strength + next.strength,
        }
    }
}

/// The parts, joined where one goes on in another. The parts are kept as well: a row of the zone may be
/// joined with other print beside it.
pub(crate) fn joined(mut parts: Vec<Segment>) -> Vec<Segment> {
    parts.sort_by(|one, other| one.start.x.total_cmp(&other.start.x));
    let mut rows = parts.clone();
    for first in 0..parts.len() {
        let mut row = parts[first].clone();
        for next in &parts[first + 1..] {
            if row.goes_on_in(next) {
                row = row.with(next);
            }
        }
        if row != parts[first] {
            rows.push(row);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_one_row_are_joined_and_those_of_two_rows_are_not() {
        let part = |left: f32, right: f32, y: f32| Segment::new([left, y], [right, y], 8.0, 1.0);
        let rows = joined(vec![part(110.0, 300.0, 51.0), part(0.0, 100.0, 50.0)]);
        assert!(rows.iter().any(|row| row.start.x == 0.0 && row.end.x == 300.0), "{rows:?}");
        let rows = joined(vec![part(0.0, 100.0, 50.0), part(110.0, 300.0, 60.0)]);
        assert_eq!(rows.len(), 2);
        let rows = joined(vec![part(0.0, 100.0, 50.0), part(160.0, 300.0, 50.0)]);
        assert_eq!(rows.len(), 2);
    }
}
