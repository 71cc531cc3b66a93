//! Carries out the effects of the flow, in their order.

use leptos::prelude::*;
use protocol::Request;

use super::{Kiosk, Picture};
use crate::{
    flow::{Effect, FlowEvent, Step, WorkerTask},
    task::spawn,
};

impl Kiosk {
    /// Handles an event of the flow: shows the next state, and carries out what follows from it. An
    /// effect that causes another event does not interrupt the effects of this one.
    pub(super) fn on_flow_event(self, event: FlowEvent) {
        if matches!(event, FlowEvent::Begun | FlowEvent::Agreed(_)) {
            self.close_if_expired();
        }
        let before = self.flow.get_untracked();
        let (after, effects) = before.on(event);
        if after != before {
            self.flow.set(after);
        }
        let owners = self.owners();
        owners.effects.borrow_mut().extend(effects);
        if owners.is_busy.replace(true) {
            return;
        }
        loop {
            let next = owners.effects.borrow_mut().pop_front();
            let Some(effect) = next else { break };
            self.carry_out(effect);
        }
        owners.is_busy.set(false);
    }

    fn carry_out(self, effect: Effect) {
        match effect {
            Effect::OpenCamera(purpose) => self.switch_camera(Some(purpose)),
            Effect::StopCamera => self.switch_camera(None),
            Effect::RecordCamera => self.record_camera(),
            Effect::AskWorker(task) => self.ask_worker_for(task),
            Effect::CloseChipReader => self.close_chip_reader(),
            Effect::MarkWorker => self.mark_worker(),
            Effect::ReplaceWorker => self.replace_worker(),
            Effect::StartTimer(timer) => self.start_timer(timer),
            Effect::StartVerdictClock => self.start_verdict_clock(),
            Effect::PrepareSound => crate::sound::make_ready(),
            Effect::Play(sound) => self.play(sound),
            Effect::RecordArrival => self.record_arrival(),
            Effect::IssueTicket(done) => spawn(self.issue_ticket(done)),
            Effect::CallStaff => self.call_staff(),
            Effect::ForgetTraveller => self.forget_traveller(),
            Effect::ResetPreferences => self.reset_preferences(),
            Effect::AwaitNext => self.await_next(),
            Effect::ReloadIfZoomed => self.reload_if_zoomed(),
            Effect::MarkStep(step) => self.mark_step(step),
        }
    }

    fn ask_worker_for(self, task: WorkerTask) {
        let turn = self.camera_turn.get_untracked();
        match task {
            WorkerTask::WatchDocument => {
                let rule = self.document_rule();
                self.give_frames(&Request::WatchDocument { turn, rule }, self.frames());
            }
            WorkerTask::ReadChip => self.read_chip(),
            WorkerTask::WatchFace(attempt) => {
                let request = Request::WatchFace { attempt: attempt.into(), turn };
                self.give_frames(&request, self.frames());
            }
            WorkerTask::Compare(attempt) => {
                self.ask(|vision| vision.ask(&Request::Compare { attempt: attempt.into() }));
            }
            WorkerTask::Rest => self.pause_worker(),
        }
    }

    fn forget_traveller(self) {
        self.ticket.set(None);
        self.sent.set(Vec::new());
        self.picture.set(Picture::NotTaken);
        self.unmark_worker();
        self.reset_camera_record();
    }

    /// Writes the step's name to the root element, for scripts that are not part of the page's program.
    pub(super) fn mark_step(self, step: Step) {
        if let Some(page) = document().document_element() {
            // Without it an update waits for the next restart.
            let _ = page.set_attribute("data-step", step.name());
        }
    }
}
