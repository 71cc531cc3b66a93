//! Random journeys of travellers: the flow and the page's knowledge of the worker together, with late
//! replies, time-outs and cameras that fail at any moment.

use std::collections::VecDeque;

use gangway::{
    flow::{CameraUse, Done, Effect, Flow, FlowEvent, Step, WorkerTask},
    worker::state::{Awaited, WorkerEffect, WorkerHealth, WorkerInput, WorkerState},
};
use proptest::{prelude::*, sample::Index};
use protocol::{AfterPage, CameraTurn, ChipLevel, Hint, Report, WorkerAnswer};

use super::walk;

/// A kiosk without a browser: it carries the effects out as the page does, and keeps what they did.
struct Kiosk {
    flow: Flow,
    worker: WorkerState,
    effects: VecDeque<Effect>,
    /// What the camera was last opened for.
    camera: Option<CameraUse>,
    has_worker: bool,
    waits_for: Option<Awaited>,
    is_preparing: bool,
    /// The verdict that is shown at the next whole second.
    verdict: Option<FlowEvent>,
    /// Whether the traveller has agreed.
    has_consent: bool,
    /// Whether the present worker may hold a picture.
    is_marked: bool,
    tickets: Vec<Done>,
    ends: Vec<Done>,
}

/// What happens next.
#[derive(Clone, Debug)]
enum Happening {
    /// One of all events of the flow.
    Event(Index),
    /// A report of the worker, fitting or late.
    Reported(Report),
    Crashed,
    /// One of the limits runs out, if it runs.
    WaitTimedOut,
    PrepareTimedOut,
    /// The verdict is due, if there is one.
    VerdictDue,
    /// The camera gives a picture, if it was opened.
    CameraStarted,
    /// The face lane is checked, which gets another worker for a broken one.
    LaneChecked,
}

impl Kiosk {
    /// A kiosk with a worker that is ready and an open face lane.
    fn open() -> Self {
        let mut kiosk = Self {
            flow: Flow::START,
            worker: WorkerState::default(),
            effects: VecDeque::new(),
            camera: None,
            has_worker: false,
            waits_for: None,
            is_preparing: false,
            verdict: None,
            has_consent: false,
            is_marked: false,
            tickets: Vec::new(),
            ends: Vec::new(),
        };
        kiosk.start_worker();
        kiosk.tell_worker(WorkerInput::Reported(Report::Ready));
        kiosk.send(FlowEvent::Opened);
        kiosk
    }

    fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Event(index) => self.send(*index.get(&walk::events())),
            Happening::Reported(report) if self.has_worker => {
                self.tell_worker(WorkerInput::Reported(report));
            }
            Happening::Crashed if self.has_worker => self.tell_worker(WorkerInput::Crashed),
            // Nothing is checked during a traveller's check.
            Happening::LaneChecked => {
                if let WorkerHealth::Broken(_) = self.worker.health()
                    && !self.flow.step.needs_worker()
                {
                    self.replace_worker();
                }
            }
            Happening::WaitTimedOut if self.waits_for.take().is_some() => {
                self.tell_worker(WorkerInput::WaitTimedOut);
            }
            Happening::PrepareTimedOut if std::mem::take(&mut self.is_preparing) => {
                self.tell_worker(WorkerInput::PrepareTimedOut);
            }
            Happening::VerdictDue => {
                let verdict = self.verdict.take();
                verdict.into_iter().for_each(|event| self.send(event));
            }
            Happening::CameraStarted if self.camera.is_some() => {
                self.send(FlowEvent::CameraStarted);
            }
            // Nothing is there that this could happen to.
            Happening::Reported(_)
            | Happening::Crashed
            | Happening::WaitTimedOut
            | Happening::PrepareTimedOut
            | Happening::CameraStarted => {}
        }
        self.check();
    }

    fn send(&mut self, event: FlowEvent) {
        let before = self.flow;
        let (after, effects) = before.on(event);
        self.flow = after;
        if let FlowEvent::Agreed(_) = event {
            self.has_consent |= after.step != before.step;
        }
        match after.step {
            Step::Welcome => self.has_consent = false,
            Step::Done(done) if after.step != before.step => self.ends.push(done),
            _ => {}
        }
        let is_busy = !self.effects.is_empty();
        self.effects.extend(effects);
        if !is_busy {
            while let Some(effect) = self.effects.front().copied() {
                self.carry_out(effect);
                self.effects.pop_front();
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::OpenCamera(purpose) => {
                assert!(self.has_consent, "the camera opens before consent");
                self.tell_worker(WorkerInput::CameraStopped);
                self.camera = Some(purpose);
            }
            Effect::StopCamera => {
                self.tell_worker(WorkerInput::CameraStopped);
                self.camera = None;
            }
            Effect::AskWorker(_) if !self.has_worker => self.tell_worker(WorkerInput::NotPosted),
            Effect::AskWorker(WorkerTask::Rest) => self.tell_worker(WorkerInput::Paused),
            Effect::AskWorker(_) => self.tell_worker(WorkerInput::Asked),
            Effect::MarkWorker => {
                assert!(!self.is_marked, "a worker serves a second traveller");
                self.is_marked = true;
            }
            Effect::ReplaceWorker => self.replace_worker(),
            Effect::IssueTicket(done) => self.tickets.push(done),
            _ => {}
        }
    }

    fn replace_worker(&mut self) {
        self.end_worker();
        self.is_marked = false;
        self.start_worker();
    }

    fn start_worker(&mut self) {
        self.has_worker = true;
        self.tell_worker(WorkerInput::Started);
    }

    fn end_worker(&mut self) {
        self.has_worker = false;
        (self.waits_for, self.verdict, self.is_preparing) = (None, None, false);
        self.tell_worker(WorkerInput::Ended);
    }

    fn tell_worker(&mut self, input: WorkerInput) {
        let (state, effects) = self.worker.on(input, self.flow);
        self.worker = state;
        for effect in effects {
            match effect {
                WorkerEffect::StartPrepareTimer => self.is_preparing = true,
                WorkerEffect::StopPrepareTimer => self.is_preparing = false,
                WorkerEffect::StartWait(awaited) => self.waits_for = Some(awaited),
                WorkerEffect::StopWait => self.waits_for = None,
                WorkerEffect::End(closure) => {
                    let closure = closure.unwrap_or(gangway::flow::Closure::Model);
                    self.end_worker();
                    self.worker = self.worker.broken(closure);
                    self.send(FlowEvent::Closed(closure));
                }
                WorkerEffect::Replace => self.replace_worker(),
                WorkerEffect::Send(event) => self.send(event),
                WorkerEffect::SendInStep(event) => match self.flow.step {
                    Step::Comparing(..) => self.verdict = Some(event),
                    _ => self.send(event),
                },
                WorkerEffect::ReopenCamera => self.tell_worker(WorkerInput::CameraStopped),
                WorkerEffect::FailCamera => self.send(FlowEvent::Failed),
                _ => {}
            }
        }
    }

    /// What holds after each event.
    fn check(&self) {
        assert_eq!(self.camera, self.flow.camera(), "the camera is not as the state says");
        assert_eq!(self.tickets, self.ends, "each end issues one ticket");
        assert_eq!(self.is_marked, self.flow.step.needs_worker(), "{:?}", self.flow);
        assert!(self.has_consent || !self.flow.step.needs_worker(), "{:?}", self.flow);
        let owes = self.worker.health() == WorkerHealth::Ready
            && self.worker.awaited() != Awaited::Nothing;
        assert_eq!(self.waits_for, owes.then_some(self.worker.awaited()), "{:?}", self.worker);
    }
}

fn report() -> impl Strategy<Value = Report> {
    let attempt = prop_oneof![8 => 1_u8..=2, 1 => any::<u8>()];
    let answer =
        prop::sample::select(vec![WorkerAnswer::Match, WorkerAnswer::NoMatch, WorkerAnswer::Retry]);
    let simple = prop::sample::select(vec![
        Report::Ready,
        Report::BadModels,
        Report::Watching,
        Report::StreamEnded,
        Report::CameraWorks,
        Report::Hint(Hint::NothingSeen),
        Report::Hint(Hint::HoldStill),
        Report::CameraTurned(CameraTurn::Left),
        Report::PageTaken(AfterPage::Face),
        Report::PageTaken(AfterPage::Chip),
        Report::DocumentRefused,
        Report::ReadingChip { tenths: 10 },
        Report::ChipTaken(ChipLevel::Genuine),
        Report::ChipUnread,
        Report::FileTaken { file: 0, next: AfterPage::Chip },
        Report::FileTaken { file: 7, next: AfterPage::Face },
        Report::FileRefused { file: 0, hint: Hint::Blurred },
        Report::Failed,
    ]);
    prop_oneof![
        4 => simple,
        1 => attempt.clone().prop_map(|attempt| Report::FaceTaken { attempt }),
        1 => attempt.clone().prop_map(|attempt| Report::FaceRefused { attempt }),
        2 => (attempt, answer).prop_map(|(attempt, answer)| Report::Compared { attempt, answer }),
    ]
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        6 => any::<Index>().prop_map(Happening::Event),
        6 => report().prop_map(Happening::Reported),
        3 => Just(Happening::CameraStarted),
        2 => Just(Happening::VerdictDue),
        1 => Just(Happening::WaitTimedOut),
        1 => Just(Happening::PrepareTimedOut),
        1 => Just(Happening::Crashed),
        1 => Just(Happening::LaneChecked),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_camera_waits_for_consent_and_each_end_issues_one_ticket(
        happenings in prop::collection::vec(happening(), 0..120),
    ) {
        let mut kiosk = Kiosk::open();
        for happening in happenings {
            kiosk.happen(happening);
        }
    }

    #[test]
    fn after_a_traveller_has_gone_late_replies_of_their_worker_change_nothing_on_the_screen(
        happenings in prop::collection::vec(happening(), 0..80),
        late in prop::collection::vec(report(), 1..20),
    ) {
        let mut kiosk = Kiosk::open();
        for happening in happenings {
            kiosk.happen(happening);
        }
        for _ in 0..4 {
            kiosk.send(FlowEvent::TimedOut);
        }
        let (step, tickets) = (kiosk.flow.step, kiosk.tickets.len());
        prop_assert_eq!(step, Step::Welcome);
        for report in late {
            kiosk.happen(Happening::Reported(report));
        }
        prop_assert_eq!((kiosk.flow.step, kiosk.tickets.len(), kiosk.camera), (step, tickets, None));
    }

    #[test]
    fn from_everywhere_one_touch_leads_to_an_officer_with_one_more_ticket(
        happenings in prop::collection::vec(happening(), 0..80),
    ) {
        let mut kiosk = Kiosk::open();
        for happening in happenings {
            kiosk.happen(happening);
        }
        let was_with_officer = matches!(
            kiosk.flow.step,
            Step::Done(Done::NoMatch(_) | Done::Declined | Done::TimedOut | Done::Broken)
        );
        let tickets = kiosk.tickets.len();
        kiosk.send(FlowEvent::Declined);
        kiosk.check();
        prop_assert!(matches!(kiosk.flow.step, Step::Done(done) if !matches!(done, Done::Match(_))));
        prop_assert_eq!(kiosk.tickets.len(), tickets + usize::from(!was_with_officer));
        prop_assert_eq!(kiosk.camera, None);
    }
}
