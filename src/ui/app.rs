//! The frame around all screens.

use leptos::prelude::*;

use super::{
    comparing::Comparing, document::Document, done::Ending, face::Face, footer::Footer,
    header::Header, keys, look, notice::Notice, panel::Panels, reader::Reader, recite,
    welcome::Welcome,
};
use crate::{flow::Step, kiosk::Kiosk};

/// The whole page: always the same head and foot, and between them the screen of the step.
#[component]
pub fn App(
    /// What the page is a mirror of.
    kiosk: Kiosk,
) -> impl IntoView {
    provide_context(kiosk);
    look::follow(kiosk);
    keys::hear(kiosk);
    recite::follow(kiosk);
    let step = Memo::new(move |_| kiosk.flow.read().step);
    let is_covered = Memo::new(move |_| {
        let flow = kiosk.flow.read();
        flow.panel.is_some() || flow.time.is_short
    });
    let screen = move || match step.get() {
        Step::Welcome => view! { <Welcome/> }.into_any(),
        Step::Notice => view! { <Notice/> }.into_any(),
        Step::Document(source) => view! { <Document source/> }.into_any(),
        Step::Face(_, attempt) => view! { <Face attempt/> }.into_any(),
        Step::Comparing(..) => view! { <Comparing/> }.into_any(),
        Step::Done(done) => view! { <Ending done/> }.into_any(),
    };
    view! {
        <Header/>
        <main class:covered=is_covered inert=is_covered>{screen}</main>
        <Panels/>
        <Reader/>
        <Footer/>
        {move || kiosk.access.read().dark_screen.then(|| view! { <Dark/> })}
    }
}

/// Covers everything; a touch brings the screen back. The keys work on.
#[component]
fn Dark() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <div class="dark" on:click=move |_| kiosk.ease(|it| it.with_dark_screen(false))>
            <p role="status">{kiosk.say(|words| words.blank_screen())}</p>
        </div>
    }
}
