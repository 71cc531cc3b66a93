//! Panels and dialogs over the screen of a step.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    access::access_panel,
    element::{El, el, shown},
    guardian::guardian,
    help::help,
    icon::icon,
    language::language,
    privacy::privacy,
    sent::sent,
    staff::staff,
    warning::warning,
};
use crate::{
    flow::{FlowEvent, Panel, Step},
    kiosk::Kiosk,
    task,
};

/// The question whether the traveller needs more time, or the open panel, or nothing.
pub fn panels() -> El {
    let kiosk: Kiosk = expect_context();
    let over = Memo::new(move |_| {
        let flow = kiosk.flow.read();
        (flow.time.is_short, flow.panel)
    });
    return_from_panels(kiosk);
    shown(move || match over.get() {
        (true, _) => vec![warning()],
        (false, Some(panel)) => vec![open(panel)],
        (false, None) => vec![],
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
    if let Ok(Some(it)) = document().query_selector(selector) {
        // If it fails, keys start at the top of the screen.
        let _ = it.unchecked_into::<HtmlElement>().focus();
    }
}

fn open(panel: Panel) -> El {
    let kiosk: Kiosk = expect_context();
    let content = match panel {
        Panel::Privacy => privacy(),
        Panel::Guardian => guardian(),
        Panel::Help => help(),
        Panel::Language => language(),
        Panel::Access => access_panel(),
        Panel::Sent => sent(),
        Panel::Staff => staff(),
    };
    let close = el("button")
        .class("close")
        .on_click(move || kiosk.dispatch(FlowEvent::PanelClosed))
        .with(icon("close"))
        .say(|words| words.close());
    el("section")
        .class(&format!("panel {}", panel.name()))
        .set("role", "dialog")
        .set("aria-labelledby", "panel-title")
        .with_all(content)
        .with(el("div").class("actions").with(close))
}
