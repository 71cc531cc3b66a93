//! Rows of print that can be the lines of one zone.

use crate::{point::ZonePoint, segment::Segment};

/// Two or three rows of about one length below each other, or a single long row.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// From the top.
    pub(crate) rows: Vec<Segment>,
    /// The larger, the more likely.
    pub(crate) score: f32,
}

/// Distance of two lines over their length: 6.35 mm of 111.8 mm (TD3) to 76.2 mm (TD1), with
/// room for closer lines and for tilt.
const SPACING: [f32; 2] = [0.030, 0.115];

/// The largest difference of the slopes of two lines.
const MAX_FAN: f32 = 0.07;

impl Group {
    /// Distance of the first two lines over their length.
    pub(crate) fn spacing(&self) -> Option<f32> {
        let [first, second, ..] = &self.rows[..] else { return None };
        Some(distance(first, second) / first.length().max(second.length()))
    }

    /// Whether both have a row at the same place.
    pub(crate) fn is_same_place(&self, other: &Self) -> bool {
        self.rows.len() == other.rows.len()
            && self.rows.iter().zip(&other.rows).all(|(one, other)| {
                let near =
                    |one: ZonePoint, other: ZonePoint, reach: f32| one.distance(other) < reach;
                let reach = 0.04 * one.length();
                near(one.start, other.start, reach) && near(one.end, other.end, reach)
            })
    }
}

/// How far the middle of the lower row is below the upper row.
fn distance(upper: &Segment, lower: &Segment) -> f32 {
    let middle = lower.middle();
    let slope = upper.slope();
    (middle.y - upper.height_at(middle.x)) / (1.0 + slope * slope).sqrt()
}

/// Groups of the rows, without order.
pub(crate) fn group(rows: &[Segment]) -> Vec<Group> {
    let mut groups = Vec::new();
    for (at, first) in rows.iter().enumerate() {
        for second in rows.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, row)| row)
        {
            let Some(pair) = pair(first, second) else { continue };
            let apart = distance(first, second);
            for third in rows {
                let below = distance(second, third);
                if (0.75 * apart..1.33 * apart).contains(&below)
                    && let Some(other) = self::pair(second, third)
                {
                    let rows = vec![first.clone(), second.clone(), third.clone()];
                    groups.push(Group { rows, score: 0.6 * (pair + other) });
                }
            }
            groups.push(Group { rows: vec![first.clone(), second.clone()], score: pair });
        }
    }
    groups.extend(
        rows.iter()
            .filter(|row| row.length() > 12.0 * row.thickness)
            .map(|row| Group { rows: vec![row.clone()], score: 0.3 * density(row) }),
    );
    groups.sort_by(|one, other| other.score.total_cmp(&one.score));
    let mut distinct: Vec<Group> = Vec::new();
    for group in groups {
        if distinct.len() < 8 && !distinct.iter().any(|known| known.is_same_place(&group)) {
            distinct.push(group);
        }
    }
    distinct
}

/// How clearly a row is print: a share up to 1.
fn density(row: &Segment) -> f32 {
    (row.strength / (row.length() * row.thickness).max(1.0)).min(1.0)
}

/// How likely two rows are neighbours of one zone: up to about 2, `None` if they are not.
fn pair(upper: &Segment, lower: &Segment) -> Option<f32> {
    let longer = upper.length().max(lower.length());
    let ratio = upper.length().min(lower.length()) / longer;
    let spacing = distance(upper, lower) / longer;
    let parallel = (upper.slope() - lower.slope()).abs();
    // Along the rows, which need not be level.
    let shift = |one: ZonePoint, other: ZonePoint| {
        ((other.x - one.x) + upper.slope() * (other.y - one.y)).abs() / longer
    };
    let (left, right) = (shift(upper.start, lower.start), shift(upper.end, lower.end));
    let thickness = upper.thickness.min(lower.thickness) / upper.thickness.max(lower.thickness);
    let fits = ratio > 0.8
        && (SPACING[0]..SPACING[1]).contains(&spacing)
        && parallel < MAX_FAN
        && left < 0.12
        && right < 0.2
        && thickness > 0.5;
    fits.then(|| {
        0.8 * ratio + 0.4 * thickness + 0.4 * (density(upper) + density(lower))
            - 1.5 * (left + right)
            - 2.0 * parallel
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(left: f32, right: f32, y: f32) -> Segment {
        Segment::new([left, y], [right, y], 8.0, 5.0 * (right - left))
    }

    fn sizes(rows: &[Segment]) -> Vec<usize> {
        group(rows).iter().map(|group| group.rows.len()).collect()
    }

    #[test]
    fn three_lines_at_equal_distances_come_before_their_pairs() {
        let rows = [row(10.0, 310.0, 150.0), row(10.0, 308.0, 125.0), row(10.0, 305.0, 100.0)];
        let groups = group(&rows);
        assert_eq!(groups[0].rows.len(), 3);
        assert_eq!(groups[0].rows[0].start.y, 100.0);
        assert!(sizes(&rows).contains(&2));
    }

    #[test]
    fn rows_of_different_length_or_place_are_no_pair() {
        assert_eq!(sizes(&[row(10.0, 310.0, 100.0), row(10.0, 200.0, 120.0)]), [1, 1]);
        assert_eq!(sizes(&[row(10.0, 310.0, 100.0), row(90.0, 390.0, 120.0)]), [1, 1]);
        assert_eq!(sizes(&[row(10.0, 310.0, 100.0), row(10.0, 310.0, 200.0)]), [1, 1]);
    }

    #[test]
    fn the_spacing_tells_how_long_the_lines_are() {
        let group = group(&[row(0.0, 300.0, 100.0), row(0.0, 300.0, 117.0)]);
        assert!((group[0].spacing().unwrap() - 17.0 / 300.0).abs() < 1e-4);
    }
}
