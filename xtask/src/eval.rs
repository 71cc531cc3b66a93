//! Runs `gangway-eval`, which measures error rates, with what it needs.

use std::{env, ffi::OsString, process::ExitCode};

use crate::{Error, Project, process, setup};

/// What asks for words, not for work.
const HELP: [&str; 2] = ["--help", "-h"];

/// Passes `arguments` on, and the exit code back. Paths in them are relative to where the person
/// at the terminal is; networks and cache are the project's unless they are named.
pub(crate) fn run(project: &Project, arguments: &[OsString]) -> Result<ExitCode, Error> {
    if !arguments.iter().any(|it| HELP.iter().any(|help| it == help)) {
        setup::networks(project)?;
    }
    let here = env::current_dir().unwrap_or_else(|_| project.root().to_owned());
    let mut eval = process::cargo(&here);
    eval.args(["run", "--quiet", "--package", "eval", "--bin", "gangway-eval", "--manifest-path"]);
    eval.arg(project.at("Cargo.toml")).arg("--");
    eval.arg("--models").arg(project.at("models"));
    eval.arg("--cache").arg(project.at("target/eval")).args(arguments);
    let status = process::watch(&mut eval, |_| {})?;
    Ok(status.code().and_then(|it| u8::try_from(it).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
