//! Which database holds the messages.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use serde::Deserialize;

/// A file of SQLite, or a database of PostgreSQL.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Database {
    /// One file, for one server process.
    Sqlite(PathBuf),
    /// A URL, for any number of server processes.
    Postgres(String),
}

impl Database {
    /// The address as the driver wants it.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Postgres(url) => url.clone(),
            Self::Sqlite(path) => {
                let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                format!("sqlite://{}", escaped(&path))
            }
        }
    }
}

/// A path as a URL holds it.
fn escaped(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.');
    let escape = |&b: &u8| if plain(b) { char::from(b).into() } else { format!("%{b:02X}") };
    bytes.iter().map(escape).collect()
}

impl Default for Database {
    fn default() -> Self {
        Self::Sqlite("gangway.sqlite".into())
    }
}

impl From<String> for Database {
    fn from(text: String) -> Self {
        let is_url = text.starts_with("postgres://") || text.starts_with("postgresql://");
        if is_url { Self::Postgres(text) } else { Self::Sqlite(text.into()) }
    }
}

impl FromStr for Database {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.to_owned().into())
    }
}

impl fmt::Display for Database {
    /// Without the password that a URL may hold.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(url) => match url.rsplit_once('@') {
                Some((_, place)) => write!(f, "postgres://…@{place}"),
                None => f.write_str("postgres://…"),
            },
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_postgres_is_told_from_a_file_and_shows_no_password() {
        let database: Database =
            "postgres://gangway:secret@db.port.example/gangway".parse().unwrap();
        assert!(matches!(database, Database::Postgres(_)));
        assert_eq!(format!("{database:?}"), "postgres://…@db.port.example/gangway");
        let file: Database = "a b#?.sqlite".parse().unwrap();
        assert_eq!(file, Database::Sqlite("a b#?.sqlite".into()));
        assert!(file.url().ends_with("/a%20b%23%3F.sqlite"), "{}", file.url());
    }
}
