//! The page's knowledge of its worker: every reply, time-out and request in every state, and all their
//! orders.

use std::collections::HashSet;

use gangway::{
    flow::{Attempt, Closure, FaceLane, Flow, FlowEvent, Panel, Step},
    worker::state::{Awaited, WorkerEffect, WorkerHealth, WorkerInput, WorkerState},
};
use protocol::{AfterPage, CameraTurn, ChipLevel, Hint, Report, WorkerAnswer};
use wire::{DocumentSource, PageSource};

const CAMERA: DocumentSource = DocumentSource::Camera;

/// A worker as its driver sees it: the state, and the limits of time that run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Driven {
    state: WorkerState,
    /// The number of the last file.
    file: u8,
    has_worker: bool,
    waits_for: Option<Awaited>,
    is_preparing: bool,
}

impl Driven {
    fn none() -> Self {
        Self {
            state: WorkerState::default(),
            file: 0,
            has_worker: false,
            waits_for: None,
            is_preparing: false,
        }
    }

    /// A worker that is ready and was asked for the camera's frames.
    fn asked(flow: Flow) -> Self {
        let inputs = [WorkerInput::Started, WorkerInput::Reported(Report::Ready)];
        let ready =
            inputs.into_iter().fold(Self::none(), |worker, input| worker.after(input, flow));
        ready.after(WorkerInput::Asked, flow)
    }

    fn after(self, input: WorkerInput, flow: Flow) -> Self {
        self.on(input, flow).0
    }

    /// What the driver does with an input: limits that run out are gone, and an ended worker has none.
    fn on(mut self, input: WorkerInput, flow: Flow) -> (Self, Vec<WorkerEffect>) {
        match input {
            WorkerInput::WaitTimedOut => self.waits_for = None,
            WorkerInput::PrepareTimedOut => self.is_preparing = false,
            WorkerInput::Started => self = Self { has_worker: true, ..self.ended(flow) },
            _ => {}
        }
        let (state, effects) = self.state.on(input, flow);
        self.state = state;
        for effect in &effects {
            match *effect {
                WorkerEffect::StartPrepareTimer => self.is_preparing = true,
                WorkerEffect::StopPrepareTimer => self.is_preparing = false,
                WorkerEffect::StartWait(awaited) => self.waits_for = Some(awaited),
                WorkerEffect::StopWait => self.waits_for = None,
                WorkerEffect::End(closure) => {
                    self = self.ended(flow);
                    self.state = self.state.broken(closure.unwrap_or(Closure::Model));
                }
                WorkerEffect::Replace => {
                    self = self.ended(flow).after(WorkerInput::Started, flow);
                }
                _ => {}
            }
        }
        (self, effects)
    }

    fn ended(self, flow: Flow) -> Self {
        let (state, effects) = self.state.on(WorkerInput::Ended, flow);
        assert_eq!(effects, []);
        Self { state, has_worker: false, waits_for: None, is_preparing: false, ..self }
    }

    /// Whether this can happen now: a worker that is not there says nothing, and only a limit that runs
    /// can run out.
    fn can_have(self, input: WorkerInput) -> bool {
        match input {
            WorkerInput::WaitTimedOut => self.waits_for.is_some(),
            WorkerInput::PrepareTimedOut => self.is_preparing,
            WorkerInput::NotStarted => !self.has_worker,
            WorkerInput::Started
            | WorkerInput::Ended
            | WorkerInput::NotPosted
            | WorkerInput::CameraStopped => true,
            WorkerInput::Asked
            | WorkerInput::Paused
            | WorkerInput::GivenPicture
            | WorkerInput::Reported(_)
            | WorkerInput::Crashed => self.has_worker,
        }
    }
}

/// One flow of each kind that makes a difference to the worker.
fn flows() -> Vec<Flow> {
    let open = Flow { face_lane: FaceLane::Open, ..Flow::START };
    let at = |step| Flow { step, ..open };
    let document = at(Step::Document(PageSource::Camera));
    vec![
        Flow::START,
        Flow { face_lane: FaceLane::Closed(Closure::Worker), ..Flow::START },
        at(Step::Notice),
        document,
        Flow { panel: Some(Panel::Help), ..document },
        Flow { is_hidden: true, ..document },
        at(Step::Document(PageSource::File)),
        at(Step::Chip(PageSource::Camera)),
        at(Step::Face(CAMERA, Attempt::First)),
        at(Step::Comparing(CAMERA, Attempt::Second)),
    ]
}

fn reports() -> Vec<Report> {
    let mut reports = vec![
        Report::Ready,
        Report::BadModels,
        Report::Watching,
        Report::StreamEnded,
        Report::CameraWorks,
        Report::Hint(Hint::NoFace),
        Report::Hint(Hint::NothingSeen),
        Report::CameraTurned(CameraTurn::Half),
        Report::PageTaken(AfterPage::Face),
        Report::PageTaken(AfterPage::Chip),
        Report::DocumentRefused,
        Report::ReadingChip { tenths: 3 },
        Report::ChipTaken(ChipLevel::Signed),
        Report::ChipUnread,
        Report::Failed,
    ];
    for file in [0, 1] {
        reports.push(Report::FileTaken { file, next: AfterPage::Face });
        reports.push(Report::FileRefused { file, hint: Hint::Blurred });
        reports.push(Report::FileRefused { file, hint: Hint::Unreadable });
    }
    for attempt in [1, 2, 9] {
        reports.push(Report::FaceTaken { attempt });
        reports.push(Report::FaceRefused { attempt });
        for answer in [WorkerAnswer::Match, WorkerAnswer::NoMatch, WorkerAnswer::Retry] {
            reports.push(Report::Compared { attempt, answer });
        }
    }
    reports
}

fn inputs() -> Vec<WorkerInput> {
    let mut inputs = vec![
        WorkerInput::Started,
        WorkerInput::NotStarted,
        WorkerInput::Ended,
        WorkerInput::Asked,
        WorkerInput::Paused,
        WorkerInput::NotPosted,
        WorkerInput::GivenPicture,
        WorkerInput::CameraStopped,
        WorkerInput::Crashed,
        WorkerInput::PrepareTimedOut,
        WorkerInput::WaitTimedOut,
    ];
    inputs.extend(reports().into_iter().map(WorkerInput::Reported));
    inputs
}

/// Every (worker, flow, input, worker after, effects) that can be reached.
fn transitions() -> Vec<(Driven, Flow, WorkerInput, Driven, Vec<WorkerEffect>)> {
    let (mut seen, mut queue, mut all) = (HashSet::new(), vec![Driven::none()], Vec::new());
    while let Some(worker) = queue.pop() {
        if !seen.insert(worker) {
            continue;
        }
        // The driver numbers a file before it asks.
        if worker.file == 0 {
            let (state, file) = worker.state.next_file();
            queue.push(Driven { state, file, ..worker });
        }
        for flow in flows() {
            for input in inputs().into_iter().filter(|input| worker.can_have(*input)) {
                let (after, effects) = match input {
                    WorkerInput::Ended => (worker.ended(flow), vec![]),
                    _ => worker.on(input, flow),
                };
                queue.push(after);
                all.push((worker, flow, input, after, effects));
            }
        }
    }
    all
}

fn is_fault(effect: &WorkerEffect) -> bool {
    matches!(
        effect,
        WorkerEffect::ReopenCamera
            | WorkerEffect::FailCamera
            | WorkerEffect::Replace
            | WorkerEffect::End(_)
            | WorkerEffect::Send(FlowEvent::Failed)
            | WorkerEffect::SendInStep(FlowEvent::Failed)
    )
}

#[test]
fn a_ready_worker_that_owes_something_is_limited_and_no_other_one_is() {
    let transitions = transitions();
    assert!(transitions.len() > 2_000, "{}", transitions.len());
    for (before, _, input, after, effects) in transitions {
        let (health, awaited) = (after.state.health(), after.state.awaited());
        let owes = health == WorkerHealth::Ready && awaited != Awaited::Nothing;
        let expected = owes.then_some(awaited);
        assert_eq!(after.waits_for, expected, "{input:?} after {before:?}: {effects:?}");
    }
}

#[test]
fn one_input_has_one_fault_at_most() {
    for (before, _, input, _, effects) in transitions() {
        let faults = effects.iter().filter(|effect| is_fault(effect)).count();
        assert!(faults <= 1, "{input:?} after {before:?}: {effects:?}");
    }
}

#[test]
fn k4_a_worker_that_fails_during_a_check_leads_to_an_officer_and_is_replaced_at_other_times() {
    for (before, flow, input, _, effects) in transitions() {
        let is_silent =
            input == WorkerInput::WaitTimedOut && before.state.awaited() == Awaited::Answer;
        let has_crashed =
            input == WorkerInput::Crashed && before.state.health() != WorkerHealth::Preparing;
        if is_silent || has_crashed || input == WorkerInput::Reported(Report::Failed) {
            let then = if flow.step.needs_worker() {
                WorkerEffect::SendInStep(FlowEvent::Failed)
            } else {
                WorkerEffect::Replace
            };
            assert_eq!(effects, [WorkerEffect::StopWait, then], "{input:?} after {before:?}");
        }
    }
}

#[test]
fn k4_a_worker_that_does_not_become_ready_closes_the_face_lane() {
    for (before, _, input, after, effects) in transitions() {
        let is_over = match input {
            WorkerInput::NotStarted | WorkerInput::PrepareTimedOut => true,
            WorkerInput::Crashed => before.state.health() == WorkerHealth::Preparing,
            _ => false,
        };
        let closes = effects.contains(&WorkerEffect::End(Some(Closure::Worker)));
        assert_eq!(closes, is_over, "{input:?} after {before:?}: {effects:?}");
        if closes {
            assert_eq!(after.state.health(), WorkerHealth::Broken(Closure::Worker));
        }
    }
}

#[test]
fn s1_nothing_is_shown_of_frames_while_no_camera_is_on() {
    for (before, flow, input, _, effects) in transitions() {
        if flow.camera().is_none() {
            let shows = |effect: &WorkerEffect| {
                matches!(
                    effect,
                    WorkerEffect::ShowHint(_)
                        | WorkerEffect::TurnCamera(_)
                        | WorkerEffect::AwaitFirstFrame
                )
            };
            assert!(!effects.iter().any(shows), "{input:?} after {before:?}: {effects:?}");
        }
    }
}

#[test]
fn k12_a_camera_that_was_unplugged_is_opened_again_only_while_its_frames_are_awaited() {
    for (before, flow, input, _, effects) in transitions() {
        let is_due = match input {
            WorkerInput::Reported(Report::StreamEnded) => {
                flow.camera().is_some()
                    && matches!(before.state.awaited(), Awaited::FirstFrame | Awaited::NextFrame)
            }
            WorkerInput::WaitTimedOut => before.state.awaited() == Awaited::NextFrame,
            _ => false,
        };
        let is_opened = effects.contains(&WorkerEffect::ReopenCamera);
        assert_eq!(is_opened, is_due, "{input:?} after {before:?}");
    }
}

#[test]
fn an_answer_about_an_earlier_file_changes_nothing() {
    for (before, _, input, after, effects) in transitions() {
        let WorkerInput::Reported(report) = input else { continue };
        let (Report::FileTaken { file, .. } | Report::FileRefused { file, .. }) = report else {
            continue;
        };
        if file != before.file {
            assert_eq!(after.state.awaited(), before.state.awaited(), "{report:?}");
            let moves = |effect: &WorkerEffect| {
                matches!(effect, WorkerEffect::Send(_) | WorkerEffect::ShowFileHint(_))
            };
            assert!(!effects.iter().any(moves), "{report:?}: {effects:?}");
        }
    }
}

#[test]
fn a_try_that_does_not_exist_is_a_failure_of_the_worker() {
    for (_, _, input, _, effects) in transitions() {
        if let WorkerInput::Reported(
            Report::FaceTaken { attempt: 9 }
            | Report::FaceRefused { attempt: 9 }
            | Report::Compared { attempt: 9, .. },
        ) = input
        {
            assert!(effects.contains(&WorkerEffect::SendInStep(FlowEvent::Failed)), "{input:?}");
        }
    }
}

#[test]
fn a_picture_is_noted_if_the_worker_had_one_and_only_then() {
    for (_, _, input, _, effects) in transitions() {
        let had_one = match input {
            WorkerInput::Reported(
                Report::FileTaken { .. }
                | Report::PageTaken(_)
                | Report::ChipTaken(_)
                | Report::DocumentRefused
                | Report::CameraTurned(_)
                | Report::FaceTaken { .. }
                | Report::FaceRefused { .. },
            ) => true,
            WorkerInput::Reported(Report::FileRefused { hint, .. }) => hint == Hint::Blurred,
            _ => false,
        };
        assert_eq!(effects.contains(&WorkerEffect::NotePicture), had_one, "{input:?}");
    }
}

#[test]
fn reply_time_out_and_unplug_in_every_order_end_each_wait_once() {
    let flow =
        Flow { step: Step::Face(CAMERA, Attempt::First), face_lane: FaceLane::Open, ..Flow::START };
    let hint = Report::Hint(Hint::NoFace);
    let replies = [Report::Watching, hint, Report::FaceTaken { attempt: 1 }, Report::Failed];
    let mut choices: Vec<_> = replies.map(WorkerInput::Reported).into();
    choices.extend([
        WorkerInput::WaitTimedOut,
        WorkerInput::Crashed,
        // The camera is unplugged: the worker sees the end of the stream, or the page is faster.
        WorkerInput::Reported(Report::StreamEnded),
        WorkerInput::CameraStopped,
        // Another camera, or the same one again.
        WorkerInput::Asked,
    ]);
    let mut orders = 0;
    // Each with the number of waits that may still end in a fault of the camera or of silence.
    let mut queue = vec![(Driven::asked(flow), 1_u32, 0)];
    while let Some((worker, waits, depth)) = queue.pop() {
        orders += 1;
        if depth == 5 {
            continue;
        }
        for input in choices.iter().copied().filter(|input| worker.can_have(*input)) {
            let (after, effects) = worker.on(input, flow);
            let has_reported_failure =
                matches!(input, WorkerInput::Crashed | WorkerInput::Reported(Report::Failed));
            let faults = effects.iter().filter(|effect| is_fault(effect)).count() as u32;
            let started =
                effects.iter().filter(|effect| matches!(effect, WorkerEffect::StartWait(_)));
            let mut left = waits;
            if faults > 0 && !has_reported_failure {
                assert!(waits > 0, "{input:?} after {worker:?} ends a wait twice: {effects:?}");
                left = 0;
            }
            if started.count() > 0 {
                left = 1;
            }
            if after.waits_for.is_none() {
                left = 0;
            }
            queue.push((after, left, depth + 1));
        }
    }
    assert!(orders > 10_000, "{orders}");
}
