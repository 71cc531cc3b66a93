//! The anchors of BlazeFace, to which its rows are relative.

use crate::image::Point;

/// Cells per axis and anchors per cell of MediaPipe's SSD anchors for the back camera model. Only
/// the centres are used, because all sizes are 1.
const GRIDS: [(usize, usize); 2] = [(16, 2), (8, 6)];

/// The anchors of all rows, in pixels of an image of `side` x `side`: row by row of the finer grid, then
/// of the coarser one, all anchors of a cell together.
pub(super) fn anchors(side: usize) -> Vec<Point> {
    let mut anchors = Vec::new();
    for (cells, per_cell) in GRIDS {
        let stride = side as f64 / cells as f64;
        for at in 0..cells * cells {
            let (x, y) = ((at % cells) as f64, (at / cells) as f64);
            let centre = Point { x: (x + 0.5) * stride, y: (y + 0.5) * stride };
            anchors.extend(std::iter::repeat_n(centre, per_cell));
        }
    }
    anchors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_anchors_equal_those_of_the_reference() {
        let anchors = anchors(256);
        assert_eq!(anchors.len(), 512 + 384);
        let cases =
            [(0, 8.0, 8.0), (1, 8.0, 8.0), (2, 24.0, 8.0), (32, 8.0, 24.0), (512, 16.0, 16.0)];
        for (at, x, y) in cases {
            assert_eq!(anchors[at], Point { x, y }, "anchor {at}");
        }
        assert_eq!(anchors.last(), Some(&Point { x: 240.0, y: 240.0 }));
    }
}
