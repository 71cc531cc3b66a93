//! Writes the service worker of the finished site, with the hash of every file.

use std::{collections::BTreeMap, path::Path, process::Command};

use serde::Serialize;

use self::response_class::ResponseClass;
use super::compress;
use crate::{Error, Project, digest, files, process};

/// The headers of the server, so that a file from the cache has the same ones.
#[path = "../../../crates/server/src/headers/response_class.rs"]
mod response_class;

/// The path of the service worker on the site.
const WORKER: &str = "offline.js";

/// The settings and the list of issuing states: an operator's files, which the service worker stores with the
/// headers from here.
const SETTINGS: &str = "/kiosk.json";
const TRUST_LIST: &str = "/trust.bin";

/// Files that the service worker does not store: itself, and those that the operator of a site edits.
const LEFT_OUT: [&str; 3] = [WORKER, "kiosk.json", "trust.bin"];

/// The data that is inserted into the service worker's script.
#[derive(Serialize)]
struct SiteFiles {
    /// The hash of each file by its path on the site.
    files: BTreeMap<String, String>,
    /// The index of each file's headers in `sets`, by its path. An operator's files are included.
    headers: BTreeMap<String, usize>,
    /// The different sets of headers.
    sets: Vec<BTreeMap<&'static str, &'static str>>,
}

/// Writes the service worker. All other files of the site must exist already.
pub(super) fn write(project: &Project, site: &Path) -> Result<(), Error> {
    let folder = project.at("target/offline");
    let listed = folder.join("site-files.json");
    let list = SiteFiles::of(hashes(site)?)?;
    let bytes = serde_json::to_vec_pretty(&list).map_err(Error::content(&listed))?;
    files::write_if_changed(&listed, &bytes)?;
    let script = folder.join(WORKER);
    bundle(project, &listed, &script)?;
    files::write_if_changed(&site.join(WORKER), &files::read(&script)?)
}

impl SiteFiles {
    fn of(files: BTreeMap<String, String>) -> Result<Self, Error> {
        let (mut headers, mut sets) = (BTreeMap::new(), Vec::new());
        for path in files.keys().map(String::as_str).chain([SETTINGS, TRUST_LIST]) {
            let set = kept_headers(path)?;
            let known = sets.iter().position(|known| *known == set);
            headers.insert(path.to_owned(), known.unwrap_or(sets.len()));
            if known.is_none() {
                sets.push(set);
            }
        }
        Ok(Self { files, headers, sets })
    }
}

/// The headers with which the service worker serves a file.
fn kept_headers(path: &str) -> Result<BTreeMap<&'static str, &'static str>, Error> {
    let class = ResponseClass::of(path);
    let mut set: BTreeMap<_, _> = class.headers().into_iter().collect();
    set.insert("cache-control", class.caching(path));
    set.insert("content-type", media_type(path)?);
    Ok(set)
}

/// The server's media type of a file. A file of an unknown type could not be served offline with the
/// same headers, so the build fails.
fn media_type(path: &str) -> Result<&'static str, Error> {
    Ok(match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html",
        "js" => "text/javascript",
        "css" => "text/css",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain",
        "onnx" | "plan" | "bin" => "application/octet-stream",
        _ => {
            let why = "the service worker has no content type for it".into();
            return Err(Error::Content { path: path.into(), why });
        }
    })
}

fn bundle(project: &Project, listed: &Path, script: &Path) -> Result<(), Error> {
    let mut esbuild = Command::new(project.at("node_modules/.bin/esbuild"));
    esbuild.arg(project.at("src/offline/worker.js"));
    esbuild.arg(format!("--outfile={}", script.display()));
    esbuild.arg(format!("--alias:site-files={}", listed.display()));
    esbuild.args(["--bundle", "--minify", "--format=iife", "--log-level=warning"]);
    process::run(&mut esbuild, "esbuild")
}

/// Returns the hash of every file to be stored, by its path on the site. Compressed copies have no path
/// of their own.
fn hashes(site: &Path) -> Result<BTreeMap<String, String>, Error> {
    let mut hashes = BTreeMap::new();
    for path in files::below(site)?.into_iter().filter(|path| !compress::is_copy(path)) {
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
            "trust.bin",
            "offline.js",
        ] {
            files::write(&site.path().join(name), b"abc").unwrap();
        }
        let hashes = hashes(site.path()).unwrap();
        let places: Vec<_> = hashes.keys().map(String::as_str).collect();
        assert_eq!(places, ["/index.html", "/parts/kiosk.json", "/parts/vision.js"]);
        assert!(hashes.values().all(|hash| *hash == digest::integrity(b"abc")));
    }

    #[test]
    fn s2_a_kept_file_has_the_servers_headers_and_a_new_kind_of_file_ends_the_build() {
        let list = |path: &str| SiteFiles::of(BTreeMap::from([(path.to_owned(), String::new())]));
        let list = list("/parts/vision.js").unwrap();
        let headers = |path: &str| list.sets[list.headers[path]].clone();
        let worker = headers("/parts/vision.js");
        for (name, value) in ResponseClass::Vision.headers() {
            assert_eq!(worker[name], value, "{name}");
        }
        assert_eq!(worker["content-type"], "text/javascript");
        assert_eq!(headers(SETTINGS)["content-type"], "application/json");
        assert_eq!(headers(TRUST_LIST)["content-type"], "application/octet-stream");
        assert!(kept_headers("/new.kind").is_err());
    }
}
