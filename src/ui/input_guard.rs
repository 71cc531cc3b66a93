//! Input guard: a new screen takes no touch and no key that was meant for the screen before it.
//!
//! Second touches, key repeat and the bounce of a switch reach a screen that the traveller has not read
//! yet, and would count as a consent that was not given. So each new screen, and the one under a panel that closes,
//! is inert until every finger was lifted and [`GUARD_MS`] have passed since it was painted. A touch
//! or key within that time counts for nothing, and the time begins again. Events are judged by their
//! own time stamps: one that waited while the page was busy is as old as it is.

use std::{cell::RefCell, rc::Rc};

use gloo::{
    events::{EventListener, EventListenerOptions},
    timers::callback::Timeout,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, PointerEvent};

use super::keys;
use crate::{flow::Step, kiosk::Kiosk, task};

/// Half a second and some more, so that a second touch 600 ms after the first one is ignored.
const GUARD_MS: f64 = 650.0;

/// A finger that is down for longer, in milliseconds, is a palm, or its end was never reported. It must
/// not block the way to an officer.
const HELD_MS: f64 = 10_000.0;

/// On the page's root while a screen takes no input, for tests and assistive programs.
const ATTRIBUTE: &str = "data-input-guard";

/// When the screen takes input again. Times are time stamps of events, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct InputGuard {
    /// While a finger is down that was there before the screen, or came too early, this is far off.
    opens_at: f64,
    /// How many fingers and mouse buttons are down.
    pointers: u32,
}

impl InputGuard {
    fn is_closed(&self, at: f64) -> bool {
        at < self.opens_at
    }

    fn close_from(&mut self, at: f64) {
        let wait = if self.pointers > 0 { HELD_MS } else { GUARD_MS };
        self.opens_at = self.opens_at.max(at + wait);
    }

    /// A primary pointer is the first one down: earlier pointers were lifted without an event.
    fn pointer_down(&mut self, at: f64, is_primary: bool) {
        self.pointers = if is_primary { 1 } else { self.pointers + 1 };
        if self.is_closed(at) {
            self.opens_at = at + HELD_MS;
        }
    }

    fn pointer_up(&mut self, at: f64) {
        self.pointers = self.pointers.saturating_sub(1);
        if self.is_closed(at) && self.pointers == 0 {
            self.opens_at = at + GUARD_MS;
        }
    }

    /// Handles a key. A held key repeats, so that it needs no count. Returns whether the key counts.
    fn takes_key(&mut self, at: f64, is_repeat: bool) -> bool {
        let is_closed = self.is_closed(at);
        if is_closed {
            self.opens_at = self.opens_at.max(at + GUARD_MS);
        }
        !is_closed && !is_repeat
    }
}

/// The guard of a page, and the timer that removes its attribute.
#[derive(Default)]
struct Watch {
    guard: InputGuard,
    timer: Option<Timeout>,
}

/// Guards every screen for as long as the page lives. Its listeners are added after those of the
/// inactivity timer and before those that act on input.
pub fn follow(kiosk: Kiosk) {
    let watch = Rc::<RefCell<Watch>>::default();
    hear(&watch, "pointerdown", |guard, event| {
        let is_primary = event.unchecked_ref::<PointerEvent>().is_primary();
        guard.pointer_down(event.time_stamp(), is_primary);
        true
    });
    for name in ["pointerup", "pointercancel"] {
        hear(&watch, name, |guard, event| {
            guard.pointer_up(event.time_stamp());
            true
        });
    }
    hear(&watch, "click", |guard, event| !guard.is_closed(event.time_stamp()));
    hear(&watch, "keydown", |guard, event| {
        let key = event.unchecked_ref::<KeyboardEvent>();
        !keys::acts(key) || guard.takes_key(event.time_stamp(), key.repeat())
    });
    let screen = Memo::new(move |_| {
        let flow = kiosk.flow.read();
        // On the notice the choices change with the face lane.
        let face_lane = (flow.step == Step::Notice).then_some(flow.face_lane);
        let is_dark = kiosk.access.read().dark_screen;
        let has_ticket = kiosk.ticket.read().is_some();
        (flow.step, flow.panel, flow.time.is_short, face_lane, is_dark, has_ticket)
    });
    task::follow(move || {
        let _ = screen.get();
        close(&watch);
        // The time starts again when the screen is painted: a busy machine shows it late.
        let watch = watch.clone();
        request_animation_frame(move || request_animation_frame(move || close(&watch)));
    });
}

/// Asks the guard about each event of a kind, and stops an event that does not count.
fn hear(
    watch: &Rc<RefCell<Watch>>,
    name: &'static str,
    takes: impl Fn(&mut InputGuard, &Event) -> bool + 'static,
) {
    let options =
        EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: false };
    let watch = watch.clone();
    EventListener::new_with_options(&document(), name, options, move |event| {
        let is_taken = takes(&mut watch.borrow_mut().guard, event);
        if !is_taken {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
        show(&watch);
    })
    .forget();
}

fn close(watch: &Rc<RefCell<Watch>>) {
    watch.borrow_mut().guard.close_from(task::now());
    show(watch);
}

/// Keeps the attribute true.
fn show(watch: &Rc<RefCell<Watch>>) {
    let left = watch.borrow().guard.opens_at - task::now();
    let Some(page) = document().document_element() else { return };
    if left > 0.0 {
        // An attribute's name is valid.
        let _ = page.set_attribute(ATTRIBUTE, "");
    } else {
        let _ = page.remove_attribute(ATTRIBUTE);
    }
    let timer = (left > 0.0).then(|| {
        let watch = watch.clone();
        Timeout::new(left.ceil() as u32, move || show(&watch))
    });
    watch.borrow_mut().timer = timer;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An event for a guard, and its time.
    enum Input {
        Screen,
        Down,
        SecondFinger,
        Up,
        Key,
        Repeat,
    }
    use Input::*;

    /// Whether the last of these inputs counts. A touch counts if its click does.
    fn counts(inputs: &[(f64, Input)]) -> bool {
        let mut guard = InputGuard::default();
        let mut last = true;
        for (at, input) in inputs {
            last = match input {
                Screen => {
                    guard.close_from(*at);
                    continue;
                }
                Down | SecondFinger => {
                    guard.pointer_down(*at, matches!(input, Down));
                    continue;
                }
                Up => {
                    guard.pointer_up(*at);
                    !guard.is_closed(*at)
                }
                Key | Repeat => guard.takes_key(*at, matches!(input, Repeat)),
            };
        }
        last
    }

    #[test]
    fn k2_a_touch_counts_when_it_began_after_the_guard_had_opened() {
        for (down, up, expected) in [
            (60.0, 100.0, false),
            (600.0, 640.0, false),
            (649.0, 660.0, false),
            (649.0, 5_000.0, false),
            (651.0, 700.0, true),
            (5_000.0, 5_060.0, true),
        ] {
            let inputs = [(0.0, Screen), (down, Down), (up, Up)];
            assert_eq!(counts(&inputs), expected, "{down} to {up}");
        }
    }

    #[test]
    fn k2_a_finger_that_was_down_before_the_screen_counts_for_nothing() {
        assert!(!counts(&[(0.0, Down), (10.0, Screen), (5_000.0, Up)]));
        let lifted = |next| [(0.0, Down), (10.0, Screen), (5_000.0, Up), (next, Down), (next, Up)];
        assert!(!counts(&lifted(5_600.0)));
        assert!(counts(&lifted(5_700.0)));
    }

    #[test]
    fn k2_each_touch_that_counts_for_nothing_begins_the_time_again() {
        let mut inputs = vec![(0.0, Screen)];
        for i in 1..=20 {
            inputs.extend([(f64::from(i) * 600.0, Down), (f64::from(i) * 600.0 + 40.0, Up)]);
        }
        assert!(!counts(&inputs));
        inputs.extend([(12_700.0, Down), (12_750.0, Up)]);
        assert!(counts(&inputs));
    }

    #[test]
    fn k2_every_finger_has_to_be_lifted() {
        let two = [(0.0, Down), (5.0, SecondFinger), (10.0, Screen), (20.0, Up)];
        assert!(!counts(&two));
        let mut one_left = Vec::from(two);
        one_left.extend([(2_000.0, SecondFinger), (2_050.0, Up)]);
        assert!(!counts(&one_left));
    }

    #[test]
    fn k2_a_lift_that_was_never_seen_costs_one_touch() {
        let lost = |next| {
            [(0.0, Down), (10.0, Screen), (3_000.0, Down), (3_040.0, Up), (next, Down), (next, Up)]
        };
        assert!(!counts(&lost(3_600.0)));
        assert!(counts(&lost(3_700.0)));
    }

    #[test]
    fn k2_a_palm_on_the_screen_closes_it_for_ten_seconds_only() {
        let palm = |next| [(0.0, Down), (10.0, Screen), (next, SecondFinger), (next, Up)];
        assert!(!counts(&palm(9_900.0)));
        assert!(counts(&palm(10_100.0)));
    }

    #[test]
    fn k2_neither_bounce_nor_repeat_of_a_key_counts() {
        assert!(!counts(&[(0.0, Screen), (30.0, Key)]));
        assert!(!counts(&[(0.0, Screen), (500.0, Key), (1_000.0, Key)]));
        assert!(!counts(&[(0.0, Screen), (2_000.0, Repeat)]));
        assert!(counts(&[(0.0, Screen), (651.0, Key)]));
    }
}
