//! Finds the machine-readable zone (MRZ) below a portrait: two or three parallel lines of dark
//! characters in cells of equal width, with blank paper around them.

use super::{
    blocks::{BLOCK, Blocks},
    side::PageSide,
    text_line::{CellPeriod, TextLine, printed},
    view::{Extent, View},
};
use crate::image::{Photo, Point};

/// A candidate for a machine-readable zone, with its measurements.
#[derive(Clone, Debug)]
pub(super) struct MachineReadableZone {
    /// The first and the second line, in eye distances from the midpoint of the eyes.
    pub(super) lines: [TextLine; 2],
    /// Number of lines at equal distances.
    pub(super) count: usize,
    /// Length of the lines, in cells.
    pub(super) cells: f64,
    /// Distance of two lines, in cells: 2.5 in ICAO 9303.
    pub(super) spacing: f64,
    /// Share of the blocks along the lines in which both have print.
    pub(super) filled: f64,
    /// The period of the cells; the pitch is in eye distances.
    pub(super) period: CellPeriod,
}

/// The area that is searched. The eyes of a portrait are 7.6 to 10 mm apart; the page is at most
/// 125 mm wide, and its first line is 20 to 45 mm below the eyes.
const EXTENT: Extent = Extent { across: [-4.5, 14.0], down: [1.2, 7.8], scale: 36.0 };

/// The same below a portrait on the right side of its page.
const EXTENT_TO_THE_LEFT: Extent = Extent { across: [-14.0, 4.5], ..EXTENT };

/// Line spacings that are tried, in pixels of the view: 6.35 mm for eyes 6.2 to 11.5 mm apart.
const SPACINGS: std::ops::RangeInclusive<usize> = 20..=38;

/// Slopes that are tried, relative to the line of the eyes.
const SLOPES: [f64; 23] = slopes();

/// Number of hypotheses that are examined in detail.
const MAX_EXAMINED: usize = 6;

/// Cells of a line in a hypothesis: 30, 36 or 44, some of which may be covered.
const CELLS: [f64; 2] = [25.0, 48.0];

// The limits below were measured with `page/measurements.rs`. All of 300 synthetic pages pass (three
// formats, three frame sizes, rotated and tilted by up to 10 degrees, with blur, noise, uneven light,
// JPEG, thumbs and a cluttered background). Of 3,811 photos of lfw-dev, each used in four frames
// (before other photos at 1280 x 720 and at 640 x 480, unchanged, and with random eye positions),
// none of the 15,244 frames has a zone; 7 have a pair of lines. None of 2,400 synthetic stripes,
// rows, shelves, bricks and keys has a zone. Synthetic texts and the 300 pages were measured before
// the minimum similarity last changed; since then only unit tests cover them.

/// Cells of a complete line. Measured values are within 2 of 30, 36 and 44.
const COMPLETE_CELLS: [f64; 2] = [27.5, 46.8];

/// Maximum number of lines of a zone.
const MAX_LINES: usize = 3;

/// Distance of two lines in cells: 2.5 in a frontal view.
const SPACING: [f64; 2] = [2.15, 2.88];

/// Pitch of the cells in eye distances: 2.54 mm for eyes 6.5 to 11.5 mm apart.
const PITCH: [f64; 2] = [0.22, 0.39];

/// Start of the first line, in eye distances to the right of the portrait's centre: 9 to 25 mm to the
/// left of it. For a portrait on the right side, the end of the line is mirrored.
const LEFT: [f64; 2] = [-3.2, -0.7];

/// Distance of the first line below the eyes, in eye distances: 18 to 42 mm.
const BELOW: [f64; 2] = [1.8, 5.4];

/// Minimum share of the blocks along both lines that have print.
const MIN_FILLED: f64 = 0.85;

/// Minimum share of the power at the period of the cells. Synthetic pages have 0.26 and more, lines of
/// words in proportional letters 0.24 and less.
const MIN_STRENGTH: f64 = 0.22;

/// Minimum coherence of the phases of both lines.
const MIN_COHERENCE: f64 = 0.7;

/// Allowed correlation of neighbouring cells. Synthetic pages have 0.32 to 0.82; rows of windows and of
/// keys 0.85 and more, bricks 0.04 and less.
const SIMILARITY: [f64; 2] = [0.05, 0.84];

/// Minimum sum of strength and similarity, because a zone may be weak in one of them. Lines of words in
/// proportional letters have 0.35 and less.
const MIN_BOTH: f64 = 0.38;

/// Extension of a line beyond its blocks with print, in pixels of the view.
const EXTENSION: f64 = 2.0 * BLOCK as f64;

const fn slopes() -> [f64; 23] {
    let mut slopes = [0.0; 23];
    let mut at = 0;
    while at < 23 {
        slopes[at] = (at as f64 - 11.0) * 0.016;
        at += 1;
    }
    slopes
}

impl MachineReadableZone {
    /// Whether all measurements are within the limits.
    pub(super) fn is_machine_readable(&self, side: PageSide) -> bool {
        let is_in = |range: [f64; 2], value: f64| range[0] <= value && value <= range[1];
        let TextLine { start, end } = self.lines[0];
        let begins = match side {
            PageSide::Left => start.x,
            PageSide::Right => -end.x,
        };
        self.count <= MAX_LINES
            && is_in(COMPLETE_CELLS, self.cells)
            && is_in(SPACING, self.spacing)
            && is_in(PITCH, self.period.pitch)
            && is_in(LEFT, begins)
            && is_in(BELOW, start.y)
            && self.filled >= MIN_FILLED
            && self.period.strength >= MIN_STRENGTH
            && self.period.coherence >= MIN_COHERENCE
            && is_in(SIMILARITY, self.period.similarity)
            && self.period.strength + self.period.similarity >= MIN_BOTH
    }
}

/// A pair of lines that may be a zone.
#[derive(Clone, Copy, Debug)]
struct Hypothesis {
    /// Row of the upper line in the centre of the view.
    y: f64,
    slope: f64,
    spacing: f64,
    first_block: usize,
    last_block: usize,
    /// Number of blocks with print.
    hits: usize,
}

/// All candidates, the best first. Each is examined when the iterator reaches it.
pub(super) fn candidates(
    photo: &Photo,
    eyes: [Point; 2],
    side: PageSide,
) -> impl Iterator<Item = MachineReadableZone> {
    let extent = match side {
        PageSide::Left => EXTENT,
        PageSide::Right => EXTENT_TO_THE_LEFT,
    };
    let view = View::new(photo, eyes, extent);
    let blocks = Blocks::new(&view);
    hypotheses(&blocks)
        .into_iter()
        .filter_map(move |hypothesis| examine(&view, &blocks, hypothesis))
}

/// The pairs of lines with the most print.
fn hypotheses(blocks: &Blocks) -> Vec<Hypothesis> {
    let mut best: Vec<Hypothesis> = Vec::new();
    let middle = blocks.count() as f64 / 2.0;
    let rows = blocks.rows();
    for spacing in SPACINGS.step_by(2) {
        let pairs = pairs(blocks, spacing);
        let [min, max] = CELLS.map(|cells| cells * spacing as f64 / 2.5 / BLOCK as f64);
        for slope in SLOPES {
            for y in (0..rows).step_by(2) {
                let is_print = |block: usize| {
                    let y = y as f64 + slope * (block as f64 + 0.5 - middle) * BLOCK as f64;
                    y >= 0.0 && y < rows as f64 && pairs[block * rows + y as usize]
                };
                let Some((first, last, hits)) = longest_run(blocks.count(), is_print) else {
                    continue;
                };
                let length = (last - first + 1) as f64;
                if length < min - 2.0 || length > max + 2.0 {
                    continue;
                }
                let hypothesis = Hypothesis {
                    y: y as f64,
                    slope,
                    spacing: spacing as f64,
                    first_block: first,
                    last_block: last,
                    hits,
                };
                keep_best(&mut best, hypothesis);
            }
        }
    }
    best.sort_by_key(|hypothesis| std::cmp::Reverse(hypothesis.hits));
    best.truncate(MAX_EXAMINED);
    best
}

/// Whether each block has print within one row of each row and of the row `spacing` below it.
fn pairs(blocks: &Blocks, spacing: usize) -> Vec<bool> {
    let print = blocks.print(spacing / 2);
    let rows = blocks.rows();
    let mut pairs = vec![false; print.len()];
    for block in 0..blocks.count() {
        let print = &print[block * rows..][..rows];
        let near = |y: usize| print[y - 1] || print[y] || print[y + 1];
        for y in 1..rows - spacing - 1 {
            pairs[block * rows + y] = near(y) && near(y + spacing);
        }
    }
    pairs
}

/// Keeps the better of two hypotheses for the same lines.
fn keep_best(best: &mut Vec<Hypothesis>, hypothesis: Hypothesis) {
    let is_same = |known: &Hypothesis| {
        (known.y - hypothesis.y).abs() < 8.0 && (known.spacing - hypothesis.spacing).abs() < 5.0
    };
    match best.iter_mut().find(|known| is_same(known)) {
        Some(known) if known.hits < hypothesis.hits => *known = hypothesis,
        Some(_) => {}
        None => best.push(hypothesis),
    }
}

/// The longest run of blocks with print, in which single blocks may lack it: first and last block,
/// and the number of blocks with print.
fn longest_run(count: usize, is_print: impl Fn(usize) -> bool) -> Option<(usize, usize, usize)> {
    let mut best: Option<(usize, usize, usize)> = None;
    let mut run: Option<(usize, usize, usize)> = None;
    for block in 0..count {
        if !is_print(block) {
            continue;
        }
        run = match run {
            Some((first, last, hits)) if block - last <= 2 => Some((first, block, hits + 1)),
            _ => Some((block, block, 1)),
        };
        if run.map(|(.., hits)| hits) > best.map(|(.., hits)| hits) {
            best = run;
        }
    }
    best
}

/// Measures a pair of lines.
fn examine(view: &View, blocks: &Blocks, hypothesis: Hypothesis) -> Option<MachineReadableZone> {
    let middle = blocks.count() as f64 / 2.0;
    let row = |block: usize| {
        hypothesis.y + hypothesis.slope * (block as f64 + 0.5 - middle) * BLOCK as f64
    };
    let rough = [0.0, hypothesis.spacing]
        .map(|down| [row(hypothesis.first_block) + down, row(hypothesis.last_block) + down]);
    let ends = rough.map(|ends| fit_line(blocks, hypothesis, ends));
    let lines = ends.map(|[start, end]| {
        let [left, right] =
            [hypothesis.first_block, hypothesis.last_block + 1].map(|block| (block * BLOCK) as f64);
        let slope = (end - start)
            / ((hypothesis.last_block - hypothesis.first_block).max(1) * BLOCK) as f64;
        let at = |x: f64| Point { x, y: start + slope * (x - left - BLOCK as f64 / 2.0) };
        TextLine { start: at(left - EXTENSION), end: at(right + EXTENSION) }
    });
    let apart = [0, 1].map(|side| ends[1][side] - ends[0][side]);
    let spacing = (apart[0] + apart[1]) / 2.0;
    let expected = spacing / 2.5;
    let darkness = lines.map(|line| line.darkness(view, expected, 3.0 * expected));
    let certain = (EXTENSION as usize + BLOCK)..(lines[0].length() - EXTENSION) as usize - BLOCK;
    let print = printed(&darkness, certain, expected);
    let lines = lines.map(|line| TextLine {
        start: line.point(print.start as f64, 0.0),
        end: line.point(print.end as f64, 0.0),
    });
    let darkness = darkness.map(|line| line.get(print.clone()).unwrap_or_default().to_vec());
    let period = CellPeriod::strongest(&darkness, [expected * 0.82, expected * 1.22])?;
    let scale = EXTENT.scale;
    let length = lines[0].length();
    Some(MachineReadableZone {
        lines: lines.map(|line| TextLine {
            start: view.to_eye_distances(line.start),
            end: view.to_eye_distances(line.end),
        }),
        count: count_lines(blocks, hypothesis, ends),
        cells: length / period.pitch,
        spacing: spacing / period.pitch,
        filled: hypothesis.hits as f64
            / (hypothesis.last_block - hypothesis.first_block + 1) as f64,
        period: CellPeriod { pitch: period.pitch / scale, ..period },
    })
}

/// The rows of both ends that maximise the horizontal changes along the line.
fn fit_line(blocks: &Blocks, hypothesis: Hypothesis, [start, end]: [f64; 2]) -> [f64; 2] {
    let span = (hypothesis.last_block - hypothesis.first_block).max(1) as f64;
    let sum = |start: f64, end: f64| -> f32 {
        (hypothesis.first_block..=hypothesis.last_block)
            .map(|block| {
                let share = (block - hypothesis.first_block) as f64 / span;
                blocks.change(block, start + share * (end - start))
            })
            .sum()
    };
    let mut best = (f32::MIN, [start, end]);
    for left in -4..=4 {
        for right in -4..=4 {
            let ends = [start + f64::from(left), end + f64::from(right)];
            let sum = sum(ends[0], ends[1]);
            if best.0 < sum {
                best = (sum, ends);
            }
        }
    }
    best.1
}

/// Number of lines at equal distances: the two, and at most two more on either side.
fn count_lines(blocks: &Blocks, hypothesis: Hypothesis, [upper, lower]: [[f64; 2]; 2]) -> usize {
    let gap = hypothesis.spacing as usize / 2;
    let print = blocks.print(gap);
    let span = (hypothesis.last_block - hypothesis.first_block).max(1) as f64;
    let is_line = |times: f64| {
        let hits = (hypothesis.first_block..=hypothesis.last_block).filter(|block| {
            let share = (block - hypothesis.first_block) as f64 / span;
            let at = |ends: [f64; 2]| ends[0] + share * (ends[1] - ends[0]);
            let y = at(upper) + times * (at(lower) - at(upper));
            (-2..=2).any(|off| {
                let y = y.round() as isize + off;
                usize::try_from(y)
                    .is_ok_and(|y| y < blocks.rows() && print[block * blocks.rows() + y])
            })
        });
        hits.count() as f64 >= 0.65 * (span + 1.0)
    };
    let above = [-1.0, -2.0].into_iter().take_while(|times| is_line(*times)).count();
    let below = [2.0, 3.0].into_iter().take_while(|times| is_line(*times)).count();
    2 + above + below
}
