//! Builds the vision worker: one wasm module, one classic script, both without a network.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::networks::Engine;
use crate::{Error, Project, digest, files, process, say, setup::Tools};

/// A build variant of the worker's program, for browsers that can run it.
pub(crate) struct Flavour {
    pub(crate) name: &'static str,
    /// Cargo features besides those of the program.
    features: &'static [&'static str],
    /// The program's name on the site.
    pub(super) file: &'static str,
}

/// Every variant of the worker, the fastest first: the page uses the first one that its browser can run.
/// All of them are measured: see `evaluation.rs`.
pub(crate) const FLAVOURS: [Flavour; 2] = [
    // With fused multiply-add.
    Flavour { name: "relaxed", features: &["relaxed"], file: "vision-relaxed.wasm" },
    // The vector instructions that every current browser has.
    Flavour { name: "simd128", features: &[], file: "vision.wasm" },
];

/// The variant that is tested with a network that cannot be compiled.
pub(super) const TRACT: Flavour =
    Flavour { name: "tract", features: &["tract"], file: "vision.wasm" };

/// A program that crate `vision` builds.
pub(super) struct Program {
    name: &'static str,
    /// Cargo features that it needs.
    features: &'static [&'static str],
}

/// The program that is served.
const WORKER: Program = Program { name: "vision", features: &[] };

/// The program that is served if one of the site's networks cannot be compiled.
const WORKER_WITH_TRACT: Program = Program { name: "vision", features: &["tract"] };

/// The program that is measured, and never served.
pub(super) const EVALUATION: Program = Program { name: "evaluation", features: &["evaluation"] };

/// How a program is compiled.
#[derive(Clone, Copy)]
pub(crate) enum Optimisation {
    /// As it is served, and measured.
    Full,
    /// Without link-time optimisation, which changes speed and size but no result.
    ForTests,
}

impl Optimisation {
    /// The profile in the root `Cargo.toml`.
    fn profile(self) -> &'static str {
        match self {
            Self::Full => "vision",
            Self::ForTests => "vision-test",
        }
    }
}

/// The worker's script, and its program in each flavour.
pub(super) struct Worker {
    pub(super) script: Vec<u8>,
    pub(super) programs: Vec<(&'static Flavour, Vec<u8>)>,
}

/// Compiles the worker in these flavours and wraps it up for the browser. One script goes with all
/// of them.
pub(super) fn build(
    project: &Project,
    tools: &Tools,
    flavours: &'static [Flavour],
    engine: Engine,
) -> Result<Worker, Error> {
    let mut script: Option<Vec<u8>> = None;
    let mut programs = Vec::new();
    let common = project.vision_target().join("bound");
    let program = match engine {
        Engine::Plan => &WORKER,
        Engine::Tract => &WORKER_WITH_TRACT,
    };
    for flavour in flavours {
        say::line(&format!("building the vision worker ({})", flavour.name));
        let bound = bind(project, tools, flavour, program, Optimisation::Full)?;
        let glue = files::read(&bound.join("vision.js"))?;
        let program = files::read(&bound.join("vision_bg.wasm"))?;
        let [glue, program] = with_common_names(glue, program);
        // Bundled in one place: the bundle names it.
        files::write(&common.join("vision.js"), &glue)?;
        let bundled = common.join("worker.js");
        bundle(project, &common.join("vision.js"), &bundled)?;
        let bytes = files::read(&bundled)?;
        if script.as_ref().is_some_and(|other| *other != bytes) {
            let why = "the flavours of the worker want different scripts".into();
            return Err(Error::Content { path: bundled, why });
        }
        script = Some(bytes);
        programs.push((flavour, program));
    }
    Ok(Worker { script: script.unwrap_or_default(), programs })
}

/// The prefix of wasm-bindgen's names of callbacks into the program, before a hash.
const CALLBACK: &[u8] = b"closures_____invoke__h";

/// Digits of that hash.
const HASH: usize = 16;

/// Script and program with numbers in place of the hashes of their callbacks, which differ
/// between flavours of the same source.
fn with_common_names(mut script: Vec<u8>, mut program: Vec<u8>) -> [Vec<u8>; 2] {
    let mut hashes: Vec<Vec<u8>> = Vec::new();
    for at in places(&script, CALLBACK) {
        let hash = script[at..].iter().skip(CALLBACK.len()).take(HASH).copied().collect();
        if !hashes.contains(&hash) {
            hashes.push(hash);
        }
    }
    for (number, hash) in hashes.iter().enumerate() {
        let (from, to) = ([CALLBACK, hash].concat(), format!("{number:0HASH$}"));
        for bytes in [&mut script, &mut program] {
            for at in places(bytes, &from) {
                let start = at + CALLBACK.len();
                bytes[start..start + hash.len()].copy_from_slice(&to.as_bytes()[..hash.len()]);
            }
        }
    }
    [script, program]
}

/// Where `word` stands in `bytes`.
fn places(bytes: &[u8], word: &[u8]) -> Vec<usize> {
    let windows = bytes.windows(word.len()).enumerate();
    windows.filter(|(_, window)| *window == word).map(|(at, _)| at).collect()
}

/// Compiles a program of crate `vision`, and has wasm-bindgen write `<name>.js` and `<name>_bg.wasm`
/// into the returned folder.
pub(super) fn bind(
    project: &Project,
    tools: &Tools,
    flavour: &Flavour,
    program: &Program,
    optimisation: Optimisation,
) -> Result<PathBuf, Error> {
    let Program { name, features } = program;
    let target = project.vision_target();
    let mut cargo = process::cargo(project.root());
    let features = [features, flavour.features].concat().join(",");
    let profile = optimisation.profile();
    cargo.args(["build", "--profile", profile, "--package", "vision", "--bin", name]);
    cargo.args(["--features", &features, "--target", "wasm32-unknown-unknown"]);
    // One set of flags for both flavours, so that what they depend on is compiled once.
    cargo.arg("--target-dir").arg(&target).env("RUSTFLAGS", "-C target-feature=+simd128");
    process::run(&mut cargo, &format!("building {name} ({})", flavour.name))?;

    let compiled = target.join(format!("wasm32-unknown-unknown/{profile}/{name}.wasm"));
    let bound = bound(project, flavour);
    let stamp = bound.join(format!("{name}.stamp"));
    let state = digest::sha256(&files::read(&compiled)?);
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&state) {
        files::remove(&stamp)?;
        let mut bindgen = Command::new(&tools.wasm_bindgen);
        bindgen.args(["--target", "web", "--no-typescript", "--remove-name-section"]);
        bindgen.args(["--out-name", name]);
        bindgen.arg("--out-dir").arg(&bound).arg(&compiled);
        process::run(&mut bindgen, "wasm-bindgen")?;
        files::write(&stamp, state.as_bytes())?;
    }
    Ok(bound)
}

/// The folder of the programs of one flavour.
fn bound(project: &Project, flavour: &Flavour) -> PathBuf {
    project.vision_target().join("bound").join(flavour.name)
}

/// Whether the worker was built in this flavour before.
pub(super) fn is_bound(project: &Project, flavour: &Flavour) -> bool {
    bound(project, flavour).join("vision_bg.wasm").is_file()
}

/// Joins the worker's scripts into one classic file: its policy lets it load no second one.
///
/// Functions without a caller are left out, such as the loaders of wasm-bindgen: the page sends the
/// worker its program, so the worker does not contain the word `fetch`.
fn bundle(project: &Project, glue: &Path, script: &Path) -> Result<(), Error> {
    let mut esbuild = Command::new(project.at("node_modules/.bin/esbuild"));
    esbuild
        .arg(project.at("crates/vision/src/boot.js"))
        .arg(format!("--outfile={}", script.display()));
    esbuild.arg(format!("--alias:vision-program={}", glue.display()));
    // The warning is about the loaders, which are left out.
    esbuild.arg("--log-override:empty-import-meta=silent");
    esbuild.args(["--bundle", "--format=iife", "--drop:console", "--log-level=warning"]);
    process::run(&mut esbuild, "esbuild")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flavours_of_one_source_have_one_script() {
        let script = |hashes: [&str; 2]| {
            let [a, b] = hashes.map(|hash| format!("wasm.x_closures_____invoke__h{hash}();"));
            format!("{a}{b}{a}").into_bytes()
        };
        let one = script(["0123456789abcdef", "fedcba9876543210"]);
        let other = script(["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"]);
        let [one, program] = with_common_names(one.clone(), one);
        let [other, _] = with_common_names(other.clone(), other);
        assert_eq!(one, other);
        // The script calls exactly the functions that the program exports.
        assert_eq!(program, one);
        assert_eq!(places(&one, b"invoke__h0000000000000001").len(), 1);
    }
}
