//! Builds the vision worker: one wasm module, one classic script, both without a network.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Error, Project, digest, files, process, say, setup::Tools};

/// A way to compile the worker's program, for browsers that can run it.
pub(crate) struct Flavour {
    pub(crate) name: &'static str,
    rustflags: &'static str,
}

/// Every way in which the worker is shipped. All of them are measured: see `evaluation.rs`.
pub(crate) const FLAVOURS: [Flavour; 1] = [
    // The vector instructions that every current browser has.
    Flavour { name: "simd128", rustflags: "-C target-feature=+simd128" },
];

/// What names the worker's code to cargo, with `features` of it.
pub(crate) fn target_flags(features: &str) -> [&str; 7] {
    [
        "--package",
        "gangway",
        "--no-default-features",
        "--features",
        features,
        "--target",
        "wasm32-unknown-unknown",
    ]
}

/// The two files of the worker.
pub(super) struct Worker {
    pub(super) script: Vec<u8>,
    pub(super) program: Vec<u8>,
}

/// Compiles the worker in every flavour and wraps it up for the browser.
pub(super) fn build(project: &Project, tools: &Tools) -> Result<[Worker; FLAVOURS.len()], Error> {
    let [simd128] = &FLAVOURS;
    Ok([worker(project, tools, simd128)?])
}

fn worker(project: &Project, tools: &Tools, flavour: &Flavour) -> Result<Worker, Error> {
    say::line(&format!("building the vision worker ({})", flavour.name));
    let bound = bind(project, tools, flavour, "vision")?;
    let script = bound.join("worker.js");
    bundle(project, &bound.join("vision.js"), &script)?;
    Ok(Worker {
        script: files::read(&script)?,
        program: files::read(&bound.join("vision_bg.wasm"))?,
    })
}

/// Compiles one of the programs that are made of the worker's code, and has wasm-bindgen write
/// `<program>.js` and `<program>_bg.wasm` into the folder that is given back. `program` is also
/// the name of the feature that it asks for.
pub(super) fn bind(
    project: &Project,
    tools: &Tools,
    flavour: &Flavour,
    program: &str,
) -> Result<PathBuf, Error> {
    let target = project.vision_target();
    let mut cargo = process::cargo(project.root());
    cargo.args(["build", "--profile", "vision", "--bin", program]).args(target_flags(program));
    cargo.arg("--target-dir").arg(&target).env("RUSTFLAGS", flavour.rustflags);
    process::run(&mut cargo, &format!("building {program} ({})", flavour.name))?;

    let compiled = target.join(format!("wasm32-unknown-unknown/vision/{program}.wasm"));
    let bound = target.join("bound").join(flavour.name);
    let stamp = bound.join(format!("{program}.stamp"));
    let state = digest::sha256(&files::read(&compiled)?);
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&state) {
        files::remove(&stamp)?;
        let mut bindgen = Command::new(&tools.wasm_bindgen);
        bindgen.args(["--target", "web", "--no-typescript", "--out-name", program]);
        bindgen.arg("--out-dir").arg(&bound).arg(&compiled);
        process::run(&mut bindgen, "wasm-bindgen")?;
        files::write(&stamp, state.as_bytes())?;
    }
    Ok(bound)
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
