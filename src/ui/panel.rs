//! What lies over the screen of a step.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    access::Ease, guardian::Guardian, help::Help, icon::Icon, language::Language, privacy::Privacy,
    sent::Sent, staff::Staff, warning::Warning,
};
use crate::{
    flow::{Event, Panel, Step},
    kiosk::Kiosk,
};

/// The question whether the traveller needs more time, or the open panel, or nothing.
#[component]
pub fn Panels() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let shown = Memo::new(move |_| {
        let flow = kiosk.flow.read();
        (flow.time.is_short, flow.panel)
    });
    return_from_panels(kiosk);
    move || match shown.get() {
        (true, _) => Some(view! { <Warning/> }.into_any()),
        (false, Some(panel)) => Some(view! { <Open panel/> }.into_any()),
        (false, None) => None,
    }
}

/// Whoever closes a panel goes on at the button that opened it.
fn return_from_panels(kiosk: Kiosk) {
    let place = Memo::new(move |_| {
        let flow = kiosk.flow.read();
        (flow.step, flow.panel, flow.time.is_short)
    });
    Effect::new(move |before: Option<(Step, Option<Panel>, bool)>| {
        let now = place.get();
        // When the screen can take the focus again.
        match (before, now) {
            (Some((step, Some(closed), _)), (same, None, _)) if step == same => {
                request_animation_frame(move || focus(&format!("[data-opens={}]", closed.name())));
            }
            (Some((step, None, true)), (same, None, false)) if step == same => {
                request_animation_frame(|| focus("main h1"));
            }
            _ => {}
        }
        now
    });
}

fn focus(selector: &str) {
    if let Ok(Some(it)) = document().query_selector(selector) {
        // Without the focus the keys begin at the top.
        let _ = it.unchecked_into::<HtmlElement>().focus();
    }
}

#[component]
fn Open(panel: Panel) -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let content = match panel {
        Panel::Privacy => view! { <Privacy/> }.into_any(),
        Panel::Guardian => view! { <Guardian/> }.into_any(),
        Panel::Help => view! { <Help/> }.into_any(),
        Panel::Language => view! { <Language/> }.into_any(),
        Panel::Access => view! { <Ease/> }.into_any(),
        Panel::Sent => view! { <Sent/> }.into_any(),
        Panel::Staff => view! { <Staff/> }.into_any(),
    };
    view! {
        <section class=format!("panel {}", panel.name()) role="dialog" aria-labelledby="panel-title">
            {content}
            <div class="actions">
                <button class="close" on:click=move |_| kiosk.send(Event::PanelClosed)>
                    <Icon name="close"/>
                    {kiosk.say(|words| words.close())}
                </button>
            </div>
        </section>
    }
}
