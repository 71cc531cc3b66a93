//! The traveller's time: whoever does nothing is asked, and whoever does not answer has gone.

use gloo::{
    events::{EventListener, EventListenerOptions},
    timers::callback::{Interval, Timeout},
};
use leptos::prelude::*;

use super::Kiosk;
use crate::{
    flow::{Event, Time},
    site::Patience,
};

impl Kiosk {
    /// Every touch and every key says that the traveller is there.
    pub(super) fn hear_touches(self) {
        let heard = ["pointerdown", "keydown", "input"].map(|name| {
            let options = EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(&document(), name, options, move |_| self.touched())
        });
        self.with(|machine| machine.touches = heard.into());
    }

    /// Who was asked whether they need more time has to answer that.
    fn touched(self) {
        if !self.flow.get_untracked().time.is_short {
            self.restart_clock();
        }
    }

    /// Waits anew for as long as the site waits in this state.
    pub(super) fn restart_clock(self) {
        let flow = self.flow.get_untracked();
        let site = self.site.read_untracked();
        let patience = site.as_ref().map_or(&Patience::USUAL, |site| &site.patience).of(flow);
        let over = Timeout::new(patience.as_millis() as u32, move || self.send(Event::TimedOut));
        let countdown = flow.time.is_short.then(|| self.count_down());
        self.with(|machine| {
            machine.patience = Some(over);
            machine.countdown = countdown;
        });
    }

    fn count_down(self) -> Interval {
        self.seconds_left.set(Time::ANSWER_SECONDS);
        Interval::new(1_000, move || self.seconds_left.update(|it| *it = it.saturating_sub(1)))
    }
}
