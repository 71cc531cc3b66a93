//! The language and the accessibility preferences of one traveller.

use leptos::prelude::*;

use super::Kiosk;
use crate::{access::Access, text::Language};

impl Kiosk {
    /// Switches the page to another language: now or, if its sentences are still being loaded, later.
    pub(super) fn switch_language(self, language: Language) {
        self.owners().wanted.set(Some(language));
        let Some(words) = language.words() else { return };
        if let Some(page) = document().document_element() {
            // Without it a screen reader mispronounces; the words are right all the same.
            let _ = page.set_attribute("lang", language.tag());
            let _ = page.set_attribute("dir", &words.direction());
        }
        self.language.set(language);
        self.words.set(words);
    }

    /// Switches to the language that was asked for while its sentences were being loaded.
    pub(super) fn use_wanted_language(self) {
        let wanted = self.owners().wanted.get();
        if let Some(wanted) = wanted.filter(|language| *language != self.language.get_untracked()) {
            self.switch_language(wanted);
        }
    }

    /// The languages on offer, in the site's order.
    pub fn languages(self) -> Vec<Language> {
        match &*self.site.read() {
            Some(site) => site.languages.iter().filter_map(|tag| tag.parse().ok()).collect(),
            None => Language::all().collect(),
        }
    }

    /// Resets language, text size, contrast, speech and sound for the next traveller.
    pub(super) fn reset_preferences(self) {
        self.access.set(Access::default());
        self.call.set(None);
        self.stop_speech();
        self.use_site_language();
    }

    /// Switches to the site's first language.
    pub(super) fn use_site_language(self) {
        let first =
            self.site.read_untracked().as_ref().and_then(|site| site.languages.iter().next());
        self.switch_language(first.and_then(|tag| tag.parse().ok()).unwrap_or(Language::ENGLISH));
    }
}
