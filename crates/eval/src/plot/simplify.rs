//! Reduces the points of a line (Ramer-Douglas-Peucker).

/// A point of a chart, in pixels.
pub(super) type PlotPoint = (f64, f64);

/// Maximum deviation of the simplified line, in pixels: half of the rounding of coordinates.
const TOLERANCE: f64 = 0.05;

/// Keeps the first and last point and those between them that the line needs, at most `max_points`
/// in all. In each step it adds the point that is farthest from the current line, as Ramer, Douglas
/// and Peucker do.
pub(super) fn simplify(points: &[PlotPoint], max_points: usize) -> Vec<PlotPoint> {
    let Some(last) = points.len().checked_sub(1) else { return Vec::new() };
    let mut kept = vec![0, last];
    let mut deviations: Vec<Deviation> = Deviation::between(points, 0, last).into_iter().collect();
    while kept.len() < max_points {
        let farthest = (0..deviations.len())
            .max_by(|&a, &b| deviations[a].distance.total_cmp(&deviations[b].distance));
        let Some(Deviation { start, at, end, .. }) =
            farthest.map(|index| deviations.swap_remove(index))
        else {
            break;
        };
        kept.push(at);
        deviations.extend(Deviation::between(points, start, at));
        deviations.extend(Deviation::between(points, at, end));
    }
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().map(|at| points[at]).collect()
}

/// The point between two others that is farthest from the straight line between them.
struct Deviation {
    /// Its distance from the line, in pixels.
    distance: f64,
    /// Indices of the three points.
    start: usize,
    at: usize,
    end: usize,
}

impl Deviation {
    /// `None` if no point is farther than the tolerance.
    fn between(points: &[PlotPoint], start: usize, end: usize) -> Option<Self> {
        let distance_of = |at| distance(points[at], points[start], points[end]);
        let deviations =
            (start + 1..end).map(|at| Self { distance: distance_of(at), start, at, end });
        deviations
            .max_by(|a, b| a.distance.total_cmp(&b.distance))
            .filter(|deviation| deviation.distance > TOLERANCE)
    }
}

/// The distance from `point` to the segment from `start` to `end`.
fn distance(point: PlotPoint, start: PlotPoint, end: PlotPoint) -> f64 {
    let (along, up) = (end.0 - start.0, end.1 - start.1);
    let (x, y) = (point.0 - start.0, point.1 - start.1);
    let length = along * along + up * up;
    let share = if length > 0.0 { ((x * along + y * up) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - share * along).hypot(y - share * up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_on_a_line_are_removed_and_corners_stay() {
        let points = vec![(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (3.0, 0.0), (4.0, 0.0), (9.0, 0.0)];
        assert_eq!(simplify(&points, 100), [(0.0, 0.0), (2.0, 2.0), (3.0, 0.0), (9.0, 0.0)]);
    }

    #[test]
    fn a_long_line_keeps_its_ends_its_peak_and_its_shape() {
        let wave = |x: f64| 100.0 * (x / 40.0).sin() + if x == 250.0 { 90.0 } else { 0.0 };
        let points: Vec<_> =
            (0..500_000).map(|step| f64::from(step) / 1000.0).map(|x| (x, wave(x))).collect();
        let simplified = simplify(&points, 200);
        assert!(simplified.len() <= 200, "{}", simplified.len());
        assert_eq!((simplified.first(), simplified.last()), (points.first(), points.last()));
        assert!(simplified.contains(&(250.0, wave(250.0))));
        for point in points.iter().step_by(97) {
            let distances = simplified.windows(2).map(|pair| distance(*point, pair[0], pair[1]));
            assert!(distances.fold(f64::MAX, f64::min) < 0.5, "{point:?}");
        }
    }

    #[test]
    fn few_points_stay_as_they_are() {
        for points in [vec![], vec![(1.0, 2.0)], vec![(1.0, 2.0), (3.0, 4.0)]] {
            assert_eq!(simplify(&points, 200), points);
        }
    }
}
