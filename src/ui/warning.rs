//! The question whether the traveller is still there.

use leptos::prelude::*;

use super::{
    button::EventButton,
    icon::Icon,
    localized::{localized, localized_with},
    title::PanelTitle,
};
use crate::{flow::FlowEvent, kiosk::Kiosk};

/// Asks the question, counts the seconds down, and extends the time at a touch.
#[component]
pub fn InactivityWarning() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let question = localized_with(move |words| Some(words.warning_text(kiosk.seconds_left.get())));
    view! {
        <section class="panel warning" role="alertdialog" aria-labelledby="panel-title">
            <Icon name="time"/>
            <PanelTitle text=|words| words.warning_title()/>
            <p>{question}</p>
            <div class="actions">
                <EventButton event=FlowEvent::MoreTime class="action more">
                    {localized(|words| words.warning_more())}
                </EventButton>
            </div>
        </section>
    }
}
