//! What keeps a line from being read.

use crate::{
    grey::GreyFrame,
    path::LinePath,
    strip::{HEIGHT, Strip, WIDTH},
};

/// What is wrong with a frame in which no zone was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneGuidance {
    /// No lines are seen.
    NoLines,
    /// A line begins or ends outside of the frame.
    CutOff,
    /// The characters have too few pixels: the page is too far away.
    TooSmall,
    /// The characters are blurred.
    Blurred,
    /// A reflection covers characters.
    Glare,
    /// There are lines, but they cannot be read; they may be no zone.
    Unreadable,
}

/// Narrowest cells, in pixels of the frame.
const MIN_CELL: f32 = 6.0;

/// The steepest edges of characters as a share of their contrast, for each pixel of a strip: about
/// 0.5 in a sharp frame of 1080 rows; at 0.13 the network's characters are mostly wrong.
const MIN_SHARPNESS: f32 = 0.13;

/// Brightness of a reflection.
pub(crate) const REFLECTION: f32 = 246.0;

/// Cells that may be covered by a reflection.
const MAX_COVERED: usize = 2;

/// The reason, apparent before the network runs, why a line cannot be read.
pub(crate) fn obstacle(
    frame: &GreyFrame<'_>,
    path: &LinePath,
    strip: &Strip,
) -> Option<ZoneGuidance> {
    let (width, height) = (frame.width() as f32, frame.height() as f32);
    // A line that ends at the edge of the frame may go on beyond it; a cropped picture has a margin.
    let outside = |across: f32| {
        let (point, _) = path.column(across);
        !(0.0..width).contains(&point.x) || !(0.0..height).contains(&point.y)
    };
    let half = path.cells / 2.0 - 0.6;
    if outside(-half) || outside(half) {
        return Some(ZoneGuidance::CutOff);
    }
    if path.cell < MIN_CELL {
        return Some(ZoneGuidance::TooSmall);
    }
    (sharpness(strip) < MIN_SHARPNESS).then_some(ZoneGuidance::Blurred)
}

/// The reason why the network could not read a strip.
pub(crate) fn failure(strip: &Strip, path: &LinePath) -> ZoneGuidance {
    if covered_cells(strip, path) > MAX_COVERED {
        ZoneGuidance::Glare
    } else if sharpness(strip) < 1.5 * MIN_SHARPNESS {
        ZoneGuidance::Blurred
    } else {
        ZoneGuidance::Unreadable
    }
}

/// Rows of a strip in which the characters are.
const ROWS: std::ops::Range<usize> = 8..HEIGHT - 8;

/// The steepest edges between neighbouring columns as a share of the contrast.
fn sharpness(strip: &Strip) -> f32 {
    let (mut levels, mut edges) = ([0_usize; 256], [0_usize; 256]);
    let level = |value: f32| (value.clamp(0.0, 255.0)) as usize;
    for row in ROWS {
        let pixels = &strip.pixels[row * WIDTH..][..WIDTH];
        for pair in pixels.windows(2) {
            levels[level(pair[0])] += 1;
            edges[level((pair[1] - pair[0]).abs())] += 1;
        }
    }
    let share = |counts: &[usize; 256], share: f32| {
        let total: usize = counts.iter().sum();
        let mut left = (total as f32 * share) as usize;
        counts.iter().position(|count| {
            let found = *count > left;
            left = left.saturating_sub(*count);
            found
        })
    };
    let at = |counts, part| share(counts, part).unwrap_or(255) as f32;
    let contrast = at(&levels, 0.97) - at(&levels, 0.04);
    at(&edges, 0.985) / contrast.max(8.0)
}

/// Cells of the line in which everything is as bright as a reflection.
fn covered_cells(strip: &Strip, path: &LinePath) -> usize {
    let first = WIDTH as f32 / 2.0 - path.cells * crate::strip::CELL / 2.0;
    let cells = 0..path.cells as usize;
    let is_covered = |cell: &usize| {
        let left = (first + *cell as f32 * crate::strip::CELL).max(0.0) as usize;
        let right = (left + crate::strip::CELL as usize).min(WIDTH);
        ROWS.step_by(3).all(|row| {
            strip.pixels[row * WIDTH..][left.min(right)..right]
                .iter()
                .all(|pixel| *pixel >= REFLECTION)
        })
    };
    cells.filter(is_covered).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::point::ZonePoint;

    fn path(start: f32, end: f32) -> LinePath {
        let [start, end] = [start, end].map(|x| ZonePoint { x, y: 180.0 });
        LinePath::between(start, end, 44.0)
    }

    /// A strip with strokes whose edges are `blur` pixels wide, and paper from column `paper`.
    fn strip(blur: f32, paper: usize) -> Strip {
        let value = |at: usize| {
            let column = at % WIDTH;
            if column >= paper {
                return 255.0;
            }
            let away = ((column % 16) as f32 - 8.0).abs() - 4.0;
            125.0 + 100.0 * (away / blur).clamp(-1.0, 1.0)
        };
        Strip { height: HEIGHT, pixels: (0..HEIGHT * WIDTH).map(value).collect::<Vec<_>>().into() }
    }

    #[test]
    fn each_obstacle_is_told() {
        let pixels = vec![0; 1280 * 360];
        let frame = GreyFrame::new(1280, 360, &pixels).unwrap();
        let told = |path: LinePath, blur| obstacle(&frame, &path, &strip(blur, WIDTH));
        assert_eq!(told(path(100.0, 1100.0), 1.0), None);
        assert_eq!(told(path(-60.0, 1000.0), 1.0), Some(ZoneGuidance::CutOff));
        assert_eq!(told(path(300.0, 1400.0), 1.0), Some(ZoneGuidance::CutOff));
        assert_eq!(told(path(500.0, 740.0), 1.0), Some(ZoneGuidance::TooSmall));
        assert_eq!(told(path(100.0, 1100.0), 9.0), Some(ZoneGuidance::Blurred));
    }

    #[test]
    fn a_reflection_over_several_cells_is_glare() {
        let path = path(100.0, 1100.0);
        assert_eq!(failure(&strip(1.0, 600), &path), ZoneGuidance::Glare);
        assert_eq!(failure(&strip(1.0, WIDTH), &path), ZoneGuidance::Unreadable);
    }
}
