//! The languages of the kiosk.

use crate::fields::{Field, SettingsError};

/// The languages that this build speaks.
pub const LANGUAGES: &[&str] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Languages of `locales/`: at least one, none twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages(Vec<&'static str>);

impl Languages {
    pub(crate) fn read(field: &Field<'_>) -> Result<Self, SettingsError> {
        let mut known = Vec::new();
        for tag in field.items()? {
            let tag = tag.text()?;
            match LANGUAGES.iter().find(|known| **known == tag) {
                Some(tag) if !known.contains(tag) => known.push(*tag),
                _ => {
                    return Err(
                        field.wrong(&format!("`{tag}` is given twice, or {}", not_a_language()))
                    );
                }
            }
        }
        if known.is_empty() { Err(field.wrong("at least one language")) } else { Ok(Self(known)) }
    }

    /// As the folders of `locales/` are called, in the site's order.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }
}

/// The end of the message for an unknown language.
pub(crate) fn not_a_language() -> String {
    format!("is none of {}", LANGUAGES.join(", "))
}
