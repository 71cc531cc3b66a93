//! The camera's picture on the screen.

use leptos::prelude::*;
use protocol::CameraTurn;
use web_sys::HtmlVideoElement;

use super::element::{El, el};
use crate::{
    kiosk::{Kiosk, KioskEvent},
    task,
};

/// Shows the camera's picture while the camera is on, and no last frame after that. It is upright,
/// however the camera is mounted.
pub fn preview() -> El {
    let kiosk: Kiosk = expect_context();
    let turn = move || match kiosk.camera_turn.get() {
        CameraTurn::None => None,
        CameraTurn::Half => Some("half".to_owned()),
        CameraTurn::Right => Some("right".to_owned()),
        CameraTurn::Left => Some("left".to_owned()),
    };
    let picture = el("video")
        .set("aria-hidden", "true")
        .set("autoplay", "")
        .set("playsinline", "")
        .keep("data-turn", turn);
    let video: HtmlVideoElement = picture.element();
    video.set_muted(true);
    kiosk.dispatch(KioskEvent::VideoMounted(video.clone()));
    task::follow(move || kiosk.show_picture_in(&video));
    picture
}
