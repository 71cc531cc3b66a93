//! Installs tools that their publishers have compiled, with `cargo-binstall`, in place of compiling them for
//! minutes.

use std::{path::Path, process::Command};

use crate::process;

const NAME: &str = "cargo-binstall";

/// Installs a published program into the folder `bin` of `home`, if the developer has `cargo-binstall`.
/// Whether that worked is for the caller to check, who otherwise compiles it: not every network reaches
/// the place where the programs are.
pub(super) fn install(package: &str, home: &Path) {
    let Some(program) = process::on_path(NAME) else { return };
    let mut binstall = Command::new(program);
    binstall.args(["--no-confirm", "--force", "--disable-telemetry"]);
    // It would compile what is not published, but with other settings than ours.
    binstall.args(["--disable-strategies", "compile", "--root"]).arg(home).arg(package);
    process::run(&mut binstall, NAME).ok();
}
