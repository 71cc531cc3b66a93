//! Good frames of one face or page, one right after the other.

/// Frames that may be averaged: seen within [`WINDOW_MS`], so that they are of one moment.
#[derive(Debug)]
pub struct CaptureBurst<T> {
    /// Each with when it was seen, in milliseconds.
    frames: Vec<(f64, T)>,
}

/// The longest time between the first frame and the last one.
pub const WINDOW_MS: f64 = 1_500.0;

/// How many frames are waited for; the best of them are used.
pub const ENOUGH: usize = 5;

impl<T> CaptureBurst<T> {
    /// None yet.
    pub fn new() -> Self {
        Self { frames: Vec::new() }
    }

    /// Adds the frame of `now`, in milliseconds, and drops frames that are too old. Returns whether the
    /// burst is complete: there are enough frames, or the time is over.
    pub fn take(&mut self, frame: T, now: f64) -> bool {
        let before = self.frames.len();
        self.expire(now);
        let is_over = self.frames.len() < before;
        self.frames.push((now, frame));
        is_over || self.frames.len() >= ENOUGH
    }

    /// Drops the frames that are too old for one of `now`. Frames that are not good enough may lie
    /// between two frames of a burst.
    pub fn expire(&mut self, now: f64) {
        self.frames.retain(|(seen, _)| now - seen <= WINDOW_MS);
    }

    /// The frames that were taken and not dropped, the oldest first.
    pub fn frames(&self) -> impl Iterator<Item = &T> {
        self.frames.iter().map(|(_, frame)| frame)
    }

    /// Starts over: the next frame may show another person.
    pub fn clear(&mut self) {
        self.frames.clear();
    }

    /// The `count` best frames; `quality` tells which are better. None are left.
    pub fn best(&mut self, count: usize, quality: impl Fn(&T) -> f64) -> Vec<T> {
        let mut frames: Vec<T> = self.frames.drain(..).map(|(_, frame)| frame).collect();
        frames.sort_by(|a, b| quality(b).total_cmp(&quality(a)));
        frames.truncate(count);
        frames
    }
}

impl<T> Default for CaptureBurst<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The frames that are used when they come at these times; `None` while more are waited for.
    fn used(times: &[f64]) -> Option<Vec<f64>> {
        let mut burst = CaptureBurst::new();
        let is_done = times.iter().map(|&time| burst.take(time, time)).collect::<Vec<_>>();
        assert!(!is_done[..is_done.len() - 1].contains(&true), "{is_done:?}");
        is_done.last()?.then(|| burst.best(3, |time| *time))
    }

    #[test]
    fn the_best_three_of_five_frames_are_used() {
        assert_eq!(used(&[10.0, 20.0, 30.0, 40.0]), None);
        assert_eq!(used(&[10.0, 20.0, 30.0, 40.0, 50.0]), Some(vec![50.0, 40.0, 30.0]));
    }

    #[test]
    fn frames_that_are_used_lie_within_a_second_and_a_half_of_the_last_one() {
        assert_eq!(used(&[0.0, 800.0, 1_500.0]), None);
        assert_eq!(used(&[0.0, 800.0, 1_501.0]), Some(vec![1_501.0, 800.0]));
        assert_eq!(used(&[100.0, 9_000.0]), Some(vec![9_000.0]));
    }

    #[test]
    fn k12_frames_between_which_others_were_bad_are_used_together_within_the_same_time() {
        let mut burst = CaptureBurst::new();
        for time in [0.0, 300.0, 600.0, 900.0] {
            assert!(!burst.take(time, time));
            burst.expire(time + 150.0);
        }
        assert!(burst.take(1_200.0, 1_200.0), "five of them");
        burst.clear();
        assert!(!burst.take(0.0, 0.0));
        burst.expire(1_600.0);
        assert!(!burst.take(1_700.0, 1_700.0), "one frame alone is not what was waited for");
    }

    #[test]
    fn the_next_person_starts_a_new_burst() {
        let mut burst = CaptureBurst::new();
        burst.take("one person", 0.0);
        burst.clear();
        assert!(!burst.take("another person", 5_000.0));
        assert_eq!(burst.best(3, |_| 0.0), ["another person"]);
    }
}
