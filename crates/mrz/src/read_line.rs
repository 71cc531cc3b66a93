//! One line: levelled, read, and read again where its cells turned out to be.

use std::ops::Range;

use crate::{
    decode::{LineReading, decode},
    error::MrzError,
    grey::GreyFrame,
    model::{COLUMNS, StripModel},
    path::LinePath,
    strip::{CELL, HEIGHT, WIDTH, rectify},
};

/// A line that was read once.
pub(crate) struct ReadLine {
    pub(crate) path: LinePath,
    pub(crate) reading: LineReading,
}

/// A score at which a second reading changes hardly anything.
const CLEAR: f32 = -0.06;

/// The largest departure of the cells from where they were expected, in cells, for which one reading is
/// enough.
const SMALL_DEPARTURE: f32 = 0.6;

/// Columns of a strip for each cell.
const CELL_COLUMNS: f32 = CELL * COLUMNS as f32 / WIDTH as f32;

impl ReadLine {
    /// Where the first and the last character are, in cells from the middle of the path.
    pub(crate) fn ends(&self) -> [f32; 2] {
        let across = |column: &f32| (column - COLUMNS as f32 / 2.0) / CELL_COLUMNS;
        [self.reading.places.first(), self.reading.places.last()]
            .map(|column| column.map_or(0.0, across))
    }
}

/// Reads the line as it lies.
pub(crate) fn read_once(
    frame: &GreyFrame<'_>,
    path: &LinePath,
    model: &mut dyn StripModel,
) -> Result<Option<ReadLine>, MrzError> {
    read_from(frame, path, 0..COLUMNS, model)
}

/// Reads the line if its first character is where the path begins.
pub(crate) fn read_in_place(
    frame: &GreyFrame<'_>,
    path: &LinePath,
    model: &mut dyn StripModel,
) -> Result<Option<ReadLine>, MrzError> {
    let first = (COLUMNS as f32 - CELL_COLUMNS * (path.cells - 1.0)) / 2.0;
    // Less than a cell, more than what perspective does.
    let near = 0.75 * CELL_COLUMNS;
    read_from(frame, path, (first - near) as usize..(first + near) as usize, model)
}

fn read_from(
    frame: &GreyFrame<'_>,
    path: &LinePath,
    starts: Range<usize>,
    model: &mut dyn StripModel,
) -> Result<Option<ReadLine>, MrzError> {
    let strip = rectify(frame, path, HEIGHT);
    let scores = model.scores(&strip.normalised())?;
    let reading = decode(&scores, path.cells as usize, starts);
    Ok(reading.map(|reading| ReadLine { path: path.clone(), reading }))
}

/// Reads the line again where its cells are, if that can help. The better reading is returned.
pub(crate) fn read_again(
    frame: &GreyFrame<'_>,
    first: ReadLine,
    model: &mut dyn StripModel,
) -> Result<ReadLine, MrzError> {
    let (path, departure) = followed(&first);
    if first.reading.score > CLEAR && departure < SMALL_DEPARTURE {
        return Ok(first);
    }
    Ok(match read_once(frame, &path, model)? {
        Some(second) if second.reading.score > first.reading.score => second,
        _ => first,
    })
}

/// The line through the cells that were found, and the largest departure from it, in cells.
fn followed(line: &ReadLine) -> (LinePath, f32) {
    let places: Vec<f32> = line
        .reading
        .places
        .iter()
        .map(|column| (column - COLUMNS as f32 / 2.0) / CELL_COLUMNS)
        .collect();
    let count = places.len() as f32;
    let half = (count - 1.0) / 2.0;
    // Least squares over places that are symmetric around zero.
    let (mut sum, mut first, mut second, mut square, mut fourth) = (0.0, 0.0, 0.0, 0.0, 0.0_f32);
    for (at, place) in places.iter().enumerate() {
        let along = at as f32 - half;
        sum += place;
        first += along * place;
        second += along * along * place;
        square += along * along;
        fourth += along.powi(4);
    }
    let curve = (count * second - square * sum) / (count * fourth - square * square).max(1.0);
    let centre = (sum - curve * square) / count.max(1.0);
    let stretch = first / square.max(1.0);
    let ends = [centre - stretch * half, centre + stretch * half];
    let departure = (ends[0] + half).abs().max((ends[1] - half).abs());
    (line.path.fitted(ends[0], ends[1], 2.0 * curve), departure)
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::point::ZonePoint;

    #[test]
    fn the_line_is_moved_and_stretched_to_where_its_cells_are() {
        let [start, end] = [(100.0, 50.0), (900.0, 50.0)].map(|(x, y)| ZonePoint { x, y });
        let path = LinePath::between(start, end, 40.0);
        // Two cells further right, and wider by a twentieth.
        let place = |at: usize| 2.0 + 1.05 * (at as f32 - 19.5);
        let columns = (0..40).map(|at| COLUMNS as f32 / 2.0 + place(at) * CELL / 4.0);
        let reading = LineReading {
            cells: Zeroizing::new(Vec::new()),
            places: columns.collect(),
            score: -1.0,
            overrun: 0.0,
        };
        let (followed, departure) = followed(&ReadLine { path: path.clone(), reading });
        assert!((departure - 2.975).abs() < 0.01, "{departure}");
        for at in [0, 20, 39] {
            let (one, _) = followed.column(at as f32 - 19.5);
            let (other, _) = path.column(place(at));
            assert!(one.distance(other) < 0.1, "{one:?} {other:?}");
        }
    }
}
