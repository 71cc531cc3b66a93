//! The first screen: a language.

use super::{
    element::{El, el, p},
    language::languages,
    title::title,
};
use crate::flow::FlowEvent;

/// The languages, each in its own name. A touch leads to the notice.
pub fn welcome() -> El {
    el("section")
        .class("welcome")
        .with(title(|words| words.welcome_title()))
        .with(p(|words| words.welcome_text()))
        .with(languages(FlowEvent::Begun))
        .with(p(|words| words.welcome_speech()).class("quiet"))
}
