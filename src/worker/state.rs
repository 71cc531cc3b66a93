//! What the page knows of its vision worker, as a pure state machine over requests, replies and
//! time-outs. The driver (`src/kiosk/worker.rs`) feeds it and carries its effects out.

use protocol::{AfterPage, Hint, Report};
use wire::PageSource;

use super::vocabulary;
use crate::flow::{Attempt, Closure, FaceLane, Flow, FlowEvent, Step};

/// What is known of the present worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WorkerState {
    health: WorkerHealth,
    awaited: Awaited,
    /// Numbers the files that were shown: the answer to the last one counts.
    file: u8,
    /// Whether the worker has done with the last picture that it was given.
    is_free: bool,
}

/// How the present worker is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WorkerHealth {
    /// It makes the models ready, or is not there yet.
    #[default]
    Preparing,
    /// It has said that the models are ready.
    Ready,
    /// It could not be had.
    Broken(Closure),
}

/// What is waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Awaited {
    /// Nothing.
    #[default]
    Nothing,
    /// An answer of the worker.
    Answer,
    /// The first frame of a camera that was just opened.
    FirstFrame,
    /// The next frame.
    NextFrame,
}

/// What can happen to a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerInput {
    /// A new worker was started.
    Started,
    /// No worker could be started.
    NotStarted,
    /// It was ended.
    Ended,
    /// It was asked for something that it answers.
    Asked,
    /// It was asked to analyse no more frames, which it does not answer.
    Paused,
    /// A request could not be posted, or there is no worker.
    NotPosted,
    /// It was given one picture of the camera.
    GivenPicture,
    /// The camera was switched off, or is opened again.
    CameraStopped,
    /// It sent a report.
    Reported(Report),
    /// It threw an error, or sent something else.
    Crashed,
    /// It has not made the models ready in time.
    PrepareTimedOut,
    /// What was waited for did not come in time.
    WaitTimedOut,
}

/// What the page has to do then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerEffect {
    /// Limit the time for making the models ready.
    StartPrepareTimer,
    /// The models are ready.
    StopPrepareTimer,
    /// Limit the time for what is awaited, in place of the last limit.
    StartWait(Awaited),
    /// Nothing has to come in time.
    StopWait,
    /// End the worker, and close the face lane for this reason, or for what is wrong with the models. Its
    /// next check tries again.
    End(Option<Closure>),
    /// End the worker, and start the next one.
    Replace,
    /// Check the face lane again.
    CheckLane,
    /// Tell the flow.
    Send(FlowEvent),
    /// Tell the flow, during a comparison at the next whole second after the capture.
    SendInStep(FlowEvent),
    /// The worker had a picture of this traveller.
    NotePicture,
    /// Show what keeps a frame from being good enough, unless that flickers.
    ShowHint(Hint),
    /// Show what is wrong with the file.
    ShowFileHint(Hint),
    /// Show what to do with the document on the reader of chips.
    ShowChipHint(Hint),
    /// Show how much of the chip was read, in tenths.
    ShowChipRead(u8),
    /// Turn the camera's picture.
    TurnCamera(protocol::CameraTurn),
    /// The camera's first frame is awaited: tell the traveller if it takes long.
    AwaitFirstFrame,
    /// Open the camera again, whose frames have ended or stay away.
    ReopenCamera,
    /// End the check: the camera gives no frames.
    FailCamera,
    /// The camera's test has passed.
    PassTest,
    /// The camera's frames have enough pixels for a page.
    NotePageFits,
}

impl WorkerState {
    /// How the worker is.
    pub fn health(self) -> WorkerHealth {
        self.health
    }

    /// What is waited for.
    pub fn awaited(self) -> Awaited {
        self.awaited
    }

    /// Whether it can be given the next picture.
    pub fn is_free(self) -> bool {
        self.is_free
    }

    /// Numbers the next file. Answers about earlier ones are ignored from now on.
    #[must_use]
    pub fn next_file(self) -> (Self, u8) {
        let file = self.file.wrapping_add(1);
        (Self { file, ..self }, file)
    }

    /// The same worker, which cannot be had for this reason.
    #[must_use]
    pub fn broken(self, closure: Closure) -> Self {
        Self { health: WorkerHealth::Broken(closure), ..self }
    }

    /// The next state, and what has to be done, while the traveller is where `flow` says.
    #[must_use]
    pub fn on(self, input: WorkerInput, flow: Flow) -> (Self, Vec<WorkerEffect>) {
        match input {
            WorkerInput::Started => (self.ended(), vec![WorkerEffect::StartPrepareTimer]),
            WorkerInput::NotStarted | WorkerInput::PrepareTimedOut => self.give_up(),
            WorkerInput::Ended => (self.ended(), Vec::new()),
            WorkerInput::Asked => Self { awaited: Awaited::Answer, is_free: true, ..self }.wait(),
            WorkerInput::Paused => Self { is_free: true, ..self.idle() }.wait(),
            WorkerInput::NotPosted => {
                (self.idle(), vec![WorkerEffect::StopWait, WorkerEffect::Send(FlowEvent::Failed)])
            }
            WorkerInput::GivenPicture => (Self { is_free: false, ..self }, Vec::new()),
            WorkerInput::CameraStopped => self.idle().wait(),
            WorkerInput::Reported(report) => self.on_report(report, flow),
            WorkerInput::Crashed if self.health == WorkerHealth::Preparing => self.give_up(),
            WorkerInput::Crashed => self.fail(flow),
            WorkerInput::WaitTimedOut => self.on_timeout(flow),
        }
    }

    fn on_report(self, report: Report, flow: Flow) -> (Self, Vec<WorkerEffect>) {
        let is_watching = flow.camera().is_some();
        let awaited = self.awaited_after(report, is_watching);
        let mut state = Self { awaited, is_free: true, ..self };
        let mut effects = Vec::new();
        if vocabulary::shows_picture(report) {
            effects.push(WorkerEffect::NotePicture);
        }
        match report {
            Report::Ready => {
                state.health = WorkerHealth::Ready;
                effects.push(WorkerEffect::StopPrepareTimer);
                if let FaceLane::Closed(Closure::Worker | Closure::Model | Closure::Uncalibrated) =
                    flow.face_lane
                {
                    effects.push(WorkerEffect::CheckLane);
                }
            }
            Report::BadModels => {
                return (state.ended(), vec![WorkerEffect::End(None)]);
            }
            // A late hint, for a screen that is no longer shown, is ignored.
            Report::Hint(hint) if is_watching => effects.push(WorkerEffect::ShowHint(hint)),
            Report::CameraTurned(turn) if is_watching => {
                effects.push(WorkerEffect::TurnCamera(turn));
            }
            Report::Watching if is_watching => effects.push(WorkerEffect::AwaitFirstFrame),
            // The end of an earlier stream may be reported late and is ignored.
            Report::StreamEnded
                if is_watching
                    && matches!(self.awaited, Awaited::FirstFrame | Awaited::NextFrame) =>
            {
                effects.push(WorkerEffect::ReopenCamera);
            }
            Report::FileRefused { file, hint } if !is_watching && file == self.file => {
                effects.push(WorkerEffect::ShowFileHint(hint));
            }
            Report::FileTaken { file, next } if file == self.file => {
                effects.push(WorkerEffect::Send(taken(PageSource::File, next)));
            }
            Report::Hint(hint) if matches!(flow.step, Step::Chip(_)) => {
                effects.push(WorkerEffect::ShowChipHint(hint));
            }
            // Late, or about a file that was replaced by another one.
            Report::Hint(_)
            | Report::CameraTurned(_)
            | Report::Watching
            | Report::StreamEnded
            | Report::FileRefused { .. }
            | Report::FileTaken { .. } => {}
            Report::CameraWorks => effects.push(WorkerEffect::PassTest),
            Report::PageTaken(next) => {
                let taken = taken(PageSource::Camera, next);
                effects.extend([WorkerEffect::NotePageFits, WorkerEffect::Send(taken)]);
            }
            Report::DocumentRefused => {
                effects.push(WorkerEffect::Send(FlowEvent::DocumentRefused));
            }
            Report::ReadingChip { tenths } => {
                effects.push(WorkerEffect::ShowChipHint(Hint::Leave));
                effects.push(WorkerEffect::ShowChipRead(tenths));
            }
            Report::ChipTaken(level) => {
                let source = vocabulary::chip_source(level);
                effects.push(WorkerEffect::Send(FlowEvent::ChipTaken(source)));
            }
            Report::ChipUnread => effects.push(WorkerEffect::Send(FlowEvent::ChipSkipped)),
            Report::FaceTaken { attempt } => {
                effects.push(in_step(attempt, FlowEvent::FaceTaken));
            }
            Report::FaceRefused { attempt } => {
                effects.push(in_step(attempt, FlowEvent::FaceRefused));
            }
            Report::Compared { attempt, answer } => {
                let compared = |attempt| FlowEvent::Compared(attempt, answer.into());
                effects.push(in_step(attempt, compared));
            }
            Report::Failed => return state.fail(flow),
        }
        // The limit starts before the report has consequences, which may set another one.
        let (state, wait) = state.wait();
        (state, [wait, effects].concat())
    }

    fn on_timeout(self, flow: Flow) -> (Self, Vec<WorkerEffect>) {
        match self.awaited {
            Awaited::Nothing => (self, Vec::new()),
            Awaited::Answer => self.fail(flow),
            Awaited::FirstFrame => (self.idle(), vec![WorkerEffect::FailCamera]),
            // If the worker itself hangs, it does not confirm the new stream and is replaced then.
            Awaited::NextFrame => (self.idle(), vec![WorkerEffect::ReopenCamera]),
        }
    }

    fn awaited_after(self, report: Report, is_watching: bool) -> Awaited {
        match report {
            Report::Ready => self.awaited,
            Report::Watching if is_watching => Awaited::FirstFrame,
            Report::Hint(_) | Report::CameraTurned(_) if is_watching => Awaited::NextFrame,
            Report::FileTaken { file, .. } | Report::FileRefused { file, .. }
                if file != self.file =>
            {
                self.awaited
            }
            _ => Awaited::Nothing,
        }
    }

    /// The worker failed: during a check the traveller goes to an officer, and the next traveller gets
    /// another worker.
    fn fail(self, flow: Flow) -> (Self, Vec<WorkerEffect>) {
        let then = if flow.step.needs_worker() {
            WorkerEffect::SendInStep(FlowEvent::Failed)
        } else {
            WorkerEffect::Replace
        };
        (self.idle(), vec![WorkerEffect::StopWait, then])
    }

    fn give_up(self) -> (Self, Vec<WorkerEffect>) {
        (self.ended(), vec![WorkerEffect::End(Some(Closure::Worker))])
    }

    /// A worker that is still making the models ready has its own, longer limit.
    fn wait(self) -> (Self, Vec<WorkerEffect>) {
        let is_limited = self.health == WorkerHealth::Ready && self.awaited != Awaited::Nothing;
        let limit =
            if is_limited { WorkerEffect::StartWait(self.awaited) } else { WorkerEffect::StopWait };
        (self, vec![limit])
    }

    fn idle(self) -> Self {
        Self { awaited: Awaited::Nothing, ..self }
    }

    fn ended(self) -> Self {
        Self { health: WorkerHealth::Preparing, ..self.idle() }
    }
}

/// The event of a page that was taken.
fn taken(source: PageSource, next: AfterPage) -> FlowEvent {
    match next {
        AfterPage::Face => FlowEvent::PageTaken(source),
        AfterPage::Chip => FlowEvent::KeyTaken(source),
    }
}

/// The event about one of the tries. A worker that names none has failed.
fn in_step(attempt: u8, event: impl FnOnce(Attempt) -> FlowEvent) -> WorkerEffect {
    let attempt = vocabulary::attempt(attempt);
    WorkerEffect::SendInStep(attempt.map_or(FlowEvent::Failed, event))
}
