//! The heading of a screen.

use web_sys::HtmlElement;

use super::element::{El, el};
use crate::{task, text::Sentence};

/// The heading of a screen or panel. It takes the focus, so that a screen reader reads it and
/// neither of two choices is ahead of the other.
pub fn title(text: Sentence) -> El {
    let title = el("h1").set("tabindex", "-1").say(text);
    let heading: HtmlElement = title.element();
    // After the heading is in the document. One that cannot take the focus is still read.
    task::follow(move || {
        let _ = heading.focus();
    });
    title
}

/// The heading of the panel that is open, which is called by it.
pub fn panel_title(text: Sentence) -> El {
    title(text).set("id", "panel-title")
}
