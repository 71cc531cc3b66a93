//! What may happen to a traveller, as one pure function.
//!
//! Nothing here knows a browser. [`Flow::on`] takes a [`FlowEvent`] and gives the next state with the
//! [`Effect`]s that follow from it; the page shows the state and carries the effects out. Every path
//! ends at a lane, and every path but a match ends with an officer. A traveller who walks away leaves
//! nothing behind.

mod closure;
mod face_lane;
mod step;
mod panel;
mod time;
mod event;
mod effect;
mod next_step;

pub use closure::Closure;
pub use effect::{Effect, Sound, Timer, WorkerTask};
pub use event::{ComparisonOutcome, FlowEvent};
pub use face_lane::FaceLane;
pub use panel::Panel;
pub use step::{Attempt, CameraUse, Done, Step};
pub use time::Time;

use wire::PageSource;

/// Where the traveller is, and whether the face lane is open to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flow {
    /// Where the traveller is.
    pub step: Step,
    /// Whether faces can be compared at all.
    pub face_lane: FaceLane,
    /// What lies over the step's screen.
    pub panel: Option<Panel>,
    /// How much longer the traveller may take.
    pub time: Time,
    /// Whether the page is hidden: another window or tab covers it.
    pub is_hidden: bool,
}

impl Flow {
    /// Before the first traveller.
    pub const START: Self = Self {
        step: Step::Welcome,
        face_lane: FaceLane::Preparing,
        panel: None,
        time: Time::START,
        is_hidden: false,
    };

    /// The next state, and what is to be done. An event that does not fit, such as a late answer,
    /// changes nothing and has no effect.
    #[must_use]
    pub fn on(self, event: FlowEvent) -> (Self, Vec<Effect>) {
        let after = self.after(event);
        let mut effects = self.effects_without_change(event);
        if after != self {
            effects.extend(self.effects_of_change(after));
        }
        (after, effects)
    }

    /// What the camera is on for. It is off while the page is hidden: a traveller who cannot see the page is not filmed.
    pub fn camera(self) -> Option<CameraUse> {
        let is_seen = self.panel.is_none() && !self.time.is_short && !self.is_hidden;
        self.step.camera().filter(|_| is_seen)
    }

    /// How long nothing may happen in this state.
    pub fn timer(self) -> Timer {
        match self.step {
            _ if self.time.is_short => Timer::Answer,
            Step::Comparing(..) => Timer::Comparing,
            Step::Done(_) if self.panel == Some(Panel::Help) => Timer::HelpWhenDone,
            _ if self.panel == Some(Panel::Help) => Timer::Help,
            Step::Welcome => Timer::Welcome,
            Step::Notice => Timer::Notice,
            Step::Document(_) | Step::Chip(_) => Timer::Document,
            Step::Face(..) => Timer::Face,
            Step::Done(_) => Timer::Done,
        }
    }

    /// The effects of an event that have nothing to do with a change of the state.
    fn effects_without_change(self, event: FlowEvent) -> Vec<Effect> {
        match (event, self.step) {
            // A person changed a preference on the first screen and left without starting a check.
            (FlowEvent::TimedOut, Step::Welcome) => {
                vec![Effect::ResetPreferences, Effect::ReloadIfZoomed]
            }
            // The question about more time needs an answer: another touch is none.
            (FlowEvent::Touched, _) if !self.time.is_short => {
                vec![Effect::StartTimer(self.timer())]
            }
            (FlowEvent::CameraStarted, Step::Document(_)) if self.camera().is_some() => {
                vec![Effect::AskWorker(WorkerTask::WatchDocument)]
            }
            (FlowEvent::CameraStarted, Step::Face(_, attempt)) if self.camera().is_some() => {
                vec![Effect::AskWorker(WorkerTask::WatchFace(attempt))]
            }
            _ => Vec::new(),
        }
    }

    /// What has to be done when this state becomes `after`.
    fn effects_of_change(self, after: Self) -> Vec<Effect> {
        let has_moved = after.step != self.step;
        let mut effects = Vec::new();
        if has_moved && self.step == Step::Welcome {
            effects.extend([Effect::PrepareSound, Effect::RecordArrival]);
        }
        effects.extend(self.sound_of_change(after).map(Effect::Play));
        effects.push(Effect::StartTimer(after.timer()));
        if has_moved || after.camera() != self.camera() {
            effects.push(after.camera().map_or(Effect::StopCamera, Effect::OpenCamera));
        }
        if has_moved {
            effects.push(Effect::MarkStep(after.step));
            if matches!(self.step, Step::Chip(_)) {
                effects.push(Effect::CloseChipReader);
            }
            effects.extend(after.effects_of_arrival());
            if self.step.needs_worker() && !after.step.needs_worker() {
                effects.extend([Effect::RecordCamera, Effect::ReplaceWorker]);
            }
        } else if self.camera().is_some() && after.camera().is_none() {
            // A panel or a question covers the picture: the worker gets no frames and sends no hints.
            effects.push(Effect::AskWorker(WorkerTask::Rest));
        }
        if self.opens_help(after) {
            effects.push(Effect::CallStaff);
        }
        effects
    }

    /// What has to be done at the beginning of a step.
    fn effects_of_arrival(self) -> Vec<Effect> {
        match self.step {
            Step::Welcome => {
                vec![Effect::ForgetTraveller, Effect::ResetPreferences, Effect::AwaitNext]
            }
            Step::Document(PageSource::Camera) => vec![Effect::MarkWorker],
            Step::Document(PageSource::File) => {
                vec![Effect::MarkWorker, Effect::AskWorker(WorkerTask::Rest)]
            }
            Step::Chip(_) => vec![Effect::AskWorker(WorkerTask::ReadChip)],
            Step::Comparing(_, attempt) => {
                vec![Effect::StartVerdictClock, Effect::AskWorker(WorkerTask::Compare(attempt))]
            }
            Step::Done(done) => vec![Effect::IssueTicket(done)],
            Step::Notice | Step::Face(..) => Vec::new(),
        }
    }

    fn sound_of_change(self, after: Self) -> Option<Sound> {
        let has_moved = after.step != self.step;
        match after.step {
            _ if after.time.is_short && !self.time.is_short => Some(Sound::Warning),
            _ if self.opens_help(after) => Some(Sound::Help),
            Step::Chip(_) if has_moved => Some(Sound::Taken),
            Step::Face(..)
                if has_moved && matches!(self.step, Step::Document(_) | Step::Chip(_)) =>
            {
                Some(Sound::Taken)
            }
            Step::Comparing(..) if has_moved => Some(Sound::Taken),
            Step::Done(_) if has_moved => Some(Sound::Done),
            _ => None,
        }
    }

    fn opens_help(self, after: Self) -> bool {
        after.panel == Some(Panel::Help) && self.panel != after.panel
    }

    fn after(self, event: FlowEvent) -> Self {
        let face_lane = match event {
            FlowEvent::Closed(closure) => FaceLane::Closed(closure),
            FlowEvent::Opened => FaceLane::Open,
            _ => self.face_lane,
        };
        let is_hidden =
            event == FlowEvent::Hidden || self.is_hidden && event != FlowEvent::Revealed;
        let step = match (self.step, event) {
            (Step::Notice, FlowEvent::Agreed(_)) if face_lane != FaceLane::Open => self.step,
            (step, FlowEvent::TimedOut) => step.out_of_time(self.time),
            (step, event) => step.on(event),
        };
        let (panel, time) = (self.next_panel(event, step), self.next_time(event, step));
        Self { step, face_lane, panel, time, is_hidden }
    }

    fn next_panel(self, event: FlowEvent, step: Step) -> Option<Panel> {
        let is_over = step == Step::Welcome && event == FlowEvent::TimedOut;
        match (event, self.panel) {
            (FlowEvent::PanelOpened(panel), _) if panel.belongs_to(step) => Some(panel),
            (FlowEvent::PanelClosed, _) => None,
            // The guardian's two ways are one way now.
            (FlowEvent::Closed(_), Some(Panel::Guardian)) => None,
            (_, panel) if step == self.step && !is_over => panel,
            // Staff are on their way, whatever the traveller does meanwhile.
            (_, panel) => panel.filter(|panel| *panel == Panel::Help && step != Step::Welcome),
        }
    }

    fn next_time(self, event: FlowEvent, step: Step) -> Time {
        let is_same = step == self.step;
        match event {
            _ if step == Step::Welcome => Time::START,
            FlowEvent::TimedOut if is_same => Time { is_short: true, ..self.time },
            // To open a panel is a sign of presence.
            FlowEvent::MoreTime | FlowEvent::PanelOpened(_) if self.time.is_short && is_same => {
                let extensions = self.time.extensions.saturating_sub(1);
                Time { is_short: false, extensions }
            }
            _ if is_same => self.time,
            _ => Time { is_short: false, ..self.time },
        }
    }
}
