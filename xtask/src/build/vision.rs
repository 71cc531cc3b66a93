//! Builds the vision worker: one wasm module, one classic script, both without a network.

use std::{fs, path::Path, process::Command};

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
        bindgen.args(["--target", "web", "--no-typescript", "--out-name", "vision"]);
        bindgen.arg("--out-dir").arg(&bound).arg(&compiled);
        process::run(&mut bindgen, "wasm-bindgen")?;
        files::write(&stamp, state.as_bytes())?;
    }
    let script = bound.join("worker.js");
    bundle(project, &bound.join("vision.js"), &script)?;
    Ok(Worker {
        script: files::read(&script)?,
        program: files::read(&bound.join("vision_bg.wasm"))?,
    })
}

/// Joins the worker's scripts into one classic file: its policy lets it load no second one.
///
/// What nobody calls is left out, such as the glue's loaders: the worker is handed its program,
/// so nothing in it even mentions `fetch`.
fn bundle(project: &Project, glue: &Path, script: &Path) -> Result<(), Error> {
    let mut esbuild = Command::new(project.at("node_modules/.bin/esbuild"));
    esbuild.arg(project.at("src/vision/boot.js")).arg(format!("--outfile={}", script.display()));
    esbuild.arg(format!("--alias:vision-program={}", glue.display()));
    // Said of the loaders, which are left out.
    esbuild.arg("--log-override:empty-import-meta=silent");
    esbuild.args(["--bundle", "--format=iife", "--drop:console", "--log-level=warning"]);
    process::run(&mut esbuild, "esbuild")
}
