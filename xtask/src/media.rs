//! Makes the media of the browser tests: films for the fake camera, and document photos.
//!
//! The people are those of the sample photos in the npm package `@vladmandic/face-api`. No photo is
//! committed or served.

mod data_page;
mod documents;
mod films;
mod flat;
mod lfw;
mod people;
mod photo;
mod portrait;
mod portraits;
mod y4m;

use std::fs;

use crate::{Error, Project, digest, files, say};

/// The folder of the package's sample photos.
const SAMPLES: &str = "node_modules/@vladmandic/face-api/demo";

/// Makes the folder of films and photos, unless the same code has made it already.
pub(crate) fn prepare(project: &Project) -> Result<(), Error> {
    let folder = project.media();
    let stamp = folder.join("stamp");
    let inputs = [
        "xtask/src/media.rs",
        "xtask/src/media",
        "crates/specimen/src",
        "package-lock.json",
        portraits::GOLDEN,
    ];
    let state =
        format!("{} {}", digest::tree(project.root(), &inputs)?, lfw::is_available(project));
    if fs::read_to_string(&stamp).is_ok_and(|earlier| earlier == state) {
        return Ok(());
    }
    say::line("making films and photos for the browser tests");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Error::writing(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(Error::writing(&folder))?;
    let samples = project.at(SAMPLES);
    documents::make(&samples, &folder)?;
    films::make(&samples, &folder)?;
    flat::make(&samples, &folder)?;
    portraits::make(project, &samples, &folder)?;
    lfw::make(project, &folder)?;
    files::write(&stamp, state.as_bytes())
}
