//! Finds rows of print: thin, long areas with many strokes and blank paper above and below.

use crate::{
    grey::{GreyFrame, GreyImage},
    group::{Group, group},
    runs::{Component, components},
    segment::{Segment, joined},
    texture::{Strokes, row_likeness},
};

/// Longer sides to which a frame is shrunk, in pixels. A zone that fills the frame is found at the
/// first, and one as wide as a third of it at the last.
const SIDES: [usize; 3] = [380, 620, 1000];

/// The most groups that are read.
const MAX_GROUPS: usize = 6;

/// How far the window in which strokes are counted reaches beyond a row's ends, in pixels.
const OVERHANG: f32 = 6.0;

/// Thickness of a row of print in the shrunk frame, in pixels.
const THICKNESS: [f32; 2] = [2.5, 15.0];

/// Length of a part of a row of print, in pixels.
const MIN_PART: f32 = 22.0;

/// Length of a whole row of print, in pixels.
const MIN_LENGTH: f32 = 130.0;

/// Groups of rows in the frame, the most likely zone first, each in pixels of the frame.
pub(crate) fn locate(frame: &GreyFrame<'_>) -> Vec<Group> {
    let longer = frame.width().max(frame.height()) as f32;
    let mut factors: Vec<usize> =
        SIDES.iter().map(|side| ((longer / *side as f32).round() as usize).max(1)).collect();
    factors.dedup();
    let mut groups: Vec<Group> = Vec::new();
    'search: for kind in [Strokes::Fine, Strokes::Broad] {
        // The finest size takes as long as all others.
        let sizes = if kind == Strokes::Fine { factors.len() } else { factors.len().min(2) };
        for factor in &factors[..sizes] {
            for found in group(&rows(frame, *factor, kind, MIN_LENGTH)) {
                if !groups.iter().any(|known| known.is_same_place(&found)) {
                    groups.push(found);
                }
            }
            // A pair or three rows of one length are hardly ever found by chance.
            if groups.iter().any(|group| group.rows.len() > 1 && group.score > GOOD) {
                break 'search;
            }
        }
    }
    groups.sort_by(|one, other| other.score.total_cmp(&one.score));
    groups.truncate(MAX_GROUPS);
    groups
}

/// All rows of print in the frame at a middle size, parts of rows included; in pixels of the frame.
pub(crate) fn rows_of_print(frame: &GreyFrame<'_>) -> Vec<Segment> {
    let longer = frame.width().max(frame.height()) as f32;
    let factor = ((longer / SIDES[1] as f32).round() as usize).max(1);
    rows(frame, factor, Strokes::Fine, MIN_PART)
}

/// The score of a group with which the search ends.
const GOOD: f32 = 1.2;

/// Rows of print of at least this length in the frame shrunk by `factor`.
fn rows(frame: &GreyFrame<'_>, factor: usize, kind: Strokes, min_length: f32) -> Vec<Segment> {
    let shrunk = GreyImage::shrunk(frame, factor);
    let likeness = row_likeness(&shrunk.frame(), kind);
    let parts = components(&likeness, shrunk.frame().width());
    let parts = parts.iter().filter_map(segment).collect();
    let mut rows = joined(parts);
    rows.retain(|row| row.length() >= min_length);
    rows.sort_by(|one, other| other.strength.total_cmp(&one.strength));
    rows.truncate(40);
    for row in &mut rows {
        row.scale(factor as f32);
    }
    rows
}

/// The middle line of a component, if it is thin.
fn segment(component: &Component) -> Option<Segment> {
    let mut row = component.line()?;
    row.trim(OVERHANG);
    let is_row = (THICKNESS[0]..THICKNESS[1]).contains(&row.thickness)
        && row.length() >= MIN_PART
        && row.length() > 2.0 * row.thickness;
    is_row.then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame with rows of vertical strokes at these heights, from column 60 to 580.
    fn frame(heights: &[usize]) -> Vec<u8> {
        let mut pixels = vec![200; 640 * 360];
        for (height, line) in
            heights.iter().flat_map(|height| (0..11).map(move |line| (height, line)))
        {
            for column in (60..580).filter(|column| column % 12 < 3 || column % 12 == 7) {
                pixels[(height + line) * 640 + column] = 40;
            }
        }
        pixels
    }

    #[test]
    fn two_rows_of_one_length_are_a_group_in_reading_order() {
        let pixels = frame(&[250, 280]);
        let groups = locate(&GreyFrame::new(640, 360, &pixels).unwrap());
        let rows = &groups[0].rows;
        assert_eq!(rows.len(), 2, "{groups:?}");
        for (row, middle) in rows.iter().zip([255.5, 285.5]) {
            assert!((row.start.y - middle).abs() < 3.0, "{row:?}");
            assert!((row.start.x - 60.0).abs() < 9.0 && (row.end.x - 580.0).abs() < 9.0, "{row:?}");
        }
    }

    #[test]
    fn blank_paper_and_noise_have_no_pair_of_rows() {
        assert!(locate(&GreyFrame::new(640, 360, &vec![130; 640 * 360]).unwrap()).is_empty());
        let mut state = 1_u32;
        let noise: Vec<u8> = (0..640 * 360)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        let groups = locate(&GreyFrame::new(640, 360, &noise).unwrap());
        assert!(groups.iter().all(|group| group.rows.len() < 2), "{groups:?}");
    }
}
