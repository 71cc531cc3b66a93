//! The frame around all screens.

use leptos::prelude::*;
use web_sys::Element;

use super::{
    chip::chip,
    comparing::comparing,
    document::document,
    done::ending,
    element::{El, el, p, show, shown},
    face::face,
    footer::footer,
    header::header,
    input_guard, keys, look,
    notice::notice,
    panel::panels,
    reader::reader,
    recite,
    welcome::welcome,
};
use crate::{flow::Step, kiosk::Kiosk, task};

/// Opens the whole page: always the same head and foot, and between them the screen of the step.
pub fn open(kiosk: Kiosk) {
    provide_context(kiosk);
    look::follow(kiosk);
    input_guard::follow(kiosk);
    keys::listen(kiosk);
    recite::follow(kiosk);
    let step = Memo::new(move |_| kiosk.flow.read().step);
    let is_covered = Memo::new(move |_| {
        let flow = kiosk.flow.read();
        flow.panel.is_some() || flow.time.is_short
    });
    let screen = el("main")
        .mark("covered", move || is_covered.get())
        .flag("inert", move || is_covered.get())
        .show(move || {
            vec![match step.get() {
                Step::Welcome => welcome(),
                Step::Notice => notice(),
                Step::Document(source) => document(source),
                Step::Chip(page) => chip(page),
                Step::Face(_, attempt) => face(attempt),
                Step::Comparing(..) => comparing(),
                Step::Done(done) => ending(done),
            }]
        });
    let scroller: Element = screen.element();
    let is_turned = Memo::new(move |_| kiosk.access.read().turned);
    task::follow(move || {
        let _ = (step.get(), is_turned.get());
        // Each screen begins at its top, wherever the one before it was left.
        scroller.set_scroll_top(0);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    });
    show(vec![header(), screen, panels(), reader(), footer(), dark()]);
}

/// The blank screen: it covers everything, and a touch ends it. Keys work as usual.
fn dark() -> El {
    let kiosk: Kiosk = expect_context();
    shown(move || {
        let cover = || {
            let words = p(|words| words.blank_screen()).set("role", "status");
            let bright = move || kiosk.set_accessibility(|access| access.with_dark_screen(false));
            el("div").class("dark").on_click(bright).with(words)
        };
        kiosk.access.read().dark_screen.then(cover).into_iter().collect()
    })
}
