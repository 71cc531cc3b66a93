//! Good frames of one data page, from which the document's template is made.

use face::Candidate;
use models::DOCUMENT_FRAMES;

/// What is known of one frame of a page beside the others.
pub(crate) trait PageFrame {
    /// Its weight in the template, above 0.
    fn weight(&self) -> f64;
    /// Whether a reflection hides so much of the portrait that the page should be tilted.
    fn has_glare(&self) -> bool;
    /// Whether it shows nothing else than `other`.
    fn is_copy_of(&self, other: &Self) -> bool;
}

/// Different frames of one page. Frames that are copies of each other count as one.
#[derive(Debug)]
pub(crate) struct PageBurst<T> {
    /// Each unlike all others.
    frames: Vec<T>,
    /// How many good frames there were, copies included.
    seen: usize,
    /// When the first of them was seen, in milliseconds.
    since: Option<f64>,
}

/// What follows from one frame.
#[derive(Debug, PartialEq)]
pub(crate) enum PageStep<T> {
    /// More frames are awaited.
    Wait,
    /// The page must be tilted a little.
    Tilt,
    /// The different frames, the best one last. None are left.
    Taken(Vec<T>),
}

/// How many different frames are enough.
const ENOUGH: usize = DOCUMENT_FRAMES[DOCUMENT_FRAMES.len() - 1] as usize;
/// How long more frames are awaited once there is one without a reflection, in milliseconds.
const WINDOW_MS: f64 = 1_500.0;
/// How long the traveller may tilt a page before frames with a reflection must do, in milliseconds.
const TILT_MS: f64 = 5_000.0;

impl<T: PageFrame> PageBurst<T> {
    /// Adds the frame of `now`, in milliseconds.
    ///
    /// A page that is held still needs no tilting and no waiting if nothing is reflected in it: its
    /// one frame is all that more of them would show.
    pub(crate) fn take(&mut self, frame: T, now: f64) -> PageStep<T> {
        let since = *self.since.get_or_insert(now);
        let has_glare = frame.has_glare();
        self.seen += 1;
        self.keep(frame);
        let is_clear = self.frames.iter().any(|frame| !frame.has_glare());
        let is_calm = self.seen >= ENOUGH && self.frames.len() == 1;
        let is_over = now - since >= if is_clear { WINDOW_MS } else { TILT_MS };
        if is_over || self.frames.len() >= ENOUGH || (is_clear && is_calm) {
            self.since = None;
            self.seen = 0;
            self.frames.sort_by(|a, b| a.weight().total_cmp(&b.weight()));
            return PageStep::Taken(std::mem::take(&mut self.frames));
        }
        if has_glare { PageStep::Tilt } else { PageStep::Wait }
    }

    /// Starts over: the next frame may show another page.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Keeps the better one of copies.
    fn keep(&mut self, frame: T) {
        let copy = self.frames.iter_mut().find(|other| frame.is_copy_of(other));
        match copy {
            Some(other) if frame.weight() > other.weight() => *other = frame,
            Some(_) => {}
            None => self.frames.push(frame),
        }
    }
}

impl<T> Default for PageBurst<T> {
    fn default() -> Self {
        Self { frames: Vec::new(), seen: 0, since: None }
    }
}

impl PageFrame for Candidate {
    fn weight(&self) -> f64 {
        self.page_weight()
    }

    fn has_glare(&self) -> bool {
        self.has_glare()
    }

    fn is_copy_of(&self, other: &Self) -> bool {
        self.is_copy_of(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame of a page: how it is tilted, and how good it is. Reflections vanish from 3 degrees.
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Tilted {
        degrees: u8,
        weight: f64,
        is_shiny: bool,
    }

    impl PageFrame for Tilted {
        fn weight(&self) -> f64 {
            self.weight
        }

        fn has_glare(&self) -> bool {
            self.is_shiny && self.degrees < 3
        }

        fn is_copy_of(&self, other: &Self) -> bool {
            self.degrees == other.degrees
        }
    }

    const MATT: Tilted = Tilted { degrees: 0, weight: 0.5, is_shiny: false };
    const SHINY: Tilted = Tilted { is_shiny: true, ..MATT };

    /// Ten frames a second, each tilted like this, until the page is taken: after how many frames, and
    /// the frames.
    fn film(page: Tilted, degrees: impl Fn(u32) -> u8) -> (u32, Vec<Tilted>) {
        let mut burst = PageBurst::default();
        for at in 0..100 {
            let frame = Tilted { degrees: degrees(at), ..page };
            if let PageStep::Taken(frames) = burst.take(frame, f64::from(at) * 100.0) {
                return (at + 1, frames);
            }
        }
        panic!("the page was never taken");
    }

    #[test]
    fn a_page_that_is_held_still_is_taken_after_five_frames_and_counts_as_one() {
        assert_eq!(film(MATT, |_| 0), (5, vec![MATT]));
    }

    #[test]
    fn a_page_that_moves_a_little_gives_five_different_frames() {
        let (after, frames) = film(MATT, |at| at as u8);
        assert_eq!((after, frames.len()), (5, ENOUGH));
    }

    #[test]
    fn a_page_that_moves_back_and_forth_gives_no_more_than_it_shows() {
        let (after, frames) = film(MATT, |at| (at % 2) as u8);
        assert_eq!((after, frames.len()), (16, 2), "a second and a half");
    }

    #[test]
    fn the_best_of_copies_is_kept_and_the_best_frame_is_the_last_one() {
        let mut burst = PageBurst::default();
        let frame = |degrees, weight| Tilted { degrees, weight, ..MATT };
        for (at, (degrees, weight)) in [(0, 0.9), (1, 0.2), (1, 0.4), (1, 0.3)].iter().enumerate() {
            assert_eq!(burst.take(frame(*degrees, *weight), at as f64), PageStep::Wait);
        }
        let taken = burst.take(frame(1, 0.1), WINDOW_MS);
        assert_eq!(taken, PageStep::Taken(vec![frame(1, 0.4), frame(0, 0.9)]));
    }

    #[test]
    fn a_reflection_asks_to_tilt_the_page_and_ends_when_it_is_tilted() {
        let mut burst = PageBurst::default();
        for at in 0..20 {
            assert_eq!(burst.take(SHINY, f64::from(at) * 100.0), PageStep::Tilt);
        }
        let clear = Tilted { degrees: 3, ..SHINY };
        let taken = burst.take(clear, 2_000.0);
        assert!(matches!(&taken, PageStep::Taken(frames) if frames.contains(&clear)), "{taken:?}");
    }

    #[test]
    fn a_page_whose_reflection_stays_is_taken_after_five_seconds() {
        let (after, frames) = film(SHINY, |_| 1);
        assert_eq!((after, frames.len()), (51, 1));
    }

    #[test]
    fn another_page_starts_over() {
        let mut burst = PageBurst::default();
        for at in 0..4 {
            assert_eq!(burst.take(MATT, f64::from(at)), PageStep::Wait);
        }
        burst.clear();
        assert_eq!(burst.take(MATT, 9_000.0), PageStep::Wait);
    }
}
