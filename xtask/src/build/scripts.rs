//! Joins scripts of the page with their modules and npm packages.

use std::process::Command;

use crate::{Error, Project, process};

/// Returns the script with everything that it imports, in a format of esbuild: `esm` or `iife`.
pub(super) fn bundle(project: &Project, script: &str, format: &str) -> Result<Vec<u8>, Error> {
    let mut esbuild = Command::new(project.at("node_modules/.bin/esbuild"));
    esbuild.current_dir(project.root()).arg(script).arg(format!("--format={format}"));
    esbuild.args(["--bundle", "--minify", "--log-level=warning"]);
    process::capture_bytes(&mut esbuild, "esbuild")
}
