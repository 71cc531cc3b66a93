//! Panels and dialogs over the screen of a step.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    access::AccessPanel, button::EventButton, guardian::GuardianPanel, help::HelpPanel,
    language::LanguagePanel, localized::localized, privacy::PrivacyPanel, renewed::renewed,
    sent::SentPanel, staff::StaffPanel, warning::InactivityWarning,
};
use crate::{
    flow::{FlowEvent, Panel, Step},
    kiosk::Kiosk,
    task,
};

/// The question whether the traveller needs more time, or the open panel, or nothing.
#[component]
pub fn Panels() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    return_from_panels(kiosk);
    let cover = Memo::new(move |_| {
        let flow = kiosk.flow.read();
        (flow.time.is_short, flow.panel)
    });
    renewed(move || match cover.get() {
        (true, _) => view! { <InactivityWarning/> }.into_any(),
        (false, Some(panel)) => view! { <Dialog panel/> }.into_any(),
        (false, None) => ().into_any(),
    })
}

/// Moves the focus back to the button that opened a panel when the panel closes.
fn return_from_panels(kiosk: Kiosk) {
    let place = Memo::new(move |_| {
        let flow = kiosk.flow.read();
        (flow.step, flow.panel, flow.time.is_short)
    });
    Effect::new(move |before: Option<(Step, Option<Panel>, bool)>| {
        let now = place.get();
        let back = match (before, now) {
            (Some((step, Some(closed), _)), (same, None, _)) if step == same => {
                Some(format!("[data-opens={}]", closed.name()))
            }
            (Some((step, None, true)), (same, None, false)) if step == same => {
                Some("main h1".to_owned())
            }
            _ => None,
        };
        if let Some(back) = back {
            // Later, when the screen is no longer inert and can take the focus.
            task::spawn(async move { focus(&back) });
        }
        now
    });
}

fn focus(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        // If it fails, keys start at the top of the screen.
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// A panel with the button that closes it.
#[component]
fn Dialog(
    /// Which one.
    panel: Panel,
) -> impl IntoView {
    let content = match panel {
        Panel::Privacy => view! { <PrivacyPanel/> }.into_any(),
        Panel::Guardian => view! { <GuardianPanel/> }.into_any(),
        Panel::Help => view! { <HelpPanel/> }.into_any(),
        Panel::Language => view! { <LanguagePanel/> }.into_any(),
        Panel::Access => view! { <AccessPanel/> }.into_any(),
        Panel::Sent => view! { <SentPanel/> }.into_any(),
        Panel::Staff => view! { <StaffPanel/> }.into_any(),
    };
    view! {
        <section
            class=format!("panel {}", panel.name())
            role="dialog"
            aria-labelledby="panel-title"
        >
            {content}
            <div class="actions">
                <EventButton event=FlowEvent::PanelClosed class="close" icon="close">
                    {localized(|words| words.close())}
                </EventButton>
            </div>
        </section>
    }
}
