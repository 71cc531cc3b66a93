//! Builds and runs `gangway-eval`, which measures error rates.

use std::{
    ffi::OsString,
    process::{Command, ExitCode},
};

use crate::{Error, Project, process, setup};

/// Flags that print help, for which no network is needed.
const HELP: [&str; 2] = ["--help", "-h"];

/// Passes `arguments` to `gangway-eval`, and returns its exit code. Paths in them are relative to the
/// current directory; networks and cache are the project's unless they are given.
pub(crate) fn run(project: &Project, arguments: &[OsString]) -> Result<ExitCode, Error> {
    if !arguments.iter().any(|argument| HELP.iter().any(|help| argument == help)) {
        setup::networks(project)?;
    }
    let mut cargo = process::cargo(project.root());
    // Built as part of the workspace, with the same features as its tests, so that nothing is
    // compiled twice.
    cargo.args(["build", "--workspace", "--bin", "gangway-eval"]);
    process::run(&mut cargo, "building gangway-eval")?;
    let mut eval = Command::new(project.eval());
    eval.arg("--models").arg(project.at("models"));
    eval.arg("--cache").arg(project.at("target/eval")).args(arguments);
    let status = process::watch(&mut eval, |_| {})?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}
