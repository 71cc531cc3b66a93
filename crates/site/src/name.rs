//! Texts of the site for travellers.

use std::fmt;

/// A line of text for travellers: 1 to 120 characters, none of them a control character.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

impl std::ops::Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for Name {
    type Error = &'static str;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        let fits = (1..=120).contains(&text.chars().count());
        let is_plain = !text.chars().any(char::is_control) && text.trim() == text;
        if fits && is_plain {
            Ok(Self(text.to_owned()))
        } else {
            Err("1 to 120 characters in one line, with no space around them")
        }
    }
}
