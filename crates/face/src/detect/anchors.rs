//! The anchors of BlazeFace, to which its rows are relative.

use crate::image::Point;

/// Pixels from one cell to the next and anchors per cell of MediaPipe's SSD anchors for the back
/// camera model. Only the centres are used, because all sizes are 1.
const GRIDS: [(usize, usize); 2] = [(16, 2), (COARSE_STEP, 6)];

/// Pixels from one cell of the coarser grid to the next. Width and height of the input are multiples
/// of it.
pub(super) const COARSE_STEP: usize = 32;

/// The anchors of all rows, in pixels of an image of `width` x `height`: row by row of the finer grid,
/// then of the coarser one, all anchors of a cell together.
pub(super) fn anchors([width, height]: [usize; 2]) -> Vec<Point> {
    let mut anchors = Vec::new();
    for (step, per_cell) in GRIDS {
        let (columns, rows) = (width / step, height / step);
        for at in 0..columns * rows {
            let (x, y) = ((at % columns) as f64, (at / columns) as f64);
            let centre = Point { x: (x + 0.5) * step as f64, y: (y + 0.5) * step as f64 };
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
        let anchors = anchors([256; 2]);
        assert_eq!(anchors.len(), 512 + 384);
        let cases =
            [(0, 8.0, 8.0), (1, 8.0, 8.0), (2, 24.0, 8.0), (32, 8.0, 24.0), (512, 16.0, 16.0)];
        for (at, x, y) in cases {
            assert_eq!(anchors[at], Point { x, y }, "anchor {at}");
        }
        assert_eq!(anchors.last(), Some(&Point { x: 240.0, y: 240.0 }));
        let wide = super::anchors([256, 192]);
        assert_eq!((wide.len(), wide[32]), (384 + 288, Point { x: 8.0, y: 24.0 }));
    }
}
