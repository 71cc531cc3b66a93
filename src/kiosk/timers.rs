//! The inactivity timer: a traveller who does nothing is asked for a sign of presence, and the visit
//! ends if there is no answer.

use gloo::{
    events::{EventListener, EventListenerOptions},
    timers::callback::{Interval, Timeout},
};
use leptos::prelude::*;
use site::Patience;

use super::{Kiosk, patience::patience};
use crate::{
    delivery::until_slot,
    flow::{FlowEvent, Step, Time},
};

impl Kiosk {
    /// Listens for touches and keys, which are signs of presence, and for the visibility of the page.
    pub(super) fn listen_for_input(self) {
        let heard = ["pointerdown", "keydown", "input", "visibilitychange"].map(|name| {
            let options = EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(&document(), name, options, move |_| self.touched())
        });
        self.with(|machine| machine.touches = heard.into());
        if document().hidden() {
            self.send(FlowEvent::Hidden);
        }
    }

    /// Restarts the timer, unless the traveller has been asked for more time: that needs an answer.
    fn touched(self) {
        let flow = self.flow.get_untracked();
        let is_hidden = document().hidden();
        self.put_test_off();
        if is_hidden != flow.is_hidden {
            self.send(if is_hidden { FlowEvent::Hidden } else { FlowEvent::Revealed });
        } else if !flow.time.is_short {
            self.restart_clock();
        }
    }

    /// Restarts the timer with the patience that the site has set for this state.
    pub(super) fn restart_clock(self) {
        let flow = self.flow.get_untracked();
        let site = self.site.read_untracked();
        let of_site = site.as_ref().map_or(&Patience::USUAL, |site| &site.patience);
        let mut patience = patience(of_site, flow).as_millis() as u32;
        if matches!(flow.step, Step::Done(_)) && !flow.time.is_short {
            // A traveller may leave without touching the screen. The page then contacts its server
            // when the time is up, and that moment must not reveal when the worker answered.
            patience += until_slot(js_sys::Date::now() + f64::from(patience));
        }
        let over = self.later(patience, FlowEvent::TimedOut);
        let countdown = flow.time.is_short.then(|| self.count_down());
        self.with(|machine| {
            machine.patience = Some(over);
            machine.countdown = countdown;
        });
    }

    /// Sends an event after `milliseconds`. Not inlined, which keeps the program small.
    #[inline(never)]
    pub(super) fn later(self, milliseconds: u32, event: FlowEvent) -> Timeout {
        Timeout::new(milliseconds, move || self.send(event))
    }

    fn count_down(self) -> Interval {
        self.seconds_left.set(Time::ANSWER_SECONDS);
        Interval::new(1_000, move || {
            self.seconds_left.update(|seconds| *seconds = seconds.saturating_sub(1))
        })
    }
}
