//! Staff were called.

use leptos::prelude::*;

use super::{icon::Icon, title::PanelTitle};
use crate::{
    kiosk::{Call, Kiosk},
    text::L10nLanguage,
};

/// Says that help is coming once the desk has heard the call, and where to go if it has not.
#[component]
pub fn Help() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let content = move || {
        let (icon, title): (_, fn(&L10nLanguage) -> String) = match kiosk.call.get() {
            None | Some(Call::Calling) => ("wait", |words| words.help_calling_title()),
            Some(Call::Heard) => ("staff", |words| words.help_title()),
            Some(Call::Lost) => ("info", |words| words.help_failed_title()),
        };
        view! {
            <Icon name=icon/>
            <PanelTitle text=title/>
        }
    };
    let text = move || {
        let (words, site) = (kiosk.words.read(), kiosk.site.read());
        match (kiosk.call.get(), &*site) {
            (None | Some(Call::Calling), _) => words.help_calling_text(),
            (Some(Call::Heard), _) => words.help_text(),
            (Some(Call::Lost), Some(site)) => words.help_failed_text(&*site.places.officer),
            (Some(Call::Lost), None) => words.help_failed_ask(),
        }
    };
    view! {
        {content}
        <p role="status">{text}</p>
    }
}
