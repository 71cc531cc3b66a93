//! Users of the desk, their roles and sites.

use std::{fmt, str::FromStr};

/// The name that a user signs in with.
///
/// Small letters, digits, `.`, `-` and `_`, 32 at most: it can stand in a log and on a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserName(String);

/// The text is no name of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name has 1 to 32 letters a to z, digits, dots, hyphens and underscores")]
pub struct NotAName;

/// The role of a user. Each role includes the rights of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Takes tickets and answers calls.
    Officer,
    /// Sees who did what.
    Supervisor,
    /// Says who may use the desk, and which kiosks may send.
    Administrator,
}

/// A user, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The name to sign in with.
    pub name: UserName,
    /// The role.
    pub role: Role,
    /// The user's site; `None` for all sites.
    pub site: Option<String>,
    /// Whether the sign-in is blocked.
    pub is_disabled: bool,
}

/// The sites whose tickets, calls and audit entries a user sees: one, or all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope(Option<String>);

/// The longest name of a site, in characters.
const LONGEST_SITE: usize = 64;

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::Officer, Self::Supervisor, Self::Administrator];

    /// As it is stored and typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Supervisor => "supervisor",
            Self::Administrator => "administrator",
        }
    }

    /// What the role may do.
    pub fn description(self) -> &'static str {
        match self {
            Self::Officer => "Takes tickets and answers calls",
            Self::Supervisor => "Sees who did what",
            Self::Administrator => "Says who may use the desk, and which kiosks may send",
        }
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|role| role.word() == text).ok_or(())
    }
}

impl User {
    /// Administrators see every site, whatever site they work at.
    pub fn scope(&self) -> Scope {
        match self.role {
            Role::Administrator => Scope::everywhere(),
            Role::Officer | Role::Supervisor => Scope(self.site.clone()),
        }
    }
}

impl Scope {
    /// All sites.
    pub fn everywhere() -> Self {
        Self(None)
    }

    /// One site.
    pub fn of(site: &str) -> Self {
        Self(Some(site.into()))
    }

    /// The one site, if it is one.
    pub fn site(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// Whether `site` is within the scope.
    pub fn covers(&self, site: &str) -> bool {
        self.0.as_deref().is_none_or(|own| own == site)
    }
}

/// The text is no name of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The name of a site is a line of 64 characters at most.")]
pub struct NotASite;

/// Parses the name of a site; `None` for an empty text. Fails if the text is not a valid name.
pub fn parse_site(text: &str) -> Result<Option<String>, NotASite> {
    let text = text.trim();
    let is_short = text.chars().count() <= LONGEST_SITE;
    match text {
        "" => Ok(None),
        text if is_short && !text.chars().any(char::is_control) => Ok(Some(text.into())),
        _ => Err(NotASite),
    }
}

impl FromStr for UserName {
    type Err = NotAName;

    /// Converts to lower case.
    fn from_str(text: &str) -> Result<Self, NotAName> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
        if !(1..=32).contains(&text.len()) || !text.bytes().all(plain) {
            return Err(NotAName);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_spelling_and_nothing_that_a_page_or_a_log_would_read() {
        assert_eq!("Ada.L".parse(), "ada.l".parse::<UserName>());
        for text in ["", " ada", "a b", "a<b", "a\nb", "ä", &"a".repeat(33)] {
            assert_eq!(text.parse::<UserName>(), Err(NotAName), "{text:?}");
        }
    }

    #[test]
    fn only_an_administrator_sees_every_site_whatever_its_own() {
        for role in Role::ALL {
            let site = Some("Pier 2".into());
            let name = "ada".parse().unwrap();
            let scope = User { name, role, site, is_disabled: false }.scope();
            assert!(scope.covers("Pier 2"));
            assert_eq!(scope.covers("Pier 3"), role == Role::Administrator, "{role:?}");
        }
    }

    #[test]
    fn a_site_is_a_short_line() {
        assert_eq!(parse_site("  Pier 2 ").unwrap().as_deref(), Some("Pier 2"));
        assert_eq!(parse_site(" ").unwrap(), None);
        for text in ["a\tb", "a\nb", &"ä".repeat(65)] {
            assert!(parse_site(text).is_err());
        }
    }
}
