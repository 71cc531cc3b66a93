//! What the camera sees, on the screen alone.

use leptos::prelude::*;

use crate::kiosk::Kiosk;

/// Shows the camera's picture while the camera is on. It goes with the camera, and no still of
/// it stays.
#[component]
pub fn Preview() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    Effect::new(move |_| {
        if let Some(video) = kiosk.video.get() {
            video.set_src_object(kiosk.preview.get().as_ref());
        }
    });
    view! {
        <video
            node_ref=kiosk.video
            aria-hidden="true"
            autoplay=true
            playsinline=true
            prop:muted=true
        ></video>
    }
}
