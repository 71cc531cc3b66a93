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
        let title: fn(&L10nLanguage) -> String = match kiosk.call.get() {
            None | Some(Call::Calling) => |words| words.help_calling_title(),
            Some(Call::Heard) => |words| words.help_title(),
            Some(Call::Lost) => |words| words.help_failed_title(),
        };
        view! { <PanelTitle text=title/> }
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
        <Icon name="staff"/>
        {content}
        <p role="status">{text}</p>
    }
}
