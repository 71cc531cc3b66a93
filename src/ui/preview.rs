//! The camera's picture on the screen.

use leptos::{html, prelude::*};
use protocol::CameraTurn;

use crate::{kiosk::Kiosk, task};

/// Shows the camera's picture while the camera is on, and no last frame after that. It is upright,
/// however the camera is mounted.
#[component]
pub fn Preview() -> impl IntoView {
    let kiosk: Kiosk = expect_context();
    let turn = move || match kiosk.camera_turn.get() {
        CameraTurn::None => None,
        CameraTurn::Half => Some("half"),
        CameraTurn::Right => Some("right"),
        CameraTurn::Left => Some("left"),
    };
    let picture = NodeRef::<html::Video>::new();
    picture.on_load(move |video| kiosk.video.set(Some(video)));
    task::follow(move || {
        if let Some(video) = picture.get() {
            kiosk.show_picture_in(&video);
        }
    });
    view! {
        <video
            node_ref=picture
            aria-hidden="true"
            autoplay
            playsinline
            prop:muted=true
            data-turn=turn
        ></video>
    }
}
