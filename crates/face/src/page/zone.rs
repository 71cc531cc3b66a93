//! Finds the machine-readable zone below a portrait: two or three parallel lines of many dark
//! marks in cells of one width, with quiet paper around them.

use super::{
    PageSide,
    blocks::{BLOCK, Blocks},
    cells::{Rhythm, TextLine, printed},
    view::{Extent, View},
};
use crate::image::{Photo, Point};

/// A machine-readable zone, or something like one.
#[derive(Clone, Debug)]
pub(super) struct Zone {
    /// The first and the second line found, in eye distances from the middle between the eyes.
    pub(super) lines: [TextLine; 2],
    /// How many lines there are at equal distances.
    pub(super) count: usize,
    /// Cells that the lines are long.
    pub(super) cells: f64,
    /// Distance of two lines in cells: 2.5 by ICAO 9303.
    pub(super) spacing: f64,
    /// Share of the blocks along the lines that have print in both.
    pub(super) filled: f64,
    /// How the cells follow each other; the pitch is in eye distances.
    pub(super) rhythm: Rhythm,
}

/// Where a zone can be. The eyes of a portrait are 7.6 to 10 mm apart; the page is 125 mm wide at
/// most, and its first line 20 to 45 mm below the eyes.
const EXTENT: Extent = Extent { across: [-4.5, 14.0], down: [1.2, 7.8], scale: 36.0 };

/// Where it is below a portrait on the right side of its page.
const EXTENT_TO_THE_LEFT: Extent = Extent { across: [-14.0, 4.5], ..EXTENT };

/// Distances of two lines that are tried, in pixels of the view: 6.35 mm at eyes 6.2 to 11.5 mm
/// apart.
const SPACINGS: std::ops::RangeInclusive<usize> = 20..=38;

/// Slopes that are tried, against the line of the eyes.
const SLOPES: [f64; 23] = slopes();

/// How many hypotheses are looked at closely.
const CLOSE_LOOKS: usize = 6;

/// Cells of a line: 30, 36 or 44, some of which may be covered.
const CELLS: [f64; 2] = [25.0, 48.0];

// The limits below are measured with `page/measures.rs`. Of 300 drawn pages (three formats, three
// sizes of frame, turned and tilted by up to 10 degrees, blur, noise, uneven light, JPEG, thumbs,
// clutter behind) 300 pass. Of 3,811 photos of lfw-dev, each shown once as a person before other
// photos at 1280 x 720, once at 640 x 480, as it is, and with eyes anywhere (15,244 frames), none
// has a zone; 7 have any pair of lines at all. Of 2,400 drawn stripes, rows, shelves, bricks
// and keys none has one. Drawn texts and the 300 pages were measured before the least likeness last
// changed, and are held by the unit tests alone since then.

/// Cells of a line that is read as one. Measured on whole lines: within 2 of 30, 36 and 44.
const WHOLE: [f64; 2] = [27.5, 46.8];

/// Lines of a zone.
const MOST_LINES: usize = 3;

/// Distance of two lines in cells: 2.5, seen from the front.
const SPACING: [f64; 2] = [2.15, 2.88];

/// Pitch of the cells in eye distances: 2.54 mm at eyes 6.5 to 11.5 mm apart.
const PITCH: [f64; 2] = [0.22, 0.39];

/// Where the first line starts, in eye distances to the right of the portrait's middle: 9 to 25 mm
/// to the left of it. On the right side of a page the line ends as far to the right of it.
const LEFT: [f64; 2] = [-3.2, -0.7];

/// How far below the eyes the first line is, in eye distances: 18 to 42 mm.
const BELOW: [f64; 2] = [1.8, 5.4];

/// Share of the blocks along both lines that have print.
const LEAST_FILLED: f64 = 0.85;

/// Share of the power in the rhythm of the cells. Drawn pages have 0.26 and more, lines of words
/// in letters of many widths 0.24 and less.
const LEAST_STRENGTH: f64 = 0.22;

/// How well both lines agree where cells begin.
const LEAST_AGREEMENT: f64 = 0.7;

/// How alike a cell and the next one may be. Drawn pages have 0.32 to 0.82; rows of windows and
/// of keys have 0.85 and more, bricks 0.04 and less.
const LIKENESS: [f64; 2] = [0.05, 0.84];

/// The least sum of strength and likeness, which a zone has where neither is large. Lines of words
/// in letters of many widths have 0.35 and less.
const LEAST_BOTH: f64 = 0.38;

/// Pixels of the view beyond the blocks with print, where lines may begin and end.
const MORE: f64 = 2.0 * BLOCK as f64;

const fn slopes() -> [f64; 23] {
    let mut slopes = [0.0; 23];
    let mut at = 0;
    while at < 23 {
        slopes[at] = (at as f64 - 11.0) * 0.016;
        at += 1;
    }
    slopes
}

impl Zone {
    /// Whether all is as in a machine-readable zone.
    pub(super) fn is_machine_readable(&self, side: PageSide) -> bool {
        let is_in = |range: [f64; 2], value: f64| range[0] <= value && value <= range[1];
        let TextLine { start, end } = self.lines[0];
        let begins = match side {
            PageSide::Left => start.x,
            PageSide::Right => -end.x,
        };
        self.count <= MOST_LINES
            && is_in(WHOLE, self.cells)
            && is_in(SPACING, self.spacing)
            && is_in(PITCH, self.rhythm.pitch)
            && is_in(LEFT, begins)
            && is_in(BELOW, start.y)
            && self.filled >= LEAST_FILLED
            && self.rhythm.strength >= LEAST_STRENGTH
            && self.rhythm.agreement >= LEAST_AGREEMENT
            && is_in(LIKENESS, self.rhythm.likeness)
            && self.rhythm.strength + self.rhythm.likeness >= LEAST_BOTH
    }
}

/// Two lines that might be a zone: row of the upper one in the view's middle, slope, distance of
/// the lines, first and last block.
#[derive(Clone, Copy, Debug)]
struct Guess {
    y: f64,
    slope: f64,
    spacing: f64,
    first: usize,
    last: usize,
    hits: usize,
}

/// All that might be a zone, the likeliest first. Each is examined when it is asked for.
pub(super) fn candidates(
    photo: &Photo,
    eyes: [Point; 2],
    side: PageSide,
) -> impl Iterator<Item = Zone> {
    let extent = match side {
        PageSide::Left => EXTENT,
        PageSide::Right => EXTENT_TO_THE_LEFT,
    };
    let view = View::new(photo, eyes, extent);
    let blocks = Blocks::new(&view);
    guesses(&blocks).into_iter().filter_map(move |guess| examine(&view, &blocks, guess))
}

/// The likeliest pairs of lines.
fn guesses(blocks: &Blocks) -> Vec<Guess> {
    let mut best: Vec<Guess> = Vec::new();
    let middle = blocks.count() as f64 / 2.0;
    let rows = blocks.rows();
    for spacing in SPACINGS.step_by(2) {
        let pairs = pairs(blocks, spacing);
        let [least, most] = CELLS.map(|cells| cells * spacing as f64 / 2.5 / BLOCK as f64);
        for slope in SLOPES {
            for y in (0..rows).step_by(2) {
                let is_print = |block: usize| {
                    let y = y as f64 + slope * (block as f64 + 0.5 - middle) * BLOCK as f64;
                    y >= 0.0 && y < rows as f64 && pairs[block * rows + y as usize]
                };
                let Some((first, last, hits)) = longest(blocks.count(), is_print) else { continue };
                let length = (last - first + 1) as f64;
                if length < least - 2.0 || length > most + 2.0 {
                    continue;
                }
                let guess =
                    Guess { y: y as f64, slope, spacing: spacing as f64, first, last, hits };
                keep(&mut best, guess);
            }
        }
    }
    best.sort_by_key(|hypothesis| std::cmp::Reverse(hypothesis.hits));
    best.truncate(CLOSE_LOOKS);
    best
}

/// Whether each block has, within a row of each row and of that `spacing` below it, dark print on
/// quiet paper.
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

/// Keeps the best of those that are the same lines.
fn keep(best: &mut Vec<Guess>, guess: Guess) {
    let same =
        |it: &Guess| (it.y - guess.y).abs() < 8.0 && (it.spacing - guess.spacing).abs() < 5.0;
    match best.iter_mut().find(|it| same(it)) {
        Some(known) if known.hits < guess.hits => *known = guess,
        Some(_) => {}
        None => best.push(guess),
    }
}

/// The longest run of blocks with print, single blocks without it allowed: first, last, how many
/// have it.
fn longest(count: usize, is_print: impl Fn(usize) -> bool) -> Option<(usize, usize, usize)> {
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
        if run.map(|it| it.2) > best.map(|it| it.2) {
            best = run;
        }
    }
    best
}

/// Looks closely at two lines.
fn examine(view: &View, blocks: &Blocks, guess: Guess) -> Option<Zone> {
    let middle = blocks.count() as f64 / 2.0;
    let row = |block: usize| guess.y + guess.slope * (block as f64 + 0.5 - middle) * BLOCK as f64;
    let rough = [0.0, guess.spacing].map(|down| [row(guess.first) + down, row(guess.last) + down]);
    let ends = rough.map(|ends| fit(blocks, guess, ends));
    let lines = ends.map(|[start, end]| {
        let [left, right] = [guess.first, guess.last + 1].map(|it| (it * BLOCK) as f64);
        let slope = (end - start) / ((guess.last - guess.first).max(1) * BLOCK) as f64;
        let at = |x: f64| Point { x, y: start + slope * (x - left - BLOCK as f64 / 2.0) };
        TextLine { start: at(left - MORE), end: at(right + MORE) }
    });
    let apart = [0, 1].map(|side| ends[1][side] - ends[0][side]);
    let spacing = (apart[0] + apart[1]) / 2.0;
    let expected = spacing / 2.5;
    let ink = lines.map(|line| line.ink(view, expected, 3.0 * expected));
    let sure = (MORE as usize + BLOCK)..(lines[0].length() - MORE) as usize - BLOCK;
    let print = printed(&ink, sure, expected);
    let lines = lines.map(|line| TextLine {
        start: line.point(print.start as f64, 0.0),
        end: line.point(print.end as f64, 0.0),
    });
    let ink = ink.map(|ink| ink.get(print.clone()).unwrap_or_default().to_vec());
    let rhythm = Rhythm::of(&ink, [expected * 0.82, expected * 1.22])?;
    let scale = EXTENT.scale;
    let length = lines[0].length();
    Some(Zone {
        lines: lines.map(|line| TextLine {
            start: view.in_eye_distances(line.start),
            end: view.in_eye_distances(line.end),
        }),
        count: count(blocks, guess, ends),
        cells: length / rhythm.pitch,
        spacing: spacing / rhythm.pitch,
        filled: guess.hits as f64 / (guess.last - guess.first + 1) as f64,
        rhythm: Rhythm { pitch: rhythm.pitch / scale, ..rhythm },
    })
}

/// The rows at both ends between which a line changes the most.
fn fit(blocks: &Blocks, guess: Guess, [start, end]: [f64; 2]) -> [f64; 2] {
    let span = (guess.last - guess.first).max(1) as f64;
    let sum = |start: f64, end: f64| -> f32 {
        (guess.first..=guess.last)
            .map(|block| {
                let share = (block - guess.first) as f64 / span;
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

/// How many lines there are at equal distances, at most 2 more on either side.
fn count(blocks: &Blocks, guess: Guess, [upper, lower]: [[f64; 2]; 2]) -> usize {
    let gap = guess.spacing as usize / 2;
    let print = blocks.print(gap);
    let span = (guess.last - guess.first).max(1) as f64;
    let is_line = |times: f64| {
        let hits = (guess.first..=guess.last).filter(|block| {
            let share = (block - guess.first) as f64 / span;
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
    let above = [-1.0, -2.0].into_iter().take_while(|it| is_line(*it)).count();
    let below = [2.0, 3.0].into_iter().take_while(|it| is_line(*it)).count();
    2 + above + below
}
