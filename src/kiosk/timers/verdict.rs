//! The moment at which a verdict is shown, which the worker cannot choose.
//!
//! A manipulated worker could delay its answer and encode data in the delay (a timing channel). So
//! the verdict is shown a fixed time after the face was captured.

use super::super::Kiosk;
use crate::{
    flow::{FlowEvent, Step},
    task,
};

/// A verdict is shown a multiple of this after the face was captured, in milliseconds.
const STEP_MS: u32 = 1_000;

impl Kiosk {
    /// Records that the face was captured now.
    pub(in crate::kiosk) fn start_verdict_clock(self) {
        let now = task::now() as u32;
        self.timers(|timers| timers.captured = now);
    }

    /// Sends the event of a comparison at the next whole step.
    pub(in crate::kiosk) fn send_in_step(self, event: FlowEvent) {
        let Step::Comparing(..) = self.flow.get_untracked().step else {
            return self.on_flow_event(event);
        };
        let captured = self.timers(|timers| timers.captured);
        let due = self.later(left((task::now() as u32).wrapping_sub(captured)), event);
        self.timers(|timers| timers.verdict = Some(due));
    }

    /// The worker was ended: no verdict of it is shown.
    pub(in crate::kiosk) fn cancel_verdict(self) {
        self.timers(|timers| timers.verdict = None);
    }
}

/// Milliseconds to the next whole step.
fn left(since: u32) -> u32 {
    STEP_MS - since % STEP_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s12_a_verdict_is_told_a_whole_number_of_steps_after_the_face_was_taken() {
        for (since, told) in [(0, 1_000), (1, 1_000), (999, 1_000), (1_000, 2_000), (7_999, 8_000)]
        {
            assert_eq!(since + left(since), told);
        }
    }
}
