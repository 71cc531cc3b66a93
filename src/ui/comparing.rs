//! The worker compares; the camera is off.

use super::{
    element::{El, el, p},
    icon::icon,
    title::title,
};

/// Says that it takes a moment.
pub fn comparing() -> El {
    el("section")
        .class("comparing")
        .set("aria-busy", "true")
        .with(icon("wait"))
        .with(title(|words| words.comparing_title()))
        .with(p(|words| words.comparing_text()))
}
