//! Which step follows which event.

use wire::PageSource;

use super::{
    event::{ComparisonOutcome, FlowEvent},
    step::{Attempt, Done, Step},
    time::Time,
};

impl Step {
    pub(super) fn on(self, event: FlowEvent) -> Self {
        match (self, event) {
            (Self::Welcome, FlowEvent::Begun) => Self::Notice,
            (Self::Notice, FlowEvent::Agreed(source)) => Self::Document(source),
            (Self::Document(_) | Self::Chip(_), FlowEvent::Shown(source)) => Self::Document(source),
            (Self::Document(shown), FlowEvent::PageTaken(source)) if shown == source => {
                Self::Face(source.into(), Attempt::First)
            }
            (Self::Document(shown), FlowEvent::KeyTaken(source)) if shown == source => {
                Self::Chip(source)
            }
            (Self::Chip(_), FlowEvent::ChipTaken(source)) => Self::Face(source, Attempt::First),
            (Self::Chip(page), FlowEvent::ChipSkipped) => Self::Face(page.into(), Attempt::First),
            (Self::Document(PageSource::Camera) | Self::Chip(_), FlowEvent::DocumentRefused) => {
                Self::Done(Done::Unconfirmed)
            }
            (Self::Face(source, asked), FlowEvent::FaceTaken(taken)) if asked == taken => {
                Self::Comparing(source, taken)
            }
            (Self::Face(_, asked), FlowEvent::FaceRefused(refused)) if asked == refused => {
                Self::Done(Done::TimedOut)
            }
            (Self::Comparing(source, asked), FlowEvent::Compared(answered, answer))
                if asked == answered =>
            {
                match (answer, answered) {
                    (ComparisonOutcome::Match, _) => Self::Done(Done::Match(source)),
                    (ComparisonOutcome::NoMatch | ComparisonOutcome::Retry, Attempt::First) => {
                        Self::Face(source, Attempt::Second)
                    }
                    (ComparisonOutcome::NoMatch, Attempt::Second) => {
                        Self::Done(Done::NoMatch(source))
                    }
                    (ComparisonOutcome::Retry, Attempt::Second) => Self::Done(Done::Broken),
                }
            }
            (Self::Done(_), FlowEvent::Left) => Self::Welcome,
            (Self::Welcome | Self::Done(Done::Match(_)), FlowEvent::Declined) => {
                Self::Done(Done::Declined)
            }
            (step, FlowEvent::Declined) if step.is_waiting() => Self::Done(Done::Declined),
            (step, FlowEvent::Failed | FlowEvent::Closed(_)) if step.needs_worker() => {
                Self::Done(Done::Broken)
            }
            (step, _) => step,
        }
    }

    /// The step after the time has run out. A traveller who does not answer has left, and nothing of
    /// them stays. One who has used up all extensions is still there, and goes to an officer.
    pub(super) fn out_of_time(self, time: Time) -> Self {
        match self {
            Self::Welcome => Self::Welcome,
            // The worker did not answer.
            Self::Comparing(..) => Self::Done(Done::Broken),
            _ if time.is_short => Self::Welcome,
            _ if time.extensions > 0 => self,
            Self::Done(_) => Self::Welcome,
            Self::Notice | Self::Document(_) | Self::Chip(_) | Self::Face(..) => {
                Self::Done(Done::TimedOut)
            }
        }
    }
}
