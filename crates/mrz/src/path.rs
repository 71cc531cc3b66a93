//! The course of a line through the frame.

use crate::point::ZonePoint;

/// A line of a zone: where the middle of each cell is in the frame.
///
/// Places along it are in cells from its middle; the curve is a parabola across, and the width of
/// the cells changes steadily along it, as with perspective.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LinePath {
    /// The middle of the line.
    pub(crate) middle: ZonePoint,
    /// In reading direction, of length 1.
    pub(crate) along: ZonePoint,
    /// Mean width of a cell in pixels of the frame.
    pub(crate) cell: f32,
    /// Height of a cell's square in pixels of the frame.
    pub(crate) rise: f32,
    /// Characters of the line.
    pub(crate) cells: f32,
    /// By how much the width of a cell grows from cell to cell, relative to the mean.
    pub(crate) growth: f32,
    /// How far the line is below the straight line: in cells, by the power of the distance from
    /// the middle in half lengths.
    pub(crate) bend: [f32; 3],
}

impl LinePath {
    /// The straight line of `cells` characters between two points.
    pub(crate) fn between(start: ZonePoint, end: ZonePoint, cells: f32) -> Self {
        let length = start.distance(end).max(1.0);
        let cell = length / cells;
        Self {
            middle: ZonePoint { x: (start.x + end.x) / 2.0, y: (start.y + end.y) / 2.0 },
            along: ZonePoint { x: (end.x - start.x) / length, y: (end.y - start.y) / length },
            cell,
            rise: cell,
            cells,
            growth: 0.0,
            bend: [0.0; 3],
        }
    }

    /// The point of the frame at `across` cells from the middle, and the step of one cell downwards.
    pub(crate) fn column(&self, across: f32) -> (ZonePoint, ZonePoint) {
        let part = across / (self.cells / 2.0);
        let below = self.bend[0] + part * (self.bend[1] + part * self.bend[2]);
        let run = self.cell * (across + self.growth * across * across / 2.0);
        let down = ZonePoint { x: -self.along.y * self.rise, y: self.along.x * self.rise };
        (self.middle.plus(self.along, run).plus(down, below), down)
    }

    /// The line read from its other end.
    pub(crate) fn reversed(&self) -> Self {
        Self {
            along: ZonePoint { x: -self.along.x, y: -self.along.y },
            growth: -self.growth,
            bend: [-self.bend[0], self.bend[1], -self.bend[2]],
            ..self.clone()
        }
    }

    /// The line with cells at these places, in cells of the present one: the first and the last
    /// character are at `first` and `last`, and the width of the cells grows by `growth` more.
    pub(crate) fn fitted(&self, first: f32, last: f32, growth: f32) -> Self {
        let stretch = (last - first) / (self.cells - 1.0).max(1.0);
        let centre = (first + last) / 2.0;
        let scale = stretch * (1.0 + self.growth * centre);
        let half = self.cells / 2.0;
        let shift = centre / half;
        let [zero, one, two] = self.bend;
        Self {
            middle: self
                .middle
                .plus(self.along, self.cell * (centre + self.growth * centre * centre / 2.0)),
            cell: self.cell * scale,
            growth: (self.growth * stretch + growth).clamp(-0.01, 0.01),
            bend: [
                zero + one * shift + two * shift * shift,
                (one + 2.0 * two * shift) * stretch,
                two * stretch * stretch,
            ],
            ..self.clone()
        }
    }

    /// The corners of the line's place: start above, end above, end below, start below.
    pub(crate) fn corners(&self) -> [ZonePoint; 4] {
        let half = self.cells / 2.0;
        [(-half, -0.6), (half, -0.6), (half, 0.6), (-half, 0.6)].map(|(across, below)| {
            let (middle, down) = self.column(across);
            middle.plus(down, below)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path() -> LinePath {
        let mut path = LinePath::between(
            ZonePoint { x: 100.0, y: 300.0 },
            ZonePoint { x: 900.0, y: 380.0 },
            40.0,
        );
        (path.growth, path.bend) = (0.002, [0.1, -0.2, 0.3]);
        path
    }

    #[test]
    fn a_reversed_line_has_the_same_cells_in_the_other_order() {
        for across in [-19.5, -3.0, 0.0, 12.0] {
            let (one, down) = path().column(across);
            let (other, up) = path().reversed().column(-across);
            assert!(one.distance(other) < 1e-2, "{one:?} {other:?}");
            assert!((down.x + up.x).abs() + (down.y + up.y).abs() < 1e-3);
        }
    }

    #[test]
    fn a_fitted_line_has_its_ends_where_they_were_measured() {
        let fitted = path().fitted(-17.0, 21.0, 0.0);
        for (at, expected) in [(-19.5, -17.0), (19.5, 21.0), (0.0, 2.0)] {
            let (one, other) = (fitted.column(at).0, path().column(expected).0);
            assert!(one.distance(other) < 2.0, "{at} {one:?} {other:?}");
        }
    }
}
