//! The file that settings are read from.

use std::{fs, path::Path};

use super::settings::Settings;
use crate::Error;

impl Settings {
    /// These settings, with missing values from the file.
    pub(super) fn or_in(self, file: Option<&Path>) -> Result<Self, Error> {
        Ok(match file {
            Some(file) => self.or(read(file)?),
            None => self,
        })
    }
}

/// Reads a file. An unknown key is refused, because it may be a misspelling.
pub(super) fn read(file: &Path) -> Result<Settings, Error> {
    let text = fs::read_to_string(file).map_err(|_| Error::NoSettings(file.into()))?;
    toml::from_str(&text).map_err(|error| Error::Settings {
        file: file.into(),
        line: error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count()),
        // Without the line itself, which may hold a password.
        reason: error.message().into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("server.toml");
        fs::write(&file, text).unwrap();
        read(&file).map_err(|error| error.to_string())
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_name_and_line() {
        let error = parse("kiosk_burst = 3\nkiosk_brust = 3\n").unwrap_err();
        assert!(error.contains("`kiosk_brust`") && error.contains("line 2"), "{error}");
    }

    #[test]
    fn an_error_shows_no_password() {
        let error = parse("database = \"postgres://gangway:secret@db/gangway\" x\n").unwrap_err();
        assert!(!error.contains("secret"), "{error}");
    }

    #[test]
    fn what_is_set_nearer_counts_before_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("server.toml");
        fs::write(&file, "kiosk_burst = 3\nkiosk_per_second = 4\n").unwrap();
        let nearer = Settings { kiosk_burst: Some(9), ..Settings::default() };
        let settings = nearer.or_in(Some(&file)).unwrap();
        assert_eq!((settings.kiosk_burst, settings.kiosk_per_second), (Some(9), Some(4)));
    }
}
