//! Declares a backlog of results, which the server would refuse without.

use wire::{Backlog, KioskId, MessageId, ResultMessage};

use crate::{
    identity::Known,
    post::{self, PostOutcome, ask_once},
};

/// A declared backlog.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Declared {
    /// The kiosk's number in it. A kiosk may have two: the assigned one, and its provisional one.
    kiosk: Option<KioskId>,
    /// How many more results of it the server accepts.
    left: u16,
}

/// Where backlogs are declared.
const BACKLOGS: &str = "/v1/backlogs";
/// The burst that the server accepts without a declaration.
const AT_ONCE: u32 = 9;
/// The greatest age without a declaration, in seconds: the server allows a minute more.
const RECENT: u32 = 4 * 60;

impl Declared {
    /// Declares `waiting` results, of which `first` is the first, if the server would refuse them
    /// otherwise: more than a burst, old ones, ones older than the `last` that was sent, or ones with an
    /// earlier number. Returns the outcome if results cannot be sent after it.
    pub(super) async fn declare(
        &mut self,
        waiting: u32,
        first: &ResultMessage,
        last: u32,
        known: &Known,
    ) -> Option<PostOutcome> {
        let is_told = self.left > 0 && self.kiosk == Some(first.kiosk);
        let is_old = post::now().saturating_sub(first.finished) > RECENT;
        let is_late = first.finished < last;
        let is_other = first.kiosk != known.kiosk;
        if is_told || !(waiting > AT_ONCE || is_old || is_late || is_other) {
            return None;
        }
        let results = waiting.min(Backlog::MOST.into()) as u16;
        let backlog = Backlog { kiosk: first.kiosk, results, oldest: first.finished };
        let json = backlog.to_json();
        match ask_once(BACKLOGS, &json, MessageId::of_body(&json), &known.key).await {
            PostOutcome::Done(_) => {
                *self = Self { kiosk: Some(first.kiosk), left: results };
                None
            }
            // It is no result that was refused.
            PostOutcome::Refused(_) => Some(PostOutcome::Later(None)),
            answer => Some(answer),
        }
    }

    /// The server has accepted one of them.
    pub(super) fn use_one(&mut self) {
        self.left = self.left.saturating_sub(1);
    }
}
