//! Gives the finished site its service worker, which knows the hash of every file of the site.

use std::{collections::BTreeMap, path::Path, process::Command};

use serde::Serialize;

use super::compress;
use crate::{Error, Project, digest, files, process};

/// The service worker's address on the site.
const WORKER: &str = "offline.js";

/// What the service worker does not keep as the build made it: itself, and what the operator of a
/// site writes.
const LEFT_OUT: [&str; 2] = [WORKER, "kiosk.json"];

/// What says which headers the server puts on the files.
const HEADERS: [&str; 2] = ["crates/server/src/headers.rs", "crates/server/src/headers"];

/// What is put into the service worker's script.
#[derive(Serialize)]
struct SiteFiles {
    /// Changes with the headers that the server puts on the files.
    headers: String,
    /// Their addresses on the site, and the hashes that they must have.
    files: BTreeMap<String, String>,
}

/// Writes the service worker of the finished site, which must know every other file.
pub(super) fn write(project: &Project, site: &Path) -> Result<(), Error> {
    let list = SiteFiles { headers: digest::tree(project.root(), &HEADERS)?, files: hashes(site)? };
    let folder = project.at("target/offline");
    let listed = folder.join("site-files.json");
    let bytes = serde_json::to_vec_pretty(&list).map_err(Error::content(&listed))?;
    files::write_if_changed(&listed, &bytes)?;
    let script = folder.join(WORKER);
    bundle(project, &listed, &script)?;
    files::write_if_changed(&site.join(WORKER), &files::read(&script)?)
}

fn bundle(project: &Project, listed: &Path, script: &Path) -> Result<(), Error> {
    let mut esbuild = Command::new(project.at("node_modules/.bin/esbuild"));
    esbuild.arg(project.at("src/offline/worker.js"));
    esbuild.arg(format!("--outfile={}", script.display()));
    esbuild.arg(format!("--alias:site-files={}", listed.display()));
    esbuild.args(["--bundle", "--minify", "--format=iife", "--log-level=warning"]);
    // The library says nothing of its daily work, and carries no words for it.
    esbuild.arg("--define:process.env.NODE_ENV=\"production\"");
    process::run(&mut esbuild, "esbuild")
}

/// The address and the hash of every file of the site that is to be kept. A compressed copy has no
/// address of its own.
fn hashes(site: &Path) -> Result<BTreeMap<String, String>, Error> {
    let mut hashes = BTreeMap::new();
    for path in files::below(site)?.into_iter().filter(|it| !compress::is_copy(it)) {
        let place = path.strip_prefix(site).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if !LEFT_OUT.contains(&place.as_str()) {
            hashes.insert(format!("/{place}"), digest::integrity(&files::read(&path)?));
        }
    }
    Ok(hashes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Scratch;

    #[test]
    fn every_file_of_the_build_is_kept_by_its_hash_and_nothing_else() {
        let site = Scratch::new("offline");
        for name in [
            "index.html",
            "parts/vision.js",
            "parts/vision.js.br",
            "parts/vision.js.gz",
            "parts/kiosk.json",
            "kiosk.json",
            "offline.js",
        ] {
            files::write(&site.path().join(name), b"abc").unwrap();
        }
        let hashes = hashes(site.path()).unwrap();
        let places: Vec<_> = hashes.keys().map(String::as_str).collect();
        assert_eq!(places, ["/index.html", "/parts/kiosk.json", "/parts/vision.js"]);
        assert!(hashes.values().all(|it| *it == digest::integrity(b"abc")));
    }

    #[test]
    fn the_headers_are_where_they_are_looked_for() {
        let root = Project::here();
        assert!(HEADERS.iter().any(|it| root.at(it).exists()));
    }
}
