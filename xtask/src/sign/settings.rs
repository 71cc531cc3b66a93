//! What the sign says of its site: some fields of `kiosk.json`.

use std::path::Path;

use serde::Deserialize;

use crate::{Error, files};

/// The part of the site's settings that is printed. The whole file is described, and judged, in
/// `src/site.rs`.
#[derive(Debug, Deserialize)]
pub(super) struct Settings {
    /// What people call the site.
    pub(super) site: String,
    /// Who runs the kiosk.
    pub(super) operator: String,
    /// Whether the officer's card stands before the card of the face check.
    pub(super) officer_first: bool,
    /// The notice that the sign leads to.
    pub(super) notice: Notice,
}

/// A notice, and when it is in effect.
#[derive(Debug, Deserialize)]
pub(super) struct Notice {
    /// Its number.
    pub(super) version: u16,
    /// The first day, written as 2026-11-22.
    pub(super) effective: String,
    /// The last day. The sign has to come down after it.
    pub(super) expires: String,
    /// Where the notice can be read on the web.
    pub(super) address: String,
}

impl Settings {
    /// Reads a `kiosk.json`.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        serde_json::from_slice(&files::read(path)?).map_err(Error::content(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Scratch;

    #[test]
    fn settings_without_a_notice_make_no_sign_and_say_so() {
        let folder = Scratch::new("sign-settings");
        let path = folder.path().join("kiosk.json");
        files::write(&path, br#"{"site":"A","operator":"B","officer_first":false}"#).unwrap();
        let error = Settings::read(&path).unwrap_err().to_string();
        assert!(error.contains("kiosk.json") && error.contains("`notice`"), "{error}");
    }
}
