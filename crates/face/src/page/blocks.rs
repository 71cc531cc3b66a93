//! Detects rows of printed text in narrow blocks of a view by their horizontal gradients.

use super::view::View;

/// Width of a block, in pixels: two or three characters.
pub(super) const BLOCK: usize = 24;

/// Number of rows over which values are averaged.
const AVERAGED_ROWS: usize = 5;

/// Minimum mean difference between a pixel and the next but one in a line of print.
const MIN_CHANGE: f32 = 7.0;

/// Minimum ratio of the changes in a line of print to those in the blank paper above and below.
const PROMINENCE: f32 = 1.6;

/// The mean horizontal change and the mean luma of every block and row.
pub(super) struct Blocks {
    count: usize,
    rows: usize,
    change: Vec<f32>,
    luma: Vec<f32>,
}

impl Blocks {
    /// Computes the blocks of `view`.
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

    /// Number of blocks.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Rows of each block.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// The mean horizontal change in a block around row `y`; 0 outside the view.
    pub(super) fn change(&self, block: usize, y: f64) -> f32 {
        let y = y.round();
        if y < 0.0 || y >= self.rows as f64 {
            return 0.0;
        }
        self.change[block * self.rows + y as usize]
    }

    /// Whether each block has dark print around each row and blank paper `gap` rows above and below
    /// it. The values are ordered by block, then row.
    pub(super) fn print(&self, gap: usize) -> Vec<bool> {
        let mut print = vec![false; self.count * self.rows];
        for block in 0..self.count {
            let change = &self.change[block * self.rows..][..self.rows];
            let luma = &self.luma[block * self.rows..][..self.rows];
            for y in gap..self.rows.saturating_sub(gap) {
                let blank = change[y - gap].max(change[y + gap]);
                let paper = (luma[y - gap] + luma[y + gap]) / 2.0;
                print[block * self.rows + y] =
                    change[y] > MIN_CHANGE && change[y] > PROMINENCE * blank && luma[y] < paper;
            }
        }
        print
    }
}

/// Replaces each value by the mean of the [`AVERAGED_ROWS`] values around it.
fn smooth(values: &mut [f32]) {
    let before = values.to_vec();
    for (at, value) in values.iter_mut().enumerate() {
        let start = at.saturating_sub(AVERAGED_ROWS / 2);
        let end = (at + AVERAGED_ROWS / 2 + 1).min(before.len());
        *value = before[start..end].iter().sum::<f32>() / (end - start) as f32;
    }
}
