//! All lines of a zone are between the same edges: one that was found a cell too early or too late is read
//! again.

use crate::{
    error::MrzError,
    grey::GreyFrame,
    model::StripModel,
    path::LinePath,
    point::ZonePoint,
    read_line::{ReadLine, read_in_place},
};

/// Cells by which lines of one edge may seem apart, as in a page that is seen from the side.
const TOLERANCE: f32 = 0.7;

/// Reads the lines that are not between the same edges as the others again, so that all together are read
/// best. Returns whether there was one.
pub(crate) fn align(
    frame: &GreyFrame<'_>,
    lines: &mut [ReadLine],
    model: &mut dyn StripModel,
) -> Result<bool, MrzError> {
    let mut best: Option<(f32, Vec<Option<ReadLine>>)> = None;
    for edge in lines.iter() {
        let mut score = 0.0;
        let mut others = Vec::new();
        for line in lines.iter() {
            let [first, last] = edge.ends().map(|end| across(&line.path, edge.path.column(end).0));
            let [start, end] = line.ends();
            // Perspective moves the two ends in opposite directions.
            let is_in_place = (first - start + last - end).abs() < 2.0 * TOLERANCE;
            let other = if is_in_place {
                None
            } else {
                read_in_place(frame, &line.path.fitted(first, last, 0.0), model)?
            };
            let has_room = is_in_place || other.is_some();
            let reading = &other.as_ref().unwrap_or(line).reading;
            score += if has_room { reading.score } else { f32::NEG_INFINITY };
            others.push(other);
        }
        if others.iter().all(Option::is_none) && score.is_finite() {
            return Ok(false);
        }
        let is_better = best.as_ref().is_none_or(|(best, _)| score > *best);
        if score.is_finite() && is_better {
            best = Some((score, others));
        }
    }
    let Some((_, others)) = best else { return Ok(false) };
    for (line, other) in lines.iter_mut().zip(others) {
        if let Some(other) = other {
            *line = other;
        }
    }
    Ok(true)
}

/// The place along a path that is nearest to a point, in cells from the middle.
fn across(path: &LinePath, point: ZonePoint) -> f32 {
    let away = point.plus(path.middle, -1.0);
    let run = (away.x * path.along.x + away.y * path.along.y) / path.cell;
    // The cells grow by little: two steps are exact to a hundredth of a cell.
    (0..2).fold(run, |across, _| run / (1.0 + path.growth * across / 2.0))
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::{
        alphabet::{COUNT, class},
        model::{CLASSES, COLUMNS},
        read_line::read_once,
        strip::{HEIGHT, WIDTH},
    };

    /// Reads a bar as `1` and paper as a gap.
    struct Bars;

    impl StripModel for Bars {
        fn scores(&mut self, input: &[f32]) -> Result<Zeroizing<Vec<f32>>, MrzError> {
            let mut scores = Zeroizing::new(vec![0.0; CLASSES * COLUMNS]);
            for column in 0..COLUMNS {
                let row = &input[HEIGHT / 2 * WIDTH..][..WIDTH];
                let ink: f32 = row[4 * column..][..4].iter().sum();
                let class = if ink > 0.5 { class(b'1').unwrap() } else { COUNT };
                // A faint bar may be paper.
                scores[class * COLUMNS + column] = if ink < 4.0 && ink > 0.5 { 1.5 } else { 9.0 };
            }
            Ok(scores)
        }
    }

    /// A frame with two lines of 44 bars in cells of 16 pixels. In the upper one there are `marks` before
    /// the first bar, and as many of the last bars are faint.
    fn frame(marks: usize) -> Vec<u8> {
        let mut pixels = vec![220; 900 * 160];
        for (top, first, faint) in [(50, 6 - marks, 50 - marks), (90, 6, 50)] {
            for (row, cell) in (top..top + 15).flat_map(|row| (first..50).map(move |at| (row, at)))
            {
                let ink = if cell < faint { 20 } else { 140 };
                pixels[row * 900 + 16 * cell + 4..][..8].fill(ink);
            }
        }
        pixels
    }

    fn lines(frame: &GreyFrame<'_>) -> Vec<ReadLine> {
        let ends = [57.5, 97.5].map(|y| [96.0, 800.0].map(|x| ZonePoint { x, y }));
        let read = |[start, end]: [ZonePoint; 2]| {
            read_once(frame, &LinePath::between(start, end, 44.0), &mut Bars).unwrap().unwrap()
        };
        ends.map(read).into()
    }

    /// Where the first bar of each line is in the frame.
    fn starts(lines: &[ReadLine]) -> Vec<f32> {
        lines.iter().map(|line| line.path.column(line.ends()[0]).0.x).collect()
    }

    #[test]
    fn a_line_with_marks_before_it_begins_where_the_other_line_does() {
        for marks in [1, 2] {
            let pixels = frame(marks);
            let frame = GreyFrame::new(900, 160, &pixels).unwrap();
            let mut lines = lines(&frame);
            let [upper, lower] = starts(&lines)[..] else { panic!() };
            assert!((lower - upper - 16.0 * marks as f32).abs() < 4.0, "{upper} {lower}");
            assert!(align(&frame, &mut lines, &mut Bars).unwrap());
            let [upper, lower] = starts(&lines)[..] else { panic!() };
            assert!((upper - 104.0).abs() < 5.0 && (lower - 104.0).abs() < 5.0, "{upper} {lower}");
        }
    }

    #[test]
    fn lines_that_begin_together_are_not_read_again() {
        let pixels = frame(0);
        let frame = GreyFrame::new(900, 160, &pixels).unwrap();
        assert!(!align(&frame, &mut lines(&frame), &mut Bars).unwrap());
    }
}
