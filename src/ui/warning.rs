//! The question whether the traveller is still there.

use leptos::prelude::*;

use super::{icon::Icon, title::PanelTitle};
use crate::{flow::Event, kiosk::Kiosk};

/// Asks, counts the seconds down, and gives more time at a touch.
#[component]
pub fn Warning() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let seconds = move || kiosk.words.read().warning_text(kiosk.seconds_left.get());
    view! {
        <section class="panel warning" role="alertdialog" aria-labelledby="panel-title">
            <Icon name="time"/>
            <PanelTitle text=|words| words.warning_title()/>
            <p>{seconds}</p>
            <div class="actions">
                <button class="action more" on:click=move |_| kiosk.send(Event::MoreTime)>
                    {kiosk.say(|words| words.warning_more())}
                </button>
            </div>
        </section>
    }
}
