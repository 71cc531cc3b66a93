//! The call for staff.

use gloo::timers::future::TimeoutFuture;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wire::HelpCall;

use super::{Kiosk, now};
use crate::{delivery, ticket};

/// What became of a call for staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// It is on its way.
    Calling,
    /// The officers' desk has it.
    Heard,
    /// It did not arrive: the traveller has to go there.
    Lost,
}

/// How often a call is tried. After that a walk is quicker.
const TRIES: u32 = 3;
const PAUSE_MS: u32 = 1_500;

impl Kiosk {
    /// Calls staff, unless they were called for this traveller already.
    pub(super) fn call_staff(self) {
        if !matches!(self.call.get_untracked(), Some(Call::Calling | Call::Heard)) {
            self.call.set(Some(Call::Calling));
            spawn_local(async move {
                let is_heard = self.try_to_call().await;
                // The traveller may have gone.
                if self.call.get_untracked() == Some(Call::Calling) {
                    self.call.set(Some(if is_heard { Call::Heard } else { Call::Lost }));
                }
            });
        }
    }

    async fn try_to_call(self) -> bool {
        let Some(kiosk) = self.site.read_untracked().as_ref().map(|site| site.kiosk) else {
            return false;
        };
        let call = HelpCall { id: ticket::new_id(), kiosk, at: now() };
        for _ in 0..TRIES {
            if delivery::call(&call).await {
                return true;
            }
            TimeoutFuture::new(PAUSE_MS).await;
        }
        false
    }
}
