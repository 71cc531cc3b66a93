//! Reads the site's settings, which the sign names.

use std::path::Path;

use site::Site;

use crate::{Error, files};

/// Reads a `kiosk.json`. The error names the wrong field and the reason.
pub(super) fn read(path: &Path) -> Result<Site, Error> {
    Site::parse(&files::read_text(path)?).map_err(Error::content(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Project, files::Scratch};

    #[test]
    fn settings_without_a_notice_make_no_sign_and_say_so() {
        let folder = Scratch::new("sign-settings");
        let path = folder.path().join("kiosk.json");
        let shipped = files::read_text(&Project::here().at("public/kiosk.json")).unwrap();
        let wrong = shipped.replace("\"notice\": {", "\"notices\": {");
        assert_ne!(wrong, shipped);
        files::write(&path, wrong.as_bytes()).unwrap();
        let error = read(&path).unwrap_err().to_string();
        assert!(error.contains("kiosk.json") && error.contains("`notices`"), "{error}");
    }
}
