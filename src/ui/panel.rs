//! Panels and dialogs over the screen of a step.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    access::AccessPanel, guardian::GuardianPanel, help::HelpPanel, icon::Icon,
    language::LanguagePanel, localized::localized, privacy::PrivacyPanel, sent::SentPanel,
    staff::StaffPanel, warning::InactivityWarning,
};
use crate::{
    flow::{FlowEvent, Panel, Step},
    kiosk::Kiosk,
    task,
};

/// What covers the screen of a step.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Cover {
    /// The question whether the traveller needs more time.
    Warning,
    /// An open panel.
    Panel(Panel),
}

/// The question whether the traveller needs more time, or the open panel, or nothing.
#[component]
pub fn Panels() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    return_from_panels(kiosk);
    let cover = move || {
        let flow = kiosk.flow.read();
        if flow.time.is_short { Some(Cover::Warning) } else { flow.panel.map(Cover::Panel) }
    };
    view! {
        <For each=cover key=|cover| *cover let(cover)>
            {match cover {
                Cover::Warning => view! { <InactivityWarning/> }.into_any(),
                Cover::Panel(panel) => view! { <Dialog panel/> }.into_any(),
            }}
        </For>
    }
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
    let kiosk: Kiosk = expect_context();
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
                <button class="close" on:click=move |_| kiosk.send(FlowEvent::PanelClosed)>
                    <Icon name="close"/>
                    {localized(|words| words.close())}
                </button>
            </div>
        </section>
    }
}
