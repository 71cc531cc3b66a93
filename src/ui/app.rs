//! The frame around all screens.

use leptos::prelude::*;

use super::{
    comparing::Comparing, document::Document, done::Ending, face::Face, footer::Footer,
    header::Header, notice::Notice, welcome::Welcome,
};
use crate::{flow::Step, kiosk::Kiosk};

/// The whole page: always the same head and foot, and between them the screen of the step.
#[component]
pub fn App() -> impl IntoView {
    let kiosk = Kiosk::start();
    provide_context(kiosk);
    let step = Memo::new(move |_| kiosk.flow.read().step);
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
        <main>{screen}</main>
        <Footer/>
    }
}
