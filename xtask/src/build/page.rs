//! Builds the page with Trunk, if one of its inputs has changed.

use std::{fs, path::Path, process::Command};

use crate::{Error, Project, digest, files, process, say, setup::Tools};

/// The inputs of the page.
const INPUTS: [&str; 23] = [
    ".cargo",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "build.rs",
    "crates/compile/src",
    "crates/convert/src",
    "crates/face/src",
    "crates/json",
    "crates/kernels",
    "crates/locales",
    "crates/models",
    "crates/network",
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

/// The attributes of `index.html` with which the page becomes small, and those of the gallery, which is
/// quick to build instead.
const SMALL: &str = "data-cargo-profile-release=\"page\" data-wasm-opt=\"z\"";
const QUICK: &str =
    "data-cargo-profile-release=\"dev\" data-wasm-opt=\"0\" data-cargo-features=\"gallery\"";

/// Builds the site in `dist/`.
pub(super) fn build(project: &Project, tools: &Tools) -> Result<(), Error> {
    make(project, tools, "index.html", &project.at("dist"), "page")
}

/// Builds a site in `target/gallery/` that also has every screen in every state at `/gallery`. It is
/// never served to travellers, so it is built without link-time optimisation.
pub(super) fn gallery(project: &Project, tools: &Tools) -> Result<(), Error> {
    // Next to index.html, because Trunk resolves paths relative to this file.
    let source = project.at("gallery.html");
    let page = files::read_text(&project.at("index.html"))?;
    let gallery = page.replace(SMALL, QUICK);
    if gallery == page {
        let why = format!("it lacks the attributes `{SMALL}`");
        return Err(Error::Content { path: project.at("index.html"), why });
    }
    files::write(&source, gallery.as_bytes())?;
    let site = project.gallery();
    let made = make(project, tools, "gallery.html", &site, "gallery");
    files::remove(&source)?;
    made?;
    files::write(&site.join("gallery.html"), &files::read(&site.join("index.html"))?)
}

/// Runs `trunk serve` until Ctrl-C: it builds the page after each change, and reloads it in the browser.
pub(crate) fn watch(project: &Project, tools: &Tools) -> Result<(), Error> {
    process::run(trunk(project, tools).arg("serve"), "trunk serve")
}

/// Trunk, with the other tools on its search path.
fn trunk(project: &Project, tools: &Tools) -> Command {
    let mut folders = tools.folders();
    folders.push(project.at("node_modules/.bin"));
    let mut trunk = Command::new(&tools.trunk);
    trunk.current_dir(project.root()).env("PATH", process::path_with(&folders));
    // Trunk fails if `NO_COLOR` is 1, which the convention allows.
    trunk.env_remove("NO_COLOR");
    trunk
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
    let mut trunk = trunk(project, tools);
    trunk.args(["build", source, "--release", "--dist"]).arg(site);
    process::run(&mut trunk, &format!("building the {name}"))?;
    if !page.is_file() {
        return Err(Error::NotBuilt(page));
    }
    files::write(&stamp, state.as_bytes())
}
