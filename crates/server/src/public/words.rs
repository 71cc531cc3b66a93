//! The sentences of the pages for travellers, in the languages of the site.

use site::Site;

/// One language: its tag, and its sentences by key.
type Language = (&'static str, &'static [(&'static str, &'static str)]);

/// `locales/*/public.ftl`, and of `main.ftl` what the wall sign says, as `build.rs` compiles them.
static LANGUAGES: &[Language] = include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The sentences of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words(&'static Language);

impl Words {
    /// The languages of a site, in its order.
    pub(crate) fn of(site: &Site) -> Vec<Self> {
        let known = |tag| LANGUAGES.iter().find(|(known, _)| *known == tag);
        site.languages.iter().filter_map(known).map(Self).collect()
    }

    /// The language's tag.
    pub(crate) fn tag(self) -> &'static str {
        self.0.0
    }

    /// The writing direction: `ltr` or `rtl`.
    pub(crate) fn direction(self) -> &'static str {
        self.say("direction")
    }

    /// A sentence with its placeholders, `{0}` for the first. The build refuses a language without it.
    pub(crate) fn say(self, key: &str) -> &'static str {
        self.0.1.iter().find(|(known, _)| *known == key).map_or("", |(_, text)| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_sentence_and_its_facts() {
        assert_eq!(LANGUAGES.len(), site::LANGUAGES.len());
        for language in LANGUAGES {
            let words = Words(language);
            assert!(["ltr", "rtl"].contains(&words.direction()), "{}", words.tag());
            for (key, facts) in
                [("board-lost", 1), ("board-go", 2), ("board-group-go", 1), ("ticket-called", 1)]
            {
                let text = words.say(key);
                assert!((0..facts).all(|fact| text.contains(&format!("{{{fact}}}"))), "{text}");
            }
        }
    }
}
