//! Builds and runs `gangway-eval`, which measures error rates.

use std::{
    ffi::OsString,
    process::{Command, ExitCode},
};

use crate::{Error, Project, process, setup};

/// Flags that print help, for which no network is needed.
const HELP: [&str; 2] = ["--help", "-h"];

/// The first argument with which zones are read instead of faces compared.
const MRZ: &str = "mrz";

/// Passes `arguments` to `gangway-eval`, or to `gangway-eval-mrz`, and returns its exit code. Paths in them are relative to the
/// current directory; networks and cache are the project's unless they are given.
pub(crate) fn run(project: &Project, arguments: &[OsString]) -> Result<ExitCode, Error> {
    // The network that reads zones is part of the repository.
    let (program, arguments) = match arguments.split_first() {
        Some((first, rest)) if first == MRZ => ("gangway-eval-mrz", rest),
        _ => ("gangway-eval", arguments),
    };
    let is_help = |argument: &OsString| HELP.iter().any(|help| argument == help);
    if program == "gangway-eval" && !arguments.iter().any(is_help) {
        setup::networks(project)?;
    }
    let mut cargo = process::cargo(project.root());
    // Built as part of the workspace, with the same features as its tests, so that nothing is
    // compiled twice.
    cargo.args(["build", "--workspace", "--bin", program]);
    process::run(&mut cargo, &format!("building {program}"))?;
    let mut eval = Command::new(project.eval(program));
    eval.arg("--models").arg(project.at("models"));
    eval.arg("--cache").arg(project.at("target/eval")).args(arguments);
    let status = process::watch(&mut eval, |_| {})?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}
