//! Levels a line: where its characters really run, how high they are and how wide its cells are.

use crate::{
    grey::GreyFrame,
    path::LinePath,
    strip::{CELL, WIDTH, rectify},
};

/// Rows of the band around a line in which its characters are looked for: three cells.
const BAND: usize = 48;

/// Parts of a line whose height is measured separately.
const PARTS: usize = 10;

/// Rows of a capital letter in a strip.
const CAPITAL: usize = 15;

/// A line's ink above paper, row by row, and whether its ends were found.
pub(crate) struct Band {
    /// BAND x WIDTH, 0 paper, 1 or more ink.
    ink: Vec<f32>,
    /// First and last column of the line.
    columns: [usize; 2],
}

impl Band {
    /// The band along a line.
    pub(crate) fn new(frame: &GreyFrame<'_>, path: &LinePath) -> Self {
        let strip = rectify(frame, path, BAND);
        let ink = strip.normalised().iter().map(|value| (value - 0.35).clamp(0.0, 2.0)).collect();
        let half = path.cells * CELL / 2.0;
        let column = |at: f32| (at.max(0.0) as usize).min(WIDTH - 1);
        let middle = WIDTH as f32 / 2.0;
        Self { ink, columns: [column(middle - half), column(middle + half)] }
    }

    fn row(&self, row: usize, columns: [usize; 2]) -> f32 {
        self.ink[row * WIDTH..][columns[0]..columns[1]].iter().sum()
    }

    /// How far the characters are below the middle of the band, in cells, with a weight; for the
    /// given columns.
    fn offset(&self, columns: [usize; 2]) -> (f32, f32) {
        let rows: Vec<f32> = (0..BAND).map(|row| self.row(row, columns)).collect();
        let total: f32 = rows.iter().sum::<f32>().max(1e-3);
        // The window of a capital's height with the most ink, compared with the rows beside it.
        let window = |top: usize| -> f32 {
            let inside: f32 = rows[top..top + CAPITAL].iter().sum();
            let beside = |row: usize| rows.get(row).copied().unwrap_or(0.0);
            let edges: f32 = (1..=3)
                .map(|away| beside(top.wrapping_sub(away)) + beside(top + CAPITAL - 1 + away))
                .sum();
            inside - 1.2 * edges
        };
        let tops = 4..BAND - CAPITAL - 4;
        let best = tops.max_by(|one, other| window(*one).total_cmp(&window(*other)));
        let top = best.unwrap_or((BAND - CAPITAL) / 2);
        // The middle of the ink in the window is finer than a row.
        let reach = top.saturating_sub(2)..(top + CAPITAL + 2).min(BAND);
        let ink: f32 = rows[reach.clone()].iter().sum::<f32>().max(1e-3);
        let middle: f32 = reach.map(|row| (row as f32 + 0.5) * rows[row]).sum::<f32>() / ink;
        let middle = 0.5 * middle + 0.5 * (top as f32 + CAPITAL as f32 / 2.0);
        let offset = (middle - BAND as f32 / 2.0) / CELL;
        (offset, window(top).max(0.0) / total * ink)
    }

    /// Height of the characters in rows of a strip, for a level line.
    fn height(&self) -> f32 {
        let rows: Vec<f32> = (0..BAND).map(|row| self.row(row, self.columns)).collect();
        let middle = BAND / 2;
        let highest = rows[middle - 6..middle + 6].iter().copied().fold(0.0, f32::max);
        let mut above = middle;
        while above > 0 && rows[above - 1] > 0.35 * highest {
            above -= 1;
        }
        let mut below = middle;
        while below + 1 < BAND && rows[below + 1] > 0.35 * highest {
            below += 1;
        }
        (below + 1 - above) as f32
    }

    /// The width of a cell near `expected` at which the ink of the columns repeats best, in columns, and
    /// how clearly it does.
    fn period(&self, expected: f32) -> (f32, f32) {
        let rows = BAND / 2 - 9..BAND / 2 + 9;
        let [first, last] = self.columns;
        let column =
            |at: usize| -> f32 { rows.clone().map(|row| self.ink[row * WIDTH + at]).sum() };
        let profile: Vec<f32> = (first..last).map(column).collect();
        let mean = profile.iter().sum::<f32>() / profile.len().max(1) as f32;
        let power: f32 = profile.iter().map(|ink| (ink - mean).powi(2)).sum::<f32>().max(1e-3);
        let strength = |period: f32| {
            let turn = std::f32::consts::TAU / period;
            let (mut sin, mut cos) = (0.0, 0.0);
            for (at, ink) in profile.iter().enumerate() {
                let phase = turn * at as f32;
                sin += (ink - mean) * phase.sin();
                cos += (ink - mean) * phase.cos();
            }
            2.0 * (sin * sin + cos * cos) / (power * profile.len().max(1) as f32)
        };
        let periods = (-16..=16).map(|step| expected * (1.0 + 0.005 * step as f32));
        let best = periods.map(|period| (period, strength(period)));
        best.max_by(|one, other| one.1.total_cmp(&other.1)).unwrap_or((expected, 0.0))
    }
}

/// The line through the middles of its characters, with cells as wide and high as they are, and how
/// clearly the cells repeat, 0 to 1.
pub(crate) fn refine(frame: &GreyFrame<'_>, path: &LinePath) -> (LinePath, f32) {
    let mut path = path.clone();
    // A strip has room for 48 cells: a shorter line is looked at as if it had as many.
    for _ in 0..2 {
        let band = Band::new(frame, &path);
        let [first, last] = band.columns;
        let width = (last - first) / PARTS;
        let offsets: Vec<[f32; 3]> = (0..PARTS)
            .map(|part| {
                let start = first + part * width;
                let (offset, weight) = band.offset([start, start + width]);
                let place = (part as f32 + 0.5) / PARTS as f32 * 2.0 - 1.0;
                [place, offset, weight]
            })
            .collect();
        let bend = parabola(&offsets);
        for (mine, more) in path.bend.iter_mut().zip(bend) {
            *mine = (*mine + more).clamp(-3.0, 3.0);
        }
    }
    let band = Band::new(frame, &path);
    let (period, strength) = band.period(CELL);
    let stretch = period / CELL;
    path.cell *= stretch;
    // Rows of an unblurred capital; blur and a raised threshold make a row or two of difference.
    let height = band.height().clamp(0.72 * CAPITAL as f32, 1.4 * CAPITAL as f32);
    let ratio = height / CAPITAL as f32;
    let rise = path.rise * if (0.88..1.12).contains(&ratio) { 1.0 } else { ratio };
    path.bend = path.bend.map(|bend| bend * path.rise / rise);
    path.rise = rise;
    (path, strength)
}

/// The weighted parabola through points (place, value, weight), without the most distant ones.
fn parabola(points: &[[f32; 3]]) -> [f32; 3] {
    let mut points = points.to_vec();
    let mut found = [0.0; 3];
    for reach in [0.45, 0.2, 0.12] {
        found = fit(&points);
        let value = |place: f32| found[0] + place * (found[1] + place * found[2]);
        for point in &mut points {
            let away = (point[1] - value(point[0])).abs();
            if away > reach {
                point[2] *= (reach / away).powi(2);
            }
        }
    }
    found
}

/// Least squares with a little weight for no bend at all.
fn fit(points: &[[f32; 3]]) -> [f32; 3] {
    let weight: f32 = points.iter().map(|point| point[2]).sum::<f32>().max(1e-6);
    let mut matrix = [[0.0_f32; 4]; 3];
    for [place, value, share] in points {
        let powers = [1.0, *place, place * place];
        for (row, power) in matrix.iter_mut().zip(powers) {
            for (cell, other) in row.iter_mut().zip(powers) {
                *cell += share / weight * power * other;
            }
            row[3] += share / weight * power * value;
        }
    }
    for (at, row) in matrix.iter_mut().enumerate() {
        row[at] += [1e-4, 2e-3, 1e-2][at];
    }
    solved(matrix)
}

/// The solution of three linear equations with a positive definite matrix.
fn solved(mut matrix: [[f32; 4]; 3]) -> [f32; 3] {
    for pivot in 0..3 {
        let row = matrix[pivot].map(|cell| cell / matrix[pivot][pivot]);
        matrix[pivot] = row;
        for (at, other) in matrix.iter_mut().enumerate() {
            if at != pivot {
                let factor = other[pivot];
                other.iter_mut().zip(row).for_each(|(cell, mine)| *cell -= factor * mine);
            }
        }
    }
    matrix.map(|row| if row[3].is_finite() { row[3] } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::point::ZonePoint;

    #[test]
    fn a_parabola_ignores_a_part_that_is_far_away() {
        let mut points: Vec<[f32; 3]> = (0..10)
            .map(|at| at as f32 / 4.5 - 1.0)
            .map(|place| [place, 0.1 - 0.2 * place + 0.1 * place * place, 1.0])
            .collect();
        points[3][1] = 1.4;
        let [zero, one, two] = parabola(&points);
        assert!((zero - 0.1).abs() < 0.04 && (one + 0.2).abs() < 0.04 && (two - 0.1).abs() < 0.06);
    }

    #[test]
    fn a_bent_line_of_strokes_is_followed_and_its_cells_are_measured() {
        let (width, height) = (800, 200);
        let course = |x: f32| 100.0 + 12.0 * ((x - 400.0) / 360.0).powi(2) + 0.02 * (x - 400.0);
        let mut pixels = vec![210_u8; width * height];
        for column in 40..760 {
            // Strokes in cells of 18 pixels.
            if (column - 40) % 18 < 6 {
                let top = (course(column as f32) - 8.5) as usize;
                (top..top + 17).for_each(|row| pixels[row * width + column] = 30);
            }
        }
        let frame = GreyFrame::new(width, height, &pixels).unwrap();
        let [start, end] = [(48.0, 106.0), (748.0, 106.0)].map(|(x, y)| ZonePoint { x, y });
        let (path, strength) = refine(&frame, &LinePath::between(start, end, 40.0));
        assert!((path.cell - 18.0).abs() < 0.2, "{path:?}");
        assert!(strength > 0.5, "{strength}");
        for across in [-18.0, -9.0, 0.0, 9.0, 18.0] {
            let (point, _) = path.column(across);
            assert!((point.y - course(point.x)).abs() < 2.5, "{point:?} {}", course(point.x));
        }
    }
}
