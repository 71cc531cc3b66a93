//! Invariants of every path that a traveller can take, of the effects on the way, and of random journeys.

#![allow(clippy::print_stderr, reason = "the number of pairs is part of the result")]

mod flow {
    pub(super) mod walk;
    mod effects;
    mod journeys;
    mod worker;
}

use std::collections::HashSet;

use flow::walk::{Transition, transitions};
use gangway::flow::{
    Attempt, CameraUse, Closure, ComparisonOutcome, Done, FaceLane, Flow, FlowEvent, Panel, Step,
};

use wire::{DocumentSource, Outcome, PageSource};

/// The next state alone.
trait Then {
    fn then(self, event: FlowEvent) -> Self;
}

impl Then for Flow {
    fn then(self, event: FlowEvent) -> Self {
        self.on(event).0
    }
}

#[test]
fn every_screen_can_be_reached() {
    let steps: HashSet<Step> = transitions().iter().map(|transition| transition.to.step).collect();
    // Welcome, notice, 2 pages, the chip after each; of 5 sources 2 tries of face and comparison, a match
    // and none; 4 other ends.
    assert_eq!(steps.len(), 1 + 1 + 2 + 2 + 5 * (2 + 2 + 2) + 4);
}

#[test]
fn u1_the_camera_runs_only_after_consent() {
    for &Transition { from, event, to, .. } in transitions() {
        if to.camera().is_some() && !from.step.needs_worker() {
            assert_eq!(from.step, Step::Notice);
            assert!(matches!(event, FlowEvent::Agreed(_)));
            assert_eq!(from.face_lane, FaceLane::Open);
        }
    }
}

#[test]
fn u7_one_touch_leads_to_an_officer_from_every_screen() {
    for &Transition { from, event, to, .. } in transitions() {
        if event == FlowEvent::Declined {
            let Step::Done(done) = to.step else { panic!("from {from:?}") };
            assert_ne!(done.outcome(), Outcome::Match, "from {from:?}");
        }
    }
}

#[test]
fn u13_a_closed_face_lane_keeps_the_officer_lane_open() {
    for &Transition { from, to, .. } in transitions() {
        if from.face_lane != FaceLane::Open {
            assert!(!to.step.needs_worker(), "{from:?} -> {to:?}");
            let declined = from.then(FlowEvent::Declined).step;
            assert!(matches!(declined, Step::Done(_)), "from {from:?}");
        }
    }
}

#[test]
fn only_a_fresh_answer_of_the_worker_is_a_match() {
    for &Transition { from, event, to, .. } in transitions() {
        if let Step::Done(Done::Match(source)) = to.step
            && from.step != to.step
        {
            let FlowEvent::Compared(attempt, ComparisonOutcome::Match) = event else {
                panic!("{event:?}")
            };
            assert_eq!(from.step, Step::Comparing(source, attempt));
        }
    }
}

#[test]
fn a_match_says_of_the_document_what_the_chip_proved_and_no_more() {
    for &Transition { from, event, to, .. } in transitions() {
        let Step::Face(source, Attempt::First) = to.step else { continue };
        if from.step == to.step {
            continue;
        }
        match (from.step, event) {
            (Step::Document(page), FlowEvent::PageTaken(taken)) => {
                assert_eq!((page, source), (taken, page.into()));
            }
            (Step::Chip(_), FlowEvent::ChipTaken(taken)) => assert_eq!(source, taken),
            (Step::Chip(page), FlowEvent::ChipSkipped) => {
                assert_eq!(source, DocumentSource::from(page));
            }
            _ => panic!("{event:?} after {from:?}"),
        }
    }
}

#[test]
fn u15_there_are_two_tries_at_most() {
    for &Transition { from, to, .. } in transitions() {
        if let (Step::Comparing(_, Attempt::Second), Step::Face(..)) = (from.step, to.step) {
            panic!("a third try after {from:?}");
        }
        if let Step::Done(Done::NoMatch(source)) = to.step
            && from.step != to.step
        {
            assert_eq!(from.step, Step::Comparing(source, Attempt::Second));
        }
    }
}

#[test]
fn all_that_breaks_ends_with_an_officer() {
    for &Transition { from, event, to, .. } in transitions() {
        if matches!(event, FlowEvent::Failed | FlowEvent::Closed(_)) && from.step.needs_worker() {
            assert_eq!(to.step, Step::Done(Done::Broken), "from {from:?}");
        }
    }
}

#[test]
fn s0_who_shows_the_documents_own_photograph_sees_an_officer_and_no_reason_is_sent() {
    for &Transition { from, event, to, .. } in transitions() {
        let FlowEvent::FaceRefused(refused) = event else { continue };
        match from.step {
            Step::Face(_, asked) if asked == refused => {
                assert_eq!(to.step, Step::Done(Done::TimedOut), "from {from:?}");
            }
            _ => assert_eq!(to.step, from.step, "from {from:?}"),
        }
    }
}

#[test]
fn who_shows_a_document_that_is_not_accepted_sees_an_officer_and_no_reason_is_sent() {
    for &Transition { from, event, to, .. } in transitions() {
        if event != FlowEvent::DocumentRefused {
            continue;
        }
        if matches!(from.step, Step::Document(PageSource::Camera) | Step::Chip(_)) {
            assert_eq!(to.step, Step::Done(Done::Unconfirmed), "from {from:?}");
        } else {
            assert_eq!(to.step, from.step, "from {from:?}");
        }
    }
}

#[test]
fn u6_the_reasons_for_an_officer_cannot_be_told_apart() {
    for done in [Done::Unconfirmed, Done::Declined, Done::TimedOut, Done::Broken] {
        assert_eq!(done.outcome(), Outcome::Manual);
    }
}

#[test]
fn u17_who_does_nothing_is_asked_and_who_does_not_answer_has_gone() {
    for &Transition { from: flow, .. } in transitions() {
        if matches!(flow.step, Step::Welcome | Step::Comparing(..)) || flow.time.extensions == 0 {
            continue;
        }
        let asked = if flow.time.is_short { flow } else { flow.then(FlowEvent::TimedOut) };
        assert_eq!((asked.step, asked.time.is_short), (flow.step, true), "{flow:?}");
        let Flow { face_lane, is_hidden, .. } = flow;
        assert_eq!(asked.then(FlowEvent::TimedOut), Flow { face_lane, is_hidden, ..Flow::START });
        let answered = asked.then(FlowEvent::MoreTime);
        assert_eq!((answered.step, answered.time.is_short), (flow.step, false), "{flow:?}");
        assert_eq!(answered.time.extensions, flow.time.extensions - 1);
    }
}

#[test]
fn u17_after_ten_extensions_an_officer_helps() {
    let mut flow = Flow::START.then(FlowEvent::Opened).then(FlowEvent::Begun);
    for left in (0..10).rev() {
        flow = flow.then(FlowEvent::TimedOut).then(FlowEvent::MoreTime);
        assert_eq!((flow.step, flow.time.extensions), (Step::Notice, left));
    }
    assert_eq!(flow.then(FlowEvent::TimedOut).step, Step::Done(Done::TimedOut));
}

#[test]
fn every_step_but_the_first_ends_by_itself_at_the_first() {
    for &Transition { from, .. } in transitions() {
        let mut flow = from;
        // The question, the officer, the question there, the end.
        for _ in 0..4 {
            flow = flow.then(FlowEvent::TimedOut);
        }
        assert_eq!((flow.step, flow.panel), (Step::Welcome, None));
    }
}

#[test]
fn u16_staff_can_be_called_and_u19_the_kiosk_eased_on_every_screen() {
    for &Transition { from: flow, .. } in transitions() {
        for panel in [Panel::Help, Panel::Language, Panel::Access] {
            let open = flow.then(FlowEvent::PanelOpened(panel));
            assert_eq!((open.step, open.panel), (flow.step, Some(panel)));
            assert!(!open.time.is_short, "it would lie behind the question");
        }
    }
}

#[test]
fn a_panel_leaves_the_step_as_it_is_and_closes_without_a_trace() {
    for &Transition { from: flow, event, to: next, .. } in transitions() {
        if let FlowEvent::PanelOpened(_) | FlowEvent::PanelClosed = event {
            // To open a panel is a sign of presence and answers the question about more time.
            let time = if next.panel == flow.panel { flow.time } else { next.time };
            let flow = Flow { time, ..flow };
            assert_eq!(Flow { panel: flow.panel, time, ..next }, flow, "{event:?}");
            assert_eq!(
                next.then(FlowEvent::PanelClosed),
                Flow { panel: None, time: next.time, ..flow }
            );
        }
    }
}

#[test]
fn each_panel_opens_where_it_belongs_and_nowhere_else() {
    for &Transition { from: flow, .. } in transitions() {
        let is_belonging = match flow.panel {
            None | Some(Panel::Help | Panel::Language | Panel::Access) => true,
            Some(Panel::Privacy | Panel::Guardian) => flow.step == Step::Notice,
            Some(Panel::Sent) => matches!(flow.step, Step::Done(_)),
            Some(Panel::Staff) => flow.step == Step::Welcome,
        };
        assert!(is_belonging, "{flow:?}");
    }
}

#[test]
fn u14_a_guardian_has_no_way_to_a_face_lane_that_is_closed() {
    for &Transition { from: flow, .. } in transitions() {
        if flow.panel == Some(Panel::Guardian) && flow.face_lane == FaceLane::Open {
            assert_eq!(flow.then(FlowEvent::Closed(Closure::Model)).panel, None);
        }
    }
}

#[test]
fn a_traveller_starts_with_all_the_time_and_no_panel() {
    for &Transition { from, event, to, .. } in transitions() {
        if to.step == Step::Welcome && from.step != Step::Welcome {
            let Flow { face_lane, is_hidden, .. } = to;
            assert_eq!(to, Flow { face_lane, is_hidden, ..Flow::START }, "{event:?}");
        }
    }
}

#[test]
fn u1_the_camera_is_on_only_where_the_traveller_sees_what_it_sees() {
    for &Transition { to, .. } in transitions() {
        let is_covered = to.panel.is_some() || to.time.is_short || to.is_hidden;
        let expected = match to.step {
            _ if is_covered => None,
            Step::Document(PageSource::Camera) => Some(CameraUse::Document),
            Step::Face(..) => Some(CameraUse::Face),
            _ => None,
        };
        assert_eq!(to.camera(), expected);
    }
}

#[test]
fn s1_a_hidden_page_switches_the_camera_off_and_goes_on_where_it_was_when_it_is_seen_again() {
    for &Transition { from: flow, .. } in transitions() {
        let hidden = flow.then(FlowEvent::Hidden);
        assert_eq!(hidden.camera(), None, "{flow:?}");
        assert_eq!(hidden, Flow { is_hidden: true, ..flow });
        assert_eq!(hidden.then(FlowEvent::Revealed), Flow { is_hidden: false, ..flow });
    }
}

#[test]
fn a_traveller_who_is_done_is_not_called_back() {
    for &Transition { from, event, to, .. } in transitions() {
        if let Step::Done(_) = from.step
            && !matches!(event, FlowEvent::TimedOut | FlowEvent::Left | FlowEvent::Declined)
        {
            assert_eq!(to.step, from.step, "{event:?}");
        }
    }
}
