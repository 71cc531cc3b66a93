//! Builds the page with Trunk, if one of its inputs has changed.

use std::{fs, path::Path, process::Command};

use crate::{Error, Project, digest, files, process, say, setup::Tools};

/// The inputs of the page.
const INPUTS: [&str; 20] = [
    ".cargo",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "build.rs",
    "crates/face/src",
    "crates/inventory",
    "crates/kernels",
    "crates/locales",
    "crates/models",
    "crates/protocol",
    "crates/site",
    "crates/vision",
    "crates/wire",
    "index.html",
    "locales",
    "models/models.toml",
    "public",
    "src",
    "target/parts",
];

/// The attribute of `index.html` that names the page's build profile.
const PROFILE: &str = "data-cargo-profile=\"page\"";

/// Builds the site in `dist/`.
pub(super) fn build(project: &Project, tools: &Tools) -> Result<(), Error> {
    make(project, tools, "index.html", &project.at("dist"), "page")
}

/// Builds a site in `target/gallery/` that also has every screen in every state at `/gallery`.
pub(super) fn gallery(project: &Project, tools: &Tools) -> Result<(), Error> {
    // Next to index.html, because Trunk resolves paths relative to this file.
    let source = project.at("gallery.html");
    let page = files::read_text(&project.at("index.html"))?;
    let page = page.replace(PROFILE, &format!("{PROFILE} data-cargo-features=\"gallery\""));
    files::write(&source, page.as_bytes())?;
    let site = project.gallery();
    let made = make(project, tools, "gallery.html", &site, "gallery");
    files::remove(&source)?;
    made?;
    files::write(&site.join("gallery.html"), &files::read(&site.join("index.html"))?)
}

fn make(
    project: &Project,
    tools: &Tools,
    source: &str,
    site: &Path,
    name: &str,
) -> Result<(), Error> {
    let stamp = project.at(&format!("target/{name}.stamp"));
    let state = digest::tree(project.root(), &INPUTS)?;
    let page = site.join("index.html");
    if page.is_file() && fs::read_to_string(&stamp).is_ok_and(|earlier| earlier == state) {
        return Ok(());
    }
    say::line(&format!("building the {name}"));
    files::remove(&stamp)?;
    let mut folders = tools.folders();
    folders.push(project.at("node_modules/.bin"));
    let mut trunk = Command::new(&tools.trunk);
    trunk.args(["build", source, "--release", "--dist"]).arg(site).current_dir(project.root());
    trunk.env("PATH", process::path_with(&folders));
    // Trunk fails if `NO_COLOR` is 1, which the convention allows.
    trunk.env_remove("NO_COLOR");
    process::run(&mut trunk, &format!("building the {name}"))?;
    if !page.is_file() {
        return Err(Error::NotBuilt(page));
    }
    files::write(&stamp, state.as_bytes())
}
