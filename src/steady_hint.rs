//! Debounces the hints of single frames for the screen.

use protocol::Hint;

/// The hint on the screen. A flickering hint, as with light from the side, could not be read.
#[derive(Debug, Default)]
pub struct SteadyHint {
    /// It, and when a frame was last found to deserve it, in milliseconds.
    shown: Option<(Hint, u32)>,
}

/// So long no frame must have deserved a hint before another takes its place: each stays as long at
/// least.
const STAY_MS: u32 = 1_000;

impl SteadyHint {
    /// Takes the hint of a frame that was looked at `now`, in milliseconds. Gives the one to show.
    pub fn take(&mut self, hint: Hint, now: u32) -> Hint {
        match &mut self.shown {
            Some((shown, last)) if *shown != hint && now.wrapping_sub(*last) < STAY_MS => *shown,
            shown => {
                *shown = Some((hint, now));
                hint
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k12_hints_that_change_with_every_frame_stand_still_on_the_screen() {
        let mut steady = SteadyHint::default();
        let mut shown = Vec::new();
        for frame in 0..148_u32 {
            let hint = [Hint::TooDark, Hint::HoldStill, Hint::Turned][frame as usize % 3];
            shown.push(steady.take(hint, frame * 135));
        }
        assert!(shown.iter().all(|hint| *hint == Hint::TooDark), "{shown:?}");
    }

    #[test]
    fn k12_a_hint_stays_for_a_second_at_least_and_goes_when_no_frame_deserves_it() {
        let mut steady = SteadyHint::default();
        let times = [0, 400, 900, 1_000, 1_100, 1_999, 2_000];
        let hints = [
            Hint::NoFace,
            Hint::TooFar,
            Hint::TooFar,
            Hint::TooFar,
            Hint::TooNear,
            Hint::TooNear,
            Hint::TooNear,
        ];
        let shown: Vec<_> =
            times.into_iter().zip(hints).map(|(now, hint)| steady.take(hint, now)).collect();
        assert_eq!(
            shown,
            [
                Hint::NoFace,
                Hint::NoFace,
                Hint::NoFace,
                Hint::TooFar,
                Hint::TooFar,
                Hint::TooFar,
                Hint::TooNear,
            ]
        );
    }
}
