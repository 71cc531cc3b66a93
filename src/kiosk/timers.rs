//! The owner of the timers: a traveller who does nothing is asked for a sign of presence, and the visit
//! ends if there is no answer ([`patience`] says after how long). When a verdict is shown: [`verdict`].

mod patience;
mod verdict;

use gloo::{
    events::{EventListener, EventListenerOptions},
    timers::callback::{Interval, Timeout},
};
use leptos::prelude::*;
use site::Patience;

use super::{Kiosk, state::timers::Timers};
use crate::{
    delivery::until_slot,
    flow::{FlowEvent, Time, Timer},
};
use patience::patience;

impl Kiosk {
    /// Listens for touches and keys, which are signs of presence, and for the visibility of the page.
    pub(super) fn listen_for_input(self) {
        let heard = ["pointerdown", "keydown", "input", "visibilitychange"].map(|name| {
            let options = EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(&document(), name, options, move |_| self.on_input())
        });
        self.timers(|timers| timers.touches = heard.into());
        if document().hidden() {
            self.on_flow_event(FlowEvent::Hidden);
        }
    }

    fn on_input(self) {
        let is_hidden = document().hidden();
        self.put_test_off();
        self.on_flow_event(match (is_hidden, self.flow.get_untracked().is_hidden) {
            (true, false) => FlowEvent::Hidden,
            (false, true) => FlowEvent::Revealed,
            _ => FlowEvent::Touched,
        });
    }

    /// Starts the inactivity timer with the patience that the site has set, in place of the one that runs.
    pub(super) fn start_timer(self, timer: Timer) {
        let site = self.site.read_untracked();
        let of_site = site.as_ref().map_or(&Patience::USUAL, |site| &site.patience);
        let mut patience = patience(of_site, timer).as_millis() as u32;
        if matches!(timer, Timer::Done | Timer::HelpWhenDone) {
            // A traveller may leave without touching the screen. The page then contacts its server
            // when the time is up, and that moment must not reveal when the worker answered.
            patience += until_slot(js_sys::Date::now() + f64::from(patience));
        }
        let over = self.later(patience, FlowEvent::TimedOut);
        let countdown = (timer == Timer::Answer).then(|| self.count_down());
        self.timers(|timers| (timers.inactivity, timers.countdown) = (Some(over), countdown));
    }

    /// Sends an event after `milliseconds`. Not inlined, which keeps the program small.
    #[inline(never)]
    fn later(self, milliseconds: u32, event: FlowEvent) -> Timeout {
        Timeout::new(milliseconds, move || self.on_flow_event(event))
    }

    fn count_down(self) -> Interval {
        self.seconds_left.set(Time::ANSWER_SECONDS);
        Interval::new(1_000, move || {
            self.seconds_left.update(|seconds| *seconds = seconds.saturating_sub(1))
        })
    }

    /// The state of the timers: this file and its children alone use it.
    fn timers<T>(self, use_timers: impl FnOnce(&mut Timers) -> T) -> T {
        use_timers(&mut self.owners().timers.borrow_mut())
    }
}
