//! Builds the vision worker: one wasm module, one classic script, both without a network.

use std::{fs, process::Command};

use super::worker_script;
use crate::{Error, Project, digest, files, process, say, setup::Tools};

/// The worker's arithmetic needs the vector instructions that every current browser has.
pub(crate) const RUSTFLAGS: &str = "-C target-feature=+simd128";

/// What names the worker to cargo.
pub(crate) const TARGET_FLAGS: [&str; 7] = [
    "--package",
    "gangway",
    "--no-default-features",
    "--features",
    "vision",
    "--target",
    "wasm32-unknown-unknown",
];

/// The two files of the worker.
pub(super) struct Worker {
    pub(super) script: Vec<u8>,
    pub(super) program: Vec<u8>,
}

/// Compiles the worker and wraps it up for the browser.
pub(super) fn build(project: &Project, tools: &Tools) -> Result<Worker, Error> {
    say::line("building the vision worker");
    let target = project.vision_target();
    let mut cargo = process::cargo(project.root());
    cargo.args(["build", "--profile", "vision", "--bin", "vision"]).args(TARGET_FLAGS);
    cargo.arg("--target-dir").arg(&target).env("RUSTFLAGS", RUSTFLAGS);
    process::run(&mut cargo, "building the vision worker")?;

    let compiled = target.join("wasm32-unknown-unknown/vision/vision.wasm");
    let bound = target.join("bound");
    let stamp = bound.join("stamp");
    let state = digest::sha256(&files::read(&compiled)?);
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&state) {
        files::remove(&stamp)?;
        let mut bindgen = Command::new(&tools.wasm_bindgen);
        bindgen.args(["--target", "no-modules", "--no-typescript", "--out-name", "vision"]);
        bindgen.arg("--out-dir").arg(&bound).arg(&compiled);
        process::run(&mut bindgen, "wasm-bindgen")?;
        files::write(&stamp, state.as_bytes())?;
    }
    let source = |name: &str| {
        let path = project.at("src/vision").join(name);
        files::read_text(&path).map(|text| (path, text))
    };
    let ((_, lockdown), (boot, words)) = (source("lockdown.js")?, source("boot.js")?);
    let glue = files::read_text(&bound.join("vision.js"))?;
    let script = worker_script::join(&lockdown, &glue, &words).map_err(Error::content(&boot))?;
    Ok(Worker { script: script.into_bytes(), program: files::read(&bound.join("vision_bg.wasm"))? })
}
