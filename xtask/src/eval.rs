//! Runs `gangway-eval`, which measures error rates, with what it needs.

use std::{
    ffi::OsString,
    process::{Command, ExitCode},
};

use crate::{Error, Project, process, setup};

/// What asks for words, not for work.
const HELP: [&str; 2] = ["--help", "-h"];

/// Passes `arguments` on, and the exit code back. Paths in them are relative to where the person
/// at the terminal is; networks and cache are the project's unless they are named.
pub(crate) fn run(project: &Project, arguments: &[OsString]) -> Result<ExitCode, Error> {
    if !arguments.iter().any(|it| HELP.iter().any(|help| it == help)) {
        setup::networks(project)?;
    }
    let mut cargo = process::cargo(project.root());
    // As part of the workspace: what its tests have compiled is not compiled again.
    cargo.args(["build", "--workspace", "--bin", "gangway-eval"]);
    process::run(&mut cargo, "building gangway-eval")?;
    let mut eval = Command::new(project.eval());
    eval.arg("--models").arg(project.at("models"));
    eval.arg("--cache").arg(project.at("target/eval")).args(arguments);
    let status = process::watch(&mut eval, |_| {})?;
    Ok(status.code().and_then(|it| u8::try_from(it).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
