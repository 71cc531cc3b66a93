//! What a kiosk does when something happens: every event in every state that can be reached.

use std::collections::HashSet;

use gangway::flow::{
    CameraUse, ComparisonOutcome, Effect, FaceLane, Flow, FlowEvent, Panel, Sound, Step, Timer,
    WorkerTask,
};
use wire::PageSource;

use super::walk::{Transition, events, transitions};

impl Transition {
    fn has_moved(&self) -> bool {
        self.from.step != self.to.step
    }

    fn has(&self, effect: Effect) -> bool {
        self.effects.contains(&effect)
    }

    /// How many of the effects are one of these.
    fn count(&self, is_one: impl Fn(&Effect) -> bool) -> usize {
        self.effects.iter().filter(|effect| is_one(effect)).count()
    }

    fn place(&self, effect: Effect) -> Option<usize> {
        self.effects.iter().position(|other| *other == effect)
    }

    fn describe(&self) -> String {
        format!("{:?} in {:?}: {:?}", self.event, self.from, self.effects)
    }
}

fn is_of_camera(effect: &Effect) -> bool {
    matches!(effect, Effect::OpenCamera(_) | Effect::StopCamera)
}

#[test]
fn every_event_is_walked_in_every_state_that_can_be_reached() {
    let transitions = transitions();
    let states: HashSet<Flow> = transitions.iter().map(|transition| transition.from).collect();
    let effects: usize = transitions.iter().map(|transition| transition.effects.len()).sum();
    let (pairs, all) = (transitions.len(), events().len());
    eprintln!("{} states x {all} events: {pairs} pairs, {effects} effects", states.len());
    assert_eq!(pairs, states.len() * all);
    let with_effects = transitions.iter().filter(|transition| !transition.effects.is_empty());
    let causes: HashSet<FlowEvent> = with_effects.map(|transition| transition.event).collect();
    for event in events() {
        assert!(causes.contains(&event), "{event:?} has no effect in any state");
    }
}

#[test]
fn an_event_that_changes_nothing_has_no_effect() {
    for transition in transitions().iter().filter(|transition| transition.from == transition.to) {
        let Transition { from, event, .. } = transition;
        let expected = match event {
            FlowEvent::TimedOut if from.step == Step::Welcome => 2,
            FlowEvent::Touched if !from.time.is_short => 1,
            FlowEvent::CameraStarted if from.camera().is_some() => 1,
            _ => 0,
        };
        assert_eq!(transition.effects.len(), expected, "{}", transition.describe());
    }
}

#[test]
fn u1_the_camera_is_opened_only_after_consent() {
    for transition in transitions() {
        let Transition { from, event, to, .. } = transition;
        if transition.count(|effect| matches!(effect, Effect::OpenCamera(_))) > 0 {
            let has_agreed = from.step == Step::Notice
                && from.face_lane == FaceLane::Open
                && matches!(event, FlowEvent::Agreed(_));
            assert!(has_agreed || from.step.needs_worker(), "{}", transition.describe());
            assert!(to.step.needs_worker(), "{}", transition.describe());
        }
    }
}

#[test]
fn u1_the_camera_is_always_as_the_state_says() {
    for transition in transitions() {
        let Transition { from, to, .. } = transition;
        let switched: Vec<_> = transition.effects.iter().copied().filter(is_of_camera).collect();
        let wanted = to.camera().map_or(Effect::StopCamera, Effect::OpenCamera);
        // Each step begins with a camera of its own.
        let is_due = transition.has_moved() || from.camera() != to.camera();
        let expected = if is_due { vec![wanted] } else { vec![] };
        assert_eq!(switched, expected, "{}", transition.describe());
    }
}

#[test]
fn s1_a_hidden_page_stops_the_camera_and_a_seen_one_opens_it_again() {
    for transition in transitions() {
        let Transition { from, event, .. } = transition;
        if *event == FlowEvent::Hidden && from.camera().is_some() {
            assert!(transition.has(Effect::StopCamera), "{}", transition.describe());
            let (_, effects) = transition.to.on(FlowEvent::Revealed);
            let again = from.camera().map(Effect::OpenCamera);
            assert!(again.is_some_and(|again| effects.contains(&again)), "{from:?}");
        }
    }
}

#[test]
fn k11_each_end_of_a_check_issues_exactly_one_ticket_and_nothing_else_does() {
    for transition in transitions() {
        let issued = transition.count(|effect| matches!(effect, Effect::IssueTicket(_)));
        match transition.to.step {
            Step::Done(done) if transition.has_moved() => {
                assert_eq!(issued, 1, "{}", transition.describe());
                assert!(transition.has(Effect::IssueTicket(done)), "{}", transition.describe());
            }
            _ => assert_eq!(issued, 0, "{}", transition.describe()),
        }
    }
}

#[test]
fn u2_a_worker_that_may_hold_a_picture_is_replaced_at_the_end_of_the_check() {
    // The flow together with whether the present worker may hold a picture.
    let (mut seen, mut queue) = (HashSet::new(), vec![(Flow::START, false)]);
    while let Some((flow, was_marked)) = queue.pop() {
        if !seen.insert((flow, was_marked)) {
            continue;
        }
        assert_eq!(was_marked, flow.step.needs_worker(), "{flow:?}");
        for event in events() {
            let (after, effects) = flow.on(event);
            let mut is_marked = was_marked;
            for effect in &effects {
                match effect {
                    Effect::MarkWorker => is_marked = true,
                    Effect::ReplaceWorker => {
                        assert!(is_marked, "{event:?} in {flow:?} replaces an unused worker");
                        is_marked = false;
                    }
                    Effect::OpenCamera(_) | Effect::AskWorker(_) | Effect::StopCamera => {}
                    _ => {}
                }
            }
            queue.push((after, is_marked));
        }
    }
}

#[test]
fn k5_the_camera_is_judged_once_for_each_check_and_before_its_worker_is_replaced() {
    for transition in transitions() {
        let is_over = transition.from.step.needs_worker() && !transition.to.step.needs_worker();
        for effect in [Effect::RecordCamera, Effect::ReplaceWorker] {
            let count = transition.count(|other| *other == effect);
            assert_eq!(count, usize::from(is_over), "{}", transition.describe());
        }
        let [record, replace] =
            [Effect::RecordCamera, Effect::ReplaceWorker].map(|effect| transition.place(effect));
        assert!(record <= replace, "{}", transition.describe());
    }
}

#[test]
fn the_worker_is_asked_for_what_the_step_needs_and_for_nothing_else() {
    for transition in transitions() {
        let Transition { from, event, to, .. } = transition;
        let asked: Vec<_> = transition
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::AskWorker(task) => Some(*task),
                _ => None,
            })
            .collect();
        let is_covered = from.camera().is_some() && to.camera().is_none();
        let expected = match to.step {
            Step::Comparing(_, attempt) if transition.has_moved() => {
                vec![WorkerTask::Compare(attempt)]
            }
            Step::Document(PageSource::File) if transition.has_moved() => {
                vec![WorkerTask::Rest]
            }
            Step::Chip(_) if transition.has_moved() => vec![WorkerTask::ReadChip],
            _ if !transition.has_moved() && is_covered => vec![WorkerTask::Rest],
            Step::Document(_) if *event == FlowEvent::CameraStarted && to.camera().is_some() => {
                vec![WorkerTask::WatchDocument]
            }
            Step::Face(_, attempt)
                if *event == FlowEvent::CameraStarted && to.camera().is_some() =>
            {
                vec![WorkerTask::WatchFace(attempt)]
            }
            _ => vec![],
        };
        assert_eq!(asked, expected, "{}", transition.describe());
    }
}

#[test]
fn the_connection_to_the_reader_of_chips_ends_with_the_step_that_needs_it() {
    for transition in transitions() {
        let leaves = matches!(transition.from.step, Step::Chip(_)) && transition.has_moved();
        assert_eq!(transition.has(Effect::CloseChipReader), leaves, "{}", transition.describe());
    }
}

#[test]
fn s12_the_verdicts_clock_starts_before_the_worker_compares() {
    for transition in transitions() {
        let asks = |effect: &Effect| matches!(effect, Effect::AskWorker(WorkerTask::Compare(_)));
        let asked = transition.effects.iter().position(asks);
        assert_eq!(
            asked.is_some(),
            transition.has(Effect::StartVerdictClock),
            "{}",
            transition.describe()
        );
        assert!(transition.place(Effect::StartVerdictClock) <= asked, "{}", transition.describe());
    }
}

#[test]
fn u16_staff_are_called_when_the_help_panel_opens_and_at_no_other_time() {
    for transition in transitions() {
        let Transition { from, to, .. } = transition;
        let opens = to.panel == Some(Panel::Help) && from.panel != to.panel;
        let calls = transition.count(|effect| *effect == Effect::CallStaff);
        assert_eq!(calls, usize::from(opens), "{}", transition.describe());
    }
}

#[test]
fn u19_the_next_traveller_finds_the_kiosk_as_the_first_one_did() {
    for transition in transitions() {
        let Transition { from, event, to, .. } = transition;
        let comes_back = to.step == Step::Welcome && transition.has_moved();
        let stays_alone = from.step == Step::Welcome && *event == FlowEvent::TimedOut;
        let resets = transition.has(Effect::ResetPreferences);
        assert_eq!(resets, comes_back || stays_alone, "{}", transition.describe());
        for effect in [Effect::ForgetTraveller, Effect::AwaitNext] {
            assert_eq!(transition.has(effect), comes_back, "{}", transition.describe());
        }
        assert_eq!(
            transition.has(Effect::ReloadIfZoomed),
            stays_alone,
            "{}",
            transition.describe()
        );
    }
}

#[test]
fn u17_every_change_gives_all_the_time_and_only_an_answer_ends_the_question() {
    for transition in transitions() {
        let Transition { from, event, to, .. } = transition;
        let started: Vec<_> = transition
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::StartTimer(timer) => Some(*timer),
                _ => None,
            })
            .collect();
        let is_touched = *event == FlowEvent::Touched && !from.time.is_short;
        let expected = if from != to || is_touched { vec![to.timer()] } else { vec![] };
        assert_eq!(started, expected, "{}", transition.describe());
        assert_eq!(to.timer() == Timer::Answer, to.time.is_short, "{to:?}");
    }
}

#[test]
fn u18_each_sound_says_one_thing() {
    for transition in transitions() {
        let Transition { from, to, .. } = transition;
        let has_moved = transition.has_moved();
        let sounds: Vec<_> = transition
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Play(sound) => Some(*sound),
                _ => None,
            })
            .collect();
        let opens_help = to.panel == Some(Panel::Help) && from.panel != to.panel;
        let is_taken = match (from.step, to.step) {
            (Step::Document(_) | Step::Chip(_), Step::Face(..)) => true,
            (Step::Document(_), Step::Chip(_)) => true,
            (_, Step::Comparing(..)) => has_moved,
            _ => false,
        };
        let expected = match to.step {
            _ if to.time.is_short && !from.time.is_short => vec![Sound::Warning],
            _ if opens_help => vec![Sound::Help],
            _ if is_taken => vec![Sound::Taken],
            Step::Done(_) if has_moved => vec![Sound::Done],
            _ => vec![],
        };
        assert_eq!(sounds, expected, "{}", transition.describe());
    }
}

#[test]
fn a_traveller_is_noted_when_they_come_and_their_step_whenever_it_changes() {
    for transition in transitions() {
        let comes = transition.from.step == Step::Welcome && transition.has_moved();
        for effect in [Effect::RecordArrival, Effect::PrepareSound] {
            assert_eq!(transition.has(effect), comes, "{}", transition.describe());
        }
        let marks = transition.count(|effect| matches!(effect, Effect::MarkStep(_)));
        assert_eq!(marks, usize::from(transition.has_moved()), "{}", transition.describe());
        assert_eq!(
            transition.has(Effect::MarkStep(transition.to.step)),
            transition.has_moved(),
            "{}",
            transition.describe()
        );
    }
}

#[test]
fn the_way_of_a_match_has_these_effects() {
    let camera = PageSource::Camera;
    let first = gangway::flow::Attempt::First;
    let way = [
        FlowEvent::Opened,
        FlowEvent::Begun,
        FlowEvent::Agreed(camera),
        FlowEvent::CameraStarted,
        FlowEvent::PageTaken(camera),
        FlowEvent::CameraStarted,
        FlowEvent::FaceTaken(first),
        FlowEvent::Compared(first, ComparisonOutcome::Match),
        FlowEvent::Left,
    ];
    let mut flow = Flow::START;
    let mut effects = Vec::new();
    for event in way {
        let (after, new) = flow.on(event);
        flow = after;
        // Timers and marks follow every step, and have a test of their own.
        effects.extend(
            new.into_iter()
                .filter(|effect| !matches!(effect, Effect::StartTimer(_) | Effect::MarkStep(_))),
        );
    }
    let done = gangway::flow::Done::Match(camera.into());
    assert_eq!(
        effects,
        [
            Effect::PrepareSound,
            Effect::RecordArrival,
            Effect::StopCamera,
            Effect::OpenCamera(CameraUse::Document),
            Effect::MarkWorker,
            Effect::AskWorker(WorkerTask::WatchDocument),
            Effect::Play(Sound::Taken),
            Effect::OpenCamera(CameraUse::Face),
            Effect::AskWorker(WorkerTask::WatchFace(first)),
            Effect::Play(Sound::Taken),
            Effect::StopCamera,
            Effect::StartVerdictClock,
            Effect::AskWorker(WorkerTask::Compare(first)),
            Effect::Play(Sound::Done),
            Effect::StopCamera,
            Effect::IssueTicket(done),
            Effect::RecordCamera,
            Effect::ReplaceWorker,
            Effect::StopCamera,
            Effect::ForgetTraveller,
            Effect::ResetPreferences,
            Effect::AwaitNext,
        ]
    );
}
