//! Calls staff, and tries again.

use gloo::timers::future::TimeoutFuture;
use leptos::prelude::*;
use wire::HelpCall;

use super::super::{CallState, Kiosk, StaffCall};
use crate::{number, post, task::spawn};

/// How often a call is tried. After that a walk is quicker.
const TRIES: u32 = 3;
const PAUSE_MS: u32 = 1_500;

impl Kiosk {
    /// Calls staff, unless they were called for this traveller already.
    pub(in crate::kiosk) fn call_staff(self) {
        let is_lost = |call: &StaffCall| call.state == CallState::Lost;
        if self.call.read_untracked().as_ref().is_none_or(is_lost) {
            let site = self.site.read_untracked();
            let kiosk = untrack(|| self.standing().number().or(number::enrolled()));
            let kiosk = kiosk.or_else(|| Some(site.as_ref()?.kiosk));
            let message = kiosk.map(|kiosk| HelpCall::new(kiosk, post::now()));
            let calling = StaffCall { message, state: CallState::Calling };
            self.call.set(Some(calling));
            spawn(async move {
                let state = if self.try_to_call(message).await {
                    CallState::Heard
                } else {
                    CallState::Lost
                };
                // The traveller may have gone, and another one may be calling.
                if self.call.get_untracked() == Some(calling) {
                    self.call.set(Some(StaffCall { message, state }));
                }
            });
        }
    }

    async fn try_to_call(self, message: Option<HelpCall>) -> bool {
        let Some(message) = message else { return false };
        let delivery = self.delivery();
        // Between two tries as well.
        let _held = delivery.hold();
        for tried in 1..=TRIES {
            if delivery.call(&message).await {
                return true;
            }
            if tried < TRIES {
                TimeoutFuture::new(PAUSE_MS).await;
            }
        }
        false
    }
}
