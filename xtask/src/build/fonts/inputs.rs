//! What the fonts are made from: the packages of npm, and the texts that decide which characters are
//! needed.

use std::{fs, path::PathBuf};

use crate::{Error, Project};

/// The folder of the npm packages with the fonts.
pub(super) const PACKAGES: &str = "node_modules/@fontsource";

/// The files with the texts that travellers read: the page's HTML, the site's settings, every language.
pub(super) fn text_files(project: &Project) -> Result<Vec<PathBuf>, Error> {
    let mut files = vec![project.at("index.html"), project.at("public/kiosk.json")];
    let locales = project.at("locales");
    for entry in fs::read_dir(&locales).map_err(Error::reading(&locales))? {
        let folder = entry.map_err(Error::reading(&locales))?.path();
        files.extend(["main.ftl", "public.ftl"].map(|name| folder.join(name)));
    }
    Ok(files)
}
