//! The frame around all screens.

use leptos::{html, prelude::*};

use super::{
    comparing::ComparingScreen, document::DocumentScreen, done::DoneScreen, face::FaceScreen,
    footer::PageFooter, header::PageHeader, input_guard, keys, localized::localized, look,
    notice::NoticeScreen, panel::Panels, reader::Reader, recite, renewed::renewed,
    welcome::WelcomeScreen,
};
use crate::{flow::Step, kiosk::Kiosk, task};

/// The whole page: always the same head and foot, and between them the screen of the step.
#[component]
pub fn App(
    /// The controller, which all screens find in their context.
    kiosk: Kiosk,
) -> impl IntoView {
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
    let main = NodeRef::<html::Main>::new();
    task::follow(move || {
        let _ = step.get();
        // Each screen begins at its top, wherever the one before it was left.
        if let Some(main) = main.get_untracked() {
            main.set_scroll_top(0);
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
    });
    view! {
        <PageHeader/>
        <main
            node_ref=main
            class:covered=move || is_covered.get()
            inert=move || is_covered.get()
        >
            {renewed(move || screen(step.get()))}
        </main>
        <Panels/>
        <Reader/>
        <PageFooter/>
        <DarkScreen/>
    }
}

fn screen(step: Step) -> AnyView {
    match step {
        Step::Welcome => view! { <WelcomeScreen/> }.into_any(),
        Step::Notice => view! { <NoticeScreen/> }.into_any(),
        Step::Document(source) => view! { <DocumentScreen source/> }.into_any(),
        Step::Face(_, attempt) => view! { <FaceScreen attempt/> }.into_any(),
        Step::Comparing(..) => view! { <ComparingScreen/> }.into_any(),
        Step::Done(done) => view! { <DoneScreen done/> }.into_any(),
    }
}

/// The blank screen: it covers everything, and a touch ends it. Keys work as usual.
#[component]
fn DarkScreen() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let end = move |_| kiosk.set_accessibility(|access| access.with_dark_screen(false));
    view! {
        <Show when=move || kiosk.access.read().dark_screen>
            <div class="dark" on:click=end>
                <p role="status">{localized(|words| words.blank_screen())}</p>
            </div>
        </Show>
    }
}
