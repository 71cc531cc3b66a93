//! The offer of an officer to a traveller who has tried for a long time.

use leptos::prelude::*;

use super::{button::EventButton, localized::localized};
use crate::{flow::FlowEvent, kiosk::Kiosk};

/// Offers an officer after some time. The traveller may go on trying meanwhile.
#[component]
pub fn WayOn() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    view! {
        <Show when=move || kiosk.camera.get().is_slow>
            <div class="actions way-on">
                <p role="status">{localized(|words| words.camera_slow())}</p>
                <EventButton event=FlowEvent::Declined icon="officer">
                    {localized(|words| words.officer())}
                </EventButton>
            </div>
        </Show>
    }
}
