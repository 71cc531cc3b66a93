//! Texts in the traveller's language, which change with it.

use leptos::prelude::*;

use crate::{
    kiosk::Kiosk,
    text::{Sentence, Words},
};

/// A sentence as a view or an attribute. All sentences have this one type, so that the code that
/// renders them is in the program once.
pub fn localized(sentence: Sentence) -> Signal<String> {
    let kiosk: Kiosk = expect_context();
    Signal::derive(move || sentence(kiosk.words.get()))
}

/// A text made of sentences and other signals. `None` is an empty text.
pub fn localized_with(
    text: impl Fn(&Words) -> Option<String> + Send + Sync + 'static,
) -> Signal<String> {
    let kiosk: Kiosk = expect_context();
    Signal::derive(move || text(kiosk.words.get()).unwrap_or_default())
}
