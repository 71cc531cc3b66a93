//! Tells the server of results that it takes no other way.

use wire::{Backlog, KioskId, MessageId, ResultMessage};

use crate::{
    identity::Known,
    post::{self, PostOutcome, ask_once},
};

/// A backlog that the server was told of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Declared {
    /// With which number. A kiosk may have two: the server's, and its own of before.
    kiosk: Option<KioskId>,
    /// How many more of it the server takes.
    left: u16,
}

/// Where backlogs are declared.
const BACKLOGS: &str = "/v1/backlogs";
/// So many the server takes at once without being told.
const AT_ONCE: u32 = 9;
/// And so old, in seconds: it allows for a minute more.
const RECENT: u32 = 4 * 60;

impl Declared {
    /// Tells the server of `waiting` results, this one the first, where it takes them in no other way:
    /// more than travellers could just have made, old ones, ones made before the `last` that was sent,
    /// or ones with a number of before. Gives the answer, if results cannot be sent after it.
    pub(super) async fn tell(
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

    /// One of it was taken.
    pub(super) fn use_one(&mut self) {
        self.left = self.left.saturating_sub(1);
    }
}
