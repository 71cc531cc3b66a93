//! The parts of the Rust toolchain beyond the compiler: a target, the formatter, the linter.

use std::{path::Path, process::Command};

use crate::{Error, Project, process, say};

/// The compilation target of the page and the worker.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Installs missing parts.
pub(super) fn prepare(project: &Project) -> Result<(), Error> {
    if !has_wasm() {
        add("the target wasm32-unknown-unknown", "target add wasm32-unknown-unknown")?;
    }
    for (subcommand, what, command) in
        [("fmt", "rustfmt", "component add rustfmt"), ("clippy", "clippy", "component add clippy")]
    {
        let mut probe = process::cargo(project.root());
        if !process::works(probe.args([subcommand, "--version"])) {
            add(what, command)?;
        }
    }
    Ok(())
}

/// Whether the target's standard library is installed, by rustup or otherwise: the compiler knows.
fn has_wasm() -> bool {
    let mut rustc = Command::new("rustc");
    let folder = process::capture(
        rustc.args(["--print", "target-libdir", "--target", WASM]),
        "asking for the target",
    );
    folder.is_ok_and(|folder| Path::new(&folder).is_dir())
}

fn add(what: &'static str, command: &'static str) -> Result<(), Error> {
    say::line(&format!("adding {what} to the Rust toolchain"));
    process::run(Command::new("rustup").args(command.split(' ')), what)
        .map_err(|_| Error::NoToolchainPart { what, command })
}
