//! The languages of the kiosk.

use serde::Deserialize;

/// The languages that this build speaks.
pub const LANGUAGES: &[&str] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Languages of `locales/`: at least one, none twice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Languages(Vec<&'static str>);

impl Languages {
    /// As the folders of `locales/` are called, in the site's order.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }
}

impl TryFrom<Vec<String>> for Languages {
    type Error = String;

    fn try_from(tags: Vec<String>) -> Result<Self, String> {
        let mut known = Vec::new();
        for tag in tags {
            match LANGUAGES.iter().find(|known| **known == tag) {
                Some(tag) if !known.contains(tag) => known.push(*tag),
                _ => return Err(format!("`{tag}` is given twice, or {}", not_a_language())),
            }
        }
        if known.is_empty() { Err("at least one language".into()) } else { Ok(Self(known)) }
    }
}

/// The end of the message for an unknown language.
pub(crate) fn not_a_language() -> String {
    format!("is none of {}", LANGUAGES.join(", "))
}
