//! Every state of the flow that can be reached, and every event in it.

use std::{collections::HashSet, sync::OnceLock};

use gangway::flow::{Attempt, Closure, ComparisonOutcome, Effect, Flow, FlowEvent, Panel};
use wire::DocumentSource;

/// One event in one state, and what follows.
pub(crate) struct Transition {
    pub(crate) from: Flow,
    pub(crate) event: FlowEvent,
    pub(crate) to: Flow,
    pub(crate) effects: Vec<Effect>,
}

const SOURCES: [DocumentSource; 2] = [DocumentSource::Camera, DocumentSource::File];
const ATTEMPTS: [Attempt; 2] = [Attempt::First, Attempt::Second];
const ANSWERS: [ComparisonOutcome; 3] =
    [ComparisonOutcome::Match, ComparisonOutcome::NoMatch, ComparisonOutcome::Retry];
const CLOSURES: [Closure; 12] = [
    Closure::Settings,
    Closure::NoticeExpired,
    Closure::NoSimd,
    Closure::Model,
    Closure::Uncalibrated,
    Closure::Worker,
    Closure::CameraAbsent,
    Closure::CameraRefused,
    Closure::CameraBlocked,
    Closure::CameraBusy,
    Closure::CameraSilent,
    Closure::Revoked,
];

const PANELS: [Panel; 7] = [
    Panel::Privacy,
    Panel::Guardian,
    Panel::Help,
    Panel::Language,
    Panel::Access,
    Panel::Sent,
    Panel::Staff,
];

/// Everything that can happen.
pub(crate) fn events() -> Vec<FlowEvent> {
    let mut events = vec![
        FlowEvent::Begun,
        FlowEvent::Declined,
        FlowEvent::Failed,
        FlowEvent::Opened,
        FlowEvent::TimedOut,
        FlowEvent::MoreTime,
        FlowEvent::Left,
        FlowEvent::PanelClosed,
        FlowEvent::Hidden,
        FlowEvent::Revealed,
        FlowEvent::Touched,
        FlowEvent::CameraStarted,
        FlowEvent::DocumentRefused,
    ];
    events.extend(SOURCES.map(FlowEvent::Agreed));
    events.extend(PANELS.map(FlowEvent::PanelOpened));
    events.extend(SOURCES.map(FlowEvent::Shown));
    events.extend(SOURCES.map(FlowEvent::DocumentTaken));
    events.extend(ATTEMPTS.map(FlowEvent::FaceTaken));
    events.extend(ATTEMPTS.map(FlowEvent::FaceRefused));
    events.extend(CLOSURES.map(FlowEvent::Closed));
    for attempt in ATTEMPTS {
        events.extend(ANSWERS.map(|answer| FlowEvent::Compared(attempt, answer)));
    }
    events
}

/// Every event in every state that can be reached from the start.
pub(crate) fn transitions() -> &'static [Transition] {
    static ALL: OnceLock<Vec<Transition>> = OnceLock::new();
    ALL.get_or_init(walk)
}

fn walk() -> Vec<Transition> {
    let events = events();
    let (mut seen, mut queue, mut all) = (HashSet::new(), vec![Flow::START], Vec::new());
    while let Some(from) = queue.pop() {
        if !seen.insert(from) {
            continue;
        }
        for &event in &events {
            let (to, effects) = from.on(event);
            all.push(Transition { from, event, to, effects });
            if !seen.contains(&to) {
                queue.push(to);
            }
        }
    }
    all
}
