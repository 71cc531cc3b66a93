//! Builds the page with Trunk, when something that it is made of has changed.

use std::{fs, process::Command};

use crate::{Error, Project, digest, files, process, say, setup::Tools};

/// Everything that the page is made of.
const INPUTS: [&str; 12] = [
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "build.rs",
    "crates/face/src",
    "crates/wire",
    "index.html",
    "locales",
    "models/models.toml",
    "public",
    "src",
    "target/parts",
];

/// Leaves the finished site in `dist/`.
pub(super) fn build(project: &Project, tools: &Tools) -> Result<(), Error> {
    let stamp = project.at("target/page.stamp");
    let state = digest::tree(project.root(), &INPUTS)?;
    let page = project.at("dist/index.html");
    if page.is_file() && fs::read_to_string(&stamp).is_ok_and(|it| it == state) {
        return Ok(());
    }
    say::line("building the page");
    files::remove(&stamp)?;
    let mut folders = tools.folders();
    folders.push(project.at("node_modules/.bin"));
    let mut trunk = Command::new(&tools.trunk);
    trunk.args(["build", "--release"]).current_dir(project.root());
    trunk.env("PATH", process::path_with(&folders));
    // Trunk stops at the value 1, which the convention allows.
    trunk.env_remove("NO_COLOR");
    process::run(&mut trunk, "building the page")?;
    if !page.is_file() {
        return Err(Error::NotBuilt(page));
    }
    files::write(&stamp, state.as_bytes())
}
