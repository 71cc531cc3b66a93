//! Joins the script of the page's database with its modules and the npm package `idb`.

use std::process::Command;

use crate::{Error, Project, process};

/// Returns the joined script, an ES module. `src/store.rs` imports it from the site.
pub(super) fn bundle(project: &Project) -> Result<Vec<u8>, Error> {
    let mut esbuild = Command::new(project.at("node_modules/.bin/esbuild"));
    esbuild.current_dir(project.root()).arg("src/store/database.js");
    esbuild.args(["--bundle", "--minify", "--format=esm", "--log-level=warning"]);
    process::capture_bytes(&mut esbuild, "esbuild")
}
