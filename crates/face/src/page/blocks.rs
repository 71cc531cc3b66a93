//! How much a picture looks like text, in small upright blocks: strong changes from left to right.

use super::view::View;

/// Columns of a block: two or three characters.
pub(super) const BLOCK: usize = 24;

/// Rows over which a line of text is averaged.
const ROWS: usize = 5;

/// What a change from one pixel to the next but one must be on average for a line of print.
const LEAST_CHANGE: f32 = 7.0;

/// How much more a line of print changes than the quiet paper above and below it.
const PROMINENCE: f32 = 1.6;

/// For every block and row: the mean change from left to right, and the mean luma.
pub(super) struct Blocks {
    count: usize,
    rows: usize,
    change: Vec<f32>,
    luma: Vec<f32>,
}

impl Blocks {
    /// Those of `view`.
    pub(super) fn new(view: &View) -> Self {
        let (count, rows) = (view.width() / BLOCK, view.height());
        let mut change = vec![0.0; count * rows];
        let mut luma = vec![0.0; count * rows];
        for y in 0..rows {
            let row = view.row(y);
            for block in 0..count {
                let start = block * BLOCK;
                let end = (start + BLOCK).min(row.len() - 2);
                let changes: f32 = (start..end).map(|x| (row[x + 2] - row[x]).abs()).sum();
                change[block * rows + y] = changes / (end - start) as f32;
                luma[block * rows + y] = row[start..end].iter().sum::<f32>() / (end - start) as f32;
            }
        }
        let mut blocks = Self { count, rows, change, luma };
        for block in 0..count {
            smooth(&mut blocks.change[block * rows..][..rows]);
            smooth(&mut blocks.luma[block * rows..][..rows]);
        }
        blocks
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Rows of each.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// The mean change from left to right in a block around row `y`, 0 outside.
    pub(super) fn change(&self, block: usize, y: f64) -> f32 {
        let y = y.round();
        if y < 0.0 || y >= self.rows as f64 {
            return 0.0;
        }
        self.change[block * self.rows + y as usize]
    }

    /// Whether each block has, around each row, dark print with quiet paper at `gap` rows above
    /// and below it. Block by block.
    pub(super) fn print(&self, gap: usize) -> Vec<bool> {
        let mut print = vec![false; self.count * self.rows];
        for block in 0..self.count {
            let change = &self.change[block * self.rows..][..self.rows];
            let luma = &self.luma[block * self.rows..][..self.rows];
            for y in gap..self.rows.saturating_sub(gap) {
                let quiet = change[y - gap].max(change[y + gap]);
                let paper = (luma[y - gap] + luma[y + gap]) / 2.0;
                print[block * self.rows + y] =
                    change[y] > LEAST_CHANGE && change[y] > PROMINENCE * quiet && luma[y] < paper;
            }
        }
        print
    }
}

/// The mean of [`ROWS`] values around each.
fn smooth(values: &mut [f32]) {
    let before = values.to_vec();
    for (at, value) in values.iter_mut().enumerate() {
        let start = at.saturating_sub(ROWS / 2);
        let end = (at + ROWS / 2 + 1).min(before.len());
        *value = before[start..end].iter().sum::<f32>() / (end - start) as f32;
    }
}
