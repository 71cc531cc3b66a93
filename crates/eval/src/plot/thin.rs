//! Fewer points for the same line.

/// A point on paper, in pixels.
pub(super) type PlotPoint = (f64, f64);

/// How far a line may move when points go, in pixels: half of what coordinates are rounded to.
const TOLERANCE: f64 = 0.05;

/// The first and the last one of `points`, and between them those that the line needs, up to `most`
/// in all: always the one next that is farthest from the line so far, as Ramer, Douglas and Peucker
/// choose it.
pub(super) fn thin(points: &[PlotPoint], most: usize) -> Vec<PlotPoint> {
    let Some(last) = points.len().checked_sub(1) else { return Vec::new() };
    let mut kept = vec![0, last];
    let mut bends: Vec<Bend> = Bend::between(points, 0, last).into_iter().collect();
    while kept.len() < most {
        let farthest = (0..bends.len()).max_by(|&a, &b| bends[a].away.total_cmp(&bends[b].away));
        let Some(Bend { start, at, end, .. }) = farthest.map(|it| bends.swap_remove(it)) else {
            break;
        };
        kept.push(at);
        bends.extend(Bend::between(points, start, at));
        bends.extend(Bend::between(points, at, end));
    }
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().map(|at| points[at]).collect()
}

/// Where a straight line between two points would miss what is between them.
struct Bend {
    /// How far it would miss, in pixels.
    away: f64,
    /// The point that it would miss by most, with the two points.
    start: usize,
    at: usize,
    end: usize,
}

impl Bend {
    /// None if the line misses nothing that could be seen.
    fn between(points: &[PlotPoint], start: usize, end: usize) -> Option<Self> {
        let away = |at| distance(points[at], points[start], points[end]);
        let bends = (start + 1..end).map(|at| Self { away: away(at), start, at, end });
        bends.max_by(|a, b| a.away.total_cmp(&b.away)).filter(|it| it.away > TOLERANCE)
    }
}

/// From `point` to the nearest place between `start` and `end`.
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
    fn what_lies_on_a_line_goes_and_corners_stay() {
        let points = vec![(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (3.0, 0.0), (4.0, 0.0), (9.0, 0.0)];
        assert_eq!(thin(&points, 100), [(0.0, 0.0), (2.0, 2.0), (3.0, 0.0), (9.0, 0.0)]);
    }

    #[test]
    fn a_long_line_keeps_its_ends_its_peak_and_its_shape() {
        let wave = |x: f64| 100.0 * (x / 40.0).sin() + if x == 250.0 { 90.0 } else { 0.0 };
        let points: Vec<_> =
            (0..500_000).map(|it| f64::from(it) / 1000.0).map(|x| (x, wave(x))).collect();
        let thinned = thin(&points, 200);
        assert!(thinned.len() <= 200, "{}", thinned.len());
        assert_eq!((thinned.first(), thinned.last()), (points.first(), points.last()));
        assert!(thinned.contains(&(250.0, wave(250.0))));
        for point in points.iter().step_by(97) {
            let away = thinned.windows(2).map(|it| distance(*point, it[0], it[1]));
            assert!(away.fold(f64::MAX, f64::min) < 0.5, "{point:?}");
        }
    }

    #[test]
    fn few_points_stay_as_they_are() {
        for points in [vec![], vec![(1.0, 2.0)], vec![(1.0, 2.0), (3.0, 4.0)]] {
            assert_eq!(thin(&points, 200), points);
        }
    }
}
