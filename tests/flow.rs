//! What must hold on every path a traveller can take.
#![cfg(feature = "page")]

use std::collections::HashSet;

use gangway::flow::{Answer, Attempt, CameraUse, Closure, Done, Event, FaceLane, Flow, Step};
use wire::{DocumentSource, Outcome};

const SOURCES: [DocumentSource; 2] = [DocumentSource::Camera, DocumentSource::File];
const ATTEMPTS: [Attempt; 2] = [Attempt::First, Attempt::Second];
const ANSWERS: [Answer; 3] = [Answer::Match, Answer::NoMatch, Answer::Retry];
const CLOSURES: [Closure; 7] = [
    Closure::Settings,
    Closure::NoticeExpired,
    Closure::NoSimd,
    Closure::Model,
    Closure::Worker,
    Closure::CameraAbsent,
    Closure::CameraRefused,
];

fn events() -> Vec<Event> {
    let mut events = vec![
        Event::Begun,
        Event::Agreed,
        Event::Declined,
        Event::Failed,
        Event::Opened,
        Event::TimedOut,
        Event::Left,
    ];
    events.extend(SOURCES.map(Event::Shown));
    events.extend(SOURCES.map(Event::DocumentTaken));
    events.extend(ATTEMPTS.map(Event::FaceTaken));
    events.extend(CLOSURES.map(Event::Closed));
    for attempt in ATTEMPTS {
        events.extend(ANSWERS.map(|answer| Event::Compared(attempt, answer)));
    }
    events
}

/// Every (flow, event, next flow) that can be reached from the start.
fn transitions() -> Vec<(Flow, Event, Flow)> {
    let (mut seen, mut queue, mut all) = (HashSet::new(), vec![Flow::START], Vec::new());
    while let Some(flow) = queue.pop() {
        if !seen.insert(flow) {
            continue;
        }
        for event in events() {
            let next = flow.on(event);
            all.push((flow, event, next));
            queue.push(next);
        }
    }
    all
}

#[test]
fn every_screen_can_be_reached() {
    let steps: HashSet<Step> = transitions().into_iter().map(|(_, _, to)| to.step).collect();
    // Welcome, notice, 2 documents, 2 x 2 faces, 2 x 2 comparisons, 2 + 2 + 3 ends.
    assert_eq!(steps.len(), 1 + 1 + 2 + 4 + 4 + 7);
}

#[test]
fn the_camera_runs_only_after_consent() {
    for (from, event, to) in transitions() {
        if to.step.camera().is_some() && !from.step.needs_worker() {
            assert_eq!((from.step, event), (Step::Notice, Event::Agreed));
            assert_eq!(from.face_lane, FaceLane::Open);
        }
    }
}

#[test]
fn one_touch_leads_to_an_officer_from_every_screen() {
    for (from, event, to) in transitions() {
        if event == Event::Declined {
            let Step::Done(done) = to.step else { panic!("from {from:?}") };
            assert_ne!(done.outcome(), Outcome::Match, "from {from:?}");
        }
    }
}

#[test]
fn a_closed_face_lane_keeps_the_officer_lane_open() {
    for (from, _, to) in transitions() {
        if from.face_lane != FaceLane::Open {
            assert!(!to.step.needs_worker(), "{from:?} -> {to:?}");
            let declined = from.on(Event::Declined).step;
            assert!(matches!(declined, Step::Done(_)), "from {from:?}");
        }
    }
}

#[test]
fn only_a_fresh_answer_of_the_worker_is_a_match() {
    for (from, event, to) in transitions() {
        if let Step::Done(Done::Match(source)) = to.step
            && from.step != to.step
        {
            let Event::Compared(attempt, Answer::Match) = event else { panic!("{event:?}") };
            assert_eq!(from.step, Step::Comparing(source, attempt));
        }
    }
}

#[test]
fn there_are_two_tries_at_most() {
    for (from, _, to) in transitions() {
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
    for (from, event, to) in transitions() {
        if matches!(event, Event::Failed | Event::Closed(_)) && from.step.needs_worker() {
            assert_eq!(to.step, Step::Done(Done::Broken), "from {from:?}");
        }
    }
}

#[test]
fn the_reasons_for_an_officer_cannot_be_told_apart() {
    for done in [Done::Declined, Done::TimedOut, Done::Broken] {
        assert_eq!(done.outcome(), Outcome::Manual);
    }
}

#[test]
fn every_step_but_the_first_ends_by_itself_at_the_first() {
    for (flow, _, _) in transitions() {
        assert_eq!(flow.step.patience().is_none(), flow.step == Step::Welcome);
        let mut flow = flow;
        for _ in 0..2 {
            if flow.step != Step::Welcome {
                flow = flow.on(Event::TimedOut);
            }
        }
        assert_eq!(flow.step, Step::Welcome);
    }
}

#[test]
fn a_document_file_needs_no_camera() {
    for (_, _, to) in transitions() {
        let expected = match to.step {
            Step::Document(DocumentSource::Camera) => Some(CameraUse::Document),
            Step::Face(..) => Some(CameraUse::Face),
            _ => None,
        };
        assert_eq!(to.step.camera(), expected);
    }
}

#[test]
fn a_traveller_who_is_done_is_not_called_back() {
    for (from, event, to) in transitions() {
        if let Step::Done(_) = from.step
            && !matches!(event, Event::TimedOut | Event::Left | Event::Declined)
        {
            assert_eq!(to.step, from.step, "{event:?}");
        }
    }
}
