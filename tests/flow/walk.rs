//! Every state of the flow that can be reached, and every event in it.

use std::{collections::HashSet, sync::OnceLock};

use gangway::flow::{Attempt, Closure, ComparisonOutcome, Effect, Flow, FlowEvent, Panel};
use wire::{DocumentSource, PageSource};

/// One event in one state, and what follows.
pub(crate) struct Transition {
    pub(crate) from: Flow,
    pub(crate) event: FlowEvent,
    pub(crate) to: Flow,
    pub(crate) effects: Vec<Effect>,
}

const PAGES: [PageSource; 2] = [PageSource::Camera, PageSource::File];
const CHIPS: [DocumentSource; 3] =
    [DocumentSource::ChipUnverified, DocumentSource::ChipSigned, DocumentSource::ChipGenuine];
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
        FlowEvent::ChipSkipped,
    ];
    events.extend(PAGES.map(FlowEvent::Agreed));
    events.extend(PANELS.map(FlowEvent::PanelOpened));
    events.extend(PAGES.map(FlowEvent::Shown));
    events.extend(PAGES.map(FlowEvent::PageTaken));
    events.extend(PAGES.map(FlowEvent::KeyTaken));
    events.extend(CHIPS.map(FlowEvent::ChipTaken));
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
