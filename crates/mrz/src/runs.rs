//! Connected areas of a picture.

use crate::segment::Segment;

/// Sums over the pixels of one connected area.
#[derive(Clone, Debug)]
pub(crate) struct Component {
    count: f32,
    weight: f32,
    x: f32,
    y: f32,
    xx: f32,
    xy: f32,
    yy: f32,
    left: usize,
    right: usize,
}

/// Pixels of one row that are next to each other.
struct Run {
    left: usize,
    right: usize,
    component: usize,
}

/// Connected areas of the pixels that are not zero. `width` is the length of a row.
pub(crate) fn components(picture: &[f32], width: usize) -> Vec<Component> {
    let mut found: Vec<Component> = Vec::new();
    // The component that each one became part of; itself if none.
    let mut parents: Vec<usize> = Vec::new();
    let mut above: Vec<Run> = Vec::new();
    for (row, pixels) in picture.chunks_exact(width.max(1)).enumerate() {
        let mut runs = Vec::new();
        let mut column = 0;
        while column < width {
            if pixels[column] == 0.0 {
                column += 1;
                continue;
            }
            let left = column;
            while column < width && pixels[column] != 0.0 {
                column += 1;
            }
            let run = Component::of_run(&pixels[left..column], left, row);
            let mut component = None;
            for touched in above.iter().filter(|run| run.left < column && left < run.right) {
                let other = root(&parents, touched.component);
                let mine = *component.get_or_insert(other);
                if mine != other {
                    parents[other] = mine;
                    let part = found[other].clone();
                    found[mine].add(&part);
                }
            }
            let component = match component {
                Some(component) => {
                    found[component].add(&run);
                    component
                }
                None => {
                    found.push(run);
                    parents.push(parents.len());
                    parents.len() - 1
                }
            };
            runs.push(Run { left, right: column, component });
        }
        above = runs;
    }
    let is_root = |at: &usize| parents[*at] == *at;
    (0..found.len()).filter(is_root).map(|at| found[at].clone()).collect()
}

/// The component that `at` became part of.
fn root(parents: &[usize], mut at: usize) -> usize {
    while parents[at] != at {
        at = parents[at];
    }
    at
}

impl Component {
    fn of_run(pixels: &[f32], left: usize, row: usize) -> Self {
        let y = row as f32 + 0.5;
        let mut sums = Self {
            count: pixels.len() as f32,
            weight: 0.0,
            x: 0.0,
            y: 0.0,
            xx: 0.0,
            xy: 0.0,
            yy: 0.0,
            left,
            right: left + pixels.len(),
        };
        for (at, weight) in pixels.iter().enumerate() {
            let x = (left + at) as f32 + 0.5;
            sums.weight += weight;
            sums.x += weight * x;
            sums.y += weight * y;
            sums.xx += weight * x * x;
            sums.xy += weight * x * y;
            sums.yy += weight * y * y;
        }
        sums
    }

    fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.weight += other.weight;
        self.x += other.x;
        self.y += other.y;
        self.xx += other.xx;
        self.xy += other.xy;
        self.yy += other.yy;
        self.left = self.left.min(other.left);
        self.right = self.right.max(other.right);
    }

    /// The straight line through its middle, from left to right. `None` if it has no length.
    pub(crate) fn line(&self) -> Option<Segment> {
        let (x, y) = (self.x / self.weight, self.y / self.weight);
        let spread = self.xx / self.weight - x * x;
        if !(spread > 1.0 && self.weight > 0.0) {
            return None;
        }
        let slope = (self.xy / self.weight - x * y) / spread;
        let length = (self.right - self.left) as f32;
        let at = |column: f32| y + slope * (column - x);
        Some(Segment::new(
            [self.left as f32, at(self.left as f32)],
            [self.right as f32, at(self.right as f32)],
            self.count / length,
            self.weight,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_that_touch_are_one_and_others_are_not() {
        // Two arms that meet in the last row, and one area beside them.
        let picture = [
            1.0, 0.0, 1.0, 0.0, 1.0, //
            1.0, 0.0, 1.0, 0.0, 1.0, //
            1.0, 1.0, 1.0, 0.0, 1.0,
        ];
        let mut counts: Vec<f32> = components(&picture, 5).iter().map(|area| area.count).collect();
        counts.sort_by(f32::total_cmp);
        assert_eq!(counts, [3.0, 7.0]);
    }

    #[test]
    fn the_line_of_a_slanted_area_has_its_slope() {
        let mut picture = vec![0.0; 100 * 20];
        for column in 0..100 {
            for row in 0..4 {
                picture[(column / 10 + row) * 100 + column] = 1.0;
            }
        }
        let areas = components(&picture, 100);
        assert_eq!(areas.len(), 1);
        let line = areas[0].line().unwrap();
        assert!((line.slope() - 0.1).abs() < 0.01, "{line:?}");
        assert!((line.thickness - 4.0).abs() < 0.1, "{line:?}");
    }
}
