//! What the camera sees, on the screen alone.

use leptos::prelude::*;
use web_sys::HtmlVideoElement;

use super::element::{El, el};
use crate::{kiosk::Kiosk, task};

/// Shows the camera's picture while the camera is on. It goes with the camera, and no still of
/// it stays.
pub fn preview() -> El {
    let kiosk: Kiosk = expect_context();
    let picture = el("video").set("aria-hidden", "true").set("autoplay", "").set("playsinline", "");
    let video: HtmlVideoElement = picture.element();
    video.set_muted(true);
    kiosk.video.set(Some(video.clone()));
    task::follow(move || kiosk.show_picture_in(&video));
    picture
}
